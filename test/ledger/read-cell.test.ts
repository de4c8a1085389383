import fc from 'fast-check';
import { parseIsoDate, toExcelSerial } from '../../src/kernel/dates';
import { Decimal, decimalText } from '../../src/kernel/decimal';
import type { CellValue } from '../../src/ledger/cells';
import { halfWidth, readAmount, readDate, readText, shownValue } from '../../src/ledger/read-cell';

/** «1234.5» for a number cell, «1234.5 from text» for a text that was read, «blank», or «invalid». */
function amount(cell: CellValue | undefined): string {
  const reading = readAmount(cell);
  if (reading.kind !== 'value') return reading.kind;
  return `${decimalText(reading.value)}${reading.asText ? ' from text' : ''}`;
}

function date(cell: CellValue | undefined, date1904 = false): string {
  const reading = readDate(cell, date1904);
  if (reading.kind !== 'value') return reading.kind;
  return `${reading.value}${reading.asText ? ' from text' : ''}`;
}

const NBSP = '\u00A0';
const WIDE_SPACE = '\u3000';

describe('amounts in number cells', () => {
  it.each<[number, string]>([
    [1234.5, '1234.5'],
    [-5, '-5'],
    [0, '0'],
    [8827.309999999999, '8827.31'],
    [0.1 + 0.2, '0.3'],
    [9999999999999.99, '9999999999999.99'],
    [10000000000000, 'invalid'],
    [-10000000000000, 'invalid'],
    [1e300, 'invalid'],
    [Number.NaN, 'invalid'],
    [Number.POSITIVE_INFINITY, 'invalid'],
  ])('%d reads as %s', (cell, expected) => {
    expect(amount(cell)).toBe(expected);
  });
});

describe('amounts in text cells: read and used, and told of', () => {
  it.each<[string, string]>([
    ['1234.5', '1234.5'],
    ['1,234.50', '1234.5'],
    ['1,234,567.89', '1234567.89'],
    ['¥1,200', '1200'],
    ['￥1,200', '1200'],
    ['¥ 1,200', '1200'],
    ['CNY 1,200', '1200'],
    ['RMB1200', '1200'],
    ['1200元', '1200'],
    ['1,200.00 元', '1200'],
    ['1200圆', '1200'],
    ['人民币1,200元整', '1200'],
    ['人民币¥1,200.00元整', '1200'],
    ['１２００', '1200'],
    ['１，２３４．５０', '1234.5'],
    ['(1,234.50)', '-1234.5'],
    ['（1200）', '-1200'],
    ['（¥1,200）', '-1200'],
    ['-¥5', '-5'],
    ['¥-5', '-5'],
    ['-5', '-5'],
    ['\u22125', '-5'],
    ['－５', '-5'],
    ['+5', '5'],
    ['1.2万', '12000'],
    ['1.2万元', '12000'],
    ['-1.2万', '-12000'],
    [' 12 ', '12'],
    [`${NBSP}12${NBSP}`, '12'],
    [`${WIDE_SPACE}12`, '12'],
    ['- 5', '-5'],
    ['1 234 567.50', '1234567.5'],
    ['1\u2009200', '1200'],
    ['.5', '0.5'],
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['0.005', '0.005'],
  ])('«%s» reads as %s', (cell, expected) => {
    expect(amount(cell)).toBe(`${expected} from text`);
  });
});

describe('amounts that are none: errors, never a guess', () => {
  it.each<[CellValue]>([
    ['1,23'],
    ['12,34.5'],
    ['1,2345'],
    [',123'],
    ['1,234,56'],
    ['1.2.3'],
    ['1.234,50'],
    ['十'],
    ['一千二百'],
    ['abc'],
    ['-'],
    ['—'],
    ['¥'],
    ['元'],
    ['万'],
    ['()'],
    ['(-5)'],
    ['--5'],
    ['-¥-5'],
    ['5-'],
    ['1e5'],
    ['0x10'],
    ['50%'],
    ['$100'],
    ['100美元'],
    ['100日元'],
    ['1200元/月'],
    ['约1200'],
    ['1200左右'],
    ['1,200-1,500'],
    ['12 34'],
    ['1234 567'],
    ['1 2 3'],
    ['1.2万万'],
    ['NaN'],
    ['Infinity'],
    ['9'.repeat(14)],
    ['9'.repeat(61)],
    ['#REF!'],
    [true],
    [false],
    [{ fault: '#REF!' }],
    [{ fault: '#N/A' }],
    [{ fault: 'uncalculated' }],
  ])('%j', (cell) => {
    expect(amount(cell)).toBe('invalid');
  });

  it('the offending value is kept as the sheet shows it', () => {
    expect(readAmount(' 十 ')).toEqual({ kind: 'invalid', shown: ' 十 ' });
    expect(readAmount(true)).toEqual({ kind: 'invalid', shown: 'TRUE' });
    expect(readAmount({ fault: '#DIV/0!' })).toEqual({ kind: 'invalid', shown: '#DIV/0!' });
    expect(readAmount(1e300)).toMatchObject({ kind: 'invalid', shown: '1e+300' });
  });
});

describe('blank cells', () => {
  it.each<[CellValue | undefined]>([[null], [undefined], [''], [' '], [NBSP], [WIDE_SPACE], ['\t\n']])('%j', (cell) => {
    expect([amount(cell), date(cell), readText(cell)]).toEqual(['blank', 'blank', null]);
  });
});

