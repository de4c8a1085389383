/// <reference types="office-js" />
/** Members that no other test has a reason to use: each is called once through Microsoft's own client. */
import { openOfficePage, type OfficePage } from './office-page';

let page: OfficePage;

beforeAll(async () => {
  page = await openOfficePage();
});

afterAll(() => page.close());

async function onSheet<Result>(
  work: (context: Excel.RequestContext, sheet: Excel.Worksheet) => Promise<Result>,
): Promise<Result> {
  return page.Excel.run(async (context) => work(context, context.workbook.worksheets.add()));
}

/** The addresses of ranges, without their sheet. */
async function addresses(
  find: (sheet: Excel.Worksheet) => readonly Excel.Range[],
  prepare: (sheet: Excel.Worksheet) => void = () => undefined,
): Promise<string[]> {
  return onSheet(async (context, sheet) => {
    prepare(sheet);
    const ranges = find(sheet).map((range) => range.load('address'));
    await context.sync();
    return ranges.map(({ address }) => address.slice(address.indexOf('!') + 1));
  });
}

describe('ranges', () => {
  test('all merged areas among the cells', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.getRange('A1:B2').merge();
      sheet.getRange('D4:D6').merge();
      const some = sheet.getRange('A1:D9').getMergedAreasOrNullObject().load('areas/items/address');
      const none = sheet.getRange('F1:G9').getMergedAreasOrNullObject().load('address');
      await context.sync();
      return [some.areas.items.map(({ address }) => address.split('!')[1]), none.isNullObject];
    });
    expect(seen).toEqual([['A1:B2', 'D4:D6'], true]);
  });

  test('the fill of several areas, its pattern, and its absence', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.getRanges('A1,C1:C2').format.fill.color = '#FFC7CE';
      const fills = ['A1', 'B1', 'C2'].map((cell) => sheet.getRange(cell).format.fill.load('color,pattern'));
      const same = sheet.getRanges('A1,C1').format.fill.load('color');
      const mixed = sheet.getRanges('A1,B1').format.fill.load('color,pattern');
      await context.sync();
      const before = fills.map(({ color, pattern }) => [color, pattern]);
      sheet.getRanges('A1,C1:C2').format.fill.clear();
      sheet.getRange('B1').format.fill.pattern = 'Solid';
      const after = ['A1', 'B1', 'C2'].map((cell) => sheet.getRange(cell).format.fill.load('pattern'));
      await context.sync();
      return [before, [same.color, mixed.color, mixed.pattern], after.map(({ pattern }) => pattern)];
    });
    expect(seen).toEqual([
      [
        ['#FFC7CE', 'Solid'],
        ['#FFFFFF', 'None'],
        ['#FFC7CE', 'Solid'],
      ],
      ['#FFC7CE', null, null],
      ['None', 'Solid', 'None'],
    ]);
  });

  test('a pattern that the grid can’t draw is not pretended to', async () => {
    const failure = onSheet(async (context, sheet) => {
      sheet.getRange('A1').format.fill.pattern = 'Gray50';
      await context.sync();
    });
    await expect(failure).rejects.toMatchObject({ code: 'NotImplemented' });
  });

  test('beside and around a range', async () => {
    const seen = await addresses((sheet) => {
      const range = sheet.getRange('C3:D5');
      return [
        range.getCell(1, 1),
        range.getRow(2),
        range.getColumn(0),
        range.getEntireRow(),
        range.getEntireColumn(),
        range.getLastCell(),
        range.getLastRow(),
        range.getLastColumn(),
        range.getOffsetRange(1, -1),
        range.getResizedRange(1, 0),
        range.getAbsoluteResizedRange(1, 1),
        range.getBoundingRect('F1'),
        range.getRowsAbove(),
        range.getRowsBelow(2),
        range.getColumnsBefore(2),
        range.getColumnsAfter(),
        range.getIntersection('D4:E9'),
        sheet.getRangeByIndexes(1, 2, 3, 4),
        sheet.getCell(0, 0),
      ];
    });
    expect(seen).toEqual([
      ...['D4', 'C5:D5', 'C3:C5', '3:5', 'C:D', 'D5', 'C5:D5', 'D3:D5', 'B4:C6', 'C3:D6', 'C3', 'C1:F5'],
      ...['C2:D2', 'C6:D7', 'A3:B5', 'E3:E5', 'D4:D5', 'C2:F4', 'A1'],
    ]);
  });

  test('what has content', async () => {
    const seen = await addresses(
      (sheet) => [
        sheet.getRange('B2').getSurroundingRegion(),
        sheet.getUsedRange(true),
        sheet.getRange('A:A').getUsedRange(true),
        sheet.getRange().find('Two', { completeMatch: true, matchCase: false }),
        sheet.getRange().findOrNullObject('e', { searchDirection: 'Backwards' }),
      ],
      (sheet) => {
        sheet.getRange('A1:B2').values = [
          ['one', 1],
          ['two', 2],
        ];
        sheet.getRange('E9').values = [['nine']];
      },
    );
    expect(seen).toEqual(['A1:B2', 'A1:E9', 'A1:A9', 'A2', 'E9']);
  });

  test('cells come and go, are copied, cleared and replaced', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.getRange('A1:A3').formulas = [[1], ['=$E$1+1'], [5]];
      await context.sync();
      sheet.getRange('B1:B3').copyFrom('A1:A3', 'Values');
      sheet.getRange('C2').copyFrom('A2', 'Formulas');
      sheet.getRange('A1').insert('Down');
      sheet.getRange('B1').delete('Up');
      sheet.getRange('D1:D2').values = [['xx'], ['x']];
      const count = sheet.getRange('D:D').replaceAll('x', 'y', {});
      sheet.getRange('D2').clear('Contents');
      const all = sheet.getRange('A1:D4').load('formulas');
      await context.sync();
      return [count.value, all.formulas];
    });
    expect(seen).toEqual([
      3,
      [
        ['', 1, '', 'yy'],
        [1, 5, '=$E$1+1', ''],
        ['=$E$1+1', '', '', ''],
        [5, '', '', ''],
      ],
    ]);
  });

  test('merges, hidden rows and columns, looks of a whole column', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.getRange('A1:B2').merge(true);
      const merged = sheet.getRange('B1').getMergedAreasOrNullObject().load('address');
      sheet.getRange('A2:B2').unmerge();
      sheet.getRange('3:4').rowHidden = true;
      sheet.getRange('C:C').columnHidden = true;
      sheet.getRange('D9').format.protection.locked = false;
      const rows = sheet.getRange('A3:A5').load('rowHidden,hidden');
      const column = sheet.getRange('C1').load('columnHidden,isEntireColumn,isEntireRow,hasSpill');
      const locked = sheet.getRange('D9').format.protection.load('locked');
      await context.sync();
      return [
        merged.address.split('!')[1],
        [rows.rowHidden, rows.hidden],
        [column.columnHidden, column.isEntireColumn, column.isEntireRow, column.hasSpill],
        locked.locked,
      ];
    });
    expect(seen).toEqual(['A1:B1', [null, false], [true, false, false, false], false]);
  });

  test('several areas at once', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.getRange('A1:C1').values = [[1, 2, 3]];
      const areas = sheet.getRanges('A1, C1:C2').load('address,areaCount,cellCount,areas/items/address,worksheet/name');
      sheet.load('name');
      await context.sync();
      areas.clear();
      const left = sheet.getRange('A1:C1').load('values');
      await context.sync();
      const local = (address: string): string => address.replaceAll(`${sheet.name}!`, '');
      return [
        local(areas.address),
        areas.areaCount,
        areas.cellCount,
        areas.areas.items.map(({ address }) => local(address)),
        areas.worksheet.name === sheet.name,
        left.values,
      ];
    });
    expect(seen).toEqual(['A1,C1:C2', 2, 3, ['A1', 'C1:C2'], true, [['', 2, '']]]);
  });
});

