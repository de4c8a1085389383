/** Answers in cells: typed by keyboard, followed live, explained, and there again after a reload and in a reopened file. */
import { checkedBy, figureOf, settledBy, withFile, type CommandLineAnswer } from './command-line';
import { SAMPLE, setUpStage, type Stage, type WorkbenchPage } from './workbench-page';

const REVENUE = '收入台账';
/** Cells beside the settlement's table, which nothing else uses. */
const SHEET = '年度结算';

let stage: Stage;
let book: WorkbenchPage;

beforeAll(async () => {
  stage = await setUpStage();
}, 60_000);
afterAll(async () => {
  await (stage as Stage | undefined)?.close();
});

const openPage = async (): Promise<void> => {
  book = await stage.open();
};
const closePage = async (): Promise<void> => {
  await (book as WorkbenchPage | undefined)?.close();
};

/** What the command line settles from the workbook on screen. */
async function settledNow(year = 2016): Promise<Readonly<Record<string, CommandLineAnswer>>> {
  return withFile(await book.save(), (file) => settledBy(file, year));
}

/** The first row below a ledger's last one. */
async function rowBelow(sheet: string): Promise<number> {
  const values = (await book.value(sheet, 'A1:A1000')) as unknown[][];
  return values.length - [...values].reverse().findIndex(([cell]) => cell !== null && cell !== '') + 1;
}

describe('on one page', () => {
  // Each test has cells of its own, and leaves the ledgers as they were.
  beforeAll(openPage, 60_000);
  afterAll(closePage);

  test('formulas typed by keyboard give the answers of the command line', async () => {
    const answers = settledBy(SAMPLE, 2016);
    await book.type(SHEET, 'H2', '=FAN_PENALTY()');
    await book.type(SHEET, 'H3', '=NET_PROFIT(2016)');
    await book.type(SHEET, 'H4', '=TEAM_SHARE()');
    expect(await book.formula(SHEET, 'H2')).toBe('=FAN_PENALTY()');
    expect(await book.value(SHEET, 'H2')).toBe(figureOf(answers['FAN_PENALTY']));
    expect(await book.value(SHEET, 'H3')).toBe(figureOf(answers['NET_PROFIT']));
    expect(await book.value(SHEET, 'H4')).toBe(figureOf(answers['TEAM_SHARE']));
  }, 60_000);

  test('all answers of the settlement sheet are live on opening', async () => {
    const answers = settledBy(SAMPLE, 2016);
    const rows = (await book.value(SHEET, 'A1:F40')) as unknown[][];
    const shown = new Map<string, unknown>();
    for (let row = 0; row < rows.length; row += 1) {
      for (const column of ['A', 'B', 'C', 'D', 'E', 'F']) {
        const address = `${column}${String(row + 1)}`;
        const name = /^=([A-Z_]+)\(\)$/.exec(await book.formula(SHEET, address))?.[1];
        if (name !== undefined) shown.set(name, await book.value(SHEET, address));
      }
    }
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, figureOf(answer)])),
    );
  }, 60_000);

  test('a broken row turns the answers into named errors, and mending it brings them back', async () => {
    await book.type(SHEET, 'H6', '=TEAM_SHARE()');
    const before = await book.value(SHEET, 'H6');
    const category = (await book.value(REVENUE, 'C2')) as string;
    await book.put(REVENUE, 'C2', '杂项');
    expect(await book.value(SHEET, 'H6')).toBe('#VALUE!');
    expect(await book.error(SHEET, 'H6')).toContain(`${REVENUE}!C2`);
    await book.put(REVENUE, 'C2', category);
    expect(await book.value(SHEET, 'H6')).toBe(before);
  }, 60_000);

  test('given ranges are plain dependencies, in any column order', async () => {
    await book.type(SHEET, 'H8', '=COUNTED_COST(2016,成本[#All])');
    expect(await book.error(SHEET, 'H8')).toBe('');
    expect(await book.value(SHEET, 'H8')).toBe(figureOf(settledBy(SAMPLE, 2016)['COUNTED_COST']));
    await book.put(SHEET, 'H10', '金额');
    await book.put(SHEET, 'I10', '类别');
    await book.put(SHEET, 'J10', '日期');
    await book.put(SHEET, 'H11', 100);
    await book.put(SHEET, 'I11', '差旅费');
    await book.put(SHEET, 'J11', '2016-05-01');
    await book.type(SHEET, 'H9', '=COUNTED_COST(2016,H10:J11)');
    expect(await book.error(SHEET, 'H9')).toBe('');
    const counted = await book.value(SHEET, 'H9');
    await book.put(SHEET, 'H11', 250);
    const more = await book.value(SHEET, 'H9');
    expect([counted, more]).toEqual([100, 250]);
  }, 60_000);

  test('EXPLAIN spills the derivation, COUNTED and VERDICT a row for each row', async () => {
    await book.type(SHEET, 'H20', '=EXPLAIN("FAN_PENALTY",2016)');
    const explained = (await book.value(SHEET, 'H20:N30')) as unknown[][];
    expect(explained.flat()).toContain(3850);
    await book.type('说明', 'J2', '=COUNTED(收入[#Headers],收入[#Data])');
    const counted = (await book.value('说明', 'J2:J6')) as unknown[][];
    expect(counted.flat().every((cell) => typeof cell === 'number' || cell === '')).toBe(true);
    await book.type('说明', 'M2', '=VERDICT(收入[#Headers],收入[#Data])');
    const verdicts = (await book.value('说明', 'M2:O6')) as unknown[][];
    expect(verdicts.every((row) => typeof row[1] === 'string' && row[1].startsWith('六.'))).toBe(true);
  }, 60_000);

  test('a missing target is #N/A with a sentence that says what to do', async () => {
    await book.type(SHEET, 'H34', '=FAN_PENALTY(1,2019)');
    expect(await book.value(SHEET, 'H34')).toBe('#N/A');
    expect(await book.error(SHEET, 'H34')).toContain('fan-target');
    await book.type(SHEET, 'H36', '=ALLOCATE(100,{1;1;1})');
    expect(await book.value(SHEET, 'H36:H38')).toEqual([[33.34], [33.33], [33.33]]);
  }, 60_000);
});

