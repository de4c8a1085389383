import fc from 'fast-check';
import { Decimal, decimalText } from '../../src/kernel/decimal';
import {
  CASE_TEXT_FAULT_CODES,
  parseCaseExpectation,
  parseCaseInput,
  printCaseExpectation,
  printCaseInput,
} from '../../src/policy/case-text';
import { builtInPolicy } from '../../src/policy/packs';
import type { CaseExpectation, CaseInput, PolicyDocument } from '../../src/policy/schema';

const { document } = builtInPolicy();

function input(text: string): readonly CaseInput[] {
  const read = parseCaseInput(text, document);
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.error)}`);
  return read.value;
}

function expectation(text: string): CaseExpectation {
  const read = parseCaseExpectation(text, document);
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.error)}`);
  return read.value;
}

describe('a case’s inputs', () => {
  const sales = { ledger: 'revenue', row: { date: '2016-03-05', category: '广告费', amount: '1000' } };

  it.each`
    text                                                                      | given
    ${''}                                                                     | ${[]}
    ${'  \n '}                                                                | ${[]}
    ${'指标 fans = 52300'}                                                    | ${[{ measure: 'fans', value: '52300' }]}
    ${'measure fans=52300.50'}                                                | ${[{ measure: 'fans', value: '52300.5' }]}
    ${'指标 年末活粉数 ＝ -1'}                                                | ${[{ measure: 'fans', value: '-1' }]}
    ${'参数 team-share = 0.6'}                                                | ${[{ parameter: 'team-share', value: '0.6' }]}
    ${'收入：日期=2016-03-05，类别=广告费，金额=1000'}                        | ${[sales]}
    ${'revenue: date = 2016-03-05, category = 广告费, amount = 1000'}         | ${[sales]}
    ${'收入台账：日期＝2016/3/5，类别＝"广告费"，金额＝1000，'}               | ${[sales]}
    ${'收入:日期=2016年3月5日,类别=广告费,金额=1000;'}                        | ${[sales]}
    ${'指标 fans = 1；\n\n收入：日期=2016-03-05，类别=广告费，金额=1000\r\n'} | ${[{ measure: 'fans', value: '1' }, sales]}
    ${'收入：摘要="甲，乙；\\"丙\\"\\n丁"'}                                   | ${[{ ledger: 'revenue', row: { memo: '甲，乙；"丙"\n丁' } }]}
    ${'收入：摘要=a=b：c'}                                                    | ${[{ ledger: 'revenue', row: { memo: 'a=b：c' } }]}
    ${'收入：'}                                                               | ${[{ ledger: 'revenue', row: {} }]}
  `('$text', ({ text, given }: { text: string; given: readonly CaseInput[] }) => {
    expect(input(text)).toEqual(given);
  });

  it('are printed with titles and headings', () => {
    const given = [{ measure: 'fans', value: '52300' }, { parameter: 'team-share', value: '0.6' }, sales];
    expect(printCaseInput(given, document)).toBe(
      '指标 fans = 52300；参数 team-share = 0.6；收入：日期=2016-03-05，类别=广告费，金额=1000',
    );
  });

  it.each`
    text                                | code                      | facts
    ${'收入：日期=2016-03-05，金额'}    | ${'case-text-no-value'}   | ${{ text: '金额' }}
    ${'收入：金额='}                    | ${'case-text-no-value'}   | ${{ text: '金额=' }}
    ${'收入：金额=1,000'}               | ${'case-text-no-value'}   | ${{ text: '000' }}
    ${'52300'}                          | ${'case-text-no-value'}   | ${{ text: '52300' }}
    ${'fans = 52300'}                   | ${'case-text-unexpected'} | ${{ text: 'fans = 52300' }}
    ${'指标 fans = 1 指标 events = 2'}  | ${'case-value-mismatch'}  | ${{ value: '1 指标 events = 2', column: '', needed: 'number' }}
    ${'指标 fans = 1，指标 events = 2'} | ${'case-text-unexpected'} | ${{ text: '，指标 events = 2' }}
    ${'指标 fan = 1'}                   | ${'unknown-measure'}      | ${{ measure: 'fan' }}
    ${'参数 fan = 1'}                   | ${'unknown-parameter'}    | ${{ parameter: 'fan' }}
    ${'收人：金额=1'}                   | ${'unknown-ledger'}       | ${{ ledger: '收人' }}
    ${'收入：进价=1'}                   | ${'unknown-column'}       | ${{ column: '进价', ledger: 'revenue' }}
    ${'收入：金额=1，amount=2'}         | ${'case-column-twice'}    | ${{ column: '金额' }}
    ${'收入：摘要="甲'}                 | ${'case-text-quotes'}     | ${{ text: '"甲' }}
    ${'收入：摘要="\\x"'}               | ${'case-text-quotes'}     | ${{ text: '"\\x"' }}
    ${'收入：摘要=“甲”'}                | ${'case-text-no-value'}   | ${{ text: '摘要=“甲”' }}
    ${`收入：${'长'.repeat(200)}`}      | ${'case-text-no-value'}   | ${{ text: `${'长'.repeat(60)}…` }}
  `('$text is refused', ({ text, code, facts }: { text: string; code: string; facts: Record<string, string> }) => {
    expect(parseCaseInput(text, document)).toEqual({ ok: false, error: { code, facts } });
  });
});

