import fc from 'fast-check';
import { builtInPolicy } from '../../src/policy/packs';
import type { DerivationInput, DerivationNode } from '../../src/settlement/answer';
import { openBooks, type Settlement } from '../../src/settlement/books';
import { arrange, believableBook } from '../support/believable-books';
import { faultsOf } from '../support/derivation-check';
import { problem, snapshotOf } from '../support/settled';
import { workbook, type Tables } from '../support/workbook-builder';

const policy = builtInPolicy();

function settle(book: Tables, year: number): Settlement {
  return openBooks(policy, snapshotOf(book)).settle(year);
}

function derivation(book: Tables, year: number, id: string): DerivationNode {
  const answer = settle(book, year).answers.find((each) => each.id === id);
  if (!answer) throw new Error(`no answer ${id}`);
  return answer.derivation;
}

/** A derivation as indented lines: «name = value  formula  clauses», and «label cell = value» for its cells. */
function lines(input: DerivationInput, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  if (input.kind === 'leaf') return [`${indent}${input.label} ${input.sheet}!${input.cell} = ${input.value}`];
  const { name, value = '?', formula, clauses, rounding } = input;
  const head = `${indent}${name} = ${value}${rounding ? ' rounded' : ''} {${formula}} ${clauses.join(' ')}`.trimEnd();
  return [head, ...input.inputs().flatMap((each) => lines(each, depth + 1))];
}

describe('how a figure came about', () => {
  it('a penalty: target, readings, rate', () => {
    const book = {
      fans: [
        ['2016-11-30', '公司网站', 52000],
        ['2016-12-31', '信周刊', 300],
      ],
    };
    expect(lines(derivation(book, 2016, 'FAN_PENALTY'))).toEqual([
      'FAN_PENALTY = 3850.00 rounded {max(0, 60000 − 52300) × 0.5} 五.1 二.1',
      '  fan-target = 60000 {fan-target@2016-12-31} 二.1',
      '  fans = 52300 {52000 + 300} 二.1',
      '    公司网站 2016-11-30 活粉数 粉丝台账!C2 = 52000',
      '    信周刊 2016-12-31 活粉数 粉丝台账!C3 = 300',
      '  fan-penalty-rate = 0.5 {fan-penalty-rate@2016-12-31} 五.1',
    ]);
  });

  it('a cost at half: the row, its cells, the ratio of its day', () => {
    const book = { cost: [{ 日期: '2017-05-04', 摘要: '纸张', 类别: '管理费·办公费', 金额: 8827.31 }] };
    expect(lines(derivation(book, 2017, 'COUNTED_COST'))).toEqual([
      'COUNTED_COST = 4413.66 {4413.66} 六.3.1 六.3.2 六.2.3 六.4',
      '  cost = 4413.66 {4413.66} 六.3.2',
      '    management-fee = 4413.66 {Σ 1} 六.3.2',
      '      management-fee = 4413.66 rounded {8827.31 × 0.5} 六.3.2',
      '        日期 成本台账!A2 = 2017-05-04',
      '        摘要 成本台账!B2 = 纸张',
      '        类别 成本台账!C2 = 管理费·办公费',
      '        金额 成本台账!D2 = 8827.31',
      '        management-fee-ratio = 0.5 {management-fee-ratio@2017-05-04} 六.3.2',
    ]);
  });

  it('a lot: what was left, why its deadline is when it is, and which cells say so', () => {
    const book = { inKind: [['K1', '茶', 100, '2016-12-31', '2017-01-31', 60, 50]] };
    expect(lines(derivation(book, 2017, 'PRIZE_QUOTA')).slice(3)).toEqual([
      '      rest-of-lot = 12.00 {(100 − 60) × 0.3} 六.2.3',
      '        deadline = 2017-01-31 {2016-12-31 + 1} 六.2.3',
      '          领用日期 实物抵扣!D2 = 2016-12-31',
      '          in-kind-window = 1 {in-kind-window@2016-12-31} 六.2.3',
      '        抵扣金额 实物抵扣!C2 = 100',
      '        转化价值 实物抵扣!F2 = 60',
      '        conversion = 按期 {}',
      '          转化价值 实物抵扣!F2 = 60',
      '          抵扣金额 实物抵扣!C2 = 100',
      '          转化日期 实物抵扣!E2 = 2017-01-31',
      '          deadline = 2017-01-31 {2016-12-31 + 1} 六.2.3',
      '            领用日期 实物抵扣!D2 = 2016-12-31',
      '            in-kind-window = 1 {in-kind-window@2016-12-31} 六.2.3',
      '        in-kind-prize-ratio = 0.3 {in-kind-prize-ratio@2017-01-31} 六.2.3',
    ]);
  });

  it('an error: down to what is missing, the rest as far as it is known', () => {
    const book = { fans: [['2017-06-30', '公司网站', 12]], tasks: [{ 截止日期: '2017-03-01', 考核扣款: 50 }] };
    const tree = derivation(book, 2017, 'PENALTY_TOTAL');
    expect(tree.problem).toEqual(problem(book, 2017, 'FAN_PENALTY'));
    expect(lines(tree).slice(0, 2)).toEqual([
      'PENALTY_TOTAL = ? {FAN_PENALTY + EVENT_PENALTY + 50.00} 五.1 五.2 五.3',
      '  FAN_PENALTY = ? {max(0, fan-target − 12) × 0.5} 五.1 二.1',
    ]);
  });

  it('rows that can’t be decided are not among the rows, and the table says why it has no value', () => {
    const book = {
      cost: [
        { 日期: '2016-05-04', 类别: '差旅费', 金额: 1 },
        { 日期: '2016-05-04', 类别: '?', 金额: 2 },
      ],
    };
    const [table] = derivation(book, 2016, 'COUNTED_COST').inputs();
    expect(table).toMatchObject({
      name: 'cost',
      value: undefined,
      problem: { code: 'rows-blocked', cells: [{ sheet: '成本台账', cell: 'C3' }] },
    });
  });
});

