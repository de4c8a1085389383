import type { Column } from '../../policy/schema';
import type { WorkbookSnapshot } from '../cells';
import type { ColumnSource, HeadingRef, MonthFrom, YearFrom } from './connection';
import type { Candidate, CandidateColumn } from './candidates';
import { yearIn } from './partial-dates';
import type { Reason } from './proposal';
import { yearAbove } from './titles';
import { DATE_PARTS, headingScore, meantHeading } from './vocabulary';

/** Where a ledger's dates would come from. */
export interface DateSource {
  readonly source: ColumnSource;
  readonly from: readonly CandidateColumn[];
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  /** True where nothing says the year: it has to be asked. */
  readonly needsYear: boolean;
}

/** A column is dates where this share of it reads as dates. */
const MOSTLY = 0.6;
const NEARLY_ALL = 0.9;

/** The column, or columns, that hold a list's dates for a ledger's date column; `undefined` where none does. */
export function dateSourceOf(column: Column, candidate: Candidate, years: YearFinder): DateSource | undefined {
  const whole = candidate.columns
    .map((own) => ({ own, score: headingScore(column, own.heading.text), share: shareOf(own, own.content.dates) }))
    .filter(
      ({ own, score, share }) => (score > 0 && share >= MOSTLY) || (own.content.numbers === 0 && share >= NEARLY_ALL),
    )
    .sort((a, b) => b.score - a.score || b.share - a.share)[0];
  if (whole) {
    const { own, score, share } = whole;
    return {
      source: { kind: 'cell', heading: own.heading },
      from: [own],
      confidence: score > 0 ? 0.4 + 0.3 * score + 0.3 * share : CONTENT_ONLY,
      reasons: [...headingReasons(column, own), { code: 'content-dates', facts: { share: percent(share) } }],
      needsYear: false,
    };
  }
  return partsSource(candidate, years) ?? partialSource(column, candidate, years);
}

const CONTENT_ONLY = 0.6;

function partsSource(candidate: Candidate, years: YearFinder): DateSource | undefined {
  const part = (name: keyof typeof DATE_PARTS): CandidateColumn | undefined =>
    candidate.columns.find(({ heading }) => DATE_PARTS[name].has(meantHeading(heading.text).own));
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const inMonth: MonthFrom | undefined = month ? { heading: month.heading } : monthOf(candidate);
  if (!day || !inMonth) return undefined;
  const found = year ? { from: { heading: year.heading }, reasons: [] } : years.yearOf(candidate);
  return {
    source: { kind: 'date-parts', year: found?.from ?? ASKED, month: inMonth, day: day.heading },
    from: [year, month, day].filter((each) => each !== undefined),
    confidence: 0.9,
    reasons: [{ code: 'date-parts', facts: {} }, ...(found?.reasons ?? [])],
    needsYear: found === undefined,
  };
}

function partialSource(column: Column, candidate: Candidate, years: YearFinder): DateSource | undefined {
  const partial = candidate.columns
    .map((own) => ({
      own,
      score:
        headingScore(column, own.heading.text) || (DATE_PARTS.day.has(meantHeading(own.heading.text).own) ? 0.9 : 0),
      share: shareOf(own, own.content.partialDates + own.content.dates),
    }))
    .filter(({ own, score, share }) => score > 0 && own.content.partialDates > 0 && share >= MOSTLY)
    .sort((a, b) => b.score - a.score || b.share - a.share)[0];
  if (!partial) return undefined;
  const { own, share } = partial;
  const found = years.yearOf(candidate);
  const month = monthOf(candidate);
  return {
    source: { kind: 'date', heading: own.heading, year: found?.from ?? ASKED, ...(month ? { month } : {}) },
    from: [own],
    confidence: 0.85,
    reasons: [
      ...headingReasons(column, own),
      { code: 'content-dates', facts: { share: percent(share) } },
      ...(found?.reasons ?? []),
    ],
    needsYear: found === undefined,
  };
}

/** Stands where the year is being asked; such a proposal is not complete. */
const ASKED: YearFrom = { from: 'title' };

function monthOf({ pattern }: Candidate): MonthFrom | undefined {
  return pattern?.includes('{n}') === true ? { from: 'sheet' } : undefined;
}

/** Finds the year that a list's dates lack. */
export class YearFinder {
  constructor(
    private readonly workbook: WorkbookSnapshot,
    /** The years of the whole dates that stand in the workbook's lists. */
    private readonly elsewhere: ReadonlySet<number>,
    private readonly answerOf: (candidate: Candidate) => string | undefined,
  ) {}

  yearOf(candidate: Candidate): { readonly from: YearFrom; readonly reasons: readonly Reason[] } | undefined {
    const { lists, pattern } = candidate;
    if (pattern?.includes('{y}') === true || lists.every(({ cells }) => yearIn(cells.sheet.name) !== undefined)) {
      return { from: { from: 'sheet' }, reasons: [{ code: 'year-sheet', facts: {} }] };
    }
    if (lists.every((list) => yearAbove(list) !== undefined)) {
      return { from: { from: 'title' }, reasons: [{ code: 'year-title', facts: {} }] };
    }
    const answered = this.answerOf(candidate);
    if (answered !== undefined) return { from: { year: Number(answered) }, reasons: [{ code: 'answered', facts: {} }] };
    const [only, second] = new Set(
      [yearIn(this.workbook.name), ...this.elsewhere].filter((year) => year !== undefined),
    );
    if (only === undefined || second !== undefined) return undefined;
    return { from: { year: only }, reasons: [{ code: 'year-elsewhere', facts: { year: only } }] };
  }
}

/** The heading's part in a proposal. */
export function headingReasons(column: Column, own: CandidateColumn): readonly Reason[] {
  const score = headingScore(column, own.heading.text);
  if (score === 0) return [];
  const code = score >= 1 ? 'heading-same' : score >= 0.9 ? 'heading-synonym' : 'heading-part';
  return [{ code, facts: { heading: own.label, header: column.header } }];
}

export function shareOf({ content }: CandidateColumn, count: number): number {
  return content.filled === 0 ? 0 : count / content.filled;
}

export function percent(share: number): number {
  return Math.floor(share * 100);
}

/** The headings of a source, for what is read twice. */
export function sameHeading(a: HeadingRef, b: HeadingRef): boolean {
  return a.text === b.text && a.occurrence === b.occurrence;
}