describe('the workbook', () => {
  test('says what it is, and keeps its properties', async () => {
    const seen = await page.Excel.run(async (context) => {
      const { workbook } = context;
      workbook.load('name,readOnly,isDirty,autoSave');
      workbook.application.load('calculationMode,decimalSeparator,thousandsSeparator,calculationState');
      workbook.properties.title = 'Ledger';
      workbook.properties.load('title,author');
      workbook.application.calculate('Full');
      await context.sync();
      const { name, readOnly, isDirty, autoSave, application, properties } = workbook;
      return [
        [name, readOnly, isDirty, autoSave],
        [application.calculationMode, application.decimalSeparator, application.thousandsSeparator],
        application.calculationState,
        [properties.title, properties.author],
      ];
    });
    expect(seen).toEqual([['Book1.xlsx', false, false, false], ['Automatic', '.', ','], 'Done', ['Ledger', '']]);
  });

  test('sheets beside each other', async () => {
    const seen = await page.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const first = worksheets.add('First');
      const hidden = worksheets.add('Hidden');
      const last = worksheets.add('Last');
      hidden.visibility = 'Hidden';
      hidden.tabColor = 'red';
      hidden.showGridlines = false;
      hidden.load('tabColor,showGridlines,visibility');
      const found = [first.getNext(), first.getNext(true), last.getPrevious(true), worksheets.getLast()];
      for (const sheet of found) sheet.load('name');
      const none = last.getNextOrNullObject();
      const counts = [worksheets.getCount(), worksheets.getCount(true)];
      await context.sync();
      const [all = Number.NaN, visible = Number.NaN] = counts.map(({ value }) => value);
      return [
        found.map(({ name }) => name),
        none.isNullObject,
        [hidden.tabColor, hidden.showGridlines, hidden.visibility],
        all - visible,
      ];
    });
    expect(seen).toEqual([['Hidden', 'Last', 'First', 'Last'], true, ['#FF0000', false, 'Hidden'], 1]);
  });

  test('a name holds a number, a text or a range, on a sheet or everywhere', async () => {
    const seen = await onSheet(async (context, sheet) => {
      const rate = sheet.names.add('Rate', 0.25 as unknown as string, 'a number');
      const word = sheet.names.add('Word', 'yes');
      rate.visible = false;
      rate.load('value,type,visible,scope,worksheet/name');
      word.load('value,type,formula');
      const range = word.getRangeOrNullObject();
      const count = sheet.names.getCount();
      await context.sync();
      word.formula = '=A1';
      word.comment = 'a cell';
      word.load('comment,formula');
      await context.sync();
      return [
        [rate.value, rate.type, rate.visible, rate.scope],
        [word.formula, word.comment, range.isNullObject],
        count.value,
      ];
    });
    expect(seen).toEqual([[0.25, 'Double', false, 'Worksheet'], ['=A1', 'a cell', true], 2]);
  });
});

