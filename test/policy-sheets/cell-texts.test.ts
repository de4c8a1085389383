import fc from 'fast-check';
import { FieldNames } from '../../src/policy/field-names';
import type { FieldType } from '../../src/policy/fields';
import type { Condition } from '../../src/policy/schema';
import {
  parseCondition,
  parseConditions,
  printCondition,
  printConditions,
} from '../../src/policy-sheets/condition-text';
import { conditionHeading, conditionOf, isNoteHeading } from '../../src/policy-sheets/rule-sheets';
import { decimalCell, decimalIn, dateIn } from '../../src/policy-sheets/figures';
import { parseGroups, parseList, printGroups, printList } from '../../src/policy-sheets/list-text';

const item = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    '甲、乙',
    'a,b',
    '，',
    ';',
    '"',
    '""',
    '“x”',
    'a"b',
    ' a',
    'b ',
    '+',
    'a+b',
    '（空）',
    '\u3000',
    '\n',
  ),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\r')),
);

describe('a list in one cell', () => {
  it('reads back as the very same items', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const list = parseList(printList(items));
        expect(list.ok && list.value.map(({ text }) => text)).toEqual(items);
      }),
    );
  });

  it('reads back as the very same groups', () => {
    fc.assert(
      fc.property(fc.array(fc.array(item, { minLength: 1 })), (groups) => {
        const parsed = parseGroups(printGroups(groups));
        expect(parsed.ok && parsed.value.map((group) => group.map(({ text }) => text))).toEqual(groups);
      }),
    );
  });

  it.each([
    ['甲, 乙；丙\n丁、', ['甲', '乙', '丙', '丁']],
    ['“甲、乙”，丙', ['甲、乙', '丙']],
    ['、、甲', ['甲']],
    ['', []],
  ])('is read however it is typed: %s', (text, items) => {
    const list = parseList(text);
    expect(list.ok && list.value.map((each) => each.text)).toEqual(items);
  });

  it.each([
    ['甲、"乙', { code: 'quote-unclosed', position: 3, found: '"乙' }],
    ['"甲"乙', { code: 'text-after-quote', position: 4, found: '乙' }],
  ])('is refused with the place: %s', (text, error) => {
    expect(parseList(text)).toEqual({ ok: false, error });
  });

  it.each(['+甲', '甲+', '甲+、乙'])('a group with nothing in it is refused: %s', (text) => {
    expect(parseGroups(text)).toMatchObject({ ok: false, error: { code: 'blank-group' } });
  });
});

const decimal = fc.constantFrom('0', '1', '-3', '0.5', '1000', '1234567.89', '12345678901234567890');
const day = fc.constantFrom('2016-01-01', '2016-12-31', '0001-01-01', '9999-12-31');
const conditions: Readonly<Record<'choice' | 'date' | 'money', fc.Arbitrary<Condition>>> = {
  choice: fc
    .array(
      item.filter((text) => !text.includes('\n')),
      { minLength: 1 },
    )
    .map((choices) => ({ field: 'f', in: choices })),
  date: fc
    .record({ from: day, to: day }, { requiredKeys: [] })
    .filter((bounds) => Object.keys(bounds).length > 0)
    .map((bounds) => ({ field: 'f', ...bounds })),
  money: fc
    .record({ atLeast: decimal, above: decimal, atMost: decimal, below: decimal }, { requiredKeys: [] })
    .filter((bounds) => Object.keys(bounds).length > 0)
    .map((bounds) => ({ field: 'f', ...bounds })),
};