describe('on a page of its own', () => {
  beforeEach(openPage, 60_000);
  afterEach(closePage);

  test('editing an amount updates the answers, and so does a new row of the table', async () => {
    await book.type(SHEET, 'H2', '=NET_PROFIT()');
    await book.type(SHEET, 'H3', '=COUNTED_REVENUE(2016)');
    const before = (await book.value(SHEET, 'H3')) as number;

    const amount = (await book.value(REVENUE, 'E2')) as number;
    await book.type(REVENUE, 'E2', String(amount + 1000));
    const edited = await settledNow();
    expect(figureOf(edited['COUNTED_REVENUE'])).not.toBe(before);
    expect(await book.value(SHEET, 'H3')).toBe(figureOf(edited['COUNTED_REVENUE']));
    expect(await book.value(SHEET, 'H2')).toBe(figureOf(edited['NET_PROFIT']));

    const row = await rowBelow(REVENUE);
    await book.type(REVENUE, `A${String(row)}`, '2016-12-30');
    await book.type(REVENUE, `B${String(row)}`, '新增广告');
    await book.type(REVENUE, `C${String(row)}`, '广告费');
    await book.type(REVENUE, `E${String(row)}`, '1234.56');
    const grown = await settledNow();
    expect(figureOf(grown['COUNTED_REVENUE'])).toBe((figureOf(edited['COUNTED_REVENUE']) * 100 + 123456) / 100);
    expect(await book.value(SHEET, 'H3')).toBe(figureOf(grown['COUNTED_REVENUE']));
    // The table has grown: the row is in it, and no finding calls it outside.
    const findings = withFile(await book.save(), checkedBy);
    expect(findings.filter(({ sheet, cell }) => sheet === REVENUE && cell.endsWith(String(row)))).toEqual([]);
  }, 90_000);

  test('a reloaded pane and a reopened file restore everything', async () => {
    await book.type(SHEET, 'H2', '=NET_PROFIT()');
    const before = await book.value(SHEET, 'H2');
    await book.page.evaluate(() => window.workbench.reloadPane());
    await book.settled();
    expect(await book.value(SHEET, 'H2')).toBe(before);

    const saved = await book.save();
    await book.put(REVENUE, 'E2', 1);
    expect(await book.value(SHEET, 'H2')).not.toBe(before);
    await book.open(saved, '2016 副本.xlsx');
    expect(await book.formula(SHEET, 'H2')).toBe('=NET_PROFIT()');
    expect(await book.value(SHEET, 'H2')).toBe(before);
    // And live again: the streams follow the workbook that was opened.
    await book.put(REVENUE, 'E2', 1);
    expect(await book.value(SHEET, 'H2')).not.toBe(before);
  }, 90_000);

  test('two thousand answers settle without a stuck cell', async () => {
    await book.page.evaluate(() => {
      for (let column = 0; column < 20; column += 1) {
        const letter = String.fromCharCode('H'.charCodeAt(0) + (column % 18));
        const first = column < 18 ? 30 : 230;
        window.workbench.setValue(
          '年度结算',
          `${letter}${String(first)}:${letter}${String(first + 99)}`,
          '=NET_PROFIT(2016)',
        );
      }
    });
    await book.settled();
    const values = (await book.value(SHEET, 'H30:Y129')) as unknown[][];
    const profit = figureOf(settledBy(SAMPLE, 2016)['NET_PROFIT']);
    expect(new Set(values.flat())).toEqual(new Set([profit]));
    const amount = (await book.value(REVENUE, 'E2')) as number;
    await book.put(REVENUE, 'E2', amount + 1);
    const after = new Set(((await book.value(SHEET, 'H30:Y129')) as unknown[][]).flat());
    expect(after).toEqual(new Set([figureOf((await settledNow())['NET_PROFIT'])]));
  }, 120_000);
});
