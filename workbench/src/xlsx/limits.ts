/** How much a file may ask of the page. Counted while reading; what a file says of its own size admits nothing. */
const MEBIBYTE = 1024 * 1024;

export const LIMITS = {
  fileBytes: 64 * MEBIBYTE,
  entries: 4096,
  partBytes: 512 * MEBIBYTE,
  inflatedBytes: 1024 * MEBIBYTE,
  /** Inflated bytes per compressed one, looked at past the first MiB; deflate cannot pass 1,032. */
  ratio: 1000,
  sheets: 255,
  cells: 5_000_000,
  strings: 2_000_000,
  /** UTF-16 units of one text; Excel's own limit is 32,767. */
  textLength: 131_072,
  /** Elements of a part that is held whole: styles, names, tables, comments … */
  elements: 1_000_000,
  depth: 256,
} as const;

/** Below this size no ratio is looked at: small parts of repeated mark-up compress extremely well. */
export const RATIO_LOOKED_AT_FROM = MEBIBYTE;
