import { cellAddress, columnLetters, qualifiedAddress } from '../../src/ledger/a1';

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
