import { parseCell } from '../ledger/a1';
import type { CellRef, Finding } from '../ledger/finding';
import type { Severity } from '../policy/schema';
import type { Wording } from '../wording/wording';

/** The severities in the order of their weight. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

export interface ListedFinding {
  readonly finding: Finding;
  /** Tells it from all others of the list, and finds it again in the list of the next reading. */
  readonly key: string;
}

/** Something to filter by, with the number of findings that have it. */
export interface FilterChoice {
  readonly value: string;
  readonly count: number;
}

/** Findings, errors first and within a severity by ledger, row and column. */
export interface ListedFindings {
  readonly findings: readonly ListedFinding[];
}

/** All findings of a year or of all years that stand; and, apart and counted nowhere else, those that are set aside. */
export interface FindingList extends ListedFindings {
  readonly waived: ListedFindings;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly sheets: readonly FilterChoice[];
  readonly codes: readonly FilterChoice[];
  readonly clauses: readonly FilterChoice[];
}

/** What is shown of a list. What is left out lets all through. */
export interface FindingFilter {
  /** None is all. */
  readonly severities: ReadonlySet<Severity>;
  /** Words that must all be found in what is shown of a finding. */
  readonly text: string;
  readonly sheet?: string | undefined;
  readonly code?: string | undefined;
  readonly clause?: string | undefined;
  /** Only the findings of this cell's row. */
  readonly row?: CellRef | undefined;
}

export const NO_FILTER: FindingFilter = { severities: new Set(), text: '' };

/** Whatever tells findings: an opened workbook. */
interface Findings {
  findings(year?: number): readonly Finding[];
}

const lists = new WeakMap<Findings, Map<number | undefined, FindingList>>();

/** The findings of a year, or of all years, as `payclause check` tells them; made once for a reading. */
export function findingList(opened: Findings, year: number | undefined): FindingList {
  const ofOpened = lists.get(opened) ?? new Map<number | undefined, FindingList>();
  lists.set(opened, ofOpened);
  const known = ofOpened.get(year) ?? makeList(opened.findings(year));
  ofOpened.set(year, known);
  return known;
}

/** Whether a filter leaves findings out. */
export function isFiltering(filter: FindingFilter): boolean {
  const { severities, text, sheet, code, clause, row } = filter;
  return severities.size > 0 || wordsOf(text).length > 0 || [sheet, code, clause, row].some((of) => of !== undefined);
}

/** How many findings are looked at between two breaths. */
const AT_ONCE = 200;

/** The findings that a filter lets through, in small steps: ten thousand sentences take longer than a key stroke. */
export function* matchingFindings(
  list: ListedFindings,
  filter: FindingFilter,
  wording: Wording,
): Generator<void, readonly ListedFinding[], void> {
  if (!isFiltering(filter)) return list.findings;
  const words = wordsOf(filter.text);
  const texts = words.length === 0 ? undefined : searchTexts(list, wording);
  const matching: ListedFinding[] = [];
  for (const [index, listed] of list.findings.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) yield;
    if (!passes(listed.finding, filter)) continue;
    const text = texts === undefined ? '' : (texts[index] ??= searchText(listed.finding, wording));
    if (words.every((word) => text.includes(word))) matching.push(listed);
  }
  return matching;
}

function passes(finding: Finding, { severities, sheet, code, clause, row }: FindingFilter): boolean {
  return (
    (severities.size === 0 || severities.has(finding.severity)) &&
    (sheet === undefined || finding.sheet === sheet) &&
    (code === undefined || finding.code === code) &&
    (clause === undefined || finding.clauses.includes(clause)) &&
    (row === undefined || (finding.sheet === row.sheet && finding.row === parseCell(row.cell)?.row))
  );
}

function makeList(findings: readonly Finding[]): FindingList {
  const bySeverity: Record<Severity, ListedFinding[]> = { error: [], warning: [], info: [] };
  const waived: Record<Severity, ListedFinding[]> = { error: [], warning: [], info: [] };
  const sheets = new Map<string, number>();
  const codes = new Map<string, number>();
  const clauses = new Map<string, number>();
  let place = '';
  let ofPlace = new Map<string, number>();
  for (const finding of findings) {
    const { sheet, cell, code, year = '' } = finding;
    // The findings of one cell follow one another.
    const here = `${sheet}!${cell}`;
    if (here !== place) ofPlace = new Map<string, number>();
    place = here;
    const kind = `${code} ${String(year)}`;
    const before = ofPlace.get(kind) ?? 0;
    ofPlace.set(kind, before + 1);
    const key = `${here} ${kind} ${before === 0 ? '' : String(before)}`;
    if (finding.waived) {
      waived[finding.severity].push({ finding, key });
      continue;
    }
    bySeverity[finding.severity].push({ finding, key });
    count(sheets, sheet);
    count(codes, code);
    for (const clause of finding.clauses) count(clauses, clause);
  }
  const { error, warning, info } = bySeverity;
  return {
    findings: [...error, ...warning, ...info],
    waived: { findings: SEVERITIES.flatMap((severity) => waived[severity]) },
    counts: { error: error.length, warning: warning.length, info: info.length },
    sheets: choices(sheets),
    codes: choices(codes),
    clauses: choices(clauses),
  };
}

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function choices(counts: ReadonlyMap<string, number>): readonly FilterChoice[] {
  return [...counts].map(([value, times]) => ({ value, count: times }));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

const texts = new WeakMap<ListedFindings, Map<string, (string | undefined)[]>>();

/** The searched texts of a list in a language, filled in as they are needed. */
function searchTexts(list: ListedFindings, wording: Wording): (string | undefined)[] {
  const ofList = texts.get(list) ?? new Map<string, (string | undefined)[]>();
  texts.set(list, ofList);
  const known = ofList.get(wording.language) ?? Array.from<string | undefined>({ length: list.findings.length });
  ofList.set(wording.language, known);
  return known;
}

function searchText(finding: Finding, wording: Wording): string {
  const { sheet, cell, code, clauses } = finding;
  const suggestion = wording.suggestion(finding) ?? '';
  return [sheet, cell, code, ...clauses, wording.findingHere(finding), suggestion].join('\n').toLowerCase();
}
