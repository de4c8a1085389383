import fc from 'fast-check';
import { Decimal, decimalFromCell, decimalText, parseDecimal } from '../../src/kernel/decimal';

describe('decimalFromCell: the 15 digits that a cell shows', () => {
  it.each<[number, string]>([
    [8827.309999999999, '8827.31'],
    [0.1 + 0.2, '0.3'],
    [1.0049999999999999, '1.005'],
    [98765.43, '98765.43'],
    [-43210.1, '-43210.1'],
    [0, '0'],
    [-0, '0'],
    [123456789012345, '123456789012345'],
    [1234567890123.45, '1234567890123.45'],
    [9007199254740991, '9007199254740991'],
    [0.000001, '0.000001'],
    [1e-7, '0.0000001'],
    [33.333333333333336, '33.3333333333333'],
    [66.66666666666667, '66.6666666666667'],
    [1e21, '1000000000000000000000'],
  ])('%d is %s', (cell, text) => {
    expect(decimalText(decimalFromCell(cell))).toBe(text);
  });

  it('an amount with two decimals is itself, however it came about', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (fen) => {
        const text = decimalText(new Decimal(fen).dividedBy(100));
        expect(decimalText(decimalFromCell(Number(text)))).toBe(text);
        expect(decimalText(decimalFromCell(Number(text) * 3 - Number(text) * 2))).toBe(
          decimalText(new Decimal((Number(text) * 3 - Number(text) * 2).toPrecision(15))),
        );
      }),
    );
  });
});

describe('parseDecimal: plain decimals and nothing else', () => {
  it.each<[string, string]>([
    ['0.5', '0.5'],
    ['0.50', '0.5'],
    ['-12', '-12'],
    ['+3', '3'],
    [' 7 ', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0', '0'],
    ['60000', '60000'],
  ])('«%s» is %s', (text, expected) => {
    const parsed = parseDecimal(text);
    expect(parsed && decimalText(parsed)).toBe(expected);
  });

  it.each(['', ' ', '.', '-', '1e3', '1,000', '0x10', 'Infinity', 'NaN', '1 2', '５', '1.2.3', '9'.repeat(61)])(
    '«%s» is none',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('text and back', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.integer({ min: 0, max: 20 }), (digits, places) => {
        const value = new Decimal(digits.toString()).dividedBy(new Decimal(10).pow(places));
        expect(parseDecimal(decimalText(value))?.equals(value)).toBe(true);
      }),
    );
  });
});
