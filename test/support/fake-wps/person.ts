import { personAtGrid, areaOf, gridBlock, idOf, placeOf, rangeOfArea } from '../grid-person';
import { Book } from './book';
import { typedCell } from './cell-values';
import { bytesOf } from './grid-image';
import type { WpsModel } from './types';
import { refuse } from './refuse';
import type { Session } from './session';

/** Somebody who sits at the application. */
export function personAt(session: Session): WpsModel {
  const grid = (): Book['grid'] => session.book().grid;
  const at = personAtGrid(grid, 'note');
  const does =
    <Given extends readonly unknown[]>(act: (...given: Given) => void) =>
    (...given: Given): void =>
      session.change(session.book(), 'user', () => act(...given));
  const bookCalled = (name: string): Book =>
    session.books.find((book) => book.name === name) ?? refuse(`没有工作簿 ${name}`);
  return {
    edit: does(at.edit),
    value: at.value,
    numberFormat: at.numberFormat,
    setNumberFormat: does(at.setNumberFormat),
    fill: at.fill,
    setFill: does(at.setFill),
    note: at.note,
    setNote: does(at.setNote),
    addSheet: does(at.addSheet),
    deleteSheet: (name) => session.deleteSheet(session.book(), idOf(grid(), name), 'user'),
    hideSheet: does(at.hideSheet),
    protectSheet: does(at.protectSheet),
    selectRange: does(at.selectRange),
    type: does((sheet, cell, typed) => {
      const format = at.numberFormat(sheet, cell);
      const { content, numberFormat } = typedCell(typed, format);
      grid().writeCells(idOf(grid(), sheet), areaOf(cell), [[content]]);
      if (numberFormat !== undefined && format === 'General') at.setNumberFormat(sheet, cell, numberFormat);
    }),
    spill: (sheet, cell, formula, values) => {
      session.functions.give(/^=(\w+)\(/.exec(formula)?.[1] ?? '', gridBlock(values));
      session.functionsChanged();
      const { row, column } = placeOf(cell);
      const area = { row, column, rowCount: 1, columnCount: 1 };
      session.change(session.book(), 'user', () => grid().writeCells(idOf(grid(), sheet), area, [[{ formula }]]));
    },
    text: (sheet, cell) => grid().readTexts(idOf(grid(), sheet), areaOf(cell))[0]?.[0] ?? '',
    formula: (sheet, cell) => grid().readFormulas(idOf(grid(), sheet), areaOf(cell))[0]?.[0] ?? '',
    sheets: () =>
      grid()
        .sheets()
        .map(({ name, visibility }) => ({ name, isVisible: visibility === 'Visible' })),
    renameSheet: does((name, to) => grid().changeSheet(idOf(grid(), name), { name: to })),
    unprotectSheet: does((name) => grid().unprotectSheet(idOf(grid(), name))),
    insertRows: does((sheet, row, count) => grid().insertRows(idOf(grid(), sheet), row - 1, count)),
    deleteRows: does((sheet, row, count) => grid().deleteRows(idOf(grid(), sheet), row - 1, count)),
    selected: () => {
      const { sheet, areas } = grid().selection();
      const area = areas.at(-1) ?? refuse('没有选区');
      return { sheet: nameOf(session.book(), sheet), range: rangeOfArea(area) };
    },
    setTyping: (isTyping) => void (session.isTyping = isTyping),

    recalculate: () => session.calculate(false),
    setCalculation: (mode) => session.setMode(mode),
    callsOf: (name) => session.functions.callsOf(name),
    functions: () => session.functions.names(),
    thrown: () => session.functions.thrown,

    workbooks: () => session.books.map(({ name }) => name),
    open: (workbook) => session.add(Book.of(workbook, session.files.home)),
    openFile: (name, bytes) => session.open(name, session.files.home, bytes),
    show: (name) => session.show(bookCalled(name)),
    save: () => session.save(session.book()),
    close: (name) => session.close(bookCalled(name)),
    protectStructure: () => void (session.book().isStructureProtected = true),
    setReadOnly: () => void (session.book().isReadOnly = true),
    opened: () => session.opened(),
    bytes: () => bytesOf(grid()),
    files: () => session.files.paths(),

    panes: () => session.panes.all(),
    onPanes: (listener) => session.panes.on(listener),
    questions: () => session.questions,
    ribbon: session.ribbon,
  };
}

function nameOf({ grid }: Book, sheet: string): string {
  return grid.sheets().find(({ id }) => id === sheet)?.name ?? refuse('没有该工作表');
}