describe('what a case expects', () => {
  it.each`
    text                                | printed                            | expected
    ${'FAN_PENALTY = 3850'}             | ${'FAN_PENALTY = 3850.00'}         | ${{ answer: 'FAN_PENALTY', value: '3850' }}
    ${'活粉考核 = 3850.00'}             | ${'FAN_PENALTY = 3850.00'}         | ${{ answer: 'FAN_PENALTY', value: '3850' }}
    ${'NET_PROFIT＝#n/a'}               | ${'NET_PROFIT = #N/A'}             | ${{ answer: 'NET_PROFIT', error: '#N/A' }}
    ${'计入 revenue = 700'}             | ${'计入 revenue = 700.00'}         | ${{ counted: 'revenue', value: '700' }}
    ${'counted cost = #VALUE!'}         | ${'计入 cost = #VALUE!'}           | ${{ counted: 'cost', error: '#VALUE!' }}
    ${'指标 events = 1'}                | ${'指标 events = 1'}               | ${{ measure: 'events', value: '1' }}
    ${'指标 task-deductions = 1'}       | ${'指标 task-deductions = 1.00'}   | ${{ measure: 'task-deductions', value: '1' }}
    ${'工资项目 base-pay = 24000'}      | ${'工资项目 base-pay = 24000.00'}  | ${{ payItem: 'base-pay', value: '24000' }}
    ${'校验 discount-below-floor = 1 '} | ${'校验 discount-below-floor = 1'} | ${{ finding: 'discount-below-floor', count: 1 }}
    ${'finding excluded-cost = 0'}      | ${'校验 excluded-cost = 0'}        | ${{ finding: 'excluded-cost', count: 0 }}
  `('$text', ({ text, printed, expected }: { text: string; printed: string; expected: CaseExpectation }) => {
    expect(expectation(text)).toEqual(expected);
    expect(printCaseExpectation(expected, document)).toBe(printed);
    expect(expectation(printed)).toEqual(expected);
  });

  it.each`
    text                          | code                      | facts
    ${' '}                        | ${'case-text-empty'}      | ${{}}
    ${'FAN_PENALTY'}              | ${'case-text-no-value'}   | ${{ text: 'FAN_PENALTY' }}
    ${'FAN_PENALTY ='}            | ${'case-text-no-value'}   | ${{ text: 'FAN_PENALTY =' }}
    ${'FAN_PENALTY = 1；2'}       | ${'case-text-unexpected'} | ${{ text: '；2' }}
    ${'FAN_PENALTY = 很多'}       | ${'case-value-mismatch'}  | ${{ value: '很多', column: '', needed: 'number' }}
    ${'FAN_PENALTY = #REF!'}      | ${'case-value-mismatch'}  | ${{ value: '#REF!', column: '', needed: 'number' }}
    ${'PENALTY = 1'}              | ${'unknown-answer'}       | ${{ answer: 'PENALTY' }}
    ${'计入 收人 = 1'}            | ${'unknown-rule-table'}   | ${{ ruleTable: '收人' }}
    ${'指标 fan = 1'}             | ${'unknown-measure'}      | ${{ measure: 'fan' }}
    ${'工资项目 pay = 1'}         | ${'unknown-pay-item'}     | ${{ payItem: 'pay' }}
    ${'校验 excluded-cost = 一'}  | ${'case-value-mismatch'}  | ${{ value: '一', column: '', needed: 'count' }}
    ${'校验 excluded-cost = 0.5'} | ${'case-value-mismatch'}  | ${{ value: '0.5', column: '', needed: 'count' }}
  `('$text is refused', ({ text, code, facts }: { text: string; code: string; facts: Record<string, string> }) => {
    expect(parseCaseExpectation(text, document)).toEqual({ ok: false, error: { code, facts } });
  });
});