describe('beside the cells', () => {
  test('a comment by its id, and a second one in the same cell', async () => {
    const seen = await onSheet(async (context, sheet) => {
      sheet.load('name');
      await context.sync();
      const { comments } = context.workbook;
      const comment = comments.add(`${sheet.name}!A1`, 'one').load('id,resolved,contentType,mentions,authorEmail');
      await context.sync();
      const again = comments.getItem(comment.id).load('content');
      await context.sync();
      comments.add(`${sheet.name}!A1`, 'two');
      const refusal = await context.sync().catch((failure: unknown) => (failure as OfficeExtension.Error).code);
      return [again.content, comment.resolved, comment.contentType, comment.mentions, refusal];
    });
    expect(seen).toEqual(['one', false, 'Plain', [], 'InvalidOperation']);
  });

  test.each<[string, Excel.DataValidationRule]>([
    ['WholeNumber', { wholeNumber: { formula1: 1, formula2: 9, operator: 'Between' } }],
    ['Decimal', { decimal: { formula1: 5, operator: 'LessThan' } }],
    ['TextLength', { textLength: { formula1: 1, operator: 'EqualTo' } }],
    ['Custom', { custom: { formula: '=B1>0' } }],
  ])('a rule of the type %s', async (type, rule) => {
    const seen = await onSheet(async (context, sheet) => {
      const range = sheet.getRange('B1:B3');
      range.dataValidation.rule = rule;
      range.dataValidation.ignoreBlanks = false;
      range.dataValidation.prompt = { showPrompt: true, title: 'Amount', message: 'from 1 to 9' };
      range.dataValidation.load('type,rule,ignoreBlanks,prompt');
      await context.sync();
      const { dataValidation } = range;
      return [
        dataValidation.type,
        Object.keys(dataValidation.rule),
        dataValidation.ignoreBlanks,
        dataValidation.prompt.message,
      ];
    });
    const key = type.charAt(0).toLowerCase() + type.slice(1);
    expect(seen).toEqual([type, [key], false, 'from 1 to 9']);
  });

  test('settings and custom XML are counted, changed and deleted', async () => {
    const seen = await page.Excel.run(async (context) => {
      const { settings, customXmlParts } = context.workbook;
      const year = settings.add('year', { of: 2016 });
      const none = settings.getItemOrNullObject('nothing');
      const settingCount = settings.getCount();
      const part = customXmlParts.add('<a xmlns="urn:a"/>').load('id,namespaceUri');
      await context.sync();
      part.setXml('<b xmlns="urn:a"/>');
      const only = customXmlParts.getByNamespace('urn:a').getOnlyItem();
      const xml = only.getXml();
      const count = customXmlParts.getCount();
      year.delete();
      part.delete();
      const gone = customXmlParts.getItemOrNullObject(part.id);
      const left = settings.getItemOrNullObject('year');
      await context.sync();
      return [none.isNullObject, settingCount.value, xml.value, count.value, gone.isNullObject, left.isNullObject];
    });
    expect(seen).toEqual([true, 1, '<b xmlns="urn:a"/>', 1, true, true]);
  });
});

describe('functions without a cell', () => {
  test('DATE tells the date system', async () => {
    const seen = await onSheet(async (context) => {
      const days = [context.workbook.functions.date(1904, 1, 2), context.workbook.functions.date(2016, 3, 5)].map(
        (result) => result.load('value,error'),
      );
      await context.sync();
      return days.map(({ value, error }) => [value, error]);
    });
    expect(seen).toEqual([
      [1463, null],
      [42_434, null],
    ]);
  });
});

describe('comments', () => {
  test('are found by their ids, and nobody has answered them', async () => {
    const seen = await onSheet(async (context, sheet) => {
      const added = sheet.comments.add(sheet.getRange('B3'), 'text').load('id');
      await context.sync();
      const replies = added.replies.getCount();
      const found = sheet.comments.getItemOrNullObject(added.id).load('content');
      const none = [`${added.id}0`, added.id.toLowerCase(), 'B3', ''].map((id) =>
        sheet.comments.getItemOrNullObject(id).load('content'),
      );
      await context.sync();
      return [replies.value, found.content, none.map(({ isNullObject }) => isNullObject)];
    });
    expect(seen).toEqual([0, 'text', [true, true, true, true]]);
  });
});
