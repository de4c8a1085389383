/// <reference types="office-js" />
/** Ranges, sheets and errors, through Microsoft's own client. */
import { openOfficePage, type OfficePage } from './office-page';

let page: OfficePage;

beforeAll(async () => {
  page = await openOfficePage();
});

afterAll(() => page.close());

/** Runs a batch of the client on a fresh sheet. */
async function onSheet<Result>(
  work: (context: Excel.RequestContext, sheet: Excel.Worksheet) => Promise<Result>,
): Promise<Result> {
  return page.Excel.run(async (context) => work(context, context.workbook.worksheets.add()));
}

describe('cells', () => {
  test('what is written is read back, in blocks', async () => {
    const read = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1:B2');
      range.values = [
        ['x', 1],
        [true, ''],
      ];
      range.load('values,formulas,text,valueTypes,address,rowCount,columnCount,cellCount');
      await context.sync();
      return range.toJSON();
    });
    expect(read).toMatchObject({
      values: [
        ['x', 1],
        [true, ''],
      ],
      text: [
        ['x', '1'],
        ['TRUE', ''],
      ],
      valueTypes: [
        ['String', 'Double'],
        ['Boolean', 'Empty'],
      ],
      rowCount: 2,
      columnCount: 2,
      cellCount: 4,
    });
    expect(read.address).toMatch(/^Sheet\d+!A1:B2$/);
  });

  test('formulas are calculated by the next sync', async () => {
    const values = await onSheet(async (context, sheet) => {
      sheet.getRange('A1:A3').values = [[1], [2], ['=SUM(A1:A2)']];
      await context.sync();
      const range = sheet.getRange('A3').load('values,formulas');
      await context.sync();
      return [range.values, range.formulas];
    });
    expect(values).toEqual([[[3]], [['=SUM(A1:A2)']]]);
  });

  test.each([
    ["'=1+1", '=1+1', 'String'],
    ['12%', 0.12, 'Double'],
    ['1,234', 1234, 'Double'],
    ['2016-03-01', 42430, 'Double'],
    ['false', false, 'Boolean'],
    ['-x', '#NAME?', 'Error'],
    ['#N/A', '#N/A', 'Error'],
    ['12abc', '12abc', 'String'],
  ])('%s is taken as if it were typed', async (typed, value, type) => {
    const read = await onSheet(async (context, sheet) => {
      sheet.getRange('A1').values = [[typed]];
      await context.sync();
      const range = sheet.getRange('A1').load('values,valueTypes');
      await context.sync();
      return [range.values[0]?.[0] as unknown, range.valueTypes[0]?.[0]];
    });
    expect(read).toEqual([value, type]);
  });

  test('a cell formatted as text keeps text', async () => {
    const read = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1');
      range.numberFormat = [['@']];
      range.values = [['=1+1']];
      range.load('values');
      await context.sync();
      return range.values;
    });
    expect(read).toEqual([['=1+1']]);
  });

  test('null leaves a cell as it is, and one value fills all', async () => {
    const read = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1:B2');
      range.values = 7 as unknown as number[][];
      range.values = [
        [null, 8],
        [9, null],
      ];
      range.load('values');
      await context.sync();
      return range.values;
    });
    expect(read).toEqual([
      [7, 8],
      [9, 7],
    ]);
  });

  test('a block of another size is refused as in Excel', async () => {
    const refusal = onSheet(async (context, sheet) => {
      sheet.getRange('A1:B2').values = [[1]].concat([[2]], [[3]]);
      await context.sync();
    });
    await expect(refusal).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

describe('neighbourhood', () => {
  test.each<[string, (range: Excel.Range) => Excel.Range, string]>([
    ['getCell', (range) => range.getCell(1, 2), 'D3'],
    ['getRow', (range) => range.getRow(1), 'B3:C3'],
    ['getColumn', (range) => range.getColumn(0), 'B2:B4'],
    ['getOffsetRange', (range) => range.getOffsetRange(1, 1), 'C3:D5'],
    ['getResizedRange', (range) => range.getResizedRange(-1, 1), 'B2:D3'],
    ['getAbsoluteResizedRange', (range) => range.getAbsoluteResizedRange(1, 1), 'B2'],
    ['getEntireColumn', (range) => range.getEntireColumn(), 'B:C'],
    ['getEntireRow', (range) => range.getEntireRow(), '2:4'],
    ['getLastCell', (range) => range.getLastCell(), 'C4'],
    ['getRowsBelow', (range) => range.getRowsBelow(2), 'B5:C6'],
    ['getIntersection', (range) => range.getIntersection('A1:B3'), 'B2:B3'],
    ['getBoundingRect', (range) => range.getBoundingRect('E9'), 'B2:E9'],
    ['getUsedRange', (range) => range.getUsedRange(true), 'C3:C4'],
    ['find', (range) => range.find('needle', {}), 'C4'],
    ['getSurroundingRegion', (range) => range.getCell(1, 1).getSurroundingRegion(), 'C3:C4'],
  ])('%s', async (_name, from, expected) => {
    const address = await onSheet(async (context, sheet) => {
      sheet.getRange('C3:C4').values = [['hay'], ['a Needle']];
      await context.sync();
      const found = from(sheet.getRange('B2:C4')).load('address');
      await context.sync();
      return found.address;
    });
    expect(address.split('!')[1]).toBe(expected);
  });

  test('what is not there is a null object or ItemNotFound', async () => {
    const isNull = await onSheet(async (context, sheet) => {
      const none = sheet.getRange('A1:A9').getUsedRangeOrNullObject(true);
      const apart = sheet.getRange('A1').getIntersectionOrNullObject('B2');
      const nested = none.getCell(0, 0).load('values');
      await context.sync();
      return [none.isNullObject, apart.isNullObject, nested.isNullObject];
    });
    expect(isNull).toEqual([true, true, true]);
    const refusal = onSheet(async (context, sheet) => {
      sheet.getRange('A1').getIntersection('B2').load('address');
      await context.sync();
    });
    await expect(refusal).rejects.toMatchObject({ code: 'ItemNotFound' });
  });

  test('a kept range follows its cells', async () => {
    const address = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('B3');
      range.values = [['here']];
      await context.sync();
      sheet.getRange('1:2').insert('Down');
      range.load('address,values');
      await context.sync();
      return [range.address.split('!')[1], range.values];
    });
    expect(address).toEqual(['B5', [['here']]]);
  });
});

