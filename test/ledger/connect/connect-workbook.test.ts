import { workbookWith } from '../../../src/functions/given-ledgers';
import type { SheetSnapshot, WorkbookSnapshot } from '../../../src/ledger/cells';
import {
  answerQuestion,
  connectWorkbook,
  proposeConnection,
  type ConnectionProposal,
} from '../../../src/ledger/connect';
import type { Finding } from '../../../src/ledger/finding';
import { fenText } from '../../../src/kernel/money';
import { builtInPolicy } from '../../../src/policy/packs';
import { openBooks, openBooksInSteps, sheetsInUse, type Books } from '../../../src/settlement/books';
import { finish } from '../../../src/ledger/steps';
import { FOREIGN_LAYOUTS, foreignWorkbook, type ForeignLayout } from '../../cases/foreign/layouts';
import { sheetOf, workbook as inTemplate, type Given } from '../../support/workbook-builder';

const policy = builtInPolicy();

/** The company's own sheets beside ledgers in the template's layout that the test does not look at. */
function book(...sheets: SheetSnapshot[]): WorkbookSnapshot {
  const others = inTemplate({}).sheets.filter(({ name }) => name !== '收入台账' && name !== '成本台账');
  return { ...inTemplate({}), sheets: [...sheets, ...others] };
}

function connected(workbook: WorkbookSnapshot, connection = proposeConnection(workbook, policy).connection): Books {
  return openBooks(policy, connectWorkbook(workbook, policy, connection));
}

function answer(books: Books, id: string): string {
  const found = books.settle(2016).answers.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found.value.ok ? fenText(found.value.fen) : found.value.problem.code;
}

function findings(books: Books, code: string): readonly Finding[] {
  return books.findings(2016).filter((finding) => finding.code === code);
}

function layout(name: string): ForeignLayout {
  const found = FOREIGN_LAYOUTS.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
}

/** A book of money in and out, with title, accounts and a total. */
function cashBook(rows: readonly (readonly Given[])[], name = '流水'): SheetSnapshot {
  return sheetOf(name, [['2016年流水'], ['日期', '摘要', '项目', '收入', '支出'], ...rows]);
}

const ROWS: readonly (readonly Given[])[] = [
  ['2016-01-05', '甲公司', '广告费', 1000, null],
  ['2016-01-06', '乙公司', '代维费', 500, null],
  ['2016-01-07', '张三', '差旅费', null, 300],
];

