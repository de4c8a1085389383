import { dayOf } from '../kernel/moments';
import type { IsoDate } from '../kernel/dates';
import type { SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import { readDate } from '../ledger/read-cell';
import { nameKey } from '../policy/field-names';
import type { PolicyDocument } from '../policy/schema';
import { isBlank, textIn } from './cell-forms';
import { TableFinder } from './find-tables';
import type { PolicyCell } from './policy-sheet';
import { PARAMETER_VALUES, PLANS } from './table-plans';
import { writePolicySheets } from './write-policy-sheets';

/** A value that a parameter waits for. */
export interface WaitingValue {
  readonly parameter: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly clauses: readonly string[];
}

/** A row of a policy's parameters that waits for a value: its cells by the sheet's column, the one to fill in left out. */
export interface WaitingRow {
  /** The row that waited already, for other days; `undefined` for one that is to be added. */
  readonly row: number | undefined;
  /** A row of the same parameter, to look like; `undefined` where there is none. */
  readonly like: number | undefined;
  readonly cells: ReadonlyMap<number, PolicyCell>;
}

/** A row of a policy's parameters as it stands. */
export interface ListedValue {
  readonly row: number;
  /** Left out: from or to any date. */
  readonly from: IsoDate | undefined;
  readonly to: IsoDate | undefined;
  readonly isWaiting: boolean;
}

/** Where the parameters of a workbook's policy stand, and the rows that let people see which values are to be set. */
export interface WaitingRows {
  readonly sheet: SheetSnapshot;
  /** The last row with a parameter. */
  readonly lastRow: number;
  /** The column of values. */
  readonly valueColumn: number;
  /** All columns of the policy's own. */
  readonly columns: readonly number[];
  /** Columns of somebody else's by their headings, such as a remark of the template. */
  readonly others: ReadonlyMap<string, number>;
  readonly listed: readonly ListedValue[];
  readonly rows: readonly WaitingRow[];
}

/**
 * Rows for values that are to be set, in the workbook that a policy was read from: `readPolicySheets` takes them for rows
 * without a value. A row that waits for the same parameter's value on other days is taken over; one that waits for these very
 * days is left out. `undefined` where the workbook lists no parameters.
 */
export function waitingRows(
  workbook: WorkbookSnapshot,
  document: PolicyDocument,
  values: readonly WaitingValue[],
): WaitingRows | undefined {
  const { table, sheet, columns, title } = PLANS.parameters;
  const finder = new TableFinder(workbook);
  const headings = columns.map(({ heading }) => heading);
  const search = finder.search({ table, sheet, headings, titles: [title.zh, title.en] });
  if (search.kind !== 'found') return undefined;
  const found = search.table;
  const columnOf = (path: string): number => {
    const heading = columns.find((column) => column.path === path)?.heading ?? '';
    return found.columns.get(nameKey(heading)) ?? 0;
  };
  const [id, value, from, to] = ['id', 'value', 'from', 'to'].map(columnOf) as [number, number, number, number];
  const cellAt = (row: number, column: number) => found.sheet.rows[row - 1]?.[column - 1] ?? null;
  const dateAt = (row: number, column: number): IsoDate | undefined => {
    const read = readDate(cellAt(row, column), workbook.date1904);
    return read.kind === 'value' ? dayOf(read.value) : undefined;
  };
  const waiting = found.rows.filter((row) => isBlank(cellAt(row, value)));
  const taken = new Set<number>();
  const rows = values.flatMap((each): readonly WaitingRow[] => {
    const own = waiting.filter((row) => !taken.has(row) && textIn(cellAt(row, id)).trim() === each.parameter);
    if (own.some((row) => dateAt(row, from) === each.from && dateAt(row, to) === each.to)) return [];
    const [row] = own;
    if (row !== undefined) taken.add(row);
    const cells = writtenRow(document, each);
    const placed = [...cells].map(([heading, cell]) => [found.columns.get(nameKey(heading)) ?? 0, cell] as const);
    const like = found.rows.find((other) => textIn(cellAt(other, id)).trim() === each.parameter);
    return [{ row, like, cells: new Map(placed) }];
  });
  return {
    sheet: found.sheet,
    lastRow: Math.max(found.headingRow, ...found.rows),
    valueColumn: value,
    columns: [...found.columns.values()],
    others: new Map(found.others.map(({ heading, column }) => [heading, column])),
    listed: found.rows.map((row) => ({
      row,
      from: dateAt(row, from),
      to: dateAt(row, to),
      isWaiting: isBlank(cellAt(row, value)),
    })),
    rows,
  };
}

/** The row as the policy's own sheets have it, by heading, without the value. */
function writtenRow(document: PolicyDocument, waits: WaitingValue): ReadonlyMap<string, PolicyCell> {
  const { from, to, clauses } = waits;
  const parameters = document.parameters
    .filter(({ id }) => id === waits.parameter)
    .map((parameter) => ({ ...parameter, values: [{ from, to, value: '0', clauses: [...clauses] }] }));
  const { table } = PLANS.parameters;
  const written = writePolicySheets({ ...document, parameters })
    .flatMap((sheet) => sheet.tables)
    .find(({ name }) => name === table);
  const unset = PARAMETER_VALUES.find(({ path }) => path === 'value')?.heading;
  const [row = []] = written?.rows ?? [];
  return new Map(
    (written?.headings ?? []).flatMap((heading, index) => {
      const cell = row[index];
      return cell === undefined || heading === unset ? [] : [[heading, cell] as const];
    }),
  );
}