describe('sheets', () => {
  test('are listed, found, renamed, moved, hidden and deleted', async () => {
    const seen = await page.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const sheet = worksheets.add('Ledger');
      sheet.position = 0;
      sheet.tabColor = '#FF0000';
      sheet.load('id,name,position,visibility,tabColor');
      const none = worksheets.getItemOrNullObject('Nope');
      await context.sync();
      const before = { name: sheet.name, position: sheet.position, tabColor: sheet.tabColor, none: none.isNullObject };
      sheet.name = 'Ledger 2016';
      sheet.visibility = 'Hidden';
      const byId = worksheets.getItem(sheet.id).load('name,visibility');
      worksheets.load('items/name');
      await context.sync();
      const names = worksheets.items.map(({ name }) => name);
      sheet.visibility = 'Visible';
      sheet.delete();
      const count = worksheets.getCount();
      await context.sync();
      return {
        before,
        byId: byId.name,
        visibility: byId.visibility,
        first: names[0],
        gone: count.value === names.length - 1,
      };
    });
    expect(seen).toEqual({
      before: { name: 'Ledger', position: 0, tabColor: '#FF0000', none: true },
      byId: 'Ledger 2016',
      visibility: 'Hidden',
      first: 'Ledger 2016',
      gone: true,
    });
  });

  test('a name that is taken is ItemAlreadyExists, a bad one InvalidArgument', async () => {
    await page.Excel.run(async (context) => {
      context.workbook.worksheets.add('Taken');
      await context.sync();
    });
    const add = (name: string): Promise<void> =>
      page.Excel.run(async (context) => {
        context.workbook.worksheets.add(name);
        await context.sync();
      });
    await expect(add('taken')).rejects.toMatchObject({ code: 'ItemAlreadyExists' });
    await expect(add('a/b')).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('freeze panes and protection', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.freezePanes.freezeRows(2);
      const frozen = sheet.freezePanes.getLocationOrNullObject().load('address');
      sheet.protection.protect();
      sheet.protection.load('protected');
      await context.sync();
      return [frozen.address.split('!')[1], sheet.protection.protected];
    });
    expect(seen).toEqual(['1:2', true]);
    const write = onSheet(async (context, sheet) => {
      sheet.protection.protect();
      await context.sync();
      sheet.getRange('A1').values = [[1]];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('errors', () => {
  test('say what failed, and where', async () => {
    const refusal = page.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Missing').getRange('A1').load('values');
      await context.sync();
    });
    await expect(refusal).rejects.toMatchObject({
      code: 'ItemNotFound',
      message: "The requested resource doesn't exist.",
      debugInfo: { statement: expect.stringContaining('getItem') },
    });
  });

  test('what is not emulated is NotImplemented', async () => {
    const refusal = onSheet(async (context, sheet) => {
      sheet.charts.load('count');
      await context.sync();
    });
    await expect(refusal).rejects.toMatchObject({ code: 'NotImplemented', message: expect.stringContaining('Charts') });
  });

  test('what was done before the error stays done', async () => {
    const name = await onSheet(async (_context, sheet) => {
      sheet.load('name');
      await sheet.context.sync();
      return sheet.name;
    });
    const failing = page.Excel.run(async (context) => {
      context.workbook.worksheets.getItem(name).getRange('A1').values = [['kept']];
      context.workbook.worksheets.getItem('Missing').load('name');
      await context.sync();
    });
    await expect(failing).rejects.toMatchObject({ code: 'ItemNotFound' });
    const sheet = page.grid.sheets().find((info) => info.name === name);
    expect(page.grid.readValues(sheet?.id ?? '', { row: 0, column: 0, rowCount: 1, columnCount: 1 })).toEqual([
      ['kept'],
    ]);
  });
});

describe('looks', () => {
  test('fill, font, alignment and widths', async () => {
    const seen = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1:B1');
      range.format.fill.color = 'yellow';
      range.format.font.bold = true;
      range.format.font.color = '#00FF00';
      range.format.horizontalAlignment = 'Center';
      range.format.wrapText = true;
      range.format.columnWidth = 90;
      range.getCell(0, 1).format.font.bold = false;
      range.load('format/fill/color,format/font/bold,format/font/color,format/horizontalAlignment,format/columnWidth');
      await context.sync();
      const { fill, font, horizontalAlignment, columnWidth } = range.format;
      range.format.fill.clear();
      range.format.fill.load('color');
      await context.sync();
      return [
        range.format.fill.color,
        font.bold,
        font.color,
        horizontalAlignment,
        columnWidth,
        fill === range.format.fill,
      ];
    });
    expect(seen).toEqual(['#FFFFFF', null, '#00FF00', 'Center', 90, true]);
  });

  test('number formats and setCellProperties', async () => {
    const seen = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1:B1');
      range.numberFormat = [['0.00', '@']];
      range.setCellProperties([[{ format: { fill: { color: '#FFC7CE' } } }, {}]]);
      range.load('numberFormat');
      const first = range.getCell(0, 0).format.fill.load('color');
      const second = range.getCell(0, 1).format.fill.load('color');
      await context.sync();
      return [range.numberFormat, first.color, second.color];
    });
    expect(seen).toEqual([[['0.00', '@']], '#FFC7CE', '#FFFFFF']);
  });
});

