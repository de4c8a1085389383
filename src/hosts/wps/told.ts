import { Refusal } from '../../workbook/refusal';

/** What the application tells is looked at before it is used: the declarations of its members may be wrong. */

/** A truth value; some members tell -1 and 0. */
export function isTrue(told: unknown): boolean {
  return told === true || (typeof told === 'number' && told !== 0);
}

/** A number that a member must tell. */
export function numberOf(told: unknown, member: string): number {
  if (typeof told !== 'number') throw failed(member, String(told));
  return told;
}

/** A text that a member must tell. */
export function textOf(told: unknown, member: string): string {
  if (typeof told !== 'string') throw failed(member, String(told));
  return told;
}

/** Something that a member must give. */
export function given<T>(told: T | null | undefined, member: string): T {
  if (told === null || told === undefined) throw failed(member, String(told));
  return told;
}

/** What a range tells of its cells, in rows; a single cell comes without them. */
export function cellRows(
  told: unknown,
  rows: number,
  columns: number,
  member: string,
): readonly (readonly unknown[])[] {
  if (rows === 1 && columns === 1 && !Array.isArray(told)) return [[told]];
  const isWhole =
    Array.isArray(told) && told.length === rows && told.every((row) => Array.isArray(row) && row.length === columns);
  if (!isWhole) throw failed(member, `≠ ${String(rows)} × ${String(columns)}`);
  return told as readonly (readonly unknown[])[];
}

/**
 * A refusal in the application's name: it did not do, or tell, what its declarations say. The code is the member, or one of
 * Excel's that has a sentence in both languages; the message is what was told instead, and no words of ours.
 */
export function failed(hostCode: string, message: string): Refusal {
  return new Refusal({ code: 'host-failed', hostCode, message });
}

/** Does what only looks better, or is known of no WPS: where it fails, nothing is lost that anybody reads. */
export function optionally<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
