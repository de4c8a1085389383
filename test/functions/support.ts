import internetCentre from '../../src/policy/packs/internet-centre.json';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { openBooks } from '../../src/settlement/books';
import type { Language } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';
import type { CallContext } from '../../src/functions/call-context';
import type { CallValue } from '../../src/functions/cell-values';
import { evaluateCall } from '../../src/functions/evaluate-call';

/** The internet centre's policy. */
export const POLICY = policyFrom(internetCentre);

/** A usable policy; throws with the faults where a test's own policy is none. */
export function policyFrom(json: unknown): Policy {
  const parsed = parsePolicy(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** A sheet with one Excel table from its first cell on. */
export function sheet(name: string, table: string, rows: readonly (readonly CellValue[])[]): SheetSnapshot {
  const right = rows[0]?.length ?? 1;
  const range = { top: 1, left: 1, bottom: rows.length, right };
  return { name, rows, merges: [], tables: [{ name: table, range, headerRows: 1, totalsRows: 0 }] };
}

/** A workbook with a policy year. */
export function workbook(sheets: readonly SheetSnapshot[], year?: number): WorkbookSnapshot {
  const definedNames = year === undefined ? [] : [{ name: 'PolicyYear', refersTo: String(year) }];
  return { name: 'test.xlsx', date1904: false, sheets, definedNames };
}

/** What a call is computed with; without a workbook, as the command line's `eval` without a file. */
export function contextWith(
  book?: WorkbookSnapshot,
  language: Language = 'zh-CN',
  policy: Policy = POLICY,
): CallContext {
  const books = book && openBooks(policy, book);
  return { policy, wording: wordingFor(language), language, ...(books ? { books } : {}) };
}

/** A typed call's value, or its error's code; «!» and the problem's code where the call can't be used at all. */
export function evaluated(source: string, context: CallContext): CallValue {
  const result = evaluateCall(source, context);
  if (result.ok) return result.value;
  return result.error.kind === 'cell' ? result.error.error.code : `! ${result.error.problem.code}`;
}

/** The sentence that a failing call gives. */
export function messageOf(source: string, context: CallContext): string {
  const result = evaluateCall(source, context);
  if (result.ok) throw new Error(`${source} gives a value`);
  return result.error.kind === 'cell' ? result.error.error.message : result.error.message;
}

/** A year of the centre in a few rows, dirty cells among them; 2017 rows too. */
export const REVENUE_ROWS: readonly (readonly CellValue[])[] = [
  ['日期', '摘要', '类别', '货源', '金额', '进货成本', '标价', '销售额', '备注'],
  [42370, '某酒店广告', '广告费', null, 30000, null, null, null, null],
  ['2016年3月5日', '车展推广', '活动推广费', null, '￥1,234.50', null, null, null, '文本'],
  ['2016/4/1', '自揽红酒', '微商城销售', '自揽', 8000.005, 5000, 10000, null, null],
  [42500, '公司代理茶叶', '微商城销售', '公司代理', 6000, null, null, null, null],
  [null, '合计', null, null, 45234.5, null, null, null, null],
  [42600, '小程序转让', '整体产品转让费', null, 90000, null, null, null, null],
  [null, null, null, null, null, null, null, null, null],
  [42700, '佣金', '代理佣金', '自揽', '１２００', null, null, 9000, null],
  [42780, '次年广告', '广告费', null, 777, null, null, null, null],
  [42650, '待收款', '广告费', null, null, null, null, null, null],
];
export const COST_ROWS: readonly (readonly CellValue[])[] = [
  ['日期', '摘要', '类别', '金额', '标价', '备注'],
  [42371, '一月工资', '员工工资', 12000, null, null],
  [42400, '活动用茶', '活动用公司产品', 10, 100, null],
  [42500, '办公室租金', '管理费·场地租费', 5000, null, null],
  [42801, '次年租金', '管理费·场地租费', 5000.01, null, null],
  ['20160601', '高铁', '差旅费', '(100)', null, '退票'],
];
export const IN_KIND_ROWS: readonly (readonly CellValue[])[] = [
  ['编号', '物品', '抵扣金额', '领用日期', '转化日期', '转化价值', '转化现金'],
  [1, '红酒', 1000, 42400, 42410, 600, 400],
  [2, '月饼', 500, 42400, 42480, 500, 300],
  [3, '茶具', 200, 42450, null, null, null],
];
export const EVENT_ROWS: readonly (readonly CellValue[])[] = [
  ['日期', '活动', '形式', '参与人数', '赞助奖品价值', '已用奖品价值', '个人提成'],
  [42400, '迎新', '线上', 120, 1000, 500, 100],
  [42430, '踏青', '线下', 99, null, null, null],
  ['2016-05-01', '长跑', '线下', '100', null, null, null],
  [42790, '次年灯会', '线下', 500, null, null, null],
];
export const FAN_ROWS: readonly (readonly CellValue[])[] = [
  ['日期', '微信号', '活粉数'],
  [42370, 'a', 50000],
  [42730, 'a', 52000],
  [42735, 'b', 300],
];
const TASK_ROWS: readonly (readonly CellValue[])[] = [
  ['任务', '截止日期', '完成日期', '考核扣款', '说明'],
  ['开通商城', '2015-12-31', '2016-01-08', 500, null],
  ['改版', 42551, null, 300.5, null],
];

/** The centre's workbook with the policy year 2016; sheets may be exchanged by name. */
export function centreWorkbook(
  exchanged: Readonly<Record<string, readonly (readonly CellValue[])[] | undefined>> = {},
): WorkbookSnapshot {
  const ledgers: readonly (readonly [string, string, readonly (readonly CellValue[])[]])[] = [
    ['收入台账', '收入', REVENUE_ROWS],
    ['成本台账', '成本', COST_ROWS],
    ['粉丝台账', '粉丝', FAN_ROWS],
    ['活动台账', '活动', EVENT_ROWS],
    ['实物抵扣', '实物', IN_KIND_ROWS],
    ['任务台账', '任务', TASK_ROWS],
  ];
  const sheets = ledgers.flatMap(([name, table, rows]) => {
    const content = name in exchanged ? exchanged[name] : rows;
    return content ? [sheet(name, table, content)] : [];
  });
  return workbook(sheets, 2016);
}