describe('names, validation and comments', () => {
  test('a name is added, read, changed and deleted', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.name = 'My data';
      const name = context.workbook.names.add('Amounts', sheet.getRange('A1:A2'), 'what was paid');
      sheet.getRange('A1:A2').values = [[1], [2]];
      sheet.getRange('B1').formulas = [['=SUM(Amounts)']];
      name.load('name,formula,value,type,comment,scope');
      const range = name.getRange().load('values');
      await context.sync();
      const sum = sheet.getRange('B1').load('values');
      const none = context.workbook.names.getItemOrNullObject('Nothing');
      await context.sync();
      const read: unknown[] = [name.formula, name.type, name.comment, range.values, sum.values, none.isNullObject];
      name.delete();
      const gone = context.workbook.names.getItemOrNullObject('Amounts');
      await context.sync();
      return [...read, gone.isNullObject];
    });
    expect(seen).toEqual(["='My data'!$A$1:$A$2", 'Range', 'what was paid', [[1], [2]], [[3]], true, true]);
  });

  test('a list, its alert and what breaks it', async () => {
    const seen = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('A1:A3');
      range.values = [['yes'], ['maybe'], ['no']];
      range.dataValidation.rule = { list: { inCellDropDown: true, source: 'yes,no' } };
      range.dataValidation.errorAlert = { showAlert: true, style: 'Stop', title: 'No', message: 'yes or no' };
      range.dataValidation.load('type,rule,errorAlert,valid');
      const invalid = range.dataValidation.getInvalidCellsOrNullObject().load('address');
      await context.sync();
      const { type, rule, errorAlert, valid } = range.dataValidation;
      range.dataValidation.clear();
      range.dataValidation.load('type');
      await context.sync();
      return [
        type,
        rule.list?.source,
        errorAlert.message,
        valid,
        invalid.address.split('!')[1],
        range.dataValidation.type,
      ];
    });
    expect(seen).toEqual(['List', 'yes,no', 'yes or no', false, 'A2', 'None']);
  });

  test('comments are added, found by cell, changed and deleted', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.load('name');
      await context.sync();
      context.workbook.comments.add(`'${sheet.name}'!B2`, 'first');
      await context.sync();
      const comment = context.workbook.comments.getItemByCell(`'${sheet.name}'!B2`);
      comment.content = 'second';
      const location = comment.getLocation().load('address');
      sheet.comments.load('items/content');
      await context.sync();
      const contents = sheet.comments.items.map(({ content }) => content);
      comment.delete();
      const count = sheet.comments.getCount();
      await context.sync();
      return [location.address.split('!')[1], contents, count.value];
    });
    expect(seen).toEqual(['B2', ['second'], 0]);
  });
});
