/** Formulas: those that share one, arrays, the order of computing, and formulas that are asked for. */
import type { WorkbookPatch } from '../../../src/hosts/file/patch/patch-workbook';
import { contentTypesXml, MAIN, RELATIONSHIPS, zip, type Parts } from './make-xlsx';
import { cells, changeOf, dataOf, partOf, patched, refusal, SHEET, styledParts, styledSheet } from './patching';

const ONE = { kind: 'number', value: 1 } as const;
const BLANK = { kind: 'blank' } as const;

const SHARED =
  '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1</f><v>1</v></c></row>' +
  '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>' +
  '<row r="3"><c r="B3" t="str"><f t="shared" si="0"></f><v>x</v></c></row>';

describe('formulas that cells share', () => {
  it('stay as they are where one of them goes', async () => {
    const file = await patched(await styledSheet(SHARED), cells({ cell: 'B2', put: ONE }));
    expect(dataOf(file)).toBe(SHARED.replace('<f t="shared" si="0"/><v>2</v>', '<v>1</v>'));
  });

  it('become the cells’ own where the first one goes', async () => {
    const file = await patched(await styledSheet(SHARED), cells({ cell: 'B1', put: BLANK }));
    expect(dataOf(file)).toBe(
      '<row r="1"><c r="B1"/></row><row r="2"><c r="B2"><f>A2*$D$1</f><v>2</v></c></row>' +
        '<row r="3"><c r="B3" t="str"><f>A3*$D$1</f><v>x</v></c></row>',
    );
  });

  it('may give their number to another formula', async () => {
    const again =
      SHARED +
      '<row r="4"><c r="C4"><f t="shared" ref="C4:C5" si="0">A4</f></c></row><row r="5"><c r="C5"><f t="shared" si="0"/></c></row>';
    const file = await patched(await styledSheet(again), cells({ cell: 'B1', put: BLANK }));
    expect(dataOf(file)).toContain('<row r="5"><c r="C5"><f t="shared" si="0"/></c></row>');
  });

  it('are asked for once, and none keeps its old result', async () => {
    const asked: string[] = [];
    const file = await patched(await styledSheet(SHARED), {
      sheets: [],
      formulas: (sheet, cell, formula) => {
        asked.push(`${sheet} ${cell} ${formula}`);
        return formula.replace('$D$1', '$E$1');
      },
    });
    expect(asked).toEqual(['收入 B1 A1*$D$1']);
    expect(dataOf(file)).toBe(
      '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$E$1</f></c></row>' +
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row>' +
        '<row r="3"><c r="B3" t="str"><f t="shared" si="0"></f></c></row>',
    );
  });

  it('are asked for one by one once the first has gone', async () => {
    const file = await patched(await styledSheet(SHARED), {
      ...cells({ cell: 'B1', put: BLANK }),
      formulas: (_sheet, cell, formula) => (cell === 'B2' ? `${formula}+1` : undefined),
    });
    expect(dataOf(file)).toBe(
      '<row r="1"><c r="B1"/></row><row r="2"><c r="B2"><f>A2*$D$1+1</f></c></row>' +
        '<row r="3"><c r="B3" t="str"><f>A3*$D$1</f><v>x</v></c></row>',
    );
  });
});

describe('an array formula', () => {
  const ARRAY =
    '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B2">F()</f><v>1</v></c><c r="B1"><v>2</v></c></row>' +
    '<row r="2"><c r="A2"><v>3</v></c></row><row r="3"><c r="A3"><f t="array" ref="A3">G()</f><v>1</v></c></row>' +
    '<row r="4"><c r="A4"><f t="dataTable" ref="A4:A5" dt2D="0" dtr="0" r1="D1"/><v>1</v></c></row><row r="5"/>';

  it.each([
    ['A1', 'A1:B2'],
    ['B1', 'A1:B2'],
    ['A2', 'A1:B2'],
    ['B2', 'A1:B2'],
    ['A5', 'A4:A5'],
  ])('keeps %s', async (cell, range) => {
    const problem = await refusal(await styledSheet(ARRAY), cells({ cell, put: ONE }));
    expect(problem).toEqual({ code: 'cell-in-array', sheet: '收入', cell, range });
  });

  it('of one cell goes like any other, and with it what makes it dynamic', async () => {
    const one = '<row r="3"><c r="A3" s="1" cm="1" vm="2"><f t="array" ref="A3">G()</f><v>1</v></c></row>';
    const file = await patched(await styledSheet(one), cells({ cell: 'A3', put: ONE }));
    expect(dataOf(file)).toBe('<row r="3"><c r="A3" s="1"><v>1</v></c></row>');
  });

  it('can be filled and noted', async () => {
    const file = await patched(await styledSheet(ARRAY), cells({ cell: 'A1', fill: '#FFEB9C' }));
    expect(dataOf(file)).toBe(ARRAY.replace('<c r="A1" cm="1">', '<c r="A1" cm="1" s="5">'));
  });
});