describe('every cell that is told of is the user’s own', () => {
  it('an amount that can’t be read: the cell of the side it stands on, with the user’s heading', () => {
    const books = connected(book(cashBook(ROWS)), proposeConnection(book(cashBook(ROWS)), policy).connection);
    expect(answer(books, 'NET_PROFIT')).toBe('1200.00');
    const workbook = book(cashBook([...ROWS, ['2016-01-08', '丙', '差旅费', null, '待定']]));
    const broken = connected(workbook, proposeConnection(book(cashBook(ROWS)), policy).connection);
    expect(findings(broken, 'amount-invalid')).toEqual([
      expect.objectContaining({
        sheet: '流水',
        cell: 'E6',
        row: 6,
        ledger: 'cost',
        blocks: true,
        facts: { value: '待定', header: '支出' },
      }),
    ]);
    expect(broken.settle(2016).answers.find(({ id }) => id === 'COUNTED_COST')?.value).toEqual({
      ok: false,
      problem: { code: 'rows-blocked', cells: [{ sheet: '流水', cell: 'E6' }] },
    });
  });

  it('an account that means nothing: the account is named, and the nearest category goes to its cell', () => {
    const { connection } = proposeConnection(book(cashBook(ROWS)), policy);
    const books = connected(book(cashBook([...ROWS, ['2016-01-08', '丙', '差旅', null, 80]])), connection);
    expect(findings(books, 'unknown-category')).toEqual([
      expect.objectContaining({
        sheet: '流水',
        cell: 'C6',
        row: 6,
        ledger: 'cost',
        facts: { value: '差旅', nearest: '差旅费' },
        suggestion: { type: 'text', value: '差旅费' },
      }),
    ]);
  });

  it('a memo that means nothing is never suggested to be written over', () => {
    const sheet = sheetOf('明细', [
      ['交易日期', '摘要', '收入', '支出', '对方户名'],
      ['2016-01-05', '广告费', 1000, null, '甲'],
      ['2016-01-06', '代维费', 500, null, '乙'],
      ['2016-01-07', '随便', 200, null, '丙'],
      ['2016-01-07', '差旅费', null, 100, '丁'],
    ]);
    const [finding] = findings(connected(book(sheet)), 'unknown-category');
    expect(finding).toMatchObject({ sheet: '明细', cell: 'B4', facts: { value: '随便' } });
    expect(finding).not.toHaveProperty('suggestion');
  });

  it('a derivation leads to the cells of the sheet that the row stands on', () => {
    const workbook = foreignWorkbook(layout('month-sheets'));
    const books = connected(workbook);
    const rows = books.tally('revenue')?.rows.map(({ row }) => books.tally('revenue')?.data.cellOf(row.row, 'amount'));
    expect(rows).toEqual([
      { sheet: '1月', cell: 'D3' },
      { sheet: '2月', cell: 'D3' },
      { sheet: '3月', cell: 'D3' },
      { sheet: '5月', cell: 'D3' },
      { sheet: '7月', cell: 'D3' },
      { sheet: '9月', cell: 'D3' },
      { sheet: '11月', cell: 'D3' },
      { sheet: '12月', cell: 'D4' },
    ]);
  });

  it('a name that heads a column is that heading’s cell', () => {
    const books = connected(foreignWorkbook(layout('fans-weekly')));
    const answers = books.settle(2016).answers.find(({ id }) => id === 'FAN_PENALTY');
    const measure = answers?.derivation.inputs().find((input) => input.kind === 'node' && input.name === 'fans');
    const leaves = measure?.kind === 'node' ? measure.inputs() : [];
    expect(leaves.map((leaf) => (leaf.kind === 'leaf' ? `${leaf.cell} ${leaf.value}` : leaf.name))).toEqual([
      'B6 35200',
      'C6 17100',
    ]);
  });

  it('findings of month sheets come month by month, and a repeated entry names the sheet of the first', () => {
    const month = (name: string, rows: readonly (readonly Given[])[]): SheetSnapshot =>
      sheetOf(name, [['日期', '摘要', '项目', '收入', '支出'], ...rows]);
    const entry: readonly Given[] = ['2016-01-05', '甲公司', '广告费', 1000, null];
    const workbook = book(
      month('10月', [entry]),
      month('2月', [
        ['2016-02-05', '整体转让款', '整体产品转让费', 7, null],
        ['2016-02-06', '路费', '差旅费', null, 3],
      ]),
      month('1月', [entry]),
    );
    const books = connected(workbook);
    const told = books.findings(2016).filter(({ ledger }) => ledger === 'revenue');
    expect(told.map(({ code, sheet, row }) => [code, sheet, row])).toEqual([
      ['excluded-revenue', '2月', 2],
      ['duplicate-row', '10月', 2],
    ]);
    expect(told[1]?.facts).toEqual({ first: 2, place: '1月', reason: 'elsewhere' });
  });
});

