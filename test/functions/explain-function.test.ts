import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import type { CellScalar } from '../../src/functions/cell-values';
import { MOST_ROWS } from '../../src/functions/explain-function';
import { withWhatIf } from '../../src/policy/policy';
import { centreWorkbook, contextWith, COST_ROWS, evaluated, messageOf, POLICY, REVENUE_ROWS } from './support';

const CENTRE = contextWith(centreWorkbook());

function table(answer: string, context: CallContext, year: number | null = null): readonly (readonly CellScalar[])[] {
  const result = callFunction('EXPLAIN', [answer, year], context);
  if (!result.ok || !Array.isArray(result.value)) throw new Error(JSON.stringify(result));
  return result.value as readonly (readonly CellScalar[])[];
}

describe('EXPLAIN', () => {
  it('spills a derivation from the answer down to the cells', () => {
    expect(table('FAN_PENALTY', CENTRE, 2016)).toEqual([
      ['层级', '名称', '数值', '单位', '公式', '条款', '单元格'],
      [1, '活粉考核', 3850, '元', expect.stringContaining('60000 − 52300'), '五.1、二.1', ''],
      [2, '活粉目标', 60000, '人', expect.any(String), '二.1', ''],
      [2, '年末活粉数', 52300, '人', expect.any(String), '二.1', ''],
      [3, 'a 2016-12-26 活粉数', 52000, '', '', '', '粉丝台账!C3'],
      [3, 'b 2016-12-31 活粉数', 300, '', '', '', '粉丝台账!C4'],
      [2, '活粉考核单价', 0.5, '元/人', expect.any(String), '五.1', ''],
    ]);
  });

  it('speaks English', () => {
    const english = table('net_profit', contextWith(centreWorkbook(), 'en-US'));
    expect(english[0]).toEqual(['Level', 'Name', 'Value', 'Unit', 'Formula', 'Clauses', 'Cell']);
    expect(english[1]).toEqual([1, 'Net profit', 23884.51, 'CNY', '35834.51 − 11950.00', '六.1', '']);
    const penalty = table('FAN_PENALTY', contextWith(centreWorkbook(), 'en-US'), 2016);
    expect(penalty.map((line) => line[3])).toEqual(['Unit', 'CNY', 'fans', 'fans', '', '', 'CNY a fan']);
  });

  it('has a counted row with its rule, its cell and the row’s own cells', () => {
    const lines = table('COUNTED_REVENUE', CENTRE);
    const at = lines.findIndex((line) => line[6] === '收入台账!E4');
    expect(lines[at]).toEqual([
      expect.any(Number),
      '商城自揽产品计利润',
      3000.01,
      '元',
      expect.stringMatching(/8000\.005 − 5000.*四舍五入到分/),
      '六.2.5',
      '收入台账!E4',
    ]);
    expect(lines.slice(at + 1, at + 4).map((line) => [line[1], line[2], line[6]])).toEqual([
      ['日期', '2016-04-01', '收入台账!A4'],
      ['摘要', '自揽红酒', '收入台账!B4'],
      ['类别', '微商城销售', '收入台账!C4'],
    ]);
  });

  it('spills also where the answer is an error, and shows where it comes from', () => {
    const context = contextWith(centreWorkbook({ 成本台账: [...COST_ROWS, [42372, '不明', '杂费', 1, null, null]] }));
    expect(evaluated('=TEAM_SHARE()', context)).toBe('#VALUE!');
    const lines = table('TEAM_SHARE', context);
    expect(lines[1]?.[2]).toMatch(/^#VALUE! .*成本台账!C7/);
    expect(lines.find((line) => line[1] === '计入收入')?.[2]).toBe(35834.51);
  });

  it('marks a what-if value', () => {
    const trial = withWhatIf(POLICY, [{ parameter: 'fan-target', from: undefined, value: '70000' }]);
    if (!trial.ok) throw new Error(trial.error.code);
    const lines = table('FAN_PENALTY', contextWith(centreWorkbook(), 'zh-CN', trial.value));
    expect(lines[1]?.[2]).toBe(8850);
    expect(lines[2]?.[1]).toBe('活粉目标（试算）');
  });

  it('keeps the upper levels of a long derivation whole and says how much it left out', () => {
    const many = Array.from({ length: 3000 }, (_unused, index) => [
      42370 + (index % 300),
      `第${index}笔`,
      '广告费',
      null,
      1,
      null,
      null,
      null,
      null,
    ]);
    const context = contextWith(centreWorkbook({ 收入台账: [REVENUE_ROWS[0] ?? [], ...many] }));
    const lines = table('NET_PROFIT', context);
    expect(lines).toHaveLength(MOST_ROWS);
    expect(lines.find((line) => line[1] === '计入成本')?.[2]).toBe(11950);
    const [last] = lines.slice(-1);
    const left = Number(/另有 (\d+) 行未列出/.exec(String(last?.[1]))?.[1]);
    // Each of 3,000 rows has a line of its own and one a cell; what is shown and what is left make up the whole.
    expect(left).toBeGreaterThan(3000);
    const few = table(
      'NET_PROFIT',
      contextWith(centreWorkbook({ 收入台账: [REVENUE_ROWS[0] ?? [], ...many.slice(0, 1)] })),
    );
    const perRow = 1 + few.filter((line) => String(line[6]).startsWith('收入台账!')).length - 1;
    expect(lines.length - 2 + left).toBe(few.length - 1 + 2999 * perRow);
    expect(lines.every((line) => line.length === 7)).toBe(true);
    // How the policy stands to what was approved has a row of its own, at the end and within the same length.
    const standing = { ...context, policy: { ...POLICY, standing: { kind: 'unapproved' } as const } };
    const approved = table('NET_PROFIT', standing);
    expect(approved).toHaveLength(MOST_ROWS);
    expect(approved.at(-1)).toEqual(['', '这份制度没有批准记录', '', '', '', '', '']);
    expect(approved.at(-2)?.[1]).toMatch(/^另有 \d+ 行未列出/);
  });

  it.each<[string, string, string]>([
    ['=EXPLAIN("NET_PROFITS")', '#VALUE!', '最接近的是 NET_PROFIT'],
    ['=EXPLAIN()', '#VALUE!', '缺少参数 answer'],
    ['=EXPLAIN("NET_PROFIT",1800)', '#NUM!', '1800'],
    ['=EXPLAIN(#REF!)', '#REF!', 'answer'],
  ])('%s is %s: %s', (source, code, part) => {
    expect(evaluated(source, CENTRE)).toBe(code);
    expect(messageOf(source, CENTRE)).toContain(part);
  });

  it('needs a workbook', () => {
    expect(evaluated('=EXPLAIN("NET_PROFIT",2016)', contextWith())).toBe('#N/A');
    expect(evaluated('=EXPLAIN("NET_PROFIT")', contextWith())).toBe('#N/A');
  });
});
