import { cellAddress, columnLetters, parseCell, parseRange, qualifiedAddress } from '../../src/ledger/a1';

describe('A1 addresses', () => {
  it.each<[number, string]>([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [53, 'BA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16384, 'XFD'],
  ])('column %d is %s', (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
    expect(cellAddress(7, column)).toBe(`${letters}7`);
  });

  it.each<[string, string]>([
    ['收入台账', '收入台账!C7'],
    ['Sheet1', 'Sheet1!C7'],
    ['2016收入', "'2016收入'!C7"],
    ['收入 台账', "'收入 台账'!C7"],
    ['收入-1', "'收入-1'!C7"],
    ["Bob's", "'Bob''s'!C7"],
  ])('on the sheet %s: %s', (sheet, address) => {
    expect(qualifiedAddress(sheet, 'C7')).toBe(address);
  });
});

describe('addresses as places', () => {
  it.each([
    ['A1', 1, 1],
    ['C7', 7, 3],
    ['$XFD$1048576', 1_048_576, 16_384],
    ['c7', 7, 3],
  ])('%s is a cell', (address, row, column) => {
    expect(parseCell(address)).toEqual({ row, column });
  });

  it.each(['', 'A', '7', 'A0', 'XFE1', 'A1048577', 'A1:B2', 'A1:A1', '收入台账!A1', 'A1 ', 'A-1'])(
    '%j is none',
    (address) => {
      expect(parseCell(address)).toBeUndefined();
    },
  );

  it('a range may be given by any of its corners', () => {
    const range = { top: 2, left: 1, bottom: 9, right: 3 };
    for (const text of ['A2:C9', 'C9:A2', '$A$9:$C$2']) expect(parseRange(text)).toEqual(range);
    expect(parseRange('A:C')).toBeUndefined();
    expect(parseRange('A1:B2:C3')).toBeUndefined();
  });
});
