import { decimalText } from '../../kernel/decimal';
import type { Column } from '../../policy/schema';
import type { Candidate, CandidateColumn } from './candidates';
import type { ColumnSource } from './connection';
import { headingReasons, percent, shareOf } from './date-sources';
import { headingUnit } from './list-head';
import type { Reason } from './proposal';
import { multiplierOf, unitOfTitle } from './titles';
import { BALANCE, headingScore, isKnownHeading, meantHeading } from './vocabulary';

/** A user's column as a ledger's. */
export interface ColumnMatch {
  readonly own: CandidateColumn;
  readonly source: ColumnSource;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** So much of a column must be figures for it to hold figures. */
const MOSTLY_FIGURES = 0.6;

/** How well a column's content is what the ledger's column holds, 0 to 1; blank columns say nothing either way. */
function contentFit(column: Column, own: CandidateColumn): number {
  const { content } = own;
  if (content.filled === 0) return 0.7;
  switch (column.type) {
    case 'money':
    case 'count': {
      const counted = [...content.counted.values()].reduce((sum, rows) => sum + rows, 0);
      const share = shareOf(own, content.numbers + counted);
      return share >= MOSTLY_FIGURES ? share : 0;
    }
    case 'date':
    case 'moment':
      return shareOf(own, content.dates);
    default:
      return 1;
  }
}

/** The matches of a ledger's column by heading and content, the best first. */
export function matchesOf(column: Column, candidate: Candidate): readonly ColumnMatch[] {
  return candidate.columns
    .flatMap((own): ColumnMatch[] => {
      const score = headingScore(column, own.heading.text);
      const fit = contentFit(column, own);
      const source = sourceOf(column, own, candidate);
      if (score === 0 || fit === 0 || !source) return [];
      const reasons = [...headingReasons(column, own), ...contentReasons(column, own), ...sourceReasons(source)];
      return [{ own, source, confidence: score * (0.5 + 0.5 * fit), reasons }];
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** The only column of figures whose heading says nothing, as a match for a ledger's figures. */
export function onlyFigures(column: Column, candidate: Candidate): ColumnMatch | undefined {
  const [only, second] = candidate.columns.filter((own) => {
    const isOther = isKnownHeading([], own.heading.text) || BALANCE.has(meantHeading(own.heading.text).own);
    return !isOther && own.content.filled > 0 && shareOf(own, own.content.numbers) >= 0.9;
  });
  const source = only && !second ? sourceOf(column, only, candidate) : undefined;
  if (!only || !source) return undefined;
  return { own: only, source, confidence: 0.5, reasons: contentReasons(column, only) };
}

function contentReasons(column: Column, own: CandidateColumn): readonly Reason[] {
  const isFigures = column.type === 'money' || column.type === 'count';
  if (!isFigures || own.content.filled === 0) return [];
  return [{ code: 'content-figures', facts: { share: percent(contentFit(column, own)) } }];
}

function sourceReasons(source: ColumnSource): readonly Reason[] {
  if (source.kind === 'amount' && source.times !== '1') return [{ code: 'unit', facts: { times: source.times } }];
  return source.kind === 'counted' ? [{ code: 'count-word', facts: { words: source.words.join('、') } }] : [];
}

/** How a column is read; `undefined` where its unit is none that can be told in yuan, or in what is counted. */
export function sourceOf(column: Column, own: CandidateColumn, candidate: Candidate): ColumnSource | undefined {
  const { heading, content } = own;
  if (column.type !== 'money' && column.type !== 'count') return { kind: 'cell', heading };
  const times = timesOf(column, own, candidate);
  if (times === undefined) return undefined;
  if (column.type === 'count' && content.counted.size > 0 && times === '1') {
    return { kind: 'counted', heading, words: [...content.counted.keys()] };
  }
  if (times === '1') return { kind: 'cell', heading };
  return { kind: 'amount', plus: [heading], minus: [], times, zeroIsBlank: false };
}

/** The unit of a column of figures: what its heading says, else for money what stands above the list. */
export function timesOf(column: Column, { heading }: CandidateColumn, { lists }: Candidate): string | undefined {
  const unit = headingUnit(heading.text);
  const ofHeading = unit === '' ? undefined : multiplierOf(unit);
  if (ofHeading) return decimalText(ofHeading);
  if (OTHER_MONEY.test(unit)) return undefined;
  const [list] = lists;
  const isStated = list && unitOfTitle(list.cells, list.firstTitleRow, list.head.row - 1);
  return column.type === 'money' && isStated ? 'title' : '1';
}

const OTHER_MONEY = /[$€£]|元|金$|币|usd|hkd|eur|jpy|gbp|[十百千万亿]/;
