/** Why a file cannot be opened: a code with facts; the page makes a sentence of it. */

export type ReadFaultCode =
  /** No zip, or a zip that holds no workbook: `.xls`, `.csv`, a picture … */
  | 'notXlsx'
  /** A workbook in Excel's binary format. */
  | 'xlsb'
  /** It wants a password. */
  | 'encrypted'
  /** It is cut short or damaged; `part` says where. */
  | 'corrupt'
  /** It asks for more than a page can hold, or is built to. */
  | 'tooLarge'
  /** A part brings a document type along, which no workbook has a reason to. */
  | 'doctype';

export interface ReadFault {
  readonly code: ReadFaultCode;
  /** The file's name. */
  readonly file: string;
  /** The part of the file that is wrong, where one is. */
  readonly part?: string;
  /** What is more than may be, for `tooLarge`: bytes, cells, parts … */
  readonly limit?: string;
}

/** Thrown while reading and caught in `readXlsx`. */
export class ReadRefusal extends Error {
  constructor(
    readonly code: ReadFaultCode,
    readonly facts: { readonly part?: string; readonly limit?: string } = {},
  ) {
    super(code);
    this.name = 'ReadRefusal';
  }
}
