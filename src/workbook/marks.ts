import { err, ok } from '../kernel/result';
import type { Finding } from '../ledger/finding';
import type { Policy } from '../policy/policy';
import type { Severity } from '../policy/schema';
import type { Wording } from '../wording/wording';
import { SEVERITIES } from './finding-list';
import type { Mark, MarkReceipt, PortResult, WorkbookPort } from './port';

/** The most cells that are marked at once: a note on each of very many cells makes a spreadsheet slow. */
export const MOST_MARKS = 5000;

/** How many findings of one cell its note tells; of further ones it tells the number. */
const MOST_TOLD = 5;

/** A cell's fill by the gravest of its findings: the tints that spreadsheets use for bad, neutral and remarks. */
const COLORS: Readonly<Record<Severity, string>> = { error: '#FFC7CE', warning: '#FFEB9C', info: '#DDEBF7' };

const KEY = 'payclause.marks';

type Port = Pick<WorkbookPort, 'readStorage' | 'writeStorage' | 'mark' | 'unmark'>;

/** The marks of findings, one a cell: filled by the gravest severity, with a note that tells all of them. */
export function marksOf(findings: Iterable<Finding>, policy: Policy, wording: Wording): readonly Mark[] {
  const byCell = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = `${finding.sheet}!${finding.cell}`;
    byCell.set(place, [...(byCell.get(place) ?? []), finding]);
  }
  return [...byCell.values()].flatMap((ofCell): readonly Mark[] => {
    const first = SEVERITIES.flatMap((severity) => ofCell.filter((finding) => finding.severity === severity))[0];
    if (!first) return [];
    return [
      { sheet: first.sheet, cell: first.cell, color: COLORS[first.severity], note: noteOf(ofCell, policy, wording) },
    ];
  });
}

function noteOf(findings: readonly Finding[], policy: Policy, wording: Wording): string {
  const told = findings.slice(0, MOST_TOLD).map((finding) => {
    const suggestion = wording.suggestion(finding);
    const clauses = finding.clauses.flatMap((id) => {
      const clause = policy.clauses.get(id);
      return clause ? [wording.pane('pane-check', 'note-clause', { clause: id, text: clause.text })] : [];
    });
    return [
      wording.pane('pane-check', 'note-finding', {
        severity: wording.severity(finding.severity),
        sentence: wording.findingHere(finding),
      }),
      ...(suggestion === undefined ? [] : [wording.pane('pane-check', 'suggestion', { suggestion })]),
      ...clauses,
    ].join('\n');
  });
  const more = findings.length - told.length;
  return [...told, ...(more > 0 ? [wording.pane('pane-check', 'note-more', { count: more })] : [])].join('\n\n');
}

/** How many cells are marked. */
export async function countMarks(port: Port): PortResult<number> {
  const stored = await readReceipts(port);
  return stored.ok ? ok(stored.value.length) : stored;
}

/** Marks cells in place of those that are marked; the value is how many. What can't be remembered is not marked. */
export async function replaceMarks(port: Port, marks: readonly Mark[]): PortResult<number> {
  const cleared = await clearMarks(port);
  if (!cleared.ok) return cleared;
  const marked = await port.mark(marks);
  if (!marked.ok) return marked;
  const stored = await port.writeStorage(KEY, JSON.stringify({ version: 1, receipts: marked.value }));
  if (stored.ok) return ok(marked.value.length);
  // Marks without receipts could never be removed without a trace.
  const removed = await port.unmark(marked.value);
  return err(removed.ok ? stored.error : removed.error);
}

/** Removes all marks without a trace; the value is how many there were. */
export async function clearMarks(port: Port): PortResult<number> {
  const stored = await readReceipts(port);
  if (!stored.ok) return stored;
  if (stored.value.length === 0) return ok(0);
  const removed = await port.unmark(stored.value);
  if (!removed.ok) return removed;
  const forgotten = await port.writeStorage(KEY, undefined);
  return forgotten.ok ? ok(stored.value.length) : forgotten;
}

async function readReceipts(port: Port): PortResult<readonly MarkReceipt[]> {
  const stored = await port.readStorage(KEY);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return ok([]);
  // Few workbooks have such a record: what proves it is loaded for those that do.
  const { receiptsIn } = await import(/* webpackChunkName: "tool-records" */ './mark-receipts');
  return ok(receiptsIn(stored.value));
}
