import { fenText } from '../../../src/kernel/money';
import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import {
  answerQuestion,
  blockKey,
  columnChoices,
  connectWorkbook,
  connectionSchema,
  editConnection,
  headingOf,
  proposeConnection,
  readAccounts,
  readBlocks,
  withEdit,
  withoutEdit,
  type Connection,
  type ConnectionEdit,
} from '../../../src/ledger/connect';
import { builtInPolicy } from '../../../src/policy/packs';
import { openBooks } from '../../../src/settlement/books';
import { FOREIGN_LAYOUTS, foreignWorkbook, type ForeignLayout } from '../../cases/foreign/layouts';
import { sheetOf, workbookOf, type Given } from '../../support/workbook-builder';

const policy = builtInPolicy();

function layout(name: string): WorkbookSnapshot {
  const found = FOREIGN_LAYOUTS.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return foreignWorkbook(found);
}

function connectionFor(workbook: WorkbookSnapshot, answers: ForeignLayout['answers'] = {}): Connection {
  return Object.entries(answers).reduce(
    (proposal, [id, option]) => answerQuestion(proposal, id, option),
    proposeConnection(workbook, policy),
  ).connection;
}

function answersUnder(workbook: WorkbookSnapshot, connection: Connection): Record<string, string> {
  const { answers } = openBooks(policy, connectWorkbook(workbook, policy, connection)).settle(2016);
  return Object.fromEntries(answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : value.problem.code]));
}

/** The key of a ledger's only block. */
function keyOf({ blocks }: Connection, ledger: string): string {
  const [only, second] = blocks.filter((block) => block.ledger === ledger);
  if (!only || second) throw new Error(`${ledger} has not one block`);
  return blockKey(only);
}

/** Costs with two columns of amounts, two of dates, and a column of departments beside that of accounts. */
const TWO_OF_ALL = sheetOf('支出登记', [
  ['登记日期', '付款日期', '费用类别', '部门', '用途', '金额', '其中进项税'],
  ['2016-03-01', '2016-03-08', '差旅费', '差旅费', '甲', 100, 6],
  ['2016-03-02', '2016-03-09', '差旅费', '业务招待费', '乙', 200, 12],
  ['2016-03-03', '2017-01-05', '税金', '市场部', '丙', 400, 24],
  ['合计', null, null, null, null, 700, 42],
]);
const COSTS = workbookOf([TWO_OF_ALL]);

function rowsOf(workbook: WorkbookSnapshot, connection: Connection, ledger = 'cost'): readonly (readonly Given[])[] {
  const made = connectWorkbook(workbook, policy, connection).connected.get(ledger);
  if (made?.found !== true) throw new Error(ledger);
  const columns = policy.ledgers.get(ledger)?.columns ?? [];
  const at = (id: string): number => columns.findIndex((column) => column.id === id);
  return made.sheet.rows
    .slice(1)
    .filter((cells) => typeof cells?.[at('category')] === 'string')
    .map((cells) => ['date', 'category', 'amount'].map((id) => (cells?.[at(id)] ?? null) as Given));
}

describe('what a connection reads', () => {
  it.each(FOREIGN_LAYOUTS.map(({ name, answers }) => [name, answers] as const))(
    '%s: block by block, with as many rows as the ledgers have',
    (name, answers) => {
      const workbook = layout(name);
      const connection = connectionFor(workbook, answers);
      const books = openBooks(policy, connectWorkbook(workbook, policy, connection));
      const blocks = readBlocks(workbook, policy, connection);
      expect(blocks.map(({ block }) => block)).toEqual(connection.blocks);
      for (const ledger of new Set(connection.blocks.map((block) => block.ledger))) {
        const rows = blocks.filter(({ block }) => block.ledger === ledger).reduce((sum, each) => sum + each.rows, 0);
        expect([ledger, rows]).toEqual([ledger, books.ledger(ledger)?.rows.length]);
      }
      const sheets = new Set(workbook.sheets.map((sheet) => sheet.name));
      for (const block of blocks) {
        for (const sheet of [block.header.sheet, ...block.sheets]) expect(sheets).toContain(sheet);
      }
    },
  );

  it('tells the month sheets of a ledger as one list', () => {
    const workbook = layout('month-sheets');
    const [first] = readBlocks(workbook, policy, connectionFor(workbook));
    expect(first?.sheets).toEqual(Array.from({ length: 12 }, (_, index) => `${String(index + 1)}月`));
    expect(first?.header).toEqual({ sheet: '1月', cell: 'A2' });
  });

  it('tells an account of a list that ledgers share once, those of other lists by ledger', () => {
    const workbook = layout('journal');
    const accounts = readAccounts(workbook, policy, connectionFor(workbook));
    const bank = accounts.filter(({ account }) => account === '银行存款');
    expect(bank).toEqual([expect.objectContaining({ ledgers: ['revenue', 'cost'], rows: 15 })]);
    expect(bank[0]?.meaning?.category).toBeNull();
    expect(accounts.find(({ account }) => account === '管理费用—税金')).toMatchObject({
      rows: 1,
      meaning: { ledger: 'cost', category: '税金' },
    });

    const cashBook = layout('cash-book');
    const tax = readAccounts(cashBook, policy, connectionFor(cashBook)).filter(({ account }) => account === '税金');
    expect(tax).toEqual([
      { account: '税金', ledgers: ['cost'], rows: 1, meaning: { ledger: 'cost', category: '税金' }, sources: [] },
    ]);
  });
});

