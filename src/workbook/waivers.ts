import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import * as z from 'zod/mini';
import { err, ok, type Result } from '../kernel/result';
import type { CellRef, Finding } from '../ledger/finding';
import { shownValue } from '../ledger/read-cell';
import type { Books } from '../settlement/books';
import { isMoment, parsedJson } from './stored-json';

/**
 * Findings that somebody has set aside. A waiver knows its finding by what the row says, not by where it stands: it moves
 * with the row, and ends when a cell of the row is changed. Each waiver is for one finding: a row that is entered once more
 * later is told of again.
 */
export interface Waiver extends CellRef {
  readonly code: string;
  readonly ledger: string;
  /** The fingerprint of the row's content and the finding's column, or of the place and facts of a finding on no row. */
  readonly row: string;
  readonly by: string;
  readonly reason: string;
  /** When: a moment as ISO text in UTC. */
  readonly at: string;
}

/** Whether a waiver still sets a finding aside; one that does not has expired: the row was changed, mended or deleted. */
export type WaiverState =
  | { readonly waiver: Waiver; readonly state: 'in-force'; readonly finding: Finding }
  | { readonly waiver: Waiver; readonly state: 'expired' };

/** Where the workbook keeps them. */

const VERSION = 1;

/** The longest record: some thousand findings, more than anybody would set aside one by one. */
export const MOST_WAIVERS_CHARACTERS = 1_000_000;

export const LONGEST_WAIVER_NAME = 100;
export const LONGEST_WAIVER_REASON = 500;

/** Why the workbook's waivers can't be read. */
export type WaiversProblem =
  | { readonly code: 'waivers-unreadable' }
  /** A newer version of the product wrote them. */
  | { readonly code: 'waivers-version'; readonly version: string };

const waiver = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(60)),
  ledger: z.string().check(z.maxLength(60)),
  row: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  sheet: z.string().check(z.maxLength(100)),
  cell: z.string().check(z.maxLength(20)),
  by: z.string().check(z.minLength(1), z.maxLength(LONGEST_WAIVER_NAME)),
  reason: z.string().check(z.minLength(1), z.maxLength(LONGEST_WAIVER_REASON)),
  at: z.string().check(z.refine(isMoment)),
});
const stored = z.object({ version: z.literal(VERSION), waivers: z.array(waiver) });
const versioned = z.object({ version: z.number() });

/** The waivers in the order in which they were given; none where nothing is kept. */
export function readWaivers(text: string | undefined): Result<readonly Waiver[], WaiversProblem> {
  if (text === undefined) return ok([]);
  const json = text.length > MOST_WAIVERS_CHARACTERS ? undefined : parsedJson(text);
  const version = versioned.safeParse(json);
  if (version.success && version.data.version > VERSION) {
    return err({ code: 'waivers-version', version: String(version.data.version) });
  }
  const parsed = stored.safeParse(json);
  return parsed.success ? ok(parsed.data.waivers) : err({ code: 'waivers-unreadable' });
}

/** The waivers as text; `undefined` where there is nothing to keep. */
export function writeWaivers(waivers: readonly Waiver[]): string | undefined {
  return waivers.length === 0 ? undefined : canonicalize({ version: VERSION, waivers });
}

// ---- What a finding is known by ------------------------------------------------------------------------------------

/** What the row says that a finding is on; `undefined` for one that is on no row of its ledger. */
export type RowContent = (finding: Finding) => readonly string[] | undefined;

/** The content of ledger rows as the books read them: the columns that are filled in, by id, with what their cells show. */
export function rowContentOf(books: Books): RowContent {
  const columns = new Map<string, readonly { readonly id: string; readonly position: number }[]>();
  return (finding) => {
    const data = books.ledger(finding.ledger);
    const row = data?.rowAt(finding);
    if (!data || row === undefined) return undefined;
    const sorted = columns.get(finding.ledger) ?? byId(data.ledger.columns);
    columns.set(finding.ledger, sorted);
    const cells = data.cellsOf(row);
    return sorted.flatMap(({ id, position }) => {
      const text = shownValue(cells[position]);
      return text === '' ? [] : [id, text];
    });
  };
}