describe('print and parse', () => {
  const oddities = fc.constantFrom(
    '指标 fans',
    '收入',
    'revenue',
    'amount',
    '金额',
    '"',
    '""',
    'a：b',
    'a=b',
    '；',
    '，',
    '\\',
    '“甲”',
  );
  const anyText = fc
    .oneof(oddities, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 }))
    .filter((text) => /\S/.test(text));
  /** The pack with titles and headings that have signs, quotes and each other's names in them. */
  const oddDocument = fc
    .array(fc.option(anyText, { nil: undefined }), { minLength: 60, maxLength: 60 })
    .map((names): PolicyDocument => {
      let next = 0;
      const name = (usual: string): string => names[next++ % names.length] ?? usual;
      return {
        ...document,
        ledgers: document.ledgers.map((ledger) => ({
          ...ledger,
          title: { ...ledger.title, zh: name(ledger.title.zh) },
          columns: ledger.columns.map((column) => ({ ...column, header: name(column.header) })),
        })),
      };
    });
  const number = fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }))
    .map(([digits, places]) => decimalText(new Decimal(digits).times(new Decimal(10).pow(-places))));
  const row = fc.constantFrom(...document.ledgers).chain((ledger) =>
    fc.subarray(ledger.columns.map(({ id }) => id)).chain((columns) =>
      fc.record({
        ledger: fc.constant(ledger.id),
        row: fc
          .tuple(...columns.map((id) => cellOf(ledger.columns.find((column) => column.id === id)?.type ?? 'text')))
          .map((cells) => Object.fromEntries(columns.map((id, index) => [id, cells[index] ?? '']))),
      }),
    ),
  );

  function cellOf(type: string): fc.Arbitrary<string> {
    if (type === 'date') return fc.constantFrom('2016-01-31', '2017-12-01', '1900-01-01');
    return type === 'money' || type === 'count' ? number : anyText;
  }
  const given = fc.array(
    fc.oneof(
      fc.record({ measure: fc.constantFrom(...document.measures.map(({ id }) => id)), value: number }),
      fc.record({ parameter: fc.constantFrom(...document.parameters.map(({ id }) => id)), value: number }),
      row,
    ),
    { maxLength: 8 },
  );

  it('give the very same inputs back, in one line', () => {
    fc.assert(
      fc.property(oddDocument, given, (odd, inputs) => {
        const text = printCaseInput(inputs, odd);
        expect(text).not.toMatch(/[\r\n\u2028\u2029\p{Cc}]/u);
        expect(parseCaseInput(text, odd)).toEqual({ ok: true, value: inputs });
      }),
      { numRuns: 500 },
    );
  });

  it('give the very same expectation back', () => {
    const figure = fc.oneof(
      fc.record({ answer: fc.constantFrom(...document.answers.map(({ id }) => id)) }),
      fc.record({ counted: fc.constantFrom(...document.ruleTables.map(({ id }) => id)) }),
      fc.record({ measure: fc.constantFrom(...document.measures.map(({ id }) => id)) }),
      fc.record({ payItem: fc.constantFrom(...document.payItems.map(({ id }) => id)) }),
    );
    const outcome = fc.oneof(
      number.map((value) => ({ value })),
      fc.constantFrom('#N/A', '#VALUE!', '#NUM!').map((error) => ({ error })),
    );
    const expected = fc.oneof(
      fc.tuple(figure, outcome).map(([of, what]) => ({ ...of, ...what })),
      fc.record({ finding: fc.constantFrom('discount-below-floor', 'no-rule'), count: fc.nat(1000) }),
    );
    fc.assert(
      fc.property(expected, (expect_) => {
        expect(expectation(printCaseExpectation(expect_, document))).toEqual(expect_);
      }),
    );
  });

  it('never throw on any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '收入',
        '：',
        '=',
        '，',
        '；',
        '"',
        '\\',
        '指标 fans',
        '金额',
        '1',
        '\n',
        '校验',
        ' ',
        '#N/A',
        '2016-02-30',
      ),
      anyText,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        for (const read of [parseCaseInput(text, document), parseCaseExpectation(text, document)]) {
          if (!read.ok) expect(read.error.code).toMatch(/^(case|unknown)-/);
        }
      }),
    );
  });
});

describe('the codes', () => {
  it('are each told apart', () => {
    expect(new Set(CASE_TEXT_FAULT_CODES).size).toBe(CASE_TEXT_FAULT_CODES.length);
  });
});