describe('changing a column', () => {
  const proposal = connectionFor(COSTS);
  const key = keyOf(proposal, 'cost');
  const [block] = readBlocks(COSTS, policy, proposal);
  const heading = (label: string) => {
    const found = block?.columns.find((column) => column.label === label);
    if (!found) throw new Error(label);
    return found.heading;
  };
  const edited = (...edits: ConnectionEdit[]): Connection => {
    const connection = editConnection(COSTS, policy, proposal, edits);
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    return connection;
  };

  it('offers the columns of the list that can hold what the ledger’s column holds', () => {
    const choices = columnChoices(COSTS, policy, proposal, proposal.blocks[0] as Connection['blocks'][number]);
    const labels = (column: string) =>
      choices.get(column)?.map(({ text }) => block?.columns.find((each) => each.heading.text === text)?.label);
    // A date is a number in its cell: only words are told from figures for sure.
    expect(labels('amount')).toEqual(['登记日期', '付款日期', '金额', '其中进项税']);
    expect(labels('date')).toEqual(expect.arrayContaining(['登记日期', '付款日期']));
    for (const words of ['费用类别', '部门', '用途']) expect(labels('date')).not.toContain(words);
    expect(labels('memo')).toEqual(block?.columns.map(({ label }) => label));
  });

  it('reads the amounts of the other column', () => {
    const connection = edited({ kind: 'column', block: key, column: 'amount', heading: heading('其中进项税') });
    expect(rowsOf(COSTS, connection).map((row) => row[2])).toEqual([6, 12, 24]);
    expect(headingOf(connection.blocks[0]?.columns['amount'])).toEqual(heading('其中进项税'));
  });

  it('reads the dates of the other column', () => {
    const before = rowsOf(COSTS, proposal).map((row) => row[0]);
    const other = before.includes('2016-03-01') ? '付款日期' : '登记日期';
    const connection = edited({ kind: 'column', block: key, column: 'date', heading: heading(other) });
    const wanted = TWO_OF_ALL.rows.slice(1, 4).map((cells) => cells?.[other === '付款日期' ? 1 : 0]);
    expect(rowsOf(COSTS, connection).map((row) => row[0])).toEqual(wanted);
  });

  it('tells the accounts of the other column as far as their names say what they are', () => {
    const connection = edited({ kind: 'column', block: key, column: 'category', heading: heading('部门') });
    expect(rowsOf(COSTS, connection).map((row) => row[1])).toEqual(['差旅费', '业务招待费', '市场部']);
    expect(readAccounts(COSTS, policy, connection).map(({ account, meaning }) => [account, meaning?.category])).toEqual(
      [
        ['差旅费', '差旅费'],
        ['业务招待费', '业务招待费'],
        ['市场部', undefined],
      ],
    );
  });

  it('leaves out a column that is not required, and never one that is', () => {
    expect(proposal.blocks[0]?.columns['memo']).toBeDefined();
    const without = edited({ kind: 'column', block: key, column: 'memo', heading: undefined });
    expect(without.blocks[0]?.columns['memo']).toBeUndefined();
    expect(edited({ kind: 'column', block: key, column: 'amount', heading: undefined })).toEqual(proposal);
  });

  it('passes over what the workbook no longer has', () => {
    const gone = { text: '税额', occurrence: 1 };
    expect(edited({ kind: 'column', block: key, column: 'amount', heading: gone })).toEqual(proposal);
    expect(edited({ kind: 'column', block: 'gone', column: 'amount', heading: heading('金额') })).toEqual(proposal);
    expect(edited({ kind: 'left-out', block: 'gone' })).toEqual(proposal);
  });

  it('keeps figures of one side those of one side, in their unit', () => {
    const workbook = workbookOf([
      sheetOf('收支', [
        ['日期', '摘要', '项目', '收入', '支出', '支出（万元）'],
        ['2016-03-01', '甲', '广告费', 100, 0, 0],
        ['2016-03-02', '乙', '差旅费', 0, 20000, 2],
      ]),
    ]);
    const connection = connectionFor(workbook);
    const cost = keyOf(connection, 'cost');
    const columns = readBlocks(workbook, policy, connection).find(({ key: each }) => each === cost)?.columns ?? [];
    const inWan = columns.find(({ label }) => label === '支出（万元）')?.heading;
    const changed = editConnection(workbook, policy, connection, [
      { kind: 'column', block: cost, column: 'amount', heading: inWan },
    ]);
    expect(changed.blocks.find((each) => blockKey(each) === cost)?.columns['amount']).toEqual({
      kind: 'amount',
      plus: [inWan],
      minus: [],
      times: '10000',
      zeroIsBlank: true,
    });
    expect(rowsOf(workbook, changed)).toEqual([[expect.any(Number), '差旅费', 20000]]);
  });
});

