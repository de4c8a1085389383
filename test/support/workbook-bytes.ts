import { cellAddress } from '../../src/ledger/a1';
import { isFault, type CellValue, type WorkbookSnapshot } from '../../src/ledger/cells';
import { bookOf } from '../hosts/file/make-xlsx';

/** A workbook in memory as the bytes of an .xlsx file: values and tables, nothing more. */
export function workbookBytes({ sheets, definedNames, date1904 }: WorkbookSnapshot): Promise<Uint8Array> {
  let tables = 0;
  return bookOf({
    properties: date1904 ? 'date1904="1"' : '',
    definedNames: definedNames
      .map(({ name, refersTo }) => `<definedName name="${name}">${escaped(refersTo)}</definedName>`)
      .join(''),
    sheets: sheets.map((sheet) => ({
      name: escaped(sheet.name),
      data: sheet.rows
        .map(
          (cells, row) =>
            `<row r="${String(row + 1)}">${(cells ?? []).map((value, column) => cellXml(cellAddress(row + 1, column + 1), value)).join('')}</row>`,
        )
        .join(''),
      tables: sheet.tables.map(({ name, range, headerRows, totalsRows }) => {
        tables += 1;
        const ref = `${cellAddress(range.top, range.left)}:${cellAddress(range.bottom, range.right)}`;
        return `id="${String(tables)}" name="${escaped(name)}" displayName="${escaped(name)}" ref="${ref}" headerRowCount="${String(headerRows)}" totalsRowCount="${String(totalsRows)}"`;
      }),
    })),
  });
}

function cellXml(reference: string, value: CellValue): string {
  if (value === null || value === '') return '';
  if (isFault(value)) return `<c r="${reference}" t="e"><v>${escaped(value.fault)}</v></c>`;
  if (typeof value === 'number') return `<c r="${reference}"><v>${String(value)}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${value ? '1' : '0'}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
