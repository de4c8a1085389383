import type { ColumnSource, ConnectionBlock, HeadingRef, MonthFrom, YearFrom } from './connection';
import { columnOf, type ListHead } from './list-head';

/** The sheet columns that a block reads. */
export function ownColumns({
  block,
  head,
}: {
  readonly block: ConnectionBlock;
  readonly head: ListHead;
}): readonly number[] {
  return headingsRead(block)
    .map((heading) => columnOf(head, heading))
    .filter((column) => column > 0);
}

/** Every heading that a block can't do without. */
export function headingsRead(block: ConnectionBlock): readonly HeadingRef[] {
  const ofColumns = Object.values(block.columns).flatMap(headingsOfSource);
  return [...ofColumns, ...block.rows.map(({ heading }) => heading)];
}

function headingsOfSource(source: ColumnSource): readonly HeadingRef[] {
  const ofTime = (from: YearFrom | MonthFrom | undefined): readonly HeadingRef[] =>
    from !== undefined && 'heading' in from ? [from.heading] : [];
  switch (source.kind) {
    case 'cell':
    case 'counted':
    case 'account':
    case 'memo':
      return [source.heading];
    case 'amount':
      return [...source.plus, ...source.minus];
    case 'date':
      return [source.heading, ...ofTime(source.year), ...ofTime(source.month)];
    case 'date-parts':
      return [source.day, ...ofTime(source.year), ...ofTime(source.month)];
    case 'constant':
    case 'spread-name':
    case 'spread-value':
      return [];
  }
}