describe('leaving a list out', () => {
  it('reads the other lists as before', () => {
    const workbook = layout('stacked');
    const connection = connectionFor(workbook);
    const without = editConnection(workbook, policy, connection, [
      { kind: 'left-out', block: keyOf(connection, 'cost') },
    ]);
    expect(without.blocks).toEqual(connection.blocks.filter(({ ledger }) => ledger === 'revenue'));
    expect(answersUnder(workbook, without)['NET_PROFIT']).toBe('table-missing');
    expect(rowsOf(workbook, without, 'revenue')).toEqual(rowsOf(workbook, connection, 'revenue'));
  });
});

describe('changing what an account means', () => {
  it('counts its rows in the category chosen', () => {
    const connection = connectionFor(COSTS);
    const edit: ConnectionEdit = {
      kind: 'account',
      account: '差旅费',
      ledgers: ['cost'],
      meaning: { ledger: 'cost', category: '业务招待费' },
    };
    const changed = editConnection(COSTS, policy, connection, [edit]);
    expect(rowsOf(COSTS, changed).map((row) => row[1])).toEqual(['业务招待费', '业务招待费', '税金']);
    const none = editConnection(COSTS, policy, connection, [{ ...edit, meaning: { ledger: 'cost', category: null } }]);
    expect(rowsOf(COSTS, none).map((row) => row[1])).toEqual(['税金']);
    // A category that the policy does not have is no category.
    expect(
      editConnection(COSTS, policy, connection, [{ ...edit, meaning: { ledger: 'cost', category: '杂项' } }]),
    ).toEqual(connection);
  });

  it('moves the rows of a shared list from one ledger to the other', () => {
    const workbook = layout('journal');
    const connection = connectionFor(workbook);
    const account = readAccounts(workbook, policy, connection).find((each) => each.account === '管理费用—税金');
    if (!account) throw new Error('no such account');
    const moved = editConnection(workbook, policy, connection, [
      { kind: 'account', ...account, meaning: { ledger: 'revenue', category: '其他衍生收入' } },
    ]);
    expect(rowsOf(workbook, moved).map((row) => row[1])).not.toContain('税金');
    expect(rowsOf(workbook, moved, 'revenue')).toContainEqual([expect.any(Number), '其他衍生收入', -1111.11]);
    const again = readAccounts(workbook, policy, moved).find((each) => each.account === '管理费用—税金');
    expect(again?.meaning).toEqual({ ledger: 'revenue', category: '其他衍生收入' });
    const none = editConnection(workbook, policy, moved, [
      { kind: 'account', ...account, meaning: { ledger: 'revenue', category: null } },
    ]);
    expect(readAccounts(workbook, policy, none).find((each) => each.account === account.account)?.meaning).toEqual({
      ledger: 'revenue',
      category: null,
    });
    expect([...rowsOf(workbook, none), ...rowsOf(workbook, none, 'revenue')].flat()).not.toContain('税金');
  });

  it('asks for the source of goods where neither name nor column says it', () => {
    const workbook = workbookOf([
      sheetOf('收入明细', [
        ['日期', '收入类别', '用途', '金额'],
        ['2016-03-01', '网店', '甲', 100],
        ['2016-03-02', '广告费', '乙', 200],
      ]),
    ]);
    const [question] = proposeConnection(workbook, policy).questions;
    expect(question?.kind).toBe('account');
    const connection = connectionFor(workbook, { [question?.id ?? '']: '其他衍生收入' });
    const goods = policy.ledgers.get('revenue')?.categories.find(({ sources }) => (sources?.length ?? 0) > 1);
    if (!goods) throw new Error('the policy has no goods');
    const edit: ConnectionEdit = {
      kind: 'account',
      account: '网店',
      ledgers: ['revenue'],
      meaning: { ledger: 'revenue', category: goods.name },
    };
    const shop = (edits: readonly ConnectionEdit[]) =>
      readAccounts(workbook, policy, editConnection(workbook, policy, connection, edits)).find(
        ({ account }) => account === '网店',
      );
    expect(shop([edit])?.sources).toEqual(goods.sources);
    const source = goods.sources?.[0] ?? '';
    expect(shop([{ ...edit, meaning: { ledger: 'revenue', category: goods.name, source } }])?.meaning).toEqual({
      ledger: 'revenue',
      category: goods.name,
      source,
    });
  });
});

describe('a list of edits', () => {
  it('has one of each thing: the last', () => {
    const left: ConnectionEdit = { kind: 'left-out', block: 'a' };
    const column = (text: string): ConnectionEdit => ({
      kind: 'column',
      block: 'a',
      column: 'date',
      heading: { text, occurrence: 1 },
    });
    const all = [left, column('x'), column('y')].reduce<readonly ConnectionEdit[]>(withEdit, []);
    expect(all).toEqual([left, column('y')]);
    expect(withoutEdit(all, column('z'))).toEqual([left]);
  });
});