describe('a condition in a cell', () => {
  it.each(['choice', 'date', 'money'] as const)('reads back as the very same: %s', (type) => {
    fc.assert(
      fc.property(conditions[type], (condition) => {
        const { field: _field, ...asked } = condition;
        expect(parseCondition(printCondition(condition), type)).toEqual({ ok: true, value: asked });
      }),
    );
  });

  it.each<readonly [FieldType, string, object]>([
    ['choice', '广告费、（空）', { in: ['广告费', ''] }],
    ['choice', '"（空）"', { in: ['（空）'] }],
    ['text', '甲', { in: ['甲'] }],
    ['date', '2016-01-01 ~ 2016-12-31', { from: '2016-01-01', to: '2016-12-31' }],
    ['date', '2016年1月1日至2016年12月31日', { from: '2016-01-01', to: '2016-12-31' }],
    ['date', '>=2017/1/1', { from: '2017-01-01' }],
    ['date', '～2016-12-31', { to: '2016-12-31' }],
    ['date', '2016-03-05', { from: '2016-03-05', to: '2016-03-05' }],
    ['money', '＞５ 且 ≤１０', { above: '5', atMost: '10' }],
    ['money', '>=1,000, <2,000.50', { atLeast: '1000', below: '2000.5' }],
    ['money', '5 ~ 10', { atLeast: '5', atMost: '10' }],
    ['count', '100', { atLeast: '100', atMost: '100' }],
    ['money', '≥50%', { atLeast: '0.5' }],
  ])('is read however it is typed: %s «%s»', (type, text, asked) => {
    expect(parseCondition(text, type)).toEqual({ ok: true, value: asked });
  });

  it.each<readonly [FieldType, string, string]>([
    ['date', '>2016-01-01', 'sheet-days'],
    ['date', '2016', 'sheet-days'],
    ['date', '~', 'sheet-days'],
    ['money', '≥', 'sheet-bounds'],
    ['money', '≥5 且 ≥6', 'sheet-bounds'],
    ['money', '大于5', 'sheet-bounds'],
    ['money', '9'.repeat(1000), 'sheet-bounds'],
    ['choice', '"a', 'sheet-list'],
  ])('is refused: %s «%s»', (type, text, code) => {
    expect(parseCondition(text, type)).toMatchObject({ ok: false, error: { code } });
  });

  it('several stand in one cell, one a line', () => {
    const names = new FieldNames([
      { id: 'kind', name: '类]别' },
      { id: 'amount', name: '金额' },
    ]);
    const types = new Map<string, FieldType>([
      ['kind', 'choice'],
      ['amount', 'money'],
    ]);
    const all: Condition[] = [
      { field: 'kind', in: ['甲', ''] },
      { field: 'amount', above: '5' },
    ];
    const text = printConditions(all, names);
    expect(text).toBe('[类]]别] 甲、（空）\n[金额] >5');
    expect(parseConditions(text, names, types)).toEqual({ ok: true, value: all });
    expect(parseConditions('\n[金额]：>5\n\n', names, types)).toEqual({ ok: true, value: [all[1]] });
    // A colon may stand behind the field, and may be what is asked for.
    const colons: Condition[] = [{ field: 'kind', in: [':', '：甲', '甲：'] }];
    expect(printConditions(colons, names)).toBe('[类]]别] ":"、"：甲"、甲：');
    expect(parseConditions(printConditions(colons, names), names, types)).toEqual({ ok: true, value: colons });
    expect(parseConditions('金额 >5', names, types)).toMatchObject({ error: { code: 'sheet-condition-line' } });
    expect(parseConditions('[总额] >5', names, types)).toMatchObject({ error: { code: 'sheet-field-unknown' } });
    expect(parseConditions('[金额]', names, types)).toMatchObject({ error: { code: 'sheet-condition-line' } });
  });
});

describe('figures', () => {
  it('a decimal is a number where a cell holds it, and reads back in any case', () => {
    const text = fc.oneof(
      decimal,
      fc.integer().map(String),
      fc.constantFrom('0.1', '0.30000000000000004', '-0.000000000000001'),
    );
    fc.assert(
      fc.property(text, (value) => {
        const cell = decimalCell(value);
        expect(decimalIn(cell.kind === 'number' ? cell.value : cell.kind === 'text' ? cell.text : null)).toBe(value);
      }),
    );
    expect(decimalCell('60000')).toEqual({ kind: 'number', value: 60000 });
    expect(decimalCell('12345678901234567890')).toEqual({ kind: 'text', text: '12345678901234567890' });
  });

  it.each([
    [0.1 + 0.2, '0.3'],
    [8827.309999999999, '8827.31'],
    ['50%', '0.5'],
    ['１，２００．５', '1200.5'],
    [' -3 ', '-3'],
    ['1e3', undefined],
    ['', undefined],
    [true, undefined],
    [Number.NaN, undefined],
  ])('%p reads as %p', (cell, text) => {
    expect(decimalIn(cell)).toBe(text);
  });

  it.each([
    [42736, false, '2017-01-01'],
    [41274, true, '2017-01-01'],
    ['2017年1月1日', false, '2017-01-01'],
    ['0001-01-01', false, '0001-01-01'],
    [2_958_465, false, '9999-12-31'],
    [20160305, false, '2016-03-05'],
    [2016, false, undefined],
    ['2016', false, undefined],
  ])('the day of %p (1904: %p) is %p', (cell, date1904, date) => {
    expect(dateIn(cell, date1904)).toBe(date);
  });
});

describe('the heading of a condition', () => {
  const named = [
    '金额',
    '金额（2）',
    '（空）甲',
    '备注',
    '备注 1',
    '[x]',
    '编号',
    '条 款',
    'a]b',
    '(2)',
    'A（3）',
    '甲\u2028乙',
    ' 外 ',
  ];
  const names = new FieldNames(named.map((name, index) => ({ id: `field${String(index)}`, name })));

  it.each(named)('leads back to the field and the number of its condition: %s', (name) => {
    for (const ordinal of [1, 2, 12]) {
      const heading = conditionHeading(name, ordinal);
      expect(isNoteHeading(heading)).toBe(false);
      expect(conditionOf(heading, names)).toEqual({ field: names.idOf(name), ordinal });
    }
  });

  it.each([
    ['金额', '金额'],
    ['编号', '[编号]'],
    ['备注', '[备注]'],
  ])('is the column’s own where that can’t be mistaken: %s', (name, heading) => {
    expect(conditionHeading(name, 1)).toBe(heading);
    expect(conditionHeading(name, 2)).toBe(`${heading}（2）`);
  });
});