describe('what no longer fits is said, and never lost', () => {
  const { connection } = proposeConnection(book(cashBook(ROWS)), policy);

  it('a heading that is gone stops the ledgers that read it, by name', () => {
    const sheet = sheetOf('流水', [['2016年流水'], ['日期', '摘要', '项目', '收入', '付出去'], ...ROWS]);
    const books = connected(book(sheet), connection);
    expect(answer(books, 'COUNTED_COST')).toBe('connected-heading-missing');
    expect(answer(books, 'COUNTED_REVENUE')).toBe('1500.00');
    expect(findings(books, 'connected-heading-missing')).toEqual([
      expect.objectContaining({
        sheet: '流水',
        ledger: 'cost',
        blocks: true,
        facts: { table: '成本', sheet: '流水', column: '支出' },
      }),
    ]);
  });

  it('a sheet that is gone', () => {
    const books = connected(book(), connection);
    expect(answer(books, 'COUNTED_REVENUE')).toBe('connected-sheet-missing');
    expect(findings(books, 'connected-sheet-missing').map(({ ledger, sheet }) => [ledger, sheet])).toEqual([
      ['revenue', '流水'],
      ['cost', '流水'],
    ]);
  });

  it('two sheets that could be the one given another name', () => {
    const books = connected(book(cashBook(ROWS, '甲'), cashBook(ROWS, '乙')), connection);
    expect(answer(books, 'NET_PROFIT')).toBe('connected-sheet-ambiguous');
    expect(findings(books, 'connected-sheet-ambiguous')[0]?.facts).toMatchObject({ sheets: '甲、乙' });
  });

  it('a month sheet under another name is told of as a list that is not read', () => {
    const workbook = foreignWorkbook(layout('month-sheets'));
    const { connection: months } = proposeConnection(workbook, policy);
    const sheets = workbook.sheets.map((sheet) => (sheet.name === '7月' ? { ...sheet, name: '七月份新' } : sheet));
    const books = connected({ ...workbook, sheets }, months);
    expect(findings(books, 'ledger-not-read').map(({ sheet, cell }) => [sheet, cell])).toEqual([['七月份新', 'A2']]);
  });

  it('a unit that changes makes another column: nothing is multiplied by chance', () => {
    const workbook = foreignWorkbook(layout('ten-thousands'));
    const { connection: units } = proposeConnection(workbook, policy);
    const sheets = workbook.sheets.map((sheet) =>
      sheet.name === '营业收入'
        ? { ...sheet, rows: [['日期', '类别', '摘要', '金额（元）'], ...sheet.rows.slice(1)] }
        : sheet,
    );
    expect(answer(connected({ ...workbook, sheets }, units), 'COUNTED_REVENUE')).toBe('connected-heading-missing');
  });

  it('a unit stated above the list is read anew each time', () => {
    const stated = (unit: string): WorkbookSnapshot =>
      book(
        sheetOf('收入表', [
          ['收入表', null, null, `单位：${unit}`],
          ['日期', '类别', '摘要', '金额'],
          ['2016-01-05', '广告费', '甲', 1.5],
        ]),
      );
    const { connection: units } = proposeConnection(stated('万元'), policy);
    expect(answer(connected(stated('万元'), units), 'COUNTED_REVENUE')).toBe('15000.00');
    expect(answer(connected(stated('元'), units), 'COUNTED_REVENUE')).toBe('1.50');
  });
});

describe('new rows', () => {
  it('are read without a word', () => {
    const { connection } = proposeConnection(book(cashBook(ROWS)), policy);
    const books = connected(book(cashBook([...ROWS, ['2016-02-05', '丁', '广告费', 20, null]])), connection);
    expect(answer(books, 'COUNTED_REVENUE')).toBe('1520.00');
  });

  it('an account that has come up since is asked about once, and remembered', () => {
    const { connection } = proposeConnection(book(cashBook(ROWS)), policy);
    const grown = book(cashBook([...ROWS, ['2016-02-05', '丁', '杂项', null, 20]]));
    const again = proposeConnection(grown, policy, connection);
    expect(again.questions.map(({ id, cell }) => [id, cell])).toEqual([['account@cost:杂项', 'C6']]);
    const settled = answerQuestion(again, 'account@cost:杂项', '其他必需成本').connection;
    expect(answer(connected(grown, settled), 'COUNTED_COST')).toBe('320.00');
    expect(proposeConnection(grown, policy, settled).questions).toEqual([]);
  });

  it('an account that is no entry is left out, which the connection says', () => {
    const { connection } = proposeConnection(book(cashBook(ROWS)), policy);
    const grown = book(cashBook([...ROWS, ['2016-02-05', '丁', '杂项', null, 20]]));
    const settled = answerQuestion(
      proposeConnection(grown, policy, connection),
      'account@cost:杂项',
      'none',
    ).connection;
    expect(settled.accounts).toContainEqual({ ledger: 'cost', account: '杂项', category: null });
    expect(answer(connected(grown, settled), 'COUNTED_COST')).toBe('300.00');
  });
});

describe('a ledger that is given to a function', () => {
  it('is read as it is given, whatever the connection says', () => {
    const workbook = book(cashBook(ROWS));
    const whole = connectWorkbook(workbook, policy, proposeConnection(workbook, policy).connection);
    const ledger = policy.ledgers.get('revenue');
    if (!ledger) throw new Error('no revenue');
    const cells = [
      ['日期', '类别', '金额'],
      [42_370, '广告费', 7],
    ];
    const books = openBooks(policy, workbookWith([{ ledger, parameter: 'revenue', cells }], whole));
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual(['7.00', '300.00']);
  });
});

