const FIRST_YEAR = 1900;

/** A year as typed, «2016»; `undefined` for anything but a whole year from 1900 to 9999. */
export function yearFrom(text: string): number | undefined {
  if (!/^\d{4}$/.test(text)) return undefined;
  const year = Number(text);
  return year < FIRST_YEAR ? undefined : year;
}
