/** Tables of Excel's kind. */
import { intersect } from '../a1';
import { type Area, GridRefusal, type SheetId, type TableChange, type TableId, type TableInfo } from '../grid-model';
import { checkTableName, columnNames, nextName } from '../naming';
import { NEW_TABLE, areaAfter, checkTableArea } from '../table-body';
import { insertCells } from './cell-moves';
import { readTexts } from './cell-reading';
import { clear, writeCells } from './cell-writing';
import { type GridTable } from './extras';
import { names } from './names';
import { guard } from './protection';
import { renameInReferences } from './structured-references';
import { columnsWithin, setTable, tableOf } from './table-columns';
import { mapFormulas } from './table-formulas';
import { newId, type Workspace } from './workspace';

/** Those whose sheets are there: a sheet deleted at the grid takes its tables along, and its undoing brings them back. */
export function tables(space: Workspace): readonly TableInfo[] {
  return tablesThere(space).map(({ calculatedColumns: _formulas, ...table }) => table);
}

export function tablesThere(space: Workspace): readonly GridTable[] {
  const sheets = new Set(space.workbook.getSheets().map((sheet) => sheet.getSheetId()));
  return space.extras.tables.filter(({ sheet }) => sheets.has(sheet));
}

/** Refuses a name that another table or a name has. */
function checkFree(space: Workspace, name: string, except?: TableId): void {
  const others = space.extras.tables.filter((table) => table.id !== except);
  checkTableName(
    name,
    [...others, ...names(space)].map((one) => one.name),
  );
}

export function createTable(
  space: Workspace,
  id: SheetId,
  area: Area,
  options: { name?: string; hasHeaders: boolean; style?: string },
): TableId {
  guard(space, id, area);
  const { tables } = space.extras;
  if (tables.some((table) => table.sheet === id && intersect(table.area, area))) {
    throw new GridRefusal('overlap', 'There is a table already.');
  }
  const taken = tables.map((table) => table.name);
  const name = options.name ?? nextName('Table', 1, taken);
  checkFree(space, name);
  return space.change(() => {
    let whole = area;
    if (!options.hasHeaders) {
      insertCells(space, id, { ...area, rowCount: 1 }, 'down');
      whole = { ...area, rowCount: area.rowCount + 1 };
    } else if (area.rowCount === 1) whole = { ...area, rowCount: 2 };
    space.reach(id, whole);
    const header = readTexts(space, id, { ...whole, rowCount: 1 })[0] ?? [];
    const columns = columnNames(header);
    if (columns.some((column, at) => column !== header[at]))
      writeCells(space, id, { ...whole, rowCount: 1 }, [columns]);
    const table: GridTable = {
      ...NEW_TABLE,
      id: newId(),
      name,
      sheet: id,
      area: whole,
      columns,
      ...(options.style !== undefined && { style: options.style }),
      calculatedColumns: columns.map(() => undefined),
    };
    space.setExtras({ tables: [...space.extras.tables, table] });
    space.tell('tableAdded', { table: table.id, sheet: id, origin: space.origin });
    return table.id;
  });
}

export function changeTable(space: Workspace, id: TableId, change: TableChange): void {
  const table = tableOf(space, id);
  guard(space, table.sheet);
  if (change.name !== undefined) checkFree(space, change.name, id);
  if (change.area) checkTableArea(table, change.area);
  space.change(() => {
    const { name } = change;
    if (name !== undefined && name !== table.name) {
      mapFormulas(space, (formula) => renameInReferences(formula, table.name, { name }));
    }
    const columns = change.area ? columnsWithin(space, table, change.area) : {};
    const next: GridTable = { ...table, ...change, ...columns, area: areaAfter(table, change) };
    if (change.hasHeaderRow === true && !table.hasHeaderRow) {
      writeCells(space, next.sheet, { ...next.area, rowCount: 1 }, [next.columns]);
    }
    setTable(space, next);
  });
}

export function deleteTable(space: Workspace, id: TableId, keepCells: boolean): void {
  const table = tableOf(space, id);
  guard(space, table.sheet);
  space.change(() => {
    space.setExtras({ tables: space.extras.tables.filter((other) => other.id !== id) });
    if (!keepCells) clear(space, table.sheet, table.area, 'all');
    const { name, sheet } = table;
    space.tell('tableDeleted', { table: id, name, sheet, origin: space.origin });
  });
}
