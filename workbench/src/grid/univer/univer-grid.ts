/** The grid one sees: Univer behind the interface that the host of the add-in speaks to. */
import { LocaleService, ThemeService } from '@univerjs/core';
import { type GridEvents, type GridModel, type Origin } from '../grid-model';
import { type ImageGrid, type WorkbookImage } from '../workbook-image';
import * as moves from './cell-moves';
import * as cellNotes from './cell-notes';
import * as reading from './cell-reading';
import * as writing from './cell-writing';
import { readFormat } from './format-reading';
import { writeFormat, writeNumberFormats } from './format-writing';
import { KnownFunctions } from './functions';
import { Happenings } from './happenings';
import { imageOf } from './image';
import * as sizes from './line-sizes';
import { load } from './loading';
import { LOCALE, type GridLanguage } from './locales';
import { merge, merges, unmerge } from './merges';
import { deleteName, names, setName } from './names';
import { protectSheet, unprotectSheet } from './protection';
import { SelectionTeller, select, selection } from './selecting';
import * as sheets from './sheets';
import { spillParent } from './spills';
import { startUniver, type GridOptions } from './start';
import { carryTables } from './table-carrying';
import { renameTableColumn } from './table-columns';
import { extrasChanged, refresh } from './table-formulas';
import * as tableLines from './table-lines';
import { drawTables } from './table-looks';
import { changeTable, createTable, deleteTable, tables } from './tables';
import { Typing, handEdited, nameTables } from './typing';
import { invalidCells, readValidation, writeValidation } from './validated-cells';
import { Workspace } from './workspace';

export type { GridOptions } from './start';

export interface UniverGrid extends GridModel, ImageGrid {
  setTheme(theme: 'light' | 'dark'): void;
  /** Univer's own texts; the workbook stays as it is. */
  setLanguage(language: GridLanguage): void;
  dispose(): void;
}

/** Starts Univer in the container, with an empty workbook. */
export async function createUniverGrid(container: HTMLElement, options: GridOptions): Promise<UniverGrid> {
  const started: { space?: Workspace } = {};
  const { univer, injector } = startUniver(container, options, (formula) => started.space?.plain(formula) ?? formula);
  const space = new Workspace(univer, injector);
  started.space = space;
  const grid = new GridInUniver(space);
  await grid.whenCalculated();
  return grid;
}

/** Puts the parts together; what each of them does stands in its own file. */
class GridInUniver implements UniverGrid {
  private readonly functions: KnownFunctions;
  private readonly teller: SelectionTeller;
  private readonly typing: Typing;
  private readonly happenings: Happenings;
  private readonly drawn: readonly { dispose(): void }[];

  constructor(private readonly space: Workspace) {
    this.functions = new KnownFunctions(space);
    this.teller = new SelectionTeller(space);
    this.typing = new Typing(space);
    this.happenings = new Happenings(space, {
      setting: (sheet, cells) => nameTables(space, sheet, cells),
      editedByHand: (edits) => handEdited(space, edits),
      extrasChanged: (before) => extrasChanged(space, before),
      nameChanged: (name) => refresh(space, [name]),
      sheetRenamed: () =>
        refresh(
          space,
          space.extras.tables.map(({ name }) => name),
        ),
      selected: () => this.teller.selected(),
    });
    this.drawn = [drawTables(space.injector, () => space.extras.tables), carryTables(space)];
    space.queue.listen({
      started: () => space.events.tellNow('calculationStarted', {}),
      ended: (ids) => space.events.tellNow('calculated', { sheets: ids.filter((id) => space.has(id)) }),
      always: () => space.callers.volatileCells().map((cell) => space.unitCell(cell)),
    });
  }

  dispose(): void {
    this.typing.dispose();
    for (const part of this.drawn) part.dispose();
    this.happenings.dispose();
    this.space.dispose();
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.space.injector.get(ThemeService).setDarkMode(theme === 'dark');
  }

