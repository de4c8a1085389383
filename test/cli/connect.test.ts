import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionSchema, readConnection } from '../../src/ledger/connect';
import { ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();
const FOREIGN = 'test/cases/foreign';
const CASH_BOOK = join(FOREIGN, 'cash-book.xlsx');
const JOURNAL = join(FOREIGN, 'cash-journal.xlsx');
const SIDES = 'sides@现金日记账!E1';

interface ConnectJson {
  readonly ownLayout: readonly string[];
  readonly missing: readonly string[];
  readonly ledgers: readonly {
    readonly ledger: string;
    readonly sheets: readonly string[];
    readonly headerRow: number;
    readonly rows: number;
    readonly confidence: number;
    readonly columns: readonly {
      readonly column: string;
      readonly from: readonly string[];
      readonly confidence: number;
    }[];
  }[];
  readonly accounts: readonly { readonly account: string; readonly category: string | null }[];
  readonly questions: readonly {
    readonly id: string;
    readonly message: string;
    readonly options: readonly { readonly id: string; readonly message: string }[];
  }[];
  readonly connection: unknown;
  readonly written?: string;
}

async function connected(argv: readonly string[]) {
  const ended = await payclauseJson(['connect', ...argv]);
  return { ...ended, json: ended.json as ConnectJson };
}

function file(name: string): string {
  return join(folder, name);
}

/** A connection stored from a workbook. */
async function stored(book: string, ...answers: readonly string[]): Promise<string> {
  const out = file('connection.json');
  const { code } = await payclause([
    'connect',
    book,
    '--out',
    out,
    '--force',
    ...answers.flatMap((answer) => ['--answer', answer]),
  ]);
  expect(code).toBe(0);
  return out;
}

describe('connect', () => {
  it('shows the ledgers, their columns and the accounts, and asks nothing where nothing is open', async () => {
    const { code, json } = await connected([CASH_BOOK]);
    expect(code).toBe(0);
    expect(json.ownLayout).toEqual(['fans', 'events']);
    expect(json.questions).toEqual([]);
    expect(json.ledgers.map(({ ledger, sheets, headerRow, rows }) => [ledger, sheets, headerRow, rows])).toEqual([
      ['revenue', ['收支流水'], 4, 8],
      ['cost', ['收支流水'], 4, 7],
    ]);
    expect(json.ledgers[1]?.columns).toContainEqual(expect.objectContaining({ column: 'amount', from: ['支出'] }));
    expect(json.accounts).toContainEqual(expect.objectContaining({ account: '差旅费', category: '差旅费' }));
    expect(connectionSchema.safeParse(json.connection).success).toBe(true);
  });

  it.each([
    ['zh', ['把握', '收支项目', '科目对应', '没有问题要回答']],
    ['en', ['% sure', '收支项目', 'Accounts', 'Nothing has to be asked']],
  ])('says so to a person (%s)', async (language, parts) => {
    const { code, stdout } = await payclause(['connect', CASH_BOOK, '--lang', language]);
    expect(code).toBe(0);
    for (const part of parts) expect(stdout).toContain(part);
    expect(stdout).not.toMatch(/undefined|connect-|\{\{/);
  });

  it.each([
    ['zh', '哪一列是进来的钱'],
    ['en', 'which column is the money that comes in'],
  ])('lists what is open with what to type, stores nothing and ends with 1 (%s)', async (language, question) => {
    const out = file('none.json');
    const { code, stdout } = await payclause(['connect', JOURNAL, '--out', out, '--lang', language]);
    expect(code).toBe(1);
    expect(stdout).toContain(question);
    expect(stdout).toContain(`--answer '${SIDES}=debit-in'`);
    expect(stdout).not.toMatch(/undefined|connect-|\{\{/);
    expect(existsSync(out)).toBe(false);
  });

  it('says every reason and every kind of question in both languages', async () => {
    for (const name of [
      'journal',
      'month-sheets',
      'bank-statement',
      'ten-thousands',
      'fans-weekly',
      'event-register',
      'split-dates',
      'own-accounts',
      'merged-dates',
      'titled',
    ]) {
      for (const language of ['zh', 'en']) {
        const { stdout } = await payclause(['connect', join(FOREIGN, `${name}.xlsx`), '--lang', language]);
        expect(stdout).not.toMatch(/undefined|connect-why|\{\{|…/);
      }
    }
  });

  it('takes answers, stores the connection, and settle, check, explain and eval read by it', async () => {
    const out = await stored(JOURNAL, `${SIDES}=debit-in`);
    expect(readConnection(readFileSync(out, 'utf8'))).toMatchObject({ ok: true });
    const settled = await payclauseJson(['settle', JOURNAL, '--year', '2016', '--connect', out]);
    expect(settled.json).toMatchObject({ answers: { NET_PROFIT: { value: '30129.84' } } });
    const checked = await payclauseJson(['check', JOURNAL, '--year', '2016', '--connect', out]);
    expect(checked.json).toMatchObject({ summary: { error: 0 } });
    const explained = await payclause(['explain', 'COUNTED_COST(2016)', JOURNAL, '--connect', out]);
    expect(explained.stdout).toContain('现金日记账!E3');
    const evaluated = await payclauseJson(['eval', 'TEAM_SHARE(2016)', JOURNAL, '--connect', out]);
    expect(evaluated.json).toEqual({ value: 15064.92 });
    const without = await payclause(['settle', JOURNAL, '--year', '2016']);
    expect(without.code).toBe(1);
  });

  it('begins with a connection that is known, and asks about what is new alone', async () => {
    const out = await stored(JOURNAL, `${SIDES}=debit-in`);
    const { code, json } = await connected([JOURNAL, '--connect', out]);
    expect(code).toBe(0);
    expect(json.questions).toEqual([]);
    expect(json.ledgers.every(({ confidence }) => confidence === 1)).toBe(true);
  });

  it('a workbook in the policy’s layout needs none, and is told so', async () => {
    const out = file('needless.json');
    const { code, stdout } = await payclause(['connect', 'test/cases/case-1.xlsx', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('不用连接');
    expect(existsSync(out)).toBe(false);
  });

  it('a workbook without ledgers gives nothing to connect', async () => {
    const { code, json } = await connected([join(FOREIGN, 'no-ledger.xlsx')]);
    expect(code).toBe(1);
    expect(json).toMatchObject({ ledgers: [], questions: [], missing: ['revenue', 'cost', 'fans', 'events'] });
  });
});

describe('connect refuses in one line', () => {
  const refused = async (argv: readonly string[], part: string): Promise<void> => {
    const { code, stdout, stderr } = await payclause(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain(part);
  };

  it('an answer to no question, and an option that it does not have', async () => {
    await refused(['connect', JOURNAL, '--answer', 'nothing=1'], 'nothing=1');
    await refused(['connect', JOURNAL, '--answer', `${SIDES}=left`], 'credit-in');
    await refused(['connect', CASH_BOOK, '--answer', `${SIDES}=debit-in`], SIDES);
  });

  it('a file that is there, unless told to overwrite it; the workbook itself never', async () => {
    const out = await stored(CASH_BOOK);
    await refused(['connect', CASH_BOOK, '--out', out], '--force');
    const book = file('book.xlsx');
    copyFileSync(CASH_BOOK, book);
    await refused(['connect', book, '--out', book, '--force'], 'book.xlsx');
    expect(readFileSync(book).equals(readFileSync(CASH_BOOK))).toBe(true);
    await refused(['connect', CASH_BOOK, '--force'], '--out');
  });

  it.each([
    ['no JSON', 'nothing', 'JSON'],
    ['another version', '{"format":"payclause-connection/9","policy":"x","blocks":[]}', 'payclause-connection/9'],
    ['another shape', '{"format":"payclause-connection/1","policy":"internet-centre","blocks":[{}]}', 'blocks.0'],
    ['bytes that are no text', '\u0000', 'JSON'],
  ])('a connection that can’t be used: %s', async (_, text, part) => {
    const bad = file('bad.json');
    writeFileSync(bad, text);
    await refused(['settle', CASH_BOOK, '--year', '2016', '--connect', bad], part);
    await refused(['connect', CASH_BOOK, '--connect', bad], part);
  });

  it('one that is too large, a folder, one that is not there, and one for another policy', async () => {
    const large = file('large.json');
    writeFileSync(large, ' '.repeat(4_000_001));
    await refused(['check', CASH_BOOK, '--connect', large], '1,000,000 ');
    const long = file('long.json');
    writeFileSync(long, ' '.repeat(1_000_001));
    await refused(['check', CASH_BOOK, '--connect', long], '1,000,000 ');
    await refused(['check', CASH_BOOK, '--connect', folder], 'JSON');
    await refused(['check', CASH_BOOK, '--connect', file('absent.json')], 'absent.json');
    const other = await stored(CASH_BOOK);
    writeFileSync(other, readFileSync(other, 'utf8').replace('"internet-centre"', '"other"'));
    await refused(['check', CASH_BOOK, '--connect', other], 'other');
    await refused(['eval', 'TEAM_SHARE(2016)', '--connect', other], 'BOOK.xlsx');
  });
});
