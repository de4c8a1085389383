import type { ReadLimits } from './read-limits';

/** Why a file could not be read; one code per thing the user can do about it. */
export type ReadProblemCode =
  /** Nothing bears that path. */
  | 'file-not-found'
  /** The system refuses to hand it out; facts: cause (the system's code, or «not-a-file» for a pipe or device). */
  | 'file-unreadable'
  | 'file-is-folder'
  /** Facts: size, max (bytes). */
  | 'file-too-large'
  | 'file-empty'
  /** Protected by a password to open; facts: part, where single parts are. */
  | 'file-encrypted'
  /** Excel 97–2003. */
  | 'file-legacy-xls'
  /** Facts: format («csv», «html», «xml», «text»). */
  | 'file-text'
  /** Facts: format («opendocument», «word», «powerpoint», «zip», «pdf», «binary» …). */
  | 'file-not-xlsx'
  /** Excel's binary workbook. */
  | 'file-xlsb'
  /** A zip whose end is missing; facts: size. */
  | 'file-truncated'
  /** Facts: reason (see CorruptReason), part, and line, cell or text where they are known. */
  | 'file-corrupt'
  /** Inflates beyond measure; facts: limit (which of ReadLimits), max, part. */
  | 'file-bomb'
  /** Holds more than the reader takes; facts: limit (which of ReadLimits), max, part. */
  | 'file-limit';

/** What is wrong inside a corrupt file. */
export type CorruptReason =
  /** The zip directory cannot be followed. */
  | 'zip-directory'
  /** A part that the workbook names is not in the file. */
  | 'part-missing'
  /** Two entries bear the part's name, or two places of the workbook name the part. */
  | 'part-twice'
  /** The part's bytes do not inflate, or not to the size or the checksum that they should have. */
  | 'part-bytes'
  /** The part is compressed by a method that no spreadsheet program uses. */
  | 'part-compression'
  /** Bytes that are no text in the part's encoding. */
  | 'part-encoding'
  | 'xml-malformed'
  /** A DOCTYPE; spreadsheet programs never write one, attackers do. */
  | 'xml-doctype'
  /** Nested deeper than any real part. */
  | 'xml-depth'
  /** One tag, text or comment of millions of characters. */
  | 'xml-token'
  /** The part is some other document than its place in the workbook says. */
  | 'xml-root'
  /** A cell, row or range reference that names no place on a sheet. */
  | 'reference'
  /** A shared string that is not in the table. */
  | 'shared-string'
  | 'cell-type'
  | 'no-sheets'
  | 'sheet-name'
  | 'table';

/** A file that could not be read: which, why, and the facts a message needs. It carries no sentence. */
export interface ReadProblem {
  readonly code: ReadProblemCode;
  /** The file as the caller named it. */
  readonly file: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * Carries a refusal out of the streams, where throwing is the only way to stop the inflating; readWorkbookBytes turns it
 * into a value. It never leaves this folder.
 */
export class ReadRefusal extends Error {
  constructor(
    readonly code: ReadProblemCode,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

/** A refusal of a file that breaks its own format at a place that can be named. */
export function corrupt(reason: CorruptReason, facts: Readonly<Record<string, string | number>> = {}): ReadRefusal {
  return new ReadRefusal('file-corrupt', { reason, ...facts });
}

/** A refusal of a file that holds more than the limits allow. */
export function overLimit(limit: keyof ReadLimits, max: number, part?: string): ReadRefusal {
  return new ReadRefusal('file-limit', part === undefined ? { limit, max } : { limit, max, part });
}
