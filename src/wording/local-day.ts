/** The day of a moment (ISO text in UTC) where the reader is, as ISO text. */
export function dayHere(at: string): string {
  const moment = new Date(at);
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
