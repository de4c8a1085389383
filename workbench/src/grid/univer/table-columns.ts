/** The columns of tables and their names, which stand in the header. */
import { contains, intersect } from '../a1';
import { type Area, GridRefusal, type SheetId, type TableId } from '../grid-model';
import { freeName } from '../naming';
import { readTexts } from './cell-reading';
import { dataOfValue } from './cells';
import { type GridTable } from './extras';
import { guard } from './protection';
import { renameInReferences } from './structured-references';
import { mapFormulas } from './table-formulas';
import { type Workspace } from './workspace';

/** Refuses a table that is not there. */
export function tableOf(space: Workspace, id: TableId): GridTable {
  const table = space.extras.tables.find((one) => one.id === id);
  if (!table) throw new GridRefusal('notFound', `There is no table ${id}.`);
  return table;
}

export function setTable(space: Workspace, table: GridTable): void {
  const { tables } = space.extras;
  space.setExtras({ tables: tables.map((other) => (other.id === table.id ? table : other)) });
}

/** The columns of a table that is made wider or narrower. */
export function columnsWithin(
  space: Workspace,
  table: GridTable,
  area: Area,
): Pick<GridTable, 'columns' | 'calculatedColumns'> {
  const columns: string[] = [];
  const calculatedColumns: (string | undefined)[] = [];
  const header = table.hasHeaderRow ? (readTexts(space, table.sheet, { ...area, rowCount: 1 })[0] ?? []) : [];
  for (let at = 0; at < area.columnCount; at += 1) {
    const old = area.column + at - table.area.column;
    const known = table.columns[old];
    const text = header[at] ?? '';
    const name = known ?? freeName(text === '' ? `Column${at + 1}` : text, [...table.columns, ...columns]);
    columns.push(name);
    calculatedColumns.push(table.calculatedColumns[old]);
    if (table.hasHeaderRow && name !== text) {
      space.setCells(table.sheet, { [area.row]: { [area.column + at]: dataOfValue(name) } });
    }
  }
  return { columns, calculatedColumns };
}

export function renameTableColumn(space: Workspace, id: TableId, column: number, name: string): void {
  const table = tableOf(space, id);
  const before = table.columns[column];
  if (before === undefined) throw new GridRefusal('outOfBounds', `The table has no column ${column}.`);
  guard(space, table.sheet);
  space.change(() => {
    setColumnName(space, table, column, name);
    if (!table.hasHeaderRow) return;
    space.setCells(table.sheet, { [table.area.row]: { [table.area.column + column]: dataOfValue(name) } });
  });
}

function setColumnName(space: Workspace, table: GridTable, column: number, after: string): void {
  const before = table.columns[column] ?? '';
  mapFormulas(space, (formula) => renameInReferences(formula, table.name, { column: { before, after } }));
  setTable(space, {
    ...tableOf(space, table.id),
    columns: table.columns.map((old, at) => (at === column ? after : old)),
  });
}

/** A header cell that is written gives its column another name. */
export function renameColumns(space: Workspace, id: SheetId, area: Area): void {
  for (const { id: table } of space.extras.tables) {
    const { sheet, hasHeaderRow, area: whole, columns } = tableOf(space, table);
    const touched = hasHeaderRow && sheet === id ? intersect({ ...whole, rowCount: 1 }, area) : undefined;
    if (!touched) continue;
    const texts = readTexts(space, id, { ...whole, rowCount: 1 })[0] ?? [];
    for (const [at, text] of texts.entries()) {
      const old = columns[at] ?? '';
      if (text === old || !contains(touched, whole.row, whole.column + at)) continue;
      const others = tableOf(space, table).columns.filter((_name, index) => index !== at);
      const name = freeName(text === '' ? `Column${at + 1}` : text, others);
      if (name !== text) space.setCells(id, { [whole.row]: { [whole.column + at]: dataOfValue(name) } });
      if (name !== old) setColumnName(space, tableOf(space, table), at, name);
    }
  }
}
