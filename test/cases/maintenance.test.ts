import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readWorkbookFile } from '../../src/hosts/file/read-workbook-file';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { lintPolicy } from '../../src/policy/lint';
import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { exampleTrials } from '../../src/policy/policy';
import { openBooks } from '../../src/settlement/books';
import { runPolicyCases } from '../../src/settlement/policy-cases';
import { buildTemplate } from '../../src/workbook/template';
import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';
import { MAINTENANCE_2016 } from '../../scripts/samples/maintenance-2016';
import {
  brokenDown,
  maintenanceAnswers,
  maintenanceBook,
  maintenancePolicy,
  serial,
  withExamples,
  type BookRow,
} from '../support/maintenance-books';

const NAME = 'maintenance-2016';

function codes(book: WorkbookSnapshot, year?: number): readonly string[] {
  return openBooks(withExamples(), book)
    .findings(year)
    .map(({ code, sheet, cell }) => `${code} ${sheet}!${cell}`);
}

const order = (sent: BookRow[string], done: BookRow[string], kind = '安装', worker = '甲'): BookRow => ({
  派单时间: sent,
  完成时间: done,
  类型: kind,
  专员: worker,
});

/** What one order comes to in a year: 60 an installation and 40 a repair, × 1, 0.8 or 0.5. */
const pay = (row: BookRow, year: number): string | undefined =>
  maintenanceAnswers(maintenanceBook({ 工单: [row] }), year)['ORDER_PAY'];

describe('2.二: «是否按时在24小时或48小时内完成»; 以内 includes the hour itself', () => {
  it.each<[what: string, sent: string, done: string, year: number, install: string, repair: string]>([
    ['done at once', '2016-03-05 09:00:00', '2016-03-05 09:00:00', 2016, '60.00', '40.00'],
    ['a second before 24 hours', '2016-03-05 09:00:00', '2016-03-06 08:59:59', 2016, '60.00', '40.00'],
    ['24 hours to the second', '2016-03-05 09:00:00', '2016-03-06 09:00:00', 2016, '60.00', '40.00'],
    ['a second after 24 hours', '2016-03-05 09:00:00', '2016-03-06 09:00:01', 2016, '48.00', '32.00'],
    ['48 hours to the second', '2016-03-05 09:00:00', '2016-03-07 09:00:00', 2016, '48.00', '32.00'],
    ['a second after 48 hours', '2016-03-05 09:00:00', '2016-03-07 09:00:01', 2016, '30.00', '20.00'],
    ['weeks later', '2016-03-05 09:00:00', '2016-04-05 09:00:00', 2016, '30.00', '20.00'],
    ['across midnight', '2016-03-05 23:59:59', '2016-03-06 00:00:01', 2016, '60.00', '40.00'],
    ['across the end of a month of 30 days', '2016-04-30 20:00:00', '2016-05-01 20:00:00', 2016, '60.00', '40.00'],
    ['over the leap day', '2016-02-28 09:00:00', '2016-03-01 09:00:00', 2016, '48.00', '32.00'],
    ['without a leap day', '2017-02-28 09:00:00', '2017-03-01 09:00:00', 2017, '60.00', '40.00'],
    ['into the next year: of the year in which it was done', '2015-12-31 20:00:00', '2016-01-01 20:00:00', 2016, '60.00', '40.00'],
    ['in the last second of the year', '2016-12-31 10:00:00', '2016-12-31 23:59:59', 2016, '60.00', '40.00'],
    ['in the first second of the next year', '2016-12-31 10:00:00', '2017-01-01 00:00:00', 2016, '0.00', '0.00'],
    // Where clocks are put forward that night the hours on the wall still count: no day has 23 hours.
    ['over a night that other countries shorten', '2016-03-26 12:00:00', '2016-03-27 12:00:01', 2016, '48.00', '32.00'],
  ])('%s: %s → %s', (_what, sent, done, year, install, repair) => {
    expect(pay(order(sent, done, '安装'), year)).toBe(install);
    expect(pay(order(sent, done, '维修'), year)).toBe(repair);
  });

  it('to the second for any two moments, by an oracle that counts seconds', () => {
    const day = 86_400;
    const start = fc.integer({ min: Date.UTC(2016, 0, 1) / 1000, max: Date.UTC(2016, 11, 28) / 1000 });
    const taken = fc.oneof(
      fc.integer({ min: 0, max: 3 * day }),
      fc.constantFrom(day - 1, day, day + 1, 2 * day - 1, 2 * day, 2 * day + 1),
    );
    fc.assert(
      fc.property(start, taken, fc.boolean(), (sent, seconds, date1904) => {
        const row = order(serial(sent * 1000, date1904), serial((sent + seconds) * 1000, date1904));
        const expected = seconds <= day ? '60.00' : seconds <= 2 * day ? '48.00' : '30.00';
        expect(maintenanceAnswers(maintenanceBook({ 工单: [row] }, date1904), 2016)['ORDER_PAY']).toBe(expected);
      }),
    );
  });

  it('follows the limits themselves: they are parameters that cite the clause', () => {
    const book = maintenanceBook({ 工单: [order('2016-03-05 09:00', '2016-03-05 21:00:01')] });
    expect(maintenanceAnswers(book, 2016, withExamples('first-limit=12'))['ORDER_PAY']).toBe('48.00');
    expect(maintenanceAnswers(book, 2016, withExamples('first-limit=12.5'))['ORDER_PAY']).toBe('60.00');
  });
});