  setLanguage(language: GridLanguage): void {
    this.space.injector.get(LocaleService).setLocale(LOCALE[language]);
  }

  /* a whole workbook */

  load(image: WorkbookImage): void {
    load(this.space, image);
    this.happenings.adoptActive();
    this.teller.adopt();
  }

  image(): WorkbookImage {
    return imageOf(this.space);
  }

  /* events and batches */

  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    return this.space.events.on(kind, listener);
  }

  batch<Result>(origin: Origin, work: () => Result): Result {
    return this.space.batch(origin, work);
  }

  /* sheets */

  sheets: GridModel['sheets'] = () => sheets.sheets(this.space);
  activeSheet: GridModel['activeSheet'] = () => sheets.activeSheet(this.space);
  activateSheet: GridModel['activateSheet'] = (...given) => sheets.activateSheet(this.space, ...given);
  addSheet: GridModel['addSheet'] = (...given) => sheets.addSheet(this.space, ...given);
  deleteSheet: GridModel['deleteSheet'] = (...given) => sheets.deleteSheet(this.space, ...given);
  changeSheet: GridModel['changeSheet'] = (...given) => sheets.changeSheet(this.space, ...given);
  moveSheet: GridModel['moveSheet'] = (...given) => sheets.moveSheet(this.space, ...given);
  protectSheet: GridModel['protectSheet'] = (...given) => protectSheet(this.space, ...given);
  unprotectSheet: GridModel['unprotectSheet'] = (...given) => unprotectSheet(this.space, ...given);

  /* cells */

  usedArea: GridModel['usedArea'] = (...given) => this.space.usedArea(...given);
  readValues: GridModel['readValues'] = (...given) => reading.readValues(this.space, ...given);
  readFormulas: GridModel['readFormulas'] = (...given) => reading.readFormulas(this.space, ...given);
  readTexts: GridModel['readTexts'] = (...given) => reading.readTexts(this.space, ...given);
  readNumberFormats: GridModel['readNumberFormats'] = (...given) => reading.readNumberFormats(this.space, ...given);
  writeCells: GridModel['writeCells'] = (...given) => writing.writeCells(this.space, ...given);
  writeNumberFormats: GridModel['writeNumberFormats'] = (...given) => writeNumberFormats(this.space, ...given);
  clear: GridModel['clear'] = (...given) => writing.clear(this.space, ...given);
  copy: GridModel['copy'] = (...given) => writing.copy(this.space, ...given);
  insertRows: GridModel['insertRows'] = (...given) => moves.insertRows(this.space, ...given);
  deleteRows: GridModel['deleteRows'] = (...given) => moves.deleteRows(this.space, ...given);
  insertColumns: GridModel['insertColumns'] = (...given) => moves.insertColumns(this.space, ...given);
  deleteColumns: GridModel['deleteColumns'] = (...given) => moves.deleteColumns(this.space, ...given);
  insertCells: GridModel['insertCells'] = (...given) => moves.insertCells(this.space, ...given);
  deleteCells: GridModel['deleteCells'] = (...given) => moves.deleteCells(this.space, ...given);
  spillArea: GridModel['spillArea'] = (...given) => this.space.spillArea(...given);
  spillParent: GridModel['spillParent'] = (...given) => spillParent(this.space, ...given);
  merges: GridModel['merges'] = (...given) => merges(this.space, ...given);
  merge: GridModel['merge'] = (...given) => merge(this.space, ...given);
  unmerge: GridModel['unmerge'] = (...given) => unmerge(this.space, ...given);

  /* looks */

  readFormat: GridModel['readFormat'] = (...given) => readFormat(this.space, ...given);
  writeFormat: GridModel['writeFormat'] = (...given) => writeFormat(this.space, ...given);
  columnWidth: GridModel['columnWidth'] = (...given) => sizes.columnWidth(this.space, ...given);
  setColumnWidth: GridModel['setColumnWidth'] = (...given) => sizes.setColumnWidth(this.space, ...given);
  rowHeight: GridModel['rowHeight'] = (...given) => sizes.rowHeight(this.space, ...given);
  setRowHeight: GridModel['setRowHeight'] = (...given) => sizes.setRowHeight(this.space, ...given);
  autoFitColumns: GridModel['autoFitColumns'] = (...given) => sizes.autoFitColumns(this.space, ...given);
  autoFitRows: GridModel['autoFitRows'] = (...given) => sizes.autoFitRows(this.space, ...given);
  isColumnHidden: GridModel['isColumnHidden'] = (...given) => sizes.isColumnHidden(this.space, ...given);
  setColumnsHidden: GridModel['setColumnsHidden'] = (...given) => sizes.setColumnsHidden(this.space, ...given);
  isRowHidden: GridModel['isRowHidden'] = (...given) => sizes.isRowHidden(this.space, ...given);
  setRowsHidden: GridModel['setRowsHidden'] = (...given) => sizes.setRowsHidden(this.space, ...given);

  /* tables */

  tables: GridModel['tables'] = () => tables(this.space);
  createTable: GridModel['createTable'] = (...given) => createTable(this.space, ...given);
  changeTable: GridModel['changeTable'] = (...given) => changeTable(this.space, ...given);
  renameTableColumn: GridModel['renameTableColumn'] = (...given) => renameTableColumn(this.space, ...given);
  insertTableRows: GridModel['insertTableRows'] = (...given) => tableLines.insertTableRows(this.space, ...given);
  deleteTableRows: GridModel['deleteTableRows'] = (...given) => tableLines.deleteTableRows(this.space, ...given);
  insertTableColumn: GridModel['insertTableColumn'] = (...given) => tableLines.insertTableColumn(this.space, ...given);
  deleteTableColumn: GridModel['deleteTableColumn'] = (...given) => tableLines.deleteTableColumn(this.space, ...given);
  deleteTable: GridModel['deleteTable'] = (...given) => deleteTable(this.space, ...given);

  /* names, notes, validation */

  names: GridModel['names'] = () => names(this.space);
  setName: GridModel['setName'] = (...given) => setName(this.space, ...given);
  deleteName: GridModel['deleteName'] = (...given) => deleteName(this.space, ...given);
  notes: GridModel['notes'] = (...given) => cellNotes.notes(this.space, ...given);
  writeNote: GridModel['writeNote'] = (...given) => cellNotes.writeNote(this.space, ...given);
  deleteNote: GridModel['deleteNote'] = (...given) => cellNotes.deleteNote(this.space, ...given);
  readValidation: GridModel['readValidation'] = (...given) => readValidation(this.space, ...given);
  writeValidation: GridModel['writeValidation'] = (...given) => writeValidation(this.space, ...given);
  invalidCells: GridModel['invalidCells'] = (...given) => invalidCells(this.space, ...given);

  /* selection, undo, typing */

  selection: GridModel['selection'] = () => selection(this.space);
  select: GridModel['select'] = (...given) => select(this.space, ...given);
  undo: GridModel['undo'] = () => this.space.undoStep();
  redo: GridModel['redo'] = () => this.space.redoStep();
  isEditing: GridModel['isEditing'] = () => this.typing.isUnderWay;

  /* calculation */

  calculationMode: GridModel['calculationMode'] = () => this.space.queue.mode;
  setCalculationMode: GridModel['setCalculationMode'] = (mode) => this.space.queue.setMode(mode);
  calculate: GridModel['calculate'] = (everything) => this.space.queue.request([], { everything, now: true });
  recalculate: GridModel['recalculate'] = (cells) => {
    const there = cells.filter(({ sheet }) => this.space.has(sheet));
    this.space.queue.request(
      there.map((cell) => this.space.unitCell(cell)),
      { now: true },
    );
  };
  whenCalculated: GridModel['whenCalculated'] = () => this.space.queue.idle();
  setFunctions: GridModel['setFunctions'] = (...given) => this.functions.set(...given);
}