describe('work that was done is not done again', () => {
  const workbook = foreignWorkbook(layout('titled'));
  const { connection } = proposeConnection(workbook, policy);
  const first = connectWorkbook(workbook, policy, connection);

  it('the same sheets give the very same ledgers', () => {
    const second = connectWorkbook({ ...workbook }, policy, structuredClone(connection), first);
    for (const [id, ledger] of first.connected) {
      expect(ledger.found && second.connected.get(id)).toMatchObject({ found: true });
      const again = second.connected.get(id);
      expect(ledger.found && again?.found === true && again.sheet === ledger.sheet).toBe(true);
    }
  });

  it('a changed sheet makes its own ledger anew, and no other', () => {
    const sheets = workbook.sheets.map((sheet) => (sheet.name === '收入明细' ? { ...sheet } : sheet));
    const second = connectWorkbook({ ...workbook, sheets }, policy, connection, first);
    const same = (id: string): boolean => {
      const [a, b] = [first.connected.get(id), second.connected.get(id)];
      return a?.found === true && b?.found === true && a.sheet === b.sheet;
    };
    expect([same('revenue'), same('cost')]).toEqual([false, true]);
    const before = finish(openBooksInSteps(policy, first));
    const after = finish(openBooksInSteps(policy, second, before));
    expect(after.tally('cost')).toBe(before.tally('cost'));
    expect(after.tally('revenue')).not.toBe(before.tally('revenue'));
  });

  it('names the user’s sheets as those in use', () => {
    expect([...sheetsInUse(policy, first)]).toEqual(
      expect.arrayContaining(['收入明细', '费用明细', '粉丝台账', '活动台账']),
    );
    expect([...sheetsInUse(policy, first)]).not.toContain('收入台账');
  });
});

describe('which side is money that comes in', () => {
  const rows = (balance: boolean, debitsIn: boolean): SheetSnapshot => {
    let left = 100;
    const entries = [...ROWS, ...ROWS].map(([date, memo, , income, expense]): Given[] => {
      const [inward, outward] = [Number(income ?? 0), Number(expense ?? 0)];
      left += inward - outward;
      const [debit, credit] = debitsIn ? [income, expense] : [expense, income];
      return [date, memo === '张三' ? '差旅费' : '广告费', debit, credit, balance ? left : null];
    });
    return sheetOf('账', [['日期', '摘要', '借方', '贷方', '余额'], ...entries]);
  };

  it.each([
    ['a cash book: debits add to the balance', true, '3000.00', '600.00'],
    ['a bank’s statement: credits add to the balance', false, '3000.00', '600.00'],
  ])('%s', (_, debitsIn, revenue, cost) => {
    const workbook = book(rows(true, debitsIn));
    const { questions, blocks, connection } = proposeConnection(workbook, policy);
    expect(questions).toEqual([]);
    expect(blocks[0]?.reasons.map(({ code }) => code)).toEqual(['side-balance']);
    const books = connected(workbook, connection);
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual([revenue, cost]);
  });

  it('without a balance it is asked, with what each answer comes to', () => {
    const { questions } = proposeConnection(book(rows(false, true)), policy);
    expect(questions).toEqual([
      expect.objectContaining({
        id: 'sides@账!D1',
        kind: 'sides',
        sheet: '账',
        options: [
          expect.objectContaining({
            id: 'credit-in',
            facts: expect.objectContaining({ inAmount: '600', outAmount: '3000' }),
          }),
          expect.objectContaining({
            id: 'debit-in',
            facts: expect.objectContaining({ inAmount: '3000', outAmount: '600' }),
          }),
        ],
      }),
    ]);
  });

  it('a column of signed amounts is told by its signs', () => {
    const sheet = sheetOf('账单', [
      ['日期', '摘要', '金额'],
      ['2016-01-05', '广告费', 1000],
      ['2016-01-06', '差旅费', -300],
      ['2016-01-07', '代维费', 500],
    ]);
    const books = connected(book(sheet));
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual(['1500.00', '300.00']);
  });

  it('a list of both, told by its accounts alone', () => {
    const sheet = sheetOf('登记簿', [
      ['日期', '摘要', '科目', '金额'],
      ['2016-01-05', '甲', '广告费', 1000],
      ['2016-01-06', '乙', '差旅费', 300],
      ['2016-01-07', '丙', '代维费', 500],
    ]);
    const books = connected(book(sheet));
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual(['1500.00', '300.00']);
  });
});