describe('formulas that are asked for', () => {
  it('come and go as the file’s text says, references resolved', async () => {
    const data = '<row r="1"><c r="A1"><f>IF(B1&lt;2016,"a","b")</f><v>1</v></c><c r="B1"><f>"x"</f><v>2</v></c></row>';
    const file = await patched(await styledSheet(data), {
      sheets: [],
      formulas: (_sheet, _cell, formula) => (formula.includes('2016') ? formula.replace('2016', '2017') : undefined),
    });
    expect(dataOf(file)).toBe(
      '<row r="1"><c r="A1"><f>IF(B1&lt;2017,"a","b")</f></c><c r="B1"><f>"x"</f><v>2</v></c></row>',
    );
    expect(partOf(file, 'xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1"/>');
  });

  it('are those of rules as well, each at the first cell it is for', async () => {
    const after =
      '<conditionalFormatting sqref="C3:C9 A1"><cfRule type="expression" priority="1"><formula>YEAR($C3)=2016</formula></cfRule></conditionalFormatting>' +
      '<dataValidations count="1"><dataValidation type="date" sqref="D4:D5"><formula1>DATE(2016,1,1)</formula1><formula2>DATE(2016,12,31)</formula2></dataValidation></dataValidations>';
    const asked: string[] = [];
    const before = await styledSheet('', { after });
    const file = await patched(before, {
      sheets: [],
      formulas: (_sheet, cell, formula) => {
        asked.push(cell);
        return formula.replaceAll('2016', '2017');
      },
    });
    expect(asked).toEqual(['C3', 'D4', 'D4']);
    expect(partOf(file, SHEET)).toBe(partOf(before, SHEET).replaceAll('2016', '2017'));
    expect(changeOf(before, file).changed).toEqual([SHEET]);
  });
});

describe('the order of computing', () => {
  const book = (list: string): Parts => {
    const parts = styledParts({
      sheets: [
        { name: '收入', data: '<row r="1"><c r="A1"><f>1</f></c><c r="B1"><f>2</f></c></row>' },
        { name: '成本', data: '<row r="1"><c r="A1"><f>3</f></c></row>' },
      ],
    });
    return {
      ...parts,
      '[Content_Types].xml': String(parts['[Content_Types].xml']).replace(
        '</Types>',
        contentTypesXml(['xl/calcChain.xml', 'x/calcChain+xml']).replace(
          /^.*(<Override .*\/>)<\/Types>$/s,
          '$1</Types>',
        ),
      ),
      'xl/_rels/workbook.xml.rels': String(parts['xl/_rels/workbook.xml.rels']).replace(
        '</Relationships>',
        `<Relationship Id="rIdC" Type="${RELATIONSHIPS}/calcChain" Target="calcChain.xml"/></Relationships>`,
      ),
      'xl/calcChain.xml': `<calcChain xmlns="${MAIN}">${list}</calcChain>`,
    };
  };
  const chainAfter = async (list: string, patch: WorkbookPatch): Promise<string> => {
    const text = partOf(await patched(await zip(book(list)), patch), 'xl/calcChain.xml');
    return text.slice(text.indexOf('>') + 1, text.lastIndexOf('<'));
  };
  const LIST = '<c r="A1" i="1"/><c r="B1" l="1"/><c r="A1" i="2" s="1"/>';

  it('loses the cells that have no formula any more', async () => {
    expect(await chainAfter(LIST, cells({ cell: 'B1', put: ONE }))).toBe('<c r="A1" i="1"/><c r="A1" i="2" s="1"/>');
  });

  it('keeps saying which sheet an entry is of', async () => {
    expect(await chainAfter(LIST, cells({ cell: 'A1', put: ONE }))).toBe(
      '<c r="B1" l="1" i="1"/><c r="A1" i="2" s="1"/>',
    );
    const other = { sheets: [{ sheet: '成本', cells: [{ cell: 'A1', put: ONE }] }] };
    expect(await chainAfter('<c r="A1" i="2"/><c r="A1" i="1"/><c r="B1"/>', other)).toBe(
      '<c r="A1" i="1"/><c r="B1"/>',
    );
  });

  it('keeps cells whose formula is another one', async () => {
    const put = { kind: 'formula', formula: '=5' } as const;
    expect(await chainAfter(LIST, cells({ cell: 'A1', put }))).toBe(LIST);
  });

  it('goes with its last entry', async () => {
    const before = await zip(book('<c r="A1" i="1"/>'));
    const after = await patched(before, cells({ cell: 'A1', put: ONE }));
    expect(changeOf(before, after)).toEqual({
      changed: ['[Content_Types].xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', SHEET],
      added: [],
      removed: ['xl/calcChain.xml'],
    });
    expect(partOf(after, '[Content_Types].xml')).not.toContain('calcChain');
    expect(partOf(after, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });
});