/** In an order of their own, so that a column that is moved changes no content. */
function byId(
  columns: readonly { readonly id: string }[],
): readonly { readonly id: string; readonly position: number }[] {
  return columns.map(({ id }, position) => ({ id, position })).sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

/** What a finding is known by, before it is made a fingerprint. */
function contentOf(finding: Finding, rowContent: RowContent): string {
  const content = rowContent(finding);
  if (content) return JSON.stringify(['row', finding.column ?? '', ...content]);
  return canonicalize(['place', finding.sheet, finding.cell, finding.column ?? '', finding.facts]) ?? '';
}

/**
 * A fingerprint begins with a quick sum that leaves few candidates of 100,000 rows, and goes on with as much of a SHA-256 as
 * two different rows never share.
 */
const QUICK = 8;
const FINGERPRINT = 32;

function fingerprintOf(content: string): string {
  const digest = bytesToHex(sha256(new TextEncoder().encode(content)));
  return `${quickSum(content)}${digest.slice(0, FINGERPRINT - QUICK)}`;
}

/** FNV-1a over UTF-16 units, 32 bits. */
function quickSum(content: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < content.length; index += 1) {
    sum = Math.imul(sum ^ content.charCodeAt(index), 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(QUICK, '0');
}

const kindOf = ({ code, ledger }: { readonly code: string; readonly ledger: string }): string => `${ledger} ${code}`;
const isAt = (a: CellRef, b: CellRef): boolean => a.sheet === b.sheet && a.cell === b.cell;

// ---- Setting aside -------------------------------------------------------------------------------------------------

/**
 * The findings with those marked that are set aside, in the same order, and the state of every waiver. It needs all
 * findings, not one year's: a waiver whose finding is not among them has expired. Only findings of a kind that somebody has
 * waived are looked at more closely.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  rowContent: RowContent,
): { readonly findings: readonly Finding[]; readonly states: readonly WaiverState[] } {
  if (waivers.length === 0) return { findings, states: [] };
  const waived = pairs(findings, waivers, rowContent);
  const indexOf = new Map([...waived].map(([given, index]) => [index, given]));
  return {
    findings: findings.map((finding, index) => {
      const given = indexOf.get(index);
      if (!given) return finding;
      const { by, reason, at } = given;
      return { ...finding, waived: { by, reason, at } };
    }),
    states: waivers.map((given): WaiverState => {
      const finding = findings[waived.get(given) ?? -1];
      return finding ? { waiver: given, state: 'in-force', finding } : { waiver: given, state: 'expired' };
    }),
  };
}

/** Which finding, by its place in the list, each waiver is for. Of several that say the same, the one that stands where it stood. */
function pairs(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  rowContent: RowContent,
): ReadonlyMap<Waiver, number> {
  const kinds = new Set(waivers.map(kindOf));
  const quick = new Set(waivers.map((given) => `${kindOf(given)} ${given.row.slice(0, QUICK)}`));
  const alike = new Map<string, number[]>();
  findings.forEach((finding, index) => {
    const kind = kindOf(finding);
    if (finding.blocks || !kinds.has(kind)) return;
    const content = contentOf(finding, rowContent);
    if (!quick.has(`${kind} ${quickSum(content)}`)) return;
    const key = `${kind} ${fingerprintOf(content)}`;
    const others = alike.get(key);
    if (others) others.push(index);
    else alike.set(key, [index]);
  });
  const found = new Map<Waiver, number>();
  const take = (given: Waiver, fits: (finding: Finding) => boolean): void => {
    const candidates = alike.get(`${kindOf(given)} ${given.row}`) ?? [];
    const position = candidates.findIndex((index) => {
      const finding = findings[index];
      return finding !== undefined && fits(finding);
    });
    const [index] = position < 0 ? [] : candidates.splice(position, 1);
    if (index !== undefined) found.set(given, index);
  };
  for (const given of waivers) take(given, (finding) => isAt(finding, given));
  for (const given of waivers) if (!found.has(given)) take(given, () => true);
  return found;
}

/** Why findings can't be set aside. */
export type WaiverRefusal =
  /** It makes an answer an error: the row has to be mended. */
  | { readonly code: 'finding-blocks'; readonly finding: Finding }
  | { readonly code: 'waiver-field-empty'; readonly field: 'by' | 'reason' }
  | {
      readonly code: 'waiver-field-too-long';
      readonly field: 'by' | 'reason';
      readonly length: number;
      readonly most: number;
    }
  | { readonly code: 'waivers-full'; readonly characters: number; readonly most: number };

/**
 * The waivers with these findings set aside as well. Those that are set aside already stay as they are. Waivers are added
 * for all of the findings or for none.
 *
 * @param words.at the moment, as ISO text in UTC
 */
export function waive(
  waivers: readonly Waiver[],
  findings: readonly Finding[],
  words: { readonly by: string; readonly reason: string; readonly at: string },
  rowContent: RowContent,
): Result<readonly Waiver[], WaiverRefusal> {
  const said = { by: words.by.trim(), reason: words.reason.trim() };
  for (const [field, most] of [
    ['by', LONGEST_WAIVER_NAME],
    ['reason', LONGEST_WAIVER_REASON],
  ] as const) {
    const { length } = said[field];
    if (length === 0) return err({ code: 'waiver-field-empty', field });
    if (length > most) return err({ code: 'waiver-field-too-long', field, length, most });
  }
  const blocking = findings.find(({ blocks }) => blocks);
  if (blocking) return err({ code: 'finding-blocks', finding: blocking });
  const added = findings
    .filter(({ waived }) => waived === undefined)
    .map((finding): Waiver => {
      const { code, ledger, sheet, cell } = finding;
      return { code, ledger, row: fingerprintOf(contentOf(finding, rowContent)), sheet, cell, ...said, at: words.at };
    });
  const all = [...waivers, ...added];
  const characters = writeWaivers(all)?.length ?? 0;
  return characters > MOST_WAIVERS_CHARACTERS
    ? err({ code: 'waivers-full', characters, most: MOST_WAIVERS_CHARACTERS })
    : ok(all);
}

/** The waivers without these: their findings stand again. */
export function unwaive(waivers: readonly Waiver[], taken: readonly Waiver[]): readonly Waiver[] {
  const left = taken.map((each) => canonicalize(each));
  return waivers.filter((each) => {
    const place = left.indexOf(canonicalize(each));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
