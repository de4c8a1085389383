/**
 * What the host may rely on in any grid, run on the memory grid in Node and on the Univer grid in a browser. A case notes
 * what it saw beside what it should see; the comparison is made by jest, wherever the case ran.
 */
import { cellArea } from '../../workbench/src/grid/a1';
import {
  GridRefusal,
  type Area,
  type CellContent,
  type CellValue,
  type FunctionAnswer,
  type FunctionCall,
  type FunctionDeclaration,
  type FunctionParameter,
  type GridEvents,
  type GridModel,
  type SheetId,
  type Validation,
} from '../../workbench/src/grid/grid-model';

export interface Observation {
  readonly what: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** A grid with one empty sheet, Sheet1, and what is seen of it. */
class Stage {
  readonly seen: Observation[] = [];
  readonly stops: (() => void)[] = [];
  readonly sheet: SheetId;

  constructor(readonly grid: GridModel) {
    this.sheet = grid.activeSheet();
  }

  see(what: string, actual: unknown, expected: unknown): void {
    // As it is now: events are still being heard, and a page hands over copies in any case.
    this.seen.push({ what, actual: structuredClone(actual), expected });
  }

  write(row: number, column: number, ...lines: readonly (readonly CellContent[])[]): void {
    const area = { row, column, rowCount: lines.length, columnCount: lines[0]?.length ?? 0 };
    this.grid.writeCells(this.sheet, area, lines);
  }

  value(row: number, column: number): CellValue | undefined {
    return this.grid.readValues(this.sheet, cellArea(row, column))[0]?.[0];
  }

  formula(row: number, column: number): string | undefined {
    return this.grid.readFormulas(this.sheet, cellArea(row, column))[0]?.[0];
  }

  /** The code with which the grid refuses; `none` if it does not. */
  refusal(work: () => unknown): string {
    try {
      work();
      return 'none';
    } catch (failure) {
      if (failure instanceof GridRefusal) return failure.code;
      throw failure;
    }
  }

  hear<Kind extends keyof GridEvents>(kind: Kind): GridEvents[Kind][] {
    const heard: GridEvents[Kind][] = [];
    this.stops.push(this.grid.on(kind, (event) => void heard.push(event)));
    return heard;
  }

