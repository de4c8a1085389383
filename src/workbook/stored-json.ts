/** The JSON of a text; `undefined` for text that is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Tells a moment as ISO text in UTC, «2016-03-05T08:30:00.000Z», as `Date.toISOString` writes it. */
export function isMoment(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
