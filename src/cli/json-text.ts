/** What JSON may hold as it is but a terminal might obey: controls beyond ASCII, marks that turn writing round, and their like. */
const UNSEEN = /[\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

/** A value as one line of JSON in which everything unseen is written as an escape; what it means is unchanged. */
export function jsonText(value: unknown): string {
  return escapeUnseen(JSON.stringify(value));
}

/** JSON text with everything unseen written as an escape: such characters stand inside its strings alone. */
export function escapeUnseen(json: string): string {
  return json.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
