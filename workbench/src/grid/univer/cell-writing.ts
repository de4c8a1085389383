/** What is put into cells, and what is taken out of them. */
import { type ICellData, type Nullable } from '@univerjs/core';
import { LexerTreeBuilder } from '@univerjs/engine-formula';
import { contains, intersect, isBlockOf } from '../a1';
import { type Area, type Block, type CellContent, type CellPlace, GridRefusal, type SheetId } from '../grid-model';
import { isFormula } from '../values';
import { deleteNote, notes } from './cell-notes';
import { block, formulaOf, present } from './cell-reading';
import { dataOf, dataOfValue, shownValue } from './cells';
import { wholeStyle } from './formats';
import { guard } from './protection';
import { renameColumns } from './table-columns';
import { writeValidation } from './validated-cells';
import { type Workspace } from './workspace';

function checkFormula(space: Workspace, formula: string): void {
  const tree = space.injector.get(LexerTreeBuilder).treeBuilder(space.plain(formula));
  if (typeof tree === 'string') throw new GridRefusal('badFormula', `The formula ${formula} cannot be read.`);
}

export function writeCells(space: Workspace, id: SheetId, area: Area, contents: Block<CellContent>): void {
  guard(space, id, area);
  if (!isBlockOf(contents, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
  const data: Record<number, Record<number, ICellData>> = {};
  for (const [i, line] of contents.entries()) {
    for (const [j, content] of line.entries()) {
      if (content === undefined) continue;
      if (isFormula(content)) checkFormula(space, content.formula);
      (data[area.row + i] ??= {})[area.column + j] = dataOf(content);
    }
  }
  space.change(() => {
    space.reach(id, area);
    space.setCells(id, data);
    renameColumns(space, id, area);
  });
}

export function clear(space: Workspace, id: SheetId, area: Area, what: 'all' | 'contents' | 'formats'): void {
  guard(space, id, area);
  const used = space.usedArea(id, false);
  const within = used && intersect(used, area);
  space.change(() => {
    const data: Record<number, Record<number, Nullable<ICellData>>> = {};
    if (within) {
      for (const { row, column } of present(space, id, within)) {
        const empty = dataOfValue(null);
        const bare: ICellData = { s: null, custom: null };
        const cleared = what === 'contents' ? empty : what === 'formats' ? bare : { ...empty, ...bare };
        (data[row] ??= {})[column] = cleared;
      }
    }
    if (Object.keys(data).length > 0) space.setCells(id, data);
    if (what !== 'all') return;
    for (const { row, column, kind } of notes(space, id)) {
      if (contains(area, row, column)) deleteNote(space, id, row, column, kind);
    }
    writeValidation(space, id, area, null);
  });
}

export function copy(
  space: Workspace,
  from: { sheet: SheetId; area: Area },
  to: CellPlace,
  what: 'all' | 'formulas' | 'values' | 'formats' = 'all',
): void {
  space.sheet(from.sheet);
  const area = { ...from.area, row: to.row, column: to.column };
  guard(space, to.sheet, area);
  const [down, right] = [to.row - from.area.row, to.column - from.area.column];
  const lexer = space.injector.get(LexerTreeBuilder);
  const styles = space.workbook.getStyles();
  const data: Record<number, Record<number, ICellData>> = {};
  const source = block(space, from.sheet, from.area, (cell, spilled, row, column) => {
    const formula = formulaOf(space, from.sheet, cell, row, column);
    const value = shownValue(cell, spilled);
    return { cell, formula, value };
  });
  source.forEach((line, i) =>
    line.forEach(({ cell, formula, value }, j) => {
      let copied: ICellData = {};
      if (what === 'values') copied = dataOfValue(value);
      else if (what !== 'formats') {
        copied = formula === '' ? dataOfValue(value) : dataOf({ formula: shiftFormula(lexer, formula, right, down) });
      }
      if (what === 'all' || what === 'formats') {
        const style = styles.getStyleByCell(cell);
        copied = { ...copied, s: wholeStyle(style), custom: cell?.custom ?? null };
      }
      (data[area.row + i] ??= {})[area.column + j] = copied;
    }),
  );
  space.change(() => {
    space.reach(to.sheet, area);
    space.setCells(to.sheet, data);
    if (what !== 'formats') renameColumns(space, to.sheet, area);
  });
}

function shiftFormula(lexer: LexerTreeBuilder, formula: string, right: number, down: number): string {
  return right === 0 && down === 0 ? formula : lexer.moveFormulaRefOffset(formula, right, down);
}
