import { callFunction } from '../../src/functions/call';
import type { Argument, CallResult, RangeArgument } from '../../src/functions/cell-values';
import { spilledError } from '../../src/functions/cell-values';
import type { CellValue } from '../../src/ledger/cells';
import { centreWorkbook, contextWith, COST_ROWS, evaluated, IN_KIND_ROWS, messageOf, REVENUE_ROWS } from './support';

const CONTEXT = contextWith();
const call = (id: string, ...args: readonly Argument[]): CallResult => callFunction(id, args, CONTEXT);

/** A ledger as the two ranges of a row function. */
function split(rows: readonly (readonly CellValue[])[]): readonly [RangeArgument, RangeArgument] {
  return [rows.slice(0, 1), rows.slice(1)] as unknown as readonly [RangeArgument, RangeArgument];
}

describe('COUNTED', () => {
  it('gives one amount a row, blank for rows without an entry', () => {
    expect(call('COUNTED', ...split(REVENUE_ROWS))).toEqual({
      ok: true,
      // 8,000.005 − 5,000 rounds up; agency goods and whole products count 0; the total, the blank and the open row are blank.
      value: [[30000], [1234.5], [3000.01], [0], [''], [0], [''], [1200], [777], ['']],
    });
    expect(call('COUNTED', ...split(COST_ROWS))).toEqual({ ok: true, value: [[12000], [50], [0], [2500.01], [-100]] });
  });

  it('counts the cash of goods set off in kind, not their prizes', () => {
    expect(call('COUNTED', ...split(IN_KIND_ROWS))).toEqual({ ok: true, value: [[400], [0], ['']] });
  });

  it('foots to the answer of the year', () => {
    const result = call('COUNTED', ...split(COST_ROWS.filter((row) => row[0] !== 42801)));
    const amounts = result.ok && Array.isArray(result.value) ? result.value.flat() : [];
    expect(amounts.reduce((sum: number, amount) => sum + Number(amount), 0)).toBe(11950);
    expect(evaluated('=COUNTED_COST(2016)', contextWith(centreWorkbook()))).toBe(11950);
  });

  it('says in the cell why a row can’t be decided, and decides the others', () => {
    const result = evaluated(
      '=COUNTED({"日期","类别","金额","货源"},{"2016-01-01","广告费",5,"";"2016-01-01","广告",5,"";"2016-02-30","广告费",5,"";"2016-01-01","微商城销售",5,"";"2016-01-01","广告费",#REF!,"";"2016-01-01","微商城销售",5,"自揽"})',
      CONTEXT,
    );
    expect(result).toEqual([
      [5],
      [expect.stringMatching(/^#VALUE! 类别「广告」不在制度内/)],
      [expect.stringMatching(/^#VALUE! .*「2016-02-30」不是能用的日期/)],
      [expect.stringMatching(/^#VALUE! .*没有填货源/)],
      [expect.stringMatching(/^#VALUE! 「金额」是错误值 #REF!/)],
      [expect.stringMatching(/^#VALUE! .*「进货成本」为空/)],
    ]);
  });

  it('marks a row whose parameter has no value on its date as #N/A', () => {
    const result = evaluated('=COUNTED({"日期","类别","金额"},{"2015-06-01","管理费·办公费",5})', CONTEXT);
    expect(result).toEqual([[expect.stringMatching(/^#N\/A .*2015-06-01.*management-fee-ratio/)]]);
  });

  it('leaves goods converted over their set-off to be corrected', () => {
    const [headers, rows] = split([IN_KIND_ROWS[0] ?? [], [1, '红酒', 100, 42400, 42410, 600, 400]]);
    const result = call('COUNTED', headers, rows);
    expect(result).toEqual({ ok: true, value: [[expect.stringMatching(/^#VALUE! 转化价值/)]] });
  });

  it('tells the row, not the whole call, where a blank may be a 0', () => {
    const headers = [['日期', '类别', '金额', '标价', '备注']];
    const rows = [
      [42400, '差旅费', 5, 0, 0],
      [42400, '活动用公司产品', 0, 100, 0],
      [0, 0, 0, 0, 0],
    ];
    expect(call('COUNTED', headers, rows)).toEqual({
      ok: true,
      value: [[5], [expect.stringMatching(/^#VALUE! .*第 2 行「金额」分不清是 0 还是空白/)], ['']],
    });
    expect(call('VERDICT', headers, rows)).toMatchObject({
      value: [
        [expect.any(String), '六.3.1', expect.any(String)],
        ['', '', expect.stringContaining('#VALUE!')],
        ['', '', ''],
      ],
    });
  });

  it('takes a single cell for a range of one', () => {
    expect(evaluated('=COUNTED({"日期","类别","金额"},{"2016-01-01","广告费",5})', CONTEXT)).toEqual([[5]]);
    expect(evaluated('=COUNTED("日期",5)', CONTEXT)).toBe('#VALUE!');
  });

  it('gives blanks for rows without anything in them', () => {
    expect(
      call(
        'COUNTED',
        [['日期', '类别', '金额']],
        [
          [null, null, null],
          ['', ' ', null],
        ],
      ),
    ).toEqual({
      ok: true,
      value: [[''], ['']],
    });
  });
});

describe('VERDICT', () => {
  const [headers, rows] = split(REVENUE_ROWS);

  it('gives rule, clause and reason of each row', () => {
    expect(call('VERDICT', headers, rows.slice(0, 6))).toEqual({
      ok: true,
      value: [
        ['经营收入全额计入（operating-revenue）', '六.2.1', '类别「广告费」：计入 30000.00'],
        ['经营收入全额计入（operating-revenue）', '六.2.1', '类别「活动推广费」：计入 1234.50'],
        ['商城自揽产品计利润（mall-self-sourced）', '六.2.5', '类别「微商城销售」，货源「自揽」：计入 3000.01'],
        ['商城公司代理产品不计（mall-company-agency）', '六.2.5', '类别「微商城销售」，货源「公司代理」：不计入'],
        ['', '', expect.stringContaining('「合计」是合计行')],
        ['整体产品转让不计（whole-product-transfer）', '六.2.2', '类别「整体产品转让费」：不计入'],
      ],
    });
  });

  it('speaks English', () => {
    const result = callFunction('VERDICT', [headers, rows.slice(2, 3)], contextWith(undefined, 'en-US'));
    expect(result).toEqual({
      ok: true,
      value: [
        [
          'Self-sourced goods sold in the mall, profit only (mall-self-sourced)',
          '六.2.5',
          'Category “微商城销售”, Source of goods “自揽”: counts 3000.01',
        ],
      ],
    });
  });

  it('cites the clause of the year that a row lies in', () => {
    const verdicts = call('VERDICT', ...split([COST_ROWS[0] ?? [], COST_ROWS[3] ?? [], COST_ROWS[4] ?? []]));
    expect(verdicts).toMatchObject({
      value: [
        [expect.any(String), '六.3.1、六.4', expect.stringContaining('不计入')],
        [expect.any(String), '六.3.2', expect.stringContaining('计入 2500.01')],
      ],
    });
  });

  it('gives the error in the place of the reason', () => {
    const result = evaluated('=VERDICT({"日期","类别","金额","货源"},{"2016-01-01","广告",5,""})', CONTEXT);
    expect(result).toEqual([['', '', expect.stringMatching(/^#VALUE! 类别「广告」/)]]);
  });
});

describe('which ledger rows are of', () => {
  it.each<[string, string, unknown]>([
    [
      'the only one with these headings',
      '=COUNTED({"抵扣金额","领用日期","转化日期","转化价值","转化现金"},{9,"2016-01-01","2016-01-02",9,8})',
      [[8]],
    ],
    [
      'the one with more of them',
      '=COUNTED({"日期","类别","金额","货源"},{"2016-01-01","其他",5,"自有"})',
      [[expect.stringContaining('#VALUE!')]],
    ],
    [
      'the one whose categories they bear (revenue)',
      '=COUNTED({"日期","类别","金额"},{"2016-01-01","广告费",5})',
      [[5]],
    ],
    [
      'the one whose categories they bear (cost)',
      '=COUNTED({"日期","类别","金额"},{"2016-01-01","管理费·办公费",5})',
      [[0]],
    ],
    [
      'the one whose categories most of them bear',
      '=COUNTED({"日期","类别","金额"},{"2016-01-01","广告费",5;"2016-01-01","代维费",5;"2016-01-01","差旅费",5})',
      [[5], [5], [expect.stringContaining('#VALUE!')]],
    ],
    [
      'the one whose headings are complete',
      '=COUNTED({"日期","摘要","类别","金额","标价","备注"},{"2016-01-01","","杂费",5,"",""})',
      [[expect.stringMatching(/杂费/)]],
    ],
    [
      'headings with units and in another order',
      '=COUNTED({"金 额（元）","类别","日期"},{5,"广告费","2016-01-01"})',
      [[5]],
    ],
  ])('%s', (_title, source, value) => {
    expect(evaluated(source, CONTEXT)).toEqual(value);
  });

  it.each<[string, string]>([
    ['=COUNTED({"日期","类别","金额"},{"2016-01-01","杂费",5})', '分不清是收入还是成本台账'],
    ['=COUNTED({"日期","类别","金额"},{"2016-01-01","广告费",5;"2016-01-01","差旅费",5})', '分不清是收入还是成本台账'],
    ['=COUNTED({"日期","类别","货源"},{"2016-01-01","广告费",5})', '缺少「金额」一列'],
    ['=COUNTED({"姓名","岗位","工资"},{"甲","内容",5})', '认不出是哪一种台账'],
    ['=COUNTED({"日期","类别";"金额","货源"},{1,2})', '这里有 2 行'],
    ['=COUNTED({"日期","类别","金额"},{1,2})', '标题行有 3 列，数据行有 2 列'],
    ['=COUNTED({"",""},{1,2})', '缺少参数 headers'],
    ['=COUNTED(,{1,2})', '缺少参数 headers'],
    ['=COUNTED({"日期","类别","金额"})', '缺少参数 rows'],
    ['=COUNTED({"日期","类别","金额"},"")', '标题行有 3 列，数据行有 1 列'],
  ])('%s is #VALUE!: %s', (source, part) => {
    expect(evaluated(source, CONTEXT)).toBe('#VALUE!');
    expect(messageOf(source, CONTEXT)).toContain(part);
  });

  it('passes an error on', () => {
    expect(evaluated('=COUNTED(#REF!,{1})', CONTEXT)).toBe('#REF!');
    expect(evaluated('=VERDICT({"日期","类别","金额"},#N/A)', CONTEXT)).toBe('#N/A');
  });
});

it('turns an error in a spilled cell back into an error for hosts that can show one', () => {
  expect(spilledError('#VALUE! 类别')).toEqual({ code: '#VALUE!', message: '类别' });
  expect(spilledError('#N/A')).toEqual({ code: '#N/A', message: '' });
  expect(spilledError('#1 店')).toBeUndefined();
  expect(spilledError('类别')).toBeUndefined();
  expect(spilledError(5)).toBeUndefined();
});
