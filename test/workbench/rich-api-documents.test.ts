/// <reference types="office-js" />
/** Tables, events, selection, tracked objects, settings and custom XML, through Microsoft's own client. */
import { openOfficePage, type OfficePage } from './office-page';

let page: OfficePage;

beforeEach(async () => {
  page = await openOfficePage();
});

afterEach(() => page.close());

const cell = (row: number, column: number): { row: number; column: number; rowCount: number; columnCount: number } => ({
  row,
  column,
  rowCount: 1,
  columnCount: 1,
});

/** A table of two columns and two rows on the first sheet, as a user would have it. */
function ledger(): string {
  const sheet = page.grid.activeSheet();
  const area = { row: 0, column: 0, rowCount: 3, columnCount: 2 };
  page.grid.writeCells(sheet, area, [
    ['item', 'amount'],
    ['a', 1],
    ['b', 2],
  ]);
  page.grid.createTable(sheet, area, { name: 'Ledger', hasHeaders: true });
  return sheet;
}

describe('tables', () => {
  test('are read with their columns and rows', async () => {
    ledger();
    const seen = await page.Excel.run(async (context) => {
      const tables = context.workbook.tables.load('items/name,items/showTotals,items/columns/items/name');
      const table = tables.getItem('ledger');
      const body = table.getDataBodyRange().load('address,values');
      const header = table.getHeaderRowRange().load('values');
      const amounts = table.columns.getItem('amount').getDataBodyRange().load('values');
      const none = tables.getItemOrNullObject('nothing');
      table.rows.load('count,items/values');
      table.load('worksheet/name');
      await context.sync();
      return {
        names: tables.items.map(({ name, columns }) => [name, columns.items.map((column) => column.name)]),
        body: [body.address, body.values],
        header: header.values,
        amounts: amounts.values,
        rows: [table.rows.count, table.rows.items.map(({ values }) => values)],
        sheet: table.worksheet.name,
        none: none.isNullObject,
      };
    });
    expect(seen).toEqual({
      names: [['Ledger', ['item', 'amount']]],
      body: [
        'Sheet1!A2:B3',
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
      header: [['item', 'amount']],
      amounts: [[1], [2]],
      rows: [2, [[['a', 1]], [['b', 2]]]],
      sheet: 'Sheet1',
      none: true,
    });
  });

  test('are made, grow, are renamed and become a range again', async () => {
    const seen = await page.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('A1:B2').values = [
        ['item', 'amount'],
        ['a', 1],
      ];
      const table = sheet.tables.add('A1:B2', true);
      table.name = 'Costs';
      table.rows.add(undefined, [
        ['b', 2],
        ['c', '=SUM(Costs[amount])'],
      ]);
      table.columns.add(undefined, [['note'], ['x'], ['y'], ['z']]);
      table.style = 'TableStyleLight1';
      const range = table.getRange().load('address');
      table.columns.load('items/name');
      table.load('style,id');
      await context.sync();
      table.rows.getItemAt(0).delete();
      table.resize('A1:B3');
      const resized = table.getRange().load('address');
      const converted = table.convertToRange().load('values');
      const count = sheet.tables.getCount();
      await context.sync();
      return [
        range.address,
        table.columns.items.map(({ name }) => name),
        table.style,
        resized.address,
        converted.values[1],
        count.value,
      ];
    });
    expect(seen).toEqual(['Sheet1!A1:C4', ['item', 'amount', 'note'], 'TableStyleLight1', 'Sheet1!A1:B3', ['b', 2], 0]);
  });
});

describe('events', () => {
  test('an edit is told with its details, and its range can be had', async () => {
    const sheet = page.grid.activeSheet();
    const heard: Excel.WorksheetChangedEventArgs[] = [];
    await page.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add(async (event) => void heard.push(event));
      await context.sync();
    });
    page.grid.writeCells(sheet, cell(1, 1), [[5]]);
    page.grid.insertRows(sheet, 0, 2);
    await page.settled();
    expect(heard).toMatchObject([
      {
        type: 'WorksheetChanged',
        changeType: 'RangeEdited',
        address: 'B2',
        worksheetId: sheet,
        source: 'Local',
        details: { valueBefore: '', valueAfter: 5, valueTypeAfter: 'Double' },
      },
      { changeType: 'RowInserted', address: '1:2' },
    ]);
    const values = await page.Excel.run(async (context) => {
      const range = heard[0]?.getRange(context).load('address');
      await context.sync();
      return range?.address;
    });
    expect(values).toBe('Sheet1!B2');
  });

  test('the add-in’s own changes are marked, and a removed handler is silent', async () => {
    const heard: string[] = [];
    await page.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const handler = sheet.onChanged.add(
        async ({ address, triggerSource }) => void heard.push(`${address} ${triggerSource}`),
      );
      sheet.getRange('A1').values = [[1]];
      await context.sync();
      sheet.getRange('A1').values = [[2]];
      await context.sync();
      await page.settled();
      handler.remove();
      await context.sync();
      sheet.getRange('A1').values = [[3]];
      await context.sync();
    });
    await page.settled();
    expect(heard).toEqual(['A1 ThisLocalAddin']);
  });

  test('sheets that come, go and are activated; the selection; calculations; tables', async () => {
    ledger();
    const heard: string[] = [];
    const hear = async (event: { type: string; address?: string }): Promise<void> =>
      void heard.push(`${event.type} ${event.address ?? ''}`.trim());
    await page.Excel.run(async (context) => {
      const { worksheets, tables } = context.workbook;
      worksheets.onAdded.add(hear);
      worksheets.onDeleted.add(hear);
      worksheets.onActivated.add(hear);
      worksheets.onSelectionChanged.add(hear);
      tables.getItem('Ledger').onChanged.add(hear);
      context.workbook.onSelectionChanged.add(async () => void heard.push('workbook selection'));
      await context.sync();
    });
    const added = page.grid.addSheet('New');
    page.grid.select(added, cell(4, 2));
    page.grid.deleteSheet(added);
    page.grid.writeCells(page.grid.activeSheet(), cell(2, 1), [[9]]);
    await page.settled();
    expect(heard).toEqual([
      'WorksheetAdded',
      'WorksheetActivated',
      'WorksheetSelectionChanged C5',
      'workbook selection',
      'WorksheetActivated',
      'WorksheetDeleted',
      'TableChanged B3',
    ]);
  });
});