  declare(
    evaluate: (call: FunctionCall) => FunctionAnswer | CellValue,
    ...declarations: readonly Partial<FunctionDeclaration>[]
  ): void {
    const whole = declarations.map((declaration) => ({ ...FUNCTION, ...declaration }));
    this.grid.setFunctions(whole, {
      evaluate: (call) => {
        const answer = evaluate(call);
        return typeof answer === 'object' && answer !== null && 'state' in answer
          ? answer
          : { state: 'value', value: answer };
      },
    });
  }
}

const PARAMETER: FunctionParameter = {
  name: 'value',
  description: '',
  isOptional: true,
  isRepeating: false,
  isMatrix: false,
};
const FUNCTION: FunctionDeclaration = {
  name: 'ECHO',
  description: 'gives back what it is given',
  parameters: [PARAMETER, PARAMETER, PARAMETER],
  isVolatile: false,
  returnsMatrix: false,
};
const AREA: Area = { row: 0, column: 0, rowCount: 2, columnCount: 2 };
const CHOICE: Validation = {
  rule: { kind: 'list', source: 'yes,no', inCellDropDown: true },
  ignoreBlanks: true,
  errorAlert: { show: true, style: 'Stop', title: 'Choose', message: 'yes or no' },
  prompt: { show: false, title: '', message: '' },
};

const CASES: Readonly<Record<string, (stage: Stage) => Promise<void> | void>> = {
  'values come back as they were written'(stage) {
    stage.write(0, 0, [1.5, 'text', true, null, '', false, { error: '#N/A' }]);
    const area = { ...AREA, rowCount: 1, columnCount: 7 };
    const values = stage.grid.readValues(stage.sheet, area)[0];
    stage.see('values', values, [1.5, 'text', true, null, '', false, { error: '#N/A' }]);
  },

  'a text stays text whatever it looks like'(stage) {
    const texts = ['=1+1', '007', '1,234.50', 'TRUE', '#N/A', '２０１６', "'quoted"];
    stage.write(0, 0, texts);
    const area = { ...AREA, rowCount: 1, columnCount: texts.length };
    stage.see('values', stage.grid.readValues(stage.sheet, area)[0], texts);
    stage.see(
      'formulas',
      stage.grid.readFormulas(stage.sheet, area)[0],
      texts.map(() => ''),
    );
  },

  'undefined leaves a cell as it is, null empties it'(stage) {
    stage.write(0, 0, [1, 2]);
    stage.write(0, 0, [undefined, null]);
    stage.see('values', [stage.value(0, 0), stage.value(0, 1)], [1, null]);
  },

  async 'formulas calculate, across sheets with Chinese names too'(stage) {
    const other = stage.grid.addSheet('收入台账');
    stage.grid.writeCells(other, cellArea(0, 0), [[21]]);
    stage.write(0, 0, [{ formula: '=收入台账!A1*2' }, { formula: '=A1+1' }, { formula: '=1/0' }]);
    await stage.grid.whenCalculated();
    const area = { ...AREA, rowCount: 1, columnCount: 3 };
    stage.see('values', stage.grid.readValues(stage.sheet, area)[0], [42, 43, { error: '#DIV/0!' }]);
    stage.see('formula', stage.formula(0, 0), '=收入台账!A1*2');
  },

  async 'an edit calculates what depends on it'(stage) {
    stage.write(0, 0, [1, { formula: '=A1+1' }, { formula: '=B1*10' }]);
    await stage.grid.whenCalculated();
    stage.write(0, 0, [5]);
    await stage.grid.whenCalculated();
    stage.see('values', [stage.value(0, 1), stage.value(0, 2)], [6, 60]);
  },

  'a block of the wrong size, a place outside and a formula that cannot be read are refused'(stage) {
    const { grid, sheet } = stage;
    stage.see(
      'size',
      stage.refusal(() => grid.writeCells(sheet, AREA, [[1]])),
      'sizeMismatch',
    );
    stage.see(
      'outside',
      stage.refusal(() => grid.writeCells(sheet, cellArea(2 ** 20, 0), [[1]])),
      'outOfBounds',
    );
    stage.see(
      'sheet',
      stage.refusal(() => grid.readValues('none', AREA)),
      'notFound',
    );
    stage.see(
      'table',
      stage.refusal(() => grid.deleteTable('none', true)),
      'notFound',
    );
  },

  'an edit is told with its origin, and what a single cell showed'(stage) {
    const heard = stage.hear('cellsChanged');
    stage.grid.batch('addin', () => stage.write(0, 0, [7]));
    stage.see('events', heard, [
      { kind: 'rangeEdited', sheet: stage.sheet, area: cellArea(0, 0), origin: 'addin', before: null, after: 7 },
    ]);
  },

  'events are told at the end of a batch'(stage) {
    const heard = stage.hear('cellsChanged');
    const during = stage.grid.batch('addin', () => {
      stage.write(0, 0, [1, 2], [3, 4]);
      return heard.length;
    });
    stage.see('during and after', [during, heard.length], [0, 1]);
    stage.see('area', heard[0]?.area, AREA);
  },

  async 'a batch is one step of undo'(stage) {
    stage.write(0, 0, [1]);
    stage.grid.batch('addin', () => {
      stage.write(0, 0, [2]);
      stage.write(0, 0, [3]);
      stage.write(1, 0, [{ formula: '=A1' }]);
    });
    await stage.grid.whenCalculated();
    stage.see('before', [stage.value(0, 0), stage.value(1, 0)], [3, 3]);
    stage.see('undone', stage.grid.undo(), true);
    stage.see('after', [stage.value(0, 0), stage.value(1, 0), stage.formula(1, 0)], [1, null, '']);
    stage.see('redone', stage.grid.redo(), true);
    await stage.grid.whenCalculated();
    stage.see('again', [stage.value(0, 0), stage.value(1, 0)], [3, 3]);
  },

  'what a batch did before it threw stays'(stage) {
    const failed = ((): boolean => {
      try {
        stage.grid.batch('addin', () => {
          stage.write(0, 0, [1]);
          throw new Error('enough');
        });
        return false;
      } catch {
        return true;
      }
    })();
    stage.see('failed', failed, true);
    stage.see('value', stage.value(0, 0), 1);
    stage.write(0, 0, [2]);
    stage.see('next', stage.value(0, 0), 2);
  },

  'sheets are added, renamed, moved, hidden and deleted'(stage) {
    const { grid } = stage;
    const added = stage.hear('sheetAdded');
    const renamed = stage.hear('sheetRenamed');
    const moved = stage.hear('sheetMoved');
    const deleted = stage.hear('sheetDeleted');
    const shown = stage.hear('sheetVisibilityChanged');
    const [two, three] = grid.batch('addin', () => [grid.addSheet(), grid.addSheet('Three', 0)]);
    stage.see(
      'names',
      grid.sheets().map(({ name }) => name),
      ['Three', 'Sheet1', 'Sheet2'],
    );
    stage.see('added', added, [
      { sheet: two, origin: 'addin' },
      { sheet: three, origin: 'addin' },
    ]);
    grid.changeSheet(two, { name: '第二', tabColor: '#FF0000', frozenRows: 1, frozenColumns: 2, showGridlines: false });
    stage.see('renamed', renamed, [{ sheet: two, before: 'Sheet2', after: '第二', origin: 'user' }]);
    grid.changeSheet(two, { visibility: 'VeryHidden' });
    stage.see('info', grid.sheets()[2], {
      id: two,
      name: '第二',
      visibility: 'VeryHidden',
      isProtected: false,
      tabColor: '#FF0000',
      showGridlines: false,
      frozenRows: 1,
      frozenColumns: 2,
    });
    stage.see('hidden', shown, [{ sheet: two, before: 'Visible', after: 'VeryHidden', origin: 'user' }]);
    grid.moveSheet(two, 0);
    stage.see('moved', moved, [{ sheet: two, before: 2, after: 0, origin: 'user' }]);
    grid.deleteSheet(two);
    stage.see('deleted', deleted, [{ sheet: two, name: '第二', origin: 'user' }]);
    stage.see(
      'left',
      grid.sheets().map(({ name }) => name),
      ['Three', 'Sheet1'],
    );
  },

  'sheet names that Excel refuses are refused, and the last visible sheet stays'(stage) {
    const { grid, sheet } = stage;
    stage.see(
      'taken',
      stage.refusal(() => grid.addSheet('SHEET1')),
      'nameTaken',
    );
    stage.see(
      'sign',
      stage.refusal(() => grid.addSheet('a/b')),
      'badName',
    );
    stage.see(
      'long',
      stage.refusal(() => grid.addSheet('x'.repeat(32))),
      'badName',
    );
    stage.see(
      'last',
      stage.refusal(() => grid.deleteSheet(sheet)),
      'lastSheet',
    );
    stage.see(
      'hide',
      stage.refusal(() => grid.changeSheet(sheet, { visibility: 'Hidden' })),
      'lastSheet',
    );
  },

  async 'a renamed sheet keeps its references'(stage) {
    const other = stage.grid.addSheet('Old');
    stage.grid.writeCells(other, cellArea(0, 0), [[4]]);
    stage.write(0, 0, [{ formula: '=Old!A1+1' }]);
    stage.grid.changeSheet(other, { name: 'New' });
    await stage.grid.whenCalculated();
    stage.see('formula', stage.formula(0, 0), '=New!A1+1');
    stage.see('value', stage.value(0, 0), 5);
  },

  'a sheet is activated, and told of'(stage) {
    const other = stage.grid.addSheet('Other');
    const heard = stage.hear('sheetActivated');
    stage.grid.activateSheet(other);
    stage.see('active', stage.grid.activeSheet(), other);
    stage.see('event', heard, [{ sheet: other, deactivated: stage.sheet }]);
  },

  'a protected sheet refuses changes until it is unprotected'(stage) {
    const { grid, sheet } = stage;
    grid.protectSheet(sheet, 'secret');
    stage.see('info', grid.sheets()[0]?.isProtected, true);
    stage.see(
      'write',
      stage.refusal(() => stage.write(0, 0, [1])),
      'protected',
    );
    stage.see(
      'rows',
      stage.refusal(() => grid.insertRows(sheet, 0, 1)),
      'protected',
    );
    stage.see(
      'format',
      stage.refusal(() => grid.writeFormat(sheet, AREA, { bold: true })),
      'protected',
    );
    stage.see(
      'password',
      stage.refusal(() => grid.unprotectSheet(sheet, 'guess')),
      'wrongPassword',
    );
    grid.unprotectSheet(sheet, 'secret');
    stage.see(
      'now',
      stage.refusal(() => stage.write(0, 0, [1])),
      'none',
    );
  },

  'cells that are not locked can be written on a protected sheet'(stage) {
    stage.grid.writeFormat(stage.sheet, cellArea(0, 0), { locked: false });
    stage.grid.protectSheet(stage.sheet);
    stage.see(
      'open',
      stage.refusal(() => stage.write(0, 0, [1])),
      'none',
    );
    stage.see(
      'shut',
      stage.refusal(() => stage.write(0, 1, [1])),
      'protected',
    );
  },

  async 'inserted rows move cells and references, whatever sheet is seen'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, [1], [2], [{ formula: '=SUM(A1:A2)' }]);
    const other = grid.addSheet('Other');
    grid.writeCells(other, cellArea(0, 0), [[{ formula: '=Sheet1!A2' }]]);
    grid.activateSheet(other);
    const heard = stage.hear('cellsChanged');
    grid.batch('addin', () => grid.insertRows(sheet, 1, 2));
    await grid.whenCalculated();
    stage.see(
      'formulas',
      [stage.formula(4, 0), grid.readFormulas(other, cellArea(0, 0))[0]?.[0]],
      ['=SUM(A1:A4)', '=Sheet1!A4'],
    );
    stage.see('values', [stage.value(3, 0), stage.value(4, 0)], [2, 3]);
    const [event] = heard;
    stage.see(
      'event',
      [heard.length, event?.kind, event?.sheet, event?.area.row, event?.area.rowCount, event?.origin],
      [1, 'rowInserted', sheet, 1, 2, 'addin'],
    );
    grid.deleteRows(sheet, 1, 2);
    await grid.whenCalculated();
    stage.see('back', stage.formula(2, 0), '=SUM(A1:A2)');
  },

  async 'columns are inserted and deleted'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, [1, 2, { formula: '=A1+B1' }]);
    grid.insertColumns(sheet, 1, 1);
    await grid.whenCalculated();
    stage.see('inserted', [stage.formula(0, 3), stage.value(0, 3), stage.value(0, 1)], ['=A1+C1', 3, null]);
    grid.deleteColumns(sheet, 2, 1);
    await grid.whenCalculated();
    stage.see('deleted', stage.value(0, 2), { error: '#REF!' });
  },

  'cells are inserted and deleted within their column'(stage) {
    stage.write(0, 0, [1, 'a'], [2, 'b'], [3, 'c']);
    const heard = stage.hear('cellsChanged');
    stage.grid.insertCells(stage.sheet, cellArea(1, 0), 'down');
    const area = { ...AREA, rowCount: 4 };
    stage.see('down', stage.grid.readValues(stage.sheet, area), [
      [1, 'a'],
      [null, 'b'],
      [2, 'c'],
      [3, null],
    ]);
    stage.see('event', heard, [
      { kind: 'cellInserted', sheet: stage.sheet, area: cellArea(1, 0), origin: 'user', shift: 'down' },
    ]);
    stage.grid.deleteCells(stage.sheet, cellArea(1, 0), 'up');
    stage.see('up', stage.value(1, 0), 2);
  },

  async 'a copy takes relative references along'(stage) {
    stage.write(0, 0, [1, { formula: '=A1*2' }], [5, null]);
    stage.grid.writeFormat(stage.sheet, cellArea(0, 1), { bold: true });
    stage.grid.copy({ sheet: stage.sheet, area: cellArea(0, 1) }, { sheet: stage.sheet, row: 1, column: 1 }, 'all');
    await stage.grid.whenCalculated();
    stage.see('formula', [stage.formula(1, 1), stage.value(1, 1)], ['=A2*2', 10]);
    stage.see('format', stage.grid.readFormat(stage.sheet, cellArea(1, 1)).bold, true);
    stage.grid.copy({ sheet: stage.sheet, area: cellArea(0, 1) }, { sheet: stage.sheet, row: 2, column: 1 }, 'values');
    stage.see('values', [stage.formula(2, 1), stage.value(2, 1)], ['', 2]);
  },

  'contents, formats or all is cleared'(stage) {
    const { grid, sheet } = stage;
    const fill = (): void => {
      stage.write(0, 0, [1]);
      grid.writeFormat(sheet, cellArea(0, 0), { fillColor: '#FFFF00' });
    };
    const state = (): unknown => [stage.value(0, 0), grid.readFormat(sheet, cellArea(0, 0)).fillColor];
    fill();
    grid.clear(sheet, AREA, 'contents');
    stage.see('contents', state(), [null, '#FFFF00']);
    fill();
    grid.clear(sheet, AREA, 'formats');
    stage.see('formats', state(), [1, null]);
    fill();
    grid.writeValidation(sheet, AREA, CHOICE);
    grid.writeNote(sheet, { row: 0, column: 0, text: 'why', author: '', kind: 'note' });
    grid.clear(sheet, AREA, 'all');
    stage.see('all', [state(), grid.notes(sheet), grid.readValidation(sheet, AREA)], [[null, null], [], null]);
  },

  'formats are read where cells agree'(stage) {
    const { grid, sheet } = stage;
    const heard = stage.hear('formatChanged');
    grid.writeFormat(sheet, AREA, { bold: true, fillColor: '#DDEEFF', horizontalAlignment: 'CenterAcrossSelection' });
    grid.writeFormat(sheet, cellArea(0, 0), { italic: true, fontSize: 14, fontColor: '#FF0000', wrapText: true });
    const { bold, italic, fillColor, horizontalAlignment } = grid.readFormat(sheet, AREA);
    stage.see(
      'common',
      [bold, italic, fillColor, horizontalAlignment],
      [true, undefined, '#DDEEFF', 'CenterAcrossSelection'],
    );
    stage.see('one', grid.readFormat(sheet, cellArea(0, 0)), {
      numberFormat: 'General',
      fillColor: '#DDEEFF',
      fontName: 'Calibri',
      fontSize: 14,
      fontColor: '#FF0000',
      bold: true,
      italic: true,
      underline: false,
      strikethrough: false,
      horizontalAlignment: 'CenterAcrossSelection',
      verticalAlignment: 'Bottom',
      wrapText: true,
      locked: true,
    });
    grid.writeFormat(sheet, cellArea(0, 0), { bold: false, fillColor: null });
    stage.see(
      'back',
      [grid.readFormat(sheet, cellArea(0, 0)).bold, grid.readFormat(sheet, cellArea(0, 0)).fillColor],
      [false, null],
    );
    stage.see('events', heard.map(({ area, origin }) => [area, origin]).slice(0, 1), [[AREA, 'user']]);
  },

  'number formats are kept'(stage) {
    stage.write(0, 0, [1234.5, 42434]);
    stage.grid.writeNumberFormats(stage.sheet, { ...AREA, rowCount: 1 }, [['#,##0.00', 'yyyy-mm-dd']]);
    const formats = stage.grid.readNumberFormats(stage.sheet, { ...AREA, rowCount: 1, columnCount: 3 })[0];
    stage.see('formats', formats, ['#,##0.00', 'yyyy-mm-dd', 'General']);
    stage.see('values', [stage.value(0, 0), stage.value(0, 1)], [1234.5, 42434]);
  },

  'widths, heights and hidden lines'(stage) {
    const { grid, sheet } = stage;
    stage.see('default', [grid.columnWidth(sheet, 0), grid.rowHeight(sheet, 0)], [48, 15]);
    grid.setColumnWidth(sheet, 1, 2, 96);
    grid.setRowHeight(sheet, 1, 1, 30);
    stage.see('set', [grid.columnWidth(sheet, 2), grid.columnWidth(sheet, 3), grid.rowHeight(sheet, 1)], [96, 48, 30]);
    grid.setColumnsHidden(sheet, 1, 1, true);
    grid.setRowsHidden(sheet, 1, 1, true);
    stage.see(
      'hidden',
      [grid.isColumnHidden(sheet, 1), grid.isColumnHidden(sheet, 2), grid.isRowHidden(sheet, 1)],
      [true, false, true],
    );
    stage.see('no size', [grid.columnWidth(sheet, 1), grid.rowHeight(sheet, 1)], [0, 0]);
    grid.setColumnsHidden(sheet, 1, 1, false);
    stage.see('shown', grid.columnWidth(sheet, 1), 96);
  },

  'merged cells keep the upper left content only'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, [1, 2], [3, 4]);
    grid.merge(sheet, AREA);
    stage.see('merges', grid.merges(sheet), [AREA]);
    stage.see('values', grid.readValues(sheet, AREA), [
      [1, null],
      [null, null],
    ]);
    grid.unmerge(sheet, cellArea(1, 1));
    stage.see('apart', grid.merges(sheet), []);
  },

  'the used area holds contents, or formats too'(stage) {
    const { grid, sheet } = stage;
    stage.see('none', grid.usedArea(sheet, true), undefined);
    stage.write(2, 1, [1]);
    stage.write(4, 3, [{ formula: '=1' }]);
    grid.writeFormat(sheet, cellArea(9, 9), { bold: true });
    stage.see('values', grid.usedArea(sheet, true), { row: 2, column: 1, rowCount: 3, columnCount: 3 });
    stage.see('all', grid.usedArea(sheet, false), { row: 2, column: 1, rowCount: 8, columnCount: 9 });
  },

  async 'tables are made, read by name and told of'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, ['类别', '金额'], ['a', 1], ['b', 2]);
    const added = stage.hear('tableAdded');
    const area = { ...AREA, rowCount: 3 };
    const table = grid.createTable(sheet, area, { name: '收入', hasHeaders: true });
    stage.see('event', added, [{ table, sheet, origin: 'user' }]);
    stage.see('info', grid.tables()[0], {
      id: table,
      name: '收入',
      sheet,
      area,
      hasHeaderRow: true,
      hasTotalRow: false,
      columns: ['类别', '金额'],
      style: 'TableStyleMedium2',
      showBandedRows: true,
      showBandedColumns: false,
      showFilterButton: true,
      highlightFirstColumn: false,
      highlightLastColumn: false,
    });
    stage.write(5, 0, [{ formula: '=SUM(收入[金额])' }]);
    await grid.whenCalculated();
    stage.see('sum', stage.value(5, 0), 3);
    stage.see(
      'overlap',
      stage.refusal(() => grid.createTable(sheet, AREA, { hasHeaders: true })),
      'overlap',
    );
    stage.see(
      'taken',
      stage.refusal(() => grid.createTable(sheet, { ...AREA, column: 9 }, { name: '收入', hasHeaders: true })),
      'nameTaken',
    );
  },

  async 'a table grows, shrinks and loses columns with its references'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, ['k', 'v'], ['a', 1], ['b', 2], [null, null], ['below', 9]);
    const table = grid.createTable(sheet, { ...AREA, rowCount: 3 }, { name: 'Facts', hasHeaders: true });
    stage.write(0, 6, [{ formula: '=SUM(Facts[v])' }]);
    grid.insertTableRows(table, 1, 1);
    stage.write(2, 0, ['c', 10]);
    await grid.whenCalculated();
    stage.see('grown', [grid.tables()[0]?.area.rowCount, stage.value(0, 6)], [4, 13]);
    stage.see('below', stage.value(5, 0), 'below');
    grid.deleteTableRows(table, 0, 2);
    await grid.whenCalculated();
    stage.see('shrunk', [grid.tables()[0]?.area.rowCount, stage.value(0, 6)], [2, 2]);
    grid.insertTableColumn(table, 1, 'w');
    stage.see('columns', grid.tables()[0]?.columns, ['k', 'w', 'v']);
    grid.deleteTableColumn(table, 1);
    stage.see('columns again', grid.tables()[0]?.columns, ['k', 'v']);
    grid.renameTableColumn(table, 0, 'key');
    stage.see('renamed', [grid.tables()[0]?.columns, stage.value(0, 0)], [['key', 'v'], 'key']);
  },

  async 'a table moves with the rows above it'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, ['v'], [1], [2]);
    grid.createTable(sheet, { row: 0, column: 0, rowCount: 3, columnCount: 1 }, { name: 'Moving', hasHeaders: true });
    stage.write(0, 3, [{ formula: '=SUM(Moving[v])' }]);
    grid.insertRows(sheet, 0, 2);
    await grid.whenCalculated();
    stage.see('area', grid.tables()[0]?.area, { row: 2, column: 0, rowCount: 3, columnCount: 1 });
    stage.see('sum', stage.value(2, 3), 3);
    grid.insertRows(sheet, 4, 1);
    stage.see('within', grid.tables()[0]?.area.rowCount, 4);
    grid.undo();
    grid.undo();
    stage.see('undone', grid.tables()[0]?.area, { row: 0, column: 0, rowCount: 3, columnCount: 1 });
  },

  'a table is changed and taken away'(stage) {
    const { grid, sheet } = stage;
    stage.write(0, 0, ['v'], [1]);
    const table = grid.createTable(sheet, { row: 0, column: 0, rowCount: 2, columnCount: 1 }, { hasHeaders: true });
    const deleted = stage.hear('tableDeleted');
    grid.changeTable(table, { name: 'Renamed', style: 'TableStyleLight1', hasTotalRow: true, showBandedRows: false });
    const { name, style, hasTotalRow, showBandedRows, area } = grid.tables()[0] ?? {};
    stage.see(
      'info',
      [name, style, hasTotalRow, showBandedRows, area?.rowCount],
      ['Renamed', 'TableStyleLight1', true, false, 3],
    );
    grid.deleteTable(table, true);
    stage.see('gone', [grid.tables().length, stage.value(1, 0)], [0, 1]);
    stage.see('event', deleted, [{ table, name: 'Renamed', sheet, origin: 'user' }]);
  },

  async 'names hold in formulas'(stage) {
    const { grid } = stage;
    stage.write(0, 0, [4]);
    grid.setName({ name: 'Rate', formula: '=0.25', comment: 'a quarter', isVisible: true });
    grid.setName({ name: '基数', formula: '=Sheet1!$A$1', comment: '', isVisible: true });
    stage.write(1, 0, [{ formula: '=Rate*基数' }]);
    await grid.whenCalculated();
    stage.see('value', stage.value(1, 0), 1);
    stage.see('names', grid.names(), [
      { name: 'Rate', formula: '=0.25', comment: 'a quarter', isVisible: true },
      { name: '基数', formula: '=Sheet1!$A$1', comment: '', isVisible: true },
    ]);
    grid.setName({ name: 'Rate', formula: '=0.5', comment: '', isVisible: true });
    await grid.whenCalculated();
    stage.see('replaced', [stage.value(1, 0), grid.names().length], [2, 2]);
    grid.deleteName('Rate');
    stage.see(
      'left',
      grid.names().map(({ name }) => name),
      ['基数'],
    );
    stage.see(
      'bad',
      stage.refusal(() => grid.setName({ name: 'A1', formula: '=1', comment: '', isVisible: true })),
      'badName',
    );
  },

  'a cell has a note and a comment'(stage) {
    const { grid, sheet } = stage;
    const note = { row: 1, column: 1, text: 'slip', author: 'me', kind: 'note' as const };
    const comment = { row: 1, column: 1, text: 'thread', author: 'you', kind: 'comment' as const };
    grid.writeNote(sheet, note);
    grid.writeNote(sheet, comment);
    grid.writeNote(sheet, { ...note, row: 0, text: 'first' });
    stage.see('notes', grid.notes(sheet), [{ ...note, row: 0, text: 'first' }, note, comment]);
    grid.insertRows(sheet, 1, 1);
    stage.see(
      'moved',
      grid.notes(sheet).map(({ row }) => row),
      [0, 2, 2],
    );
    grid.deleteNote(sheet, 2, 1, 'note');
    stage.see(
      'left',
      grid.notes(sheet).map(({ text }) => text),
      ['first', 'thread'],
    );
  },

  'validation is read where cells agree, and names the cells that break it'(stage) {
    const { grid, sheet } = stage;
    const area = { ...AREA, columnCount: 1 };
    grid.writeValidation(sheet, area, CHOICE);
    stage.see('same', grid.readValidation(sheet, area), CHOICE);
    stage.see('differ', grid.readValidation(sheet, AREA), undefined);
    stage.see('none', grid.readValidation(sheet, cellArea(9, 9)), null);
    stage.write(0, 0, ['yes'], ['perhaps']);
    stage.see('invalid', grid.invalidCells(sheet, area), [{ sheet, row: 1, column: 0 }]);
    grid.writeValidation(sheet, cellArea(1, 0), null);
    stage.see('taken off', grid.readValidation(sheet, cellArea(1, 0)), null);
    stage.see('kept', grid.readValidation(sheet, cellArea(0, 0)), CHOICE);
  },

  'selecting activates the sheet and is told once'(stage) {
    const other = stage.grid.addSheet('Other');
    const heard = stage.hear('selectionChanged');
    const area = { row: 3, column: 2, rowCount: 2, columnCount: 1 };
    stage.grid.select(other, area);
    stage.see('selection', stage.grid.selection(), {
      sheet: other,
      areas: [area],
      activeCell: { row: 3, column: 2 },
    });
    stage.see('event', heard.at(-1), stage.grid.selection());
    stage.see('active', stage.grid.activeSheet(), other);
  },

  async 'arguments arrive as they stand in the formula'(stage) {
    const calls: FunctionCall[] = [];
    stage.declare((call) => {
      calls.push(call);
      return 1;
    }, {});
    stage.write(0, 0, [1, 'text'], [true, null], [{ formula: '=1/0' }, null]);
    stage.write(5, 0, [{ formula: '=ECHO(A1,,B2)' }]);
    await stage.grid.whenCalculated();
    const [call] = calls.filter(({ cell }) => cell.row === 5);
    stage.see('cell', call?.cell, { sheet: stage.sheet, row: 5, column: 0 });
    stage.see('omitted', call?.arguments[1], undefined);
    stage.see('addresses', call?.argumentAddresses, ['Sheet1!A1', undefined, 'Sheet1!B2']);
    stage.write(6, 0, [{ formula: '=ECHO(A1:B3,"literal",TRUE)' }]);
    await stage.grid.whenCalculated();
    stage.see('block', calls.find(({ cell }) => cell.row === 6)?.arguments, [
      [
        [1, 'text'],
        [true, null],
        [{ error: '#DIV/0!' }, null],
      ],
      'literal',
      true,
    ]);
    stage.write(7, 0, [{ formula: '=ECHO()' }]);
    await stage.grid.whenCalculated();
    stage.see('none', calls.find(({ cell }) => cell.row === 7)?.arguments, []);
  },

  async 'a pending call is #BUSY! until it is answered'(stage) {
    const pending = new Set([0]);
    stage.declare(({ cell }) => (pending.has(cell.row) ? { state: 'pending' } : 42), {});
    stage.write(0, 0, [{ formula: '=ECHO()' }, { formula: '=A1+1' }]);
    await stage.grid.whenCalculated();
    stage.see('busy', stage.value(0, 0), { error: '#BUSY!' });
    pending.clear();
    stage.grid.recalculate([{ sheet: stage.sheet, row: 0, column: 0 }]);
    await stage.grid.whenCalculated();
    stage.see('answered', [stage.value(0, 0), stage.value(0, 1)], [42, 43]);
  },

  async 'the sentence of an error is kept'(stage) {
    stage.declare(() => ({ error: '#VALUE!', message: '第3行没有日期' }), {});
    stage.write(0, 0, [{ formula: '=ECHO()' }]);
    await stage.grid.whenCalculated();
    stage.see('error', stage.value(0, 0), { error: '#VALUE!', message: '第3行没有日期' });
    stage.declare(() => 1, {});
    await stage.grid.whenCalculated();
    stage.see('gone', stage.value(0, 0), 1);
  },

  async 'a block spills, and shrinks again'(stage) {
    let rows = 3;
    const block = (): number[][] => Array.from({ length: rows }, (_none, at) => [at, at * 10]);
    stage.declare(() => ({ state: 'value', value: block() }), { returnsMatrix: true });
    stage.write(0, 0, [{ formula: '=ECHO()' }]);
    await stage.grid.whenCalculated();
    const area = { row: 0, column: 0, rowCount: 3, columnCount: 2 };
    stage.see('values', stage.grid.readValues(stage.sheet, area), [
      [0, 0],
      [1, 10],
      [2, 20],
    ]);
    const place = { sheet: stage.sheet, row: 2, column: 1 };
    stage.see('area', stage.grid.spillArea({ sheet: stage.sheet, row: 0, column: 0 }), area);
    stage.see('parent', stage.grid.spillParent(place), { sheet: stage.sheet, row: 0, column: 0 });
    stage.see('no formula', stage.formula(2, 1), '');
    rows = 2;
    stage.grid.recalculate([{ sheet: stage.sheet, row: 0, column: 0 }]);
    await stage.grid.whenCalculated();
    stage.see('shrunk', [stage.value(1, 1), stage.value(2, 1)], [10, null]);
    stage.write(1, 0, ['in the way']);
    await stage.grid.whenCalculated();
    stage.see('blocked', [stage.value(0, 0), stage.value(1, 0)], [{ error: '#SPILL!' }, 'in the way']);
  },

  async 'a function that is not known is #NAME?, and calculates once it is'(stage) {
    stage.declare(() => 1, { name: 'OTHER' });
    stage.write(0, 0, [{ formula: '=LATER(B1)' }, 5]);
    await stage.grid.whenCalculated();
    stage.see('unknown', stage.value(0, 0), { error: '#NAME?' });
    stage.declare(({ arguments: [given] }) => (given as number) * 2, { name: 'LATER' });
    await stage.grid.whenCalculated();
    stage.see('known', stage.value(0, 0), 10);
    stage.write(0, 1, [6]);
    await stage.grid.whenCalculated();
    stage.see('depends', stage.value(0, 0), 12);
  },

  async 'calculations are told, and every evaluation lies within one'(stage) {
    const told: string[] = [];
    stage.stops.push(stage.grid.on('calculated', () => void told.push('calculated')));
    stage.declare(() => {
      told.push('evaluate');
      return 1;
    }, {});
    stage.write(0, 0, [{ formula: '=ECHO()' }]);
    await stage.grid.whenCalculated();
    stage.see('evaluated', told.includes('evaluate'), true);
    stage.see('ends', told.at(-1), 'calculated');
  },

  async 'in manual mode nothing is calculated until it is asked for'(stage) {
    stage.write(0, 0, [1, { formula: '=A1+1' }]);
    await stage.grid.whenCalculated();
    stage.grid.setCalculationMode('manual');
    stage.write(0, 0, [10]);
    await stage.grid.whenCalculated();
    const before = stage.value(0, 1);
    stage.grid.calculate(false);
    await stage.grid.whenCalculated();
    stage.see('values', [before, stage.value(0, 1)], [2, 11]);
    stage.see('mode', stage.grid.calculationMode(), 'manual');
    stage.grid.setCalculationMode('automatic');
  },
};

export const CASE_NAMES = Object.keys(CASES);

/** Runs one case on a grid with a single empty sheet, Sheet1. */
export async function observe(name: string, grid: GridModel): Promise<readonly Observation[]> {
  const run = CASES[name];
  if (!run) throw new Error(`There is no case «${name}».`);
  const stage = new Stage(grid);
  try {
    await run(stage);
  } finally {
    for (const stop of stage.stops) stop();
  }
  return stage.seen;
}

/** One test a case; `run` observes it on a fresh grid. */
export function gridContract(run: (name: string) => Promise<readonly Observation[]>): void {
  test.each(CASE_NAMES)('%s', async (name) => {
    const seen = await run(name);
    expect(seen.length).toBeGreaterThan(0);
    for (const { what, actual, expected } of seen) expect({ what, seen: actual }).toEqual({ what, seen: expected });
  });
}
