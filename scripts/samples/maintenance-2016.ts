import type { TemplateRow } from '../../src/workbook/template';

/**
 * A year of the maintenance posts, with what its rows come to worked out by hand. All names are made up. The policy sets no
 * pay: the figures are those of its examples (60 and 40 an order, in full, 0.8 and 0.5 by timeliness, 5% and 8% of sales,
 * 20 a referral). What an order comes to stands behind its row.
 */
export interface MaintenanceSample {
  readonly year: number;
  readonly rows: Readonly<Record<'orders' | 'sales' | 'referrals' | 'workers', readonly TemplateRow[]>>;
  /** With the policy's examples; as the policy stands written every answer is #N/A. */
  readonly withExamples: Readonly<Record<string, string>>;
  /** The same by person: orders, sales, together. */
  readonly byWorker: Readonly<Record<string, readonly [orders: string, sales: string, total: string]>>;
  readonly byReferrer: Readonly<Record<string, string>>;
}

/** «工单号 | 派单时间 | 完成时间 | 类型 | 专员 | 用户 | 评价»; what counts is said behind «//». */
const ORDERS = `
GD-1601 | 2015-12-31 20:00:00 | 2016-01-01 19:59:59 | 安装 | 何伟 | 滨江路 12 号   | 5 // 23:59:59 → 60.00
GD-1602 | 2016-01-04 09:10:00 | 2016-01-05 09:10:00 | 安装 | 何伟 | 文昌街 3 号    | 5 // 24:00:00 → 60.00
GD-1603 | 2016-01-04 09:10:00 | 2016-01-05 09:10:01 | 安装 | 何伟 | 文昌街 5 号    | 4 // 24:00:01 → 60 × 0.8 = 48.00
GD-1604 | 2016-02-28 10:00:00 | 2016-02-29 10:00:00 | 维修 | 陶静 | 南门小区 8 栋  | 5 // leap day, 24:00:00 → 40.00
GD-1605 | 2016-02-28 10:00:00 | 2016-03-01 10:00:00 | 维修 | 陶静 | 南门小区 9 栋  | 4 // 48:00:00 → 40 × 0.8 = 32.00
GD-1606 | 2016-02-28 10:00:00 | 2016-03-01 10:00:01 | 维修 | 陶静 | 南门小区 11 栋 | 2 // 48:00:01 → 40 × 0.5 = 20.00
GD-1607 | 2016-05-31 23:30:00 | 2016-06-01 00:15:00 | 维修 | 罗强 | 城关镇政府     | 5 // 0:45:00 → 40.00
GD-1608 | 2016-07-08 08:00:00 | 2016-07-11 17:20:00 | 安装 | 罗强 | 锦绣花园 2 栋  | 3 // 81:20:00 → 60 × 0.5 = 30.00
GD-1609 | 2016-09-12 14:00:00 | 2016-09-12 16:05:00 | 安装 | 陶静 | 锦绣花园 6 栋  | 5 // 2:05:00 → 60.00
GD-1610 | 2016-11-20 11:00:00 |                     | 维修 | 何伟 | 滨江路 40 号   |   // not done yet
GD-1611 | 2016-12-31 16:00:00 | 2017-01-01 09:00:00 | 安装 | 罗强 | 西街 17 号     | 5 // of 2017
`;

/** «日期 | 专员 | 业务 | 用户 | 金额». */
const SALES = `
2016-01-05 | 何伟 | 宽带     | 文昌街 3 号   | 720.00 // × 0.08 = 57.60
2016-03-01 | 陶静 | 数字电视 | 南门小区 9 栋 | 288.50 // × 0.05 = 14.425 → 14.43
2016-06-01 | 罗强 | 宽带     | 城关镇政府    | 1999.99 // × 0.08 = 159.9992 → 160.00
2016-09-12 | 陶静 | 数字电视 | 锦绣花园 6 栋 | 360.00 // × 0.05 = 18.00
`;

/** «日期 | 推荐人VIP账号 | 新用户 | 办理业务 | 办结日期». */
const REFERRALS = `
2016-03-02 | VIP80013 | 南门小区 3 栋 | 宽带     | 2016-03-04 // 20.00
2016-06-18 | VIP80127 | 西街 2 号     | 数字电视 | 2016-06-20 // 20.00
2016-08-09 | VIP80013 | 西街 9 号     | 宽带     | 2016-08-10 // 20.00
2016-12-30 | VIP80127 | 滨江路 8 号   | 宽带     |            // not completed
`;

const WORKERS = `
何伟 | 城北网格 | 2013-04-01
陶静 | 城南网格 | 2014-07-01
罗强 | 城关网格 | 2015-10-08
`;

export const MAINTENANCE_2016: MaintenanceSample = {
  year: 2016,
  rows: {
    orders: table(ORDERS, ['number', 'dispatchedAt', 'completedAt', 'kind', 'worker', 'customer', 'rating']),
    sales: table(SALES, ['soldOn', 'worker', 'product', 'customer', 'amount']),
    referrals: table(REFERRALS, ['referredOn', 'account', 'customer', 'service', 'doneOn']),
    workers: table(WORKERS, ['name', 'area', 'joinedOn']),
  },
  withExamples: {
    // 60 + 60 + 48 + 40 + 32 + 20 + 40 + 30 + 60
    ORDER_PAY: '390.00',
    // 57.60 + 14.43 + 160.00 + 18.00
    SALES_COMMISSION: '250.03',
    MAINTENANCE_PAY: '640.03',
    // 3 × 20
    REFERRAL_REWARD: '60.00',
  },
  byWorker: {
    何伟: ['168.00', '57.60', '225.60'],
    陶静: ['152.00', '32.43', '184.43'],
    罗强: ['70.00', '160.00', '230.00'],
  },
  byReferrer: { VIP80013: '40.00', VIP80127: '20.00' },
};

function table(lines: string, columns: readonly string[]): readonly TemplateRow[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const cells = (line.split('//')[0] ?? '').split('|').map((cell) => cell.trim());
      const filled = columns.flatMap((column, index): [string, string][] =>
        (cells[index] ?? '') === '' ? [] : [[column, cells[index] ?? '']],
      );
      return Object.fromEntries(filled);
    });
}