describe('an order', () => {
  it('that is not done yet counts for nothing and stops nothing', () => {
    const book = maintenanceBook({ 工单: [order('2016-03-05 09:00', null), order('2016-03-05 09:00', '2016-03-05 10:00')] });
    expect(maintenanceAnswers(book, 2016)['ORDER_PAY']).toBe('60.00');
    expect(codes(book)).toEqual([]);
  });

  it.each<[what: string, row: BookRow, finding: string]>([
    ['done without having been sent out', order(null, '2016-03-05 10:00'), 'date-missing 工单台账!B2'],
    ['done before it was sent out', order('2016-03-05 10:00', '2016-03-05 09:59:59'), 'done-before-sent 工单台账!C2'],
    ['of no kind', order('2016-03-05 09:00', '2016-03-05 10:00', ''), 'unknown-category 工单台账!D2'],
    ['done «about noon»', order('2016-03-05 09:00', { text: '中午' }), 'date-invalid 工单台账!C2'],
    ['done by a zone’s clock', order('2016-03-05 09:00', { text: '2016-03-05T10:00:00Z' }), 'date-invalid 工单台账!C2'],
  ])('%s stops the pay and says where', (_what, row, finding) => {
    const book = maintenanceBook({ 工单: [row] });
    expect(pay(row, 2016)).toBe('#VALUE!');
    expect(codes(book, 2016)).toContain(finding);
  });

  it('whose times are text is read and used, with a word; a date alone is its 0:00, with a word', () => {
    const late = maintenanceBook({
      工单: [order({ text: '2016年3月5日 下午2:30' }, { text: '2016/3/6 14时30分01秒' }), order('2016-03-05', '2016-03-05 09:00')],
    });
    expect(maintenanceAnswers(late, 2016)['ORDER_PAY']).toBe('108.00');
    expect(codes(late)).toEqual([
      'date-as-text 工单台账!B2',
      'date-as-text 工单台账!C2',
      'time-of-day-missing 工单台账!B3',
    ]);
  });
});

describe('2.4: commission on digital TV and broadband', () => {
  it.each([
    ['数字电视', 288.5, '14.43'],
    ['宽带', 1999.99, '160.00'],
    ['宽带', -720, '-57.60'],
    ['数字电视', 0.1, '0.01'],
  ])('%s of %d: %s, rounded row by row', (product, amount, expected) => {
    const sale = { 日期: '2016-03-05', 专员: '甲', 业务: product, 金额: amount };
    expect(maintenanceAnswers(maintenanceBook({ 营销: [sale] }), 2016)['SALES_COMMISSION']).toBe(expected);
  });

  it('is paid on the product that the ledger names, and on no other', () => {
    const sale = { 日期: '2016-03-05', 专员: '甲', 业务: '手机', 金额: 100 };
    expect(maintenanceAnswers(maintenanceBook({ 营销: [sale] }), 2016)['SALES_COMMISSION']).toBe('#VALUE!');
  });
});