describe('every derivation can be worked out again from what it shows', () => {
  it('formulas give the values, numbers come from inputs, cells hold what leaves show, clauses exist', () => {
    fc.assert(
      fc.property(believableBook({ rows: 6, plain: true }), fc.constantFrom(2016, 2017, 2018), (entries, year) => {
        const { workbook: book } = arrange(entries);
        const faults = openBooks(policy, book)
          .settle(year)
          .answers.flatMap(({ derivation: tree }) => faultsOf(tree, policy, book));
        expect(faults).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('the checker itself notices: a wrong cell, a wrong sum, a wrong formula, an unknown clause', () => {
    const book = workbook({ cost: [{ 日期: '2017-05-04', 类别: '管理费·办公费', 金额: 8827.31 }] });
    const tree = derivation(
      { cost: [{ 日期: '2017-05-04', 类别: '管理费·办公费', 金额: 8827.31 }] },
      2017,
      'COUNTED_COST',
    );
    const other = workbook({ cost: [{ 日期: '2017-05-05', 类别: '管理费·办公费', 金额: 8827.32 }] });
    expect(faultsOf(tree, policy, book)).toEqual([]);
    expect(faultsOf(tree, policy, other)).toHaveLength(2);
    expect(faultsOf({ ...tree, value: '4413.67' }, policy, book)).toHaveLength(1);
    expect(faultsOf({ ...tree, formula: '4413.67' }, policy, book)).toHaveLength(2);
    expect(faultsOf({ ...tree, clauses: ['九.9'] }, policy, book)).toEqual(['/COUNTED_COST: no clause 九.9']);
    expect(faultsOf({ ...tree, inputs: () => [] }, policy, book)).toHaveLength(1);
  });
});