describe('selection', () => {
  test('is read and set', async () => {
    const sheet = page.grid.activeSheet();
    page.grid.select(sheet, { row: 1, column: 1, rowCount: 2, columnCount: 2 });
    const seen = await page.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange().load('address');
      const active = context.workbook.getActiveCell().load('address');
      await context.sync();
      const other = context.workbook.worksheets.add('Other');
      other.getRange('D4').select();
      await context.sync();
      return [range.address, active.address];
    });
    expect(seen).toEqual(['Sheet1!B2:C3', 'Sheet1!B2']);
    expect(page.grid.selection().areas).toEqual([cell(3, 3)]);
  });
});

describe('objects kept beyond a run', () => {
  test('a tracked range is used later and let go', async () => {
    const kept = await page.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1');
      context.trackedObjects.add(range);
      await context.sync();
      return range;
    });
    kept.values = [['later']];
    await kept.context.sync();
    expect(page.grid.readValues(page.grid.activeSheet(), cell(0, 0))).toEqual([['later']]);
    kept.untrack();
    await kept.context.sync();
  });
});

describe('the document', () => {
  test('keeps settings of both kinds', async () => {
    await page.Excel.run(async (context) => {
      context.workbook.settings.add('year', 2016);
      context.workbook.settings.add('layout', { columns: ['a', 'b'] });
      await context.sync();
    });
    const { settings } = page.Office.context.document;
    settings.set('shared', [1, 2]);
    await new Promise((resolve) => settings.saveAsync(resolve));
    const seen = await page.Excel.run(async (context) => {
      const all = context.workbook.settings.load('items/key,items/value');
      const none = context.workbook.settings.getItemOrNullObject('none');
      await context.sync();
      return [all.items.map(({ key, value }) => [key, value as unknown]), none.isNullObject];
    });
    expect(seen).toEqual([[['shared', [1, 2]]], true]);
    expect(page.document.settings.get('shared')).toEqual([1, 2]);
  });

  test('keeps custom XML by id and namespace', async () => {
    const seen = await page.Excel.run(async (context) => {
      const parts = context.workbook.customXmlParts;
      const part = parts.add('<p:policy xmlns:p="urn:policy"><p:year>2016</p:year></p:policy>');
      part.load('id,namespaceUri');
      await context.sync();
      const xml = parts.getItem(part.id).getXml();
      const only = parts.getByNamespace('urn:policy').getOnlyItemOrNullObject().load('id');
      await context.sync();
      part.setXml('<other/>');
      const gone = parts.getByNamespace('urn:policy').getCount();
      await context.sync();
      return [part.namespaceUri, xml.value.includes('2016'), only.id === part.id, gone.value];
    });
    expect(seen).toEqual(['urn:policy', true, true, 0]);
  });

  test('tells its language and requirement sets', () => {
    const { context } = page.Office;
    expect([context.displayLanguage, context.contentLanguage]).toEqual(['en-US', 'en-US']);
    expect(['1.9', '1.14', '1.15'].map((version) => context.requirements.isSetSupported('ExcelApi', version))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the pane', () => {
  test('is shown and hidden by the add-in, which hears of it', async () => {
    const { addin, VisibilityMode } = page.Office;
    const heard: string[] = [];
    await addin.onVisibilityModeChanged(({ visibilityMode }) => void heard.push(visibilityMode));
    await addin.hide();
    await addin.showAsTaskpane();
    await page.settled();
    expect(page.log).toEqual(['pane hidden', 'pane shown']);
    expect(heard).toEqual([VisibilityMode.hidden, VisibilityMode.taskpane]);
  });
});

describe('while someone types into a cell', () => {
  test('a change is refused, or waits where it was asked to', async () => {
    page.grid.setEditing(true);
    const write = page.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange('A1').values = [[1]];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
    const waiting = page.Excel.run({ delayForCellEdit: true }, async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange('A1').values = [[2]];
      await context.sync();
    });
    page.grid.setEditing(false);
    await waiting;
    expect(page.grid.readValues(page.grid.activeSheet(), cell(0, 0))).toEqual([[2]]);
  });
});