describe('1.1, 3.3: a reward for each referral that was completed', () => {
  it('in the year of completion', () => {
    const referral = (doneOn: string | null): BookRow => ({ 推荐人VIP账号: 'V1', 日期: '2016-12-30', 办结日期: doneOn });
    const book = maintenanceBook({ 推荐: [referral('2016-12-31'), referral('2017-01-01'), referral(null)] });
    expect(maintenanceAnswers(book, 2016)['REFERRAL_REWARD']).toBe('20.00');
    expect(maintenanceAnswers(book, 2017)['REFERRAL_REWARD']).toBe('20.00');
  });

  it('is none where nobody keeps the ledger', () => {
    expect(maintenanceAnswers(maintenanceBook({}), 2016)['REFERRAL_REWARD']).toBe('0.00');
  });
});

describe('by person', () => {
  it('a name is one however it is typed; rows that name nobody are told, and the lines foot to the answers', () => {
    const book = maintenanceBook({
      工单: [
        order('2016-03-05 09:00', '2016-03-05 10:00', '安装', 'Ｌi'),
        order('2016-03-06 09:00', '2016-03-06 10:00', '维修', ' li '),
        order('2016-03-07 09:00', '2016-03-07 10:00', '维修', ''),
      ],
      营销: [{ 日期: '2016-03-05', 专员: 'LI', 业务: '宽带', 金额: 100 }],
    });
    expect(brokenDown(book, 2016, 'pay-by-worker')).toEqual({
      Ｌi: ['100.00', '8.00', '108.00'],
      '': ['40.00', '0.00', '40.00'],
    });
    expect(maintenanceAnswers(book, 2016)['MAINTENANCE_PAY']).toBe('148.00');
    expect(codes(book)).toContain('required-field-missing 工单台账!E4');
  });

  it('a name that the roster does not know is told, once there is a roster', () => {
    const rows = { 工单: [order('2016-03-05 09:00', '2016-03-05 10:00', '安装', '何伟'), order('2016-03-05 09:00', '2016-03-05 11:00', '维修', '何纬')] };
    expect(codes(maintenanceBook(rows))).toEqual([]);
    expect(codes(maintenanceBook({ ...rows, 专员: [] }))).toEqual([]);
    expect(codes(maintenanceBook({ ...rows, 专员: [{ 姓名: '何伟' }] }))).toEqual(['worker-unlisted 工单台账!E3']);
  });
});

describe('what the policy does not set', () => {
  it('is no pay: every answer is #N/A, never 0 and never an example', async () => {
    const { year } = MAINTENANCE_2016;
    const book = await sample();
    expect(maintenanceAnswers(book, year, maintenancePolicy())).toEqual({
      ORDER_PAY: '#N/A',
      SALES_COMMISSION: '#N/A',
      MAINTENANCE_PAY: '#N/A',
      REFERRAL_REWARD: '#N/A',
    });
  });

  it('has examples for each such parameter, marked wherever they are tried out', () => {
    const policy = maintenancePolicy();
    const unset = policy.document.parameters.filter(({ values }) => values.length === 0).map(({ id }) => id);
    expect(exampleTrials(policy).map(({ parameter }) => parameter)).toEqual(unset);
    expect(unset).toHaveLength(8);
    const tried = withExamples();
    expect(tried.whatIf.every(({ example }) => example === true)).toBe(true);
    expect(tried.digest).toBe(policy.digest);
    const { answers } = openBooks(tried, maintenanceBook({ 工单: [order('2016-03-05 09:00', '2016-03-05 10:00')] })).settle(2016);
    expect(parametersUnder(answers[0]?.derivation)).toEqual(['install-rate (what-if)', 'first-limit-ratio (what-if)']);
  });
});

function parametersUnder(node: ReturnType<ReturnType<typeof openBooks>['settle']>['answers'][number]['derivation'] | undefined): readonly string[] {
  const inputs = node?.inputs() ?? [];
  return inputs.flatMap((input) => {
    if (input.kind === 'leaf') return [];
    return input.whatIf === true ? [`${input.name} (what-if)`] : parametersUnder(input);
  });
}