describe('dates in number cells', () => {
  it.each<[number, string, string]>([
    [42402, '2016-02-02', '2020-02-03'],
    [42402.75, '2016-02-02', '2020-02-03'],
    [20160305, '2016-03-05 from text', '2016-03-05 from text'],
    [20160230, 'invalid', 'invalid'],
    [2016, 'invalid', 'invalid'],
    [201603, 'invalid', 'invalid'],
    [60, 'invalid', 'invalid'],
    [0, 'invalid', 'invalid'],
    [-1, 'invalid', 'invalid'],
    [-42402, 'invalid', 'invalid'],
    [18264, '1950-01-01', '1954-01-02'],
    [18263, 'invalid', '1954-01-01'],
    [73050, '2099-12-31', 'invalid'],
    [73051, 'invalid', 'invalid'],
    [1e300, 'invalid', 'invalid'],
    [Number.NaN, 'invalid', 'invalid'],
  ])('%d reads as %s, in the 1904 system as %s', (cell, in1900, in1904) => {
    expect([date(cell), date(cell, true)]).toEqual([in1900, in1904]);
  });

  it('whatever the time of day, the day stands', () => {
    const day = fc.date({
      min: new Date('1950-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.boolean(), fc.integer({ min: 0, max: 86_399 }), (moment, date1904, second) => {
        const iso = parseIsoDate(moment.toISOString().slice(0, 10));
        if (iso === undefined) throw new Error('no date');
        expect(date(toExcelSerial(iso, date1904) + second / 86_400, date1904)).toBe(iso);
      }),
    );
  });
});

describe('dates in text cells: read and used, and told of', () => {
  it.each<[string]>([
    ['2016年3月5日'],
    ['2016年03月05日'],
    ['2016年3月5号'],
    ['2016年3月5'],
    ['2016 年 3 月 5 日'],
    ['２０１６年３月５日'],
    ['2016/3/5'],
    ['2016/03/05'],
    ['2016-3-5'],
    ['2016-03-05'],
    ['2016.3.5'],
    ['20160305'],
    [' 2016-03-05 '],
    [`${NBSP}2016-03-05`],
    ['2016-03-05 00:00:00'],
    ['2016/3/5 9:30'],
    ['2016-03-05T00:00:00'],
    ['2016-03-05T00:00:00.000Z'],
  ])('«%s» is 2016-03-05', (cell) => {
    expect(date(cell)).toBe('2016-03-05 from text');
  });

  it.each<[CellValue]>([
    ['2016-02-30'],
    ['2017-02-29'],
    ['2016-13-01'],
    ['2016-00-10'],
    ['2016年2月30日'],
    ['20160230'],
    ['3月5日'],
    ['2016年3月'],
    ['2016年'],
    ['2016'],
    ['201603'],
    ['42402'],
    ['16/3/5'],
    ['3/5/2016'],
    ['05-03-2016'],
    ['2016-3/5'],
    ['2016/3/5-2016/3/8'],
    ['1949-10-01'],
    ['2100-01-01'],
    ['三月五日'],
    ['昨天'],
    ['2016-03-05 abc'],
    [true],
    [{ fault: '#VALUE!' }],
  ])('%j is no date', (cell) => {
    expect(date(cell)).toBe('invalid');
  });
});

describe('texts', () => {
  it.each<[CellValue, string | null]>([
    [' 广告费 ', '广告费'],
    [`${NBSP}广告费${WIDE_SPACE}`, '广告费'],
    [123, '123'],
    [true, 'TRUE'],
    [{ fault: '#N/A' }, '#N/A'],
  ])('%j reads as %j', (cell, expected) => {
    expect(readText(cell)).toBe(expected);
  });

  it('shows what a cell shows', () => {
    expect([shownValue(null), shownValue(undefined), shownValue(1.5), shownValue(false)]).toEqual([
      '',
      '',
      '1.5',
      'FALSE',
    ]);
  });

  it('full-width characters have half-width twins, and signs are one sign', () => {
    expect(halfWidth('（Ａ１２３，．：－）　−–—')).toBe('(A123,.:-) ---');
    expect(halfWidth('广告费·元、。')).toBe('广告费·元、。');
  });
});

describe('how an amount is written does not change it', () => {
  const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');
  const wide = (text: string): string =>
    text.replace(/[0-9.,]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  const writings: ((whole: string, decimals: string) => string)[] = [
    (whole, decimals) => `${whole}.${decimals}`,
    (whole, decimals) => `${grouped(whole)}.${decimals}`,
    (whole, decimals) => `¥${grouped(whole)}.${decimals}`,
    (whole, decimals) => `${whole}.${decimals}元`,
    (whole, decimals) => `人民币${grouped(whole)}.${decimals}元`,
    (whole, decimals) => wide(`${grouped(whole)}.${decimals}`),
    (whole, decimals) => ` ${whole}.${decimals}${NBSP}`,
  ];
  it('seven ways, both signs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.constantFrom(...writings),
        fc.constantFrom('', '-', '−', '('),
        (fen, write, sign) => {
          const text = write(String(Math.floor(fen / 100)), String(fen % 100).padStart(2, '0'));
          const expected = new Decimal(fen).dividedBy(sign === '' ? 100 : -100);
          expect(amount(sign === '(' ? `(${text})` : `${sign}${text}`)).toBe(`${decimalText(expected)} from text`);
        },
      ),
    );
  });
});