describe('questions', () => {
  const open = (sheet: SheetSnapshot): ConnectionProposal => proposeConnection(book(sheet), policy);

  it('a list of amounts of which nothing says what they are', () => {
    const proposal = open(
      sheetOf('登记', [
        ['日期', '摘要', '金额'],
        ['2016-01-05', '甲', 10],
        ['2016-01-06', '乙', 20],
      ]),
    );
    expect(proposal.questions.map(({ id, options }) => [id, options.map((option) => option.id)])).toEqual([
      ['ledger@登记!C1', ['revenue', 'cost', 'none']],
    ]);
    expect(answerQuestion(proposal, 'ledger@登记!C1', 'none').connection.blocks).toEqual([]);
    const revenue = answerQuestion(proposal, 'ledger@登记!C1', 'revenue');
    expect(revenue.questions.map(({ kind }) => kind)).toEqual(['category']);
  });

  it('two columns of amounts that are as good as each other', () => {
    const sheet = sheetOf('收入', [
      ['日期', '类别', '应收金额', '实收金额'],
      ['2016-01-05', '广告费', 10, 8],
    ]);
    const twice = sheetOf('收入', [
      ['日期', '类别', '实收金额', '收款金额'],
      ['2016-01-05', '广告费', 10, 8],
    ]);
    expect(open(sheet).questions).toEqual([]);
    const proposal = open(twice);
    expect(
      proposal.questions.map(({ kind, options }) => [kind, options.map(({ id, effect }) => [id, effect.amount])]),
    ).toEqual([
      [
        'column',
        [
          ['实收金额', '10'],
          ['收款金额', '8'],
        ],
      ],
    ]);
    const { connection } = answerQuestion(proposal, proposal.questions[0]?.id ?? '', '收款金额');
    expect(answer(connected(book(twice), connection), 'COUNTED_REVENUE')).toBe('8.00');
  });

  it('amounts with tax and without it', () => {
    const sheet = sheetOf('开票收入', [
      ['开票日期', '客户', '项目', '不含税金额', '税额', '价税合计'],
      ['2016-01-05', '甲', '广告费', 1000, 60, 1060],
      ['2016-02-05', '乙', '代维费', 100, 6, 106],
    ]);
    const proposal = open(sheet);
    const options = proposal.questions.map(({ kind, options }) => [kind, options.map(({ id }) => id)]);
    expect(options).toEqual([['column', ['不含税金额', '价税合计']]]);
    const { connection } = answerQuestion(proposal, proposal.questions[0]?.id ?? '', '不含税金额');
    expect(answer(connected(book(sheet), connection), 'COUNTED_REVENUE')).toBe('1100.00');
  });

  it('dates without a year anywhere', () => {
    const proposal = open(
      sheetOf('收入', [
        ['日期', '类别', '金额'],
        ['3月5日', '广告费', 10],
        ['12月31日', '广告费', 8],
      ]),
    );
    expect(proposal.questions.map(({ kind }) => kind)).toEqual(['year']);
    const { connection } = answerQuestion(proposal, proposal.questions[0]?.id ?? '', '2016');
    const workbook = book(
      sheetOf('收入', [
        ['日期', '类别', '金额'],
        ['3月5日', '广告费', 10],
        ['12月31日', '广告费', 8],
      ]),
    );
    expect(answer(connected(workbook, connection), 'COUNTED_REVENUE')).toBe('18.00');
  });

  it('an account that needs a source of goods and does not say it', () => {
    const proposal = open(
      sheetOf('收入', [
        ['日期', '类别', '金额'],
        ['2016-01-05', '微商城', 10],
      ]),
    );
    expect(proposal.questions.map(({ id, options }) => [id, options.map((option) => option.id)])).toEqual([
      ['source@revenue:微商城', ['自有', '自揽', '公司代理']],
    ]);
    const { connection } = answerQuestion(proposal, 'source@revenue:微商城', '自有');
    const workbook = book(
      sheetOf('收入', [
        ['日期', '类别', '金额'],
        ['2016-01-05', '微商城', 10],
      ]),
    );
    expect(answer(connected(workbook, connection), 'COUNTED_REVENUE')).toBe('10.00');
  });

  it('refuses answers to questions that nobody asked', () => {
    const proposal = open(cashBook(ROWS));
    expect(() => answerQuestion(proposal, 'year@x', '2016')).toThrow(RangeError);
  });
});