async function sample(): Promise<WorkbookSnapshot> {
  const read = await readWorkbookFile(path.join(__dirname, '..', '..', 'assets', 'samples', `${NAME}.xlsx`));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe('the sample workbook', () => {
  it('comes to what was worked out by hand, with the examples', async () => {
    const { year, withExamples: expected, byWorker, byReferrer } = MAINTENANCE_2016;
    const book = await sample();
    expect(maintenanceAnswers(book, year)).toEqual(expected);
    expect(brokenDown(book, year, 'pay-by-worker')).toEqual(byWorker);
    expect(Object.entries(brokenDown(book, year, 'reward-by-referrer')).map(([name, [, total]]) => [name, total])).toEqual(
      Object.entries(byReferrer),
    );
    expect(codes(book)).toEqual([]);
    const written = JSON.parse(
      readFileSync(path.join(__dirname, '..', '..', 'assets', 'samples', `${NAME}.expected.json`), 'utf8'),
    ) as Record<string, unknown>;
    expect(written[String(year)]).toEqual({ withExamples: expected, byWorker, byReferrer });
  });
});

describe('the policy', () => {
  it('is complete: one rule decides each row, and every clause is computed, checked or left to people', () => {
    const { faults, coverage } = lintPolicy(maintenancePolicy());
    expect(faults.filter(({ level }) => level === 'fault')).toEqual([]);
    expect(faults.map(({ code }) => code)).toEqual(Array<string>(8).fill('parameter-unset'));
    expect(coverage.filter(({ status }) => status === 'manual').map(({ clause }) => clause)).toEqual(['1.2']);
  });

  it('keeps its own cases', () => {
    const results = runPolicyCases(maintenancePolicy());
    expect(results).toHaveLength(5);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('quotes the text, sentence by sentence', () => {
    const text = readFileSync(path.join(__dirname, 'maintenance-posts-policy.txt'), 'utf8');
    for (const { text: clause } of maintenancePolicy().document.clauses) expect(text).toContain(clause);
  });

  it('shares nothing with the first: no rule, answer, parameter, measure, limit, ledger, sheet or table', () => {
    const namesOf = ({ document }: ReturnType<typeof builtInPolicy>): readonly string[] => [
      ...document.ruleTables.flatMap(({ id, rules }) => [id, ...rules.map((rule) => rule.id)]),
      ...document.answers.map(({ id }) => id),
      ...document.parameters.map(({ id }) => id),
      ...document.measures.map(({ id }) => id),
      ...document.limits.map(({ id }) => id),
      ...document.ledgers.flatMap(({ id, sheet, table }) => [id, sheet, table]),
      ...document.clauses.map(({ text }) => text),
    ];
    const first = new Set(namesOf(builtInPolicy()));
    expect(namesOf(maintenancePolicy()).filter((name) => first.has(name))).toEqual([]);
    expect(builtInPacks().map(({ id }) => id)).toEqual(['internet-centre', 'maintenance-posts']);
  });

  it('makes a workbook that reads back empty and clean, in either language', async () => {
    const policy = maintenancePolicy();
    for (const language of ['zh-CN', 'en-US'] as const) {
      const bytes = await buildTemplate({ policy, year: 2018, language, results: new Map() });
      const read = await readWorkbookBytes(bytes, 'new.xlsx');
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const books = openBooks(withExamples(), read.value);
      expect(books.policyYear).toBe(2018);
      expect(books.findings()).toEqual([]);
      expect(maintenanceAnswers(read.value, 2018)).toEqual({
        ORDER_PAY: '0.00',
        SALES_COMMISSION: '0.00',
        MAINTENANCE_PAY: '0.00',
        REFERRAL_REWARD: '0.00',
      });
      const cells = read.value.sheets.flatMap(({ rows }) => rows.flatMap((row) => row ?? []));
      expect(cells).toContain('=POLICY_ANSWER("MAINTENANCE_PAY")');
      expect(cells.filter((cell) => typeof cell === 'string' && /净利润|NET_PROFIT|收入台账|活粉/.test(cell))).toEqual([]);
    }
  });
});
