/** Files as real programs write them; each holds the same small workbook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import type { CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';
import { contentTypesXml, MAIN, read, relationshipsXml, zip } from './make-xlsx';

/** The workbook's values; `total` is the totals row's formula, which only some programs compute. */
function expected(total: CellValue): Pick<WorkbookSnapshot, 'date1904' | 'sheets'> {
  return {
    date1904: false,
    sheets: [
      {
        name: '收入台账',
        rows: [
          ['日期', '摘要', '类别', '金额', null, '含税', null, '薪规 '],
          [42434, '微信推广', '广告费', 1234.5, null, true],
          [42435, '线下活动', '活动收入', 800, null, 2469],
          [42436, '微信推广', '广告费', -65.25, null, { fault: '#DIV/0!' }],
          ['合计', null, null, total, null, '净额'],
        ],
        merges: [{ top: 1, left: 8, bottom: 2, right: 10 }],
        tables: [{ name: '收入', range: { top: 1, left: 1, bottom: 5, right: 4 }, headerRows: 1, totalsRows: 1 }],
      },
      {
        name: '隐藏',
        rows: sparse([undefined, undefined, [null, ' 前后空格 ', '两行\n文字', 1e-7]]),
        merges: [],
        tables: [],
      },
    ],
  };
}

/** The rows with their blank ones absent, as a reader leaves them. */
function sparse(rows: readonly (readonly CellValue[] | undefined)[]): (readonly CellValue[] | undefined)[] {
  const kept: (readonly CellValue[] | undefined)[] = [];
  rows.forEach((row, i) => {
    if (row) kept[i] = row;
  });
  return kept;
}

it('LibreOffice 7.4', async () => {
  // Made from excelts' file below: soffice --headless --convert-to xlsx
  const { name, definedNames, ...book } = await read(readFileSync(join(__dirname, 'fixtures', 'libreoffice.xlsx')));
  expect(book).toStrictEqual(expected(1969.25));
  expect(definedNames).toStrictEqual([{ name: '年度', refersTo: '隐藏!$B$3' }]);
  expect(name).toBe('账.xlsx');
});

it('excelts, which writes our templates', async () => {
  const { name, definedNames, ...book } = await read(await byExcelts());
  expect(book).toStrictEqual(expected({ fault: 'uncalculated' }));
  expect(definedNames).toStrictEqual([{ name: '年度', refersTo: "'隐藏'!$B$3" }]);
  expect(name).toBe('账.xlsx');
});

async function byExcelts(): Promise<Uint8Array> {
  const workbook = new Workbook();
  const income = workbook.addWorksheet('收入台账');
  const day = (date: number) => new Date(Date.UTC(2016, 2, date));
  income.addTable({
    name: '收入',
    ref: 'A1',
    headerRow: true,
    totalsRow: true,
    columns: [
      { name: '日期', totalsRowLabel: '合计' },
      { name: '摘要' },
      { name: '类别' },
      { name: '金额', totalsRowFunction: 'sum' },
    ],
    rows: [
      [day(5), '微信推广', '广告费', 1234.5],
      [day(6), '线下活动', '活动收入', 800],
      [day(7), '微信推广', '广告费', -65.25],
    ],
  });
  income.getCell('F1').value = '含税';
  income.getCell('F2').value = true;
  income.getCell('F3').value = { formula: 'D2*2', result: 2469 };
  income.getCell('F4').value = { formula: '1/0', result: { error: '#DIV/0!' } };
  income.getCell('F5').value = { formula: '"净"&"额"', result: '净额' };
  income.mergeCells('H1:J2');
  income.getCell('H1').value = { richText: [{ text: '薪', font: { bold: true } }, { text: '规 ' }] };
  const hidden = workbook.addWorksheet('隐藏', { state: 'hidden' });
  hidden.getCell('B3').value = ' 前后空格 ';
  hidden.getCell('C3').value = '两行\n文字';
  hidden.getCell('D3').value = 1e-7;
  workbook.definedNames.add("'隐藏'!$B$3", '年度');
  return workbook.xlsx.writeBuffer();
}

it('openpyxl: absolute targets, inline texts as character references, formulas without values', async () => {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const ascii = (text: string) => [...text].map((letter) => `&#${letter.codePointAt(0) ?? 0};`).join('');
  const inline = (cell: string, text: string) => `<c r="${cell}" t="inlineStr"><is><t>${ascii(text)}</t></is></c>`;
  const book = await read(
    await zip({
      '_rels/.rels': relationshipsXml(['rId1', 'officeDocument', 'xl/workbook.xml']),
      'xl/worksheets/sheet1.xml':
        `<worksheet xmlns="${MAIN}"><sheetPr><outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr/></sheetPr>` +
        '<dimension ref="A1:C3"/><sheetViews><sheetView workbookViewId="0"><selection activeCell="A1" sqref="A1"/>' +
        '</sheetView></sheetViews><sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><sheetData>' +
        `<row r="1">${inline('A1', '日期')}${inline('B1', '摘要')}${inline('C1', '金额')}</row>` +
        `<row r="2"><c r="A2" s="1" t="n"><v>42402</v></c>${inline('B2', '微商城销售')}` +
        '<c r="C2" t="n"><v>10698.38</v></c></row>' +
        '<row r="3"><c r="C3"><f>SUM(C2:C2)</f><v></v></c></row></sheetData>' +
        '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>' +
        '<tableParts count="1"><tablePart id="rId1"/></tableParts></worksheet>',
      'xl/worksheets/_rels/sheet1.xml.rels': relationshipsXml(['rId1', 'table', '/xl/tables/table1.xml']),
      'xl/tables/table1.xml':
        `<table xmlns="${MAIN}" id="1" name="收入" displayName="收入" ref="A1:C2" headerRowCount="1">` +
        '<autoFilter ref="A1:C2"/><tableColumns count="3"><tableColumn id="1" name="日期"/>' +
        '<tableColumn id="2" name="摘要"/><tableColumn id="3" name="金额"/></tableColumns></table>',
      'xl/workbook.xml':
        `<workbook xmlns="${MAIN}"><workbookPr/><sheets>` +
        '<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="收入台账" ' +
        'sheetId="1" state="visible" r:id="rId1"/></sheets><definedNames/><calcPr calcId="124519"/></workbook>',
      'xl/_rels/workbook.xml.rels': relationshipsXml(['rId1', 'worksheet', '/xl/worksheets/sheet1.xml']),
      '[Content_Types].xml': contentTypesXml(['xl/workbook.xml', `${spreadsheet}.sheet.main+xml`]),
    }),
  );
  expect(book.sheets).toStrictEqual([
    {
      name: '收入台账',
      rows: [
        ['日期', '摘要', '金额'],
        [42402, '微商城销售', 10698.38],
        [null, null, { fault: 'uncalculated' }],
      ],
      merges: [],
      tables: [{ name: '收入', range: { top: 1, left: 1, bottom: 2, right: 3 }, headerRows: 1, totalsRows: 0 }],
    },
  ]);
});