describe('lists side by side', () => {
  const halves = (titles: readonly Given[], gap: readonly Given[]): SheetSnapshot =>
    sheetOf('2016', [
      titles,
      ['日期', '内容', '科目', '金额', ...gap, '日期', '内容', '科目', '金额'],
      ['2016-01-05', '甲公司', '广告费', 1000, ...gap, '2016-01-31', '一月', '员工工资', 300],
      ['2016-02-05', '乙公司', '代维费', 500, ...gap, '2016-02-10', '机票', '差旅费', 60],
      ['2016-03-05', '丙公司', '广告费', 40, ...gap, null, null, null, null],
    ]);

  it.each([
    ['apart by a blank column, titles in one cell each', halves(['收入', null, null, null, null, '支出'], [null])],
    ['one right beside the other', halves(['收入', null, null, null, '支出'], [])],
    ['told by their accounts alone', halves([], [null])],
  ])('with the same headings are two: %s', (_, sheet) => {
    const proposal = proposeConnection(book(sheet), policy);
    expect(proposal.questions).toEqual([]);
    expect(proposal.blocks.map(({ ledger, rows }) => [ledger, rows])).toEqual([
      ['revenue', 3],
      ['cost', 2],
    ]);
    const books = connected(book(sheet), proposal.connection);
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual(['1540.00', '360.00']);
  });
});

describe('month sheets that are laid out before anything is entered', () => {
  const month = (number: number, rows: readonly (readonly Given[])[]): SheetSnapshot =>
    sheetOf(`${String(number)}月`, [
      [`2016年${String(number)}月收入`],
      ['日', '摘要', '收入类别', '金额'],
      ...rows,
      ['合计', null, null, null],
    ]);
  const filled: readonly Given[] = [8, '甲公司', '广告费', 1000];

  it.each([
    ['two months filled in', [month(1, [filled]), month(2, [[31 - 2, '乙', '代维费', 20]]), month(3, [])], '1020.00'],
    ['the first month alone', [month(1, [filled]), month(2, []), month(3, [])], '1000.00'],
  ])('are months of one ledger: %s', (_, sheets, revenue) => {
    const { connection, blocks } = proposeConnection(book(...sheets), policy);
    expect(connection.blocks.map(({ sheet }) => sheet)).toEqual([{ pattern: '{n}月' }]);
    expect(blocks.map(({ ledger }) => ledger)).toEqual(['revenue']);
    expect(answer(connected(book(...sheets), connection), 'COUNTED_REVENUE')).toBe(revenue);
    const later = [...sheets.slice(0, -1), month(3, [[31, '丙', '广告费', 5]])];
    expect(answer(connected(book(...later), connection), 'COUNTED_REVENUE')).toBe(`${revenue.slice(0, -4)}5.00`);
  });
});

describe('a subtotal in the middle of a list', () => {
  it('counts for nothing, and what stands under it counts', () => {
    const sheet = sheetOf('收支明细', [
      ['某公司2016年收支明细表'],
      ['记账日', '事由', '项目', '进账', '出账', '结余'],
      // A day as files hold it: a number that only its format shows as a date.
      [42374, '甲公司', '广告费', 1000, null, 1000],
      [42380, '张三', '差旅费', null, 300, 700],
      [null, '小计', null, 1000, 300, null],
      [42410, '乙公司', '代维费', 500, null, 1200],
      ['合计', null, null, 1500, 300, null],
    ]);
    const { connection, questions } = proposeConnection(book(sheet), policy);
    expect(questions).toEqual([]);
    const books = connected(book(sheet), connection);
    expect([answer(books, 'COUNTED_REVENUE'), answer(books, 'COUNTED_COST')]).toEqual(['1500.00', '300.00']);
  });
});
