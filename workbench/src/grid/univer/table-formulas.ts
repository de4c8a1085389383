/** Formulas that speak of tables: they follow when a table or a column gets another name or place. */
import { type ICellData } from '@univerjs/core';
import { IFunctionService } from '@univerjs/engine-formula';
import { type SheetId } from '../grid-model';
import { type Extras } from './extras';
import { mentions } from './structured-references';
import { type Workspace } from './workspace';

/** What follows from a change of tables: formulas that speak of them are read anew. */
export function extrasChanged(space: Workspace, before: Extras): void {
  const { tables } = space.extras;
  if (before.tables === tables) return;
  space.redraw();
  refresh(
    space,
    [...before.tables, ...tables].map(({ name }) => name),
  );
}

/** Has formulas that speak of these tables or names read and calculated anew. */
export function refresh(space: Workspace, names: readonly string[]): void {
  const mentioned = new Set(names);
  if (mentioned.size === 0) return;
  space.injector.get(IFunctionService).deleteFormulaAstCacheKey('');
  const dirty = [...space.formulaCells()]
    .filter(({ formula }) => mentions(formula, [...mentioned]))
    .map(({ sheet, row, column }) => ({ sheet, row, column }));
  if (dirty.length === 0) return;
  space.queue.forgetDependencies(space.unit, [...new Set(dirty.map(({ sheet }) => sheet))]);
  space.queue.request(dirty.map((cell) => space.unitCell(cell)));
}

/** Puts other formulas in place of those that change. */
export function mapFormulas(space: Workspace, change: (formula: string) => string): void {
  const data: Record<SheetId, Record<number, Record<number, ICellData>>> = {};
  for (const { sheet, row, column, formula } of space.formulaCells()) {
    const changed = change(formula);
    if (changed !== formula) ((data[sheet] ??= {})[row] ??= {})[column] = { f: changed };
  }
  for (const [sheet, cells] of Object.entries(data)) space.events.quietly(() => space.setCells(sheet, cells));
  const { tables } = space.extras;
  const next = tables.map((table) => ({
    ...table,
    calculatedColumns: table.calculatedColumns.map((formula) => (formula === undefined ? undefined : change(formula))),
  }));
  const isChanged = next.some((table, at) =>
    table.calculatedColumns.some((formula, column) => formula !== tables[at]?.calculatedColumns[column]),
  );
  if (isChanged) space.setExtras({ tables: next });
}
