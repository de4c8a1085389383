/** A footer holds 255 characters, and every & of the title counts twice. */
const MAX_FOOTER_TITLE = 80;

/** The workbook's title as a footer has it: an & in it would start a code of its own. */
export function footerTitle(title: string): string {
  return title.slice(0, MAX_FOOTER_TITLE).replaceAll('&', '&&');
}
