/**
 * The workbook's layout as the specification prints it (workbook.md), typed out by hand: tests and the oracle read it from
 * here, so that a heading renamed in the policy's document is noticed.
 */
export const LAYOUT = {
  revenue: {
    sheet: '收入台账',
    table: '收入',
    headings: ['日期', '摘要', '类别', '货源', '金额', '进货成本', '标价', '销售额', '备注'],
  },
  cost: { sheet: '成本台账', table: '成本', headings: ['日期', '摘要', '类别', '金额', '标价', '备注'] },
  fans: { sheet: '粉丝台账', table: '粉丝', headings: ['日期', '微信号', '活粉数'] },
  events: {
    sheet: '活动台账',
    table: '活动',
    headings: ['日期', '活动', '形式', '参与人数', '赞助奖品价值', '已用奖品价值', '个人提成'],
  },
  inKind: {
    sheet: '实物抵扣',
    table: '实物',
    headings: ['编号', '物品', '抵扣金额', '领用日期', '转化日期', '转化价值', '转化现金'],
  },
  tasks: { sheet: '任务台账', table: '任务', headings: ['任务', '截止日期', '完成日期', '考核扣款', '说明'] },
  staff: {
    sheet: '人员名册',
    table: '人员',
    headings: [
      '姓名',
      '岗位',
      '岗位类别',
      '入职日期',
      '离职日期',
      '基本工资',
      '绩效工资',
      '社保个人',
      '公积金个人',
      '专项附加扣除',
      '分红权重',
    ],
  },
  // Not in the specification's table: the policy's own sheet for clause 三.4.
  plans: {
    sheet: '提成方案',
    table: '提成',
    headings: ['方案', '提成比例', '起始日期', '批准日期', '批准文号', '说明'],
  },
} as const;

export type LedgerId = keyof typeof LAYOUT;

export const LEDGER_IDS = Object.keys(LAYOUT) as LedgerId[];

/** Ledgers that must exist for their answers. */
export const REQUIRED: readonly LedgerId[] = ['revenue', 'cost', 'fans', 'events'];

export const REVENUE_CATEGORIES = [
  '广告费',
  '活动推广费',
  '活动收入',
  '代维费',
  '微商城销售',
  '代理佣金',
  '技术转让费',
  '第三方功能模板转让费',
  '整体产品转让费',
  '其他衍生收入',
] as const;

export const DIRECT_COSTS = [
  '员工工资',
  '保险及福利',
  '年终奖',
  '超额奖',
  '分红奖励',
  '经营成本',
  '技术开发成本',
  '车辆使用费',
  '差旅费',
  '业务招待费',
  '税金',
  '其他必需成本',
] as const;

/** Management fees that count by half from 2017 on; the leaders' pay is not among them. */
export const MANAGEMENT_FEES = [
  '管理费·办公室人员薪酬',
  '管理费·其他部门人员薪酬',
  '管理费·办公费',
  '管理费·场地租费',
  '管理费·水电费',
  '管理费·差旅费',
  '管理费·车辆使用费',
] as const;

export const LEADERS_PAY = '管理费·公司领导薪酬';
export const COMPANY_GOODS = '活动用公司产品';

/** The twelve answers, in the specification's order. */
export const ANSWERS = [
  'FAN_PENALTY',
  'EVENT_PENALTY',
  'TASK_PENALTY',
  'PENALTY_TOTAL',
  'PERFORMANCE_PAY',
  'PENALTY_EXCESS',
  'COUNTED_REVENUE',
  'COUNTED_COST',
  'NET_PROFIT',
  'TEAM_SHARE',
  'COMPANY_SHARE',
  'PRIZE_QUOTA',
] as const;

export type AnswerId = (typeof ANSWERS)[number];

/** The codes that the case workbooks' expected findings are complete in (cases/README.md). */
export const CASE_CODES: readonly string[] = [
  'unknown-category',
  'source-missing',
  'date-missing',
  'purchase-cost-missing',
  'list-price-missing',
  'in-kind-over-converted',
  'agency-commission-below-floor',
  'discount-below-floor',
  'product-cost-below-floor',
  'prize-use-over-limit',
  'excluded-revenue',
  'excluded-cost',
  'event-below-attendance',
  'in-kind-overdue',
];
