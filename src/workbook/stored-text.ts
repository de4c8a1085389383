import { ok } from '../kernel/result';
import { MOST_STORED, type PortResult, type WorkbookPort } from './port';

/**
 * A text of any length in the workbook's storage: what is too long for one key goes on under `key.2`, `key.3` … The first
 * part begins with the number of parts and a line break.
 */

type Storage = Pick<WorkbookPort, 'readStorage' | 'writeStorage'>;

/** Leaves room for the line with the number of parts. */
const PART = MOST_STORED - 16;

const partKey = (key: string, part: number): string => (part === 1 ? key : `${key}.${String(part)}`);

/** The text kept under a key; `undefined` where there is none, or not all of it. */
export async function readLongText(storage: Storage, key: string): PortResult<string | undefined> {
  const first = await storage.readStorage(key);
  if (!first.ok || first.value === undefined) return first;
  const match = /^(\d{1,4})\n/.exec(first.value);
  if (!match) return ok(undefined);
  const parts = [first.value.slice(match[0].length)];
  for (let part = 2; part <= Number(match[1]); part += 1) {
    const next = await storage.readStorage(partKey(key, part));
    if (!next.ok) return next;
    if (next.value === undefined) return ok(undefined);
    parts.push(next.value);
  }
  return ok(parts.join(''));
}

/** Keeps a text, or with `undefined` forgets it, with all its parts. */
export async function writeLongText(storage: Storage, key: string, text: string | undefined): PortResult<void> {
  const before = await storage.readStorage(key);
  if (!before.ok) return before;
  const partsBefore = Number(/^(\d{1,4})\n/.exec(before.value ?? '')?.[1] ?? (before.value === undefined ? 0 : 1));
  const parts = text === undefined ? 0 : Math.max(1, Math.ceil(text.length / PART));
  // The first part says how many there are, so it is written last and forgotten first.
  if (text === undefined) {
    const forgotten = await storage.writeStorage(key, undefined);
    if (!forgotten.ok) return forgotten;
  }
  for (let part = Math.max(parts, partsBefore); part >= 2; part -= 1) {
    const own = part <= parts ? text?.slice((part - 1) * PART, part * PART) : undefined;
    const written = await storage.writeStorage(partKey(key, part), own);
    if (!written.ok) return written;
  }
  if (text === undefined) return ok(undefined);
  return storage.writeStorage(key, `${String(parts)}\n${text.slice(0, PART)}`);
}
