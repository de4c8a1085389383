import { parseCell } from '../../ledger/a1';
import type { CellRef, Finding } from '../../ledger/finding';
import type { Ledger, LocalText } from '../../policy/schema';
import type { DerivationNode } from '../../settlement/answer';
import type { Books } from '../../settlement/books';
import type { CountedRow, Tally } from '../../settlement/counted-rows';

/** How one rule table decided a row. */
export interface RowVerdict {
  readonly tally: Tally;
  readonly entry: CountedRow;
}

/** A figure that a row is part of without any rule: a reading, an event that counts. */
export interface RowMeasure {
  readonly answer: string;
  readonly title: LocalText;
}

interface RowIndex {
  readonly verdicts: ReadonlyMap<string, readonly RowVerdict[]>;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

// Somebody who walks through a ledger asks for its rows one after the other.
const indexes = new WeakMap<Books, RowIndex>();

/** The verdicts on the row that a cell stands in. */
export function verdictsAt(books: Books, place: CellRef): readonly RowVerdict[] {
  return indexOf(books).verdicts.get(rowKey(place.sheet, rowOf(place))) ?? [];
}

/** The findings on the row that a cell stands in, those on the cell itself first. */
export function findingsAt(books: Books, place: CellRef): readonly Finding[] {
  const found = indexOf(books).findings.get(rowKey(place.sheet, rowOf(place))) ?? [];
  return [...found.filter(({ cell }) => cell === place.cell), ...found.filter(({ cell }) => cell !== place.cell)];
}

/** The ledger that a sheet is for. */
export function ledgerOn(books: Books, sheet: string): Ledger | undefined {
  const { connected } = books.workbook;
  return books.policy.document.ledgers.find((ledger) => {
    const place = connected?.get(ledger.id);
    if (place?.found === true) return place.sheet.origin?.sheets.includes(sheet) === true;
    return ledger.sheet.toLowerCase() === sheet.toLowerCase();
  });
}

/** The year's figures that a row is part of as it stands, not by a rule. */
export function measuresAt(books: Books, year: number, place: CellRef): readonly RowMeasure[] {
  const row = rowOf(place);
  return books.settle(year).answers.flatMap(({ id, derivation }) =>
    derivation
      .inputs()
      .filter((input): input is DerivationNode => input.kind === 'node' && books.policy.measures.has(input.name))
      .filter((measure) => measure.inputs().some((input) => standsIn(cellOf(input), place.sheet, row)))
      .map(({ title }) => ({ answer: id, title })),
  );
}

function cellOf(input: ReturnType<DerivationNode['inputs']>[number]): CellRef | undefined {
  return input.kind === 'leaf' ? input : input.source;
}

function standsIn(cell: CellRef | undefined, sheet: string, row: number): boolean {
  return cell !== undefined && cell.sheet === sheet && rowOf(cell) === row;
}

function indexOf(books: Books): RowIndex {
  const known = indexes.get(books) ?? {
    verdicts: grouped(
      books.policy.document.ruleTables.flatMap(({ id }) => {
        const tally = books.tally(id);
        return tally ? tally.rows.map((entry) => ({ tally, entry })) : [];
      }),
      ({ tally: { data, table }, entry: { row } }) =>
        rowKey(data.cellOf(row.row, table.date).sheet, data.rowOf(row.row)),
    ),
    findings: grouped(books.findings(), ({ sheet, row }) => rowKey(sheet, row)),
  };
  indexes.set(books, known);
  return known;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function rowKey(sheet: string, row: number): string {
  return `${sheet}!${row}`;
}

function rowOf({ cell }: CellRef): number {
  return parseCell(cell)?.row ?? 0;
}
