/** Which cells of a file hold formulas, and which of them hold one together. */
import { readWorkbookDetails } from '../../../src/hosts/file/workbook-details';
import { partsOf, zip } from './make-xlsx';

async function detailsOf(data: string) {
  const read = await readWorkbookDetails(
    await zip(partsOf({ sheets: [{ name: '表', data }, { name: '空' }] })),
    'b.xlsx',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

it('finds formulas where they stand, those that share one without its text', async () => {
  const { formulas } = await detailsOf(
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="C1"><v>3</v></c></row>' +
      '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">A3&amp;"x"</f></c></row>' +
      '<row><c><v>1</v></c><c><f t="shared" si="0"/></c></row>',
  );
  expect([...(formulas.get('表') ?? [])]).toEqual([
    ['A1', '1+1'],
    ['B3', 'A3&"x"'],
    ['B4', ''],
  ]);
  expect([...(formulas.get('空') ?? [])]).toEqual([]);
});

it('tells arrays of more than one cell', async () => {
  const { arrays } = await detailsOf(
    '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f></c><c r="D1"><f t="array" ref="D1">E1</f></c></row>',
  );
  expect(arrays.get('表')).toEqual([{ top: 1, left: 1, bottom: 3, right: 1 }]);
});

it('refuses what is no workbook', async () => {
  expect(await readWorkbookDetails(new TextEncoder().encode('none'), 'b.xlsx')).toMatchObject({ ok: false });
});
