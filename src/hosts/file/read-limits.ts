/**
 * How much a file may ask of the reader before it is refused. Counted while reading, never taken from what the file
 * declares about itself. The defaults pass every workbook a person can work with in Excel and stop the files that are
 * built to exhaust a machine.
 */
export interface ReadLimits {
  /** Bytes of the file itself. Default 64 MiB. */
  readonly fileBytes: number;
  /** Entries of the zip directory. Default 4,096. */
  readonly entries: number;
  /** Bytes of one part once inflated. Default 512 MiB. */
  readonly partBytes: number;
  /** Bytes of all parts read, once inflated. Default 1 GiB. */
  readonly inflatedBytes: number;
  /**
   * Inflated bytes per compressed byte of one part, looked at once the part is past 1 MiB. Default 1,000: deflate cannot
   * pass 1,032, zeros come to 1,029, and the most repetitive sheet that is a sheet at all to 685 (docs/adr/0004).
   */
  readonly inflationRatio: number;
  /** Worksheets. Default 255. */
  readonly sheets: number;
  /** Cells that hold a value, in all sheets together. Default 5,000,000. */
  readonly cells: number;
  /** Blank places that must be kept because a value stands to their right or below. Default 20,000,000. */
  readonly blanks: number;
  /** Entries of the shared string table. Default 2,000,000. */
  readonly sharedStrings: number;
  /** UTF-16 units of one text. Excel's own limit is 32,767; other programs write more. Default four times that. */
  readonly textLength: number;
  /** UTF-16 units of all different texts together. Default 268,435,456. */
  readonly textTotal: number;
  /** Members of any other list: merges, defined names, relationships, content types. Default 1,000,000. */
  readonly listItems: number;
}

const MEBIBYTE = 1024 * 1024;

/** The limits that hold where the caller sets none. */
export const DEFAULT_READ_LIMITS: ReadLimits = {
  fileBytes: 64 * MEBIBYTE,
  entries: 4096,
  partBytes: 512 * MEBIBYTE,
  inflatedBytes: 1024 * MEBIBYTE,
  inflationRatio: 1000,
  sheets: 255,
  cells: 5_000_000,
  blanks: 20_000_000,
  sharedStrings: 2_000_000,
  textLength: 4 * 32_767,
  textTotal: 256 * MEBIBYTE,
  listItems: 1_000_000,
};

/** Below this many inflated bytes no ratio is looked at: small parts of repeated mark-up compress extremely well. */
export const RATIO_LOOKED_AT_FROM = MEBIBYTE;
