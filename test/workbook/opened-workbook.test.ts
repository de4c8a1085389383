import type { CellValue, WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellRef, Finding } from '../../src/ledger/finding';
import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { finish } from '../../src/ledger/steps';
import { excelErrorOf } from '../../src/settlement/answer';
import { approve, writeApprovals } from '../../src/workbook/approvals';
import { openProvedInSteps, openWorkbook, type ProvedWorkbook } from '../../src/workbook/open-workbook';
import type { OpenedWorkbook, PolicyChoice } from '../../src/workbook/opened-workbook';
import { rowContentOf, waive, writeWaivers } from '../../src/workbook/waivers';
import { wordingFor } from '../../src/wording/wording';
import type { IsoDate } from '../../src/kernel/dates';
import { bookWithPolicy, changed, policyCell, withCell, withStored } from '../support/policy-book';
import { sheetOf, workbook, workbookOf, type Tables } from '../support/workbook-builder';

const { document } = builtInPolicy();

const AD = { 日期: '2016-05-04', 摘要: '广告', 类别: '广告费', 金额: 1000 };
const LEDGERS: Tables = { revenue: [AD], fans: [['2016-12-31', '公司网站', 52_300]] };
const BOOK = bookWithPolicy(LEDGERS);
const RATE = policyCell(BOOK, '制度参数', 'fan-penalty-rate', '取值');

function answerOf({ books }: OpenedWorkbook, id: string, year = 2016): string {
  const found = books.settle(year).answers.find((each) => each.id === id);
  if (!found) throw new Error(`no answer ${id}`);
  return found.value.ok ? (Number(found.value.fen) / 100).toFixed(2) : excelErrorOf(found.value.problem);
}

function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, code, sheet, cell }) => `${severity} ${code} ${sheet}!${cell}`);
}

function reopened(book: WorkbookSnapshot, before: OpenedWorkbook, choice: PolicyChoice = {}): ProvedWorkbook {
  return finish(openProvedInSteps(choice, book, before));
}

function other(change: (draft: Record<string, unknown>) => void): Policy {
  const draft = structuredClone(document) as unknown as Record<string, unknown>;
  change(draft);
  const parsed = parsePolicy(draft);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const renamed = other((draft) => {
  draft['edition'] = '试行';
});

describe('the policy in force', () => {
  it('is the one on the workbook’s sheets', () => {
    const opened = openWorkbook({}, BOOK);
    expect(opened.source.kind).toBe('sheets');
    expect(opened.books.policy.digest).toBe(builtInPolicy().digest);
    expect(answerOf(opened, 'FAN_PENALTY')).toBe('3850.00');
    const dearer = openWorkbook({}, withCell(BOOK, RATE, 0.8));
    expect(answerOf(dearer, 'FAN_PENALTY')).toBe('6160.00');
    expect(dearer.books.policy.digest).not.toBe(builtInPolicy().digest);
  });

  it('is the one given, whatever the sheets say', () => {
    const opened = openWorkbook({ given: renamed }, withCell(BOOK, RATE, 'garbage'));
    expect(opened.source).toEqual({ kind: 'given' });
    expect(opened.books.policy.digest).toBe(renamed.digest);
    expect(answerOf(opened, 'FAN_PENALTY')).toBe('3850.00');
  });

  it.each(builtInPacks().map((pack) => [pack.id, pack] as const))(
    'is the pack %s where no sheet says, and the ledgers are its own',
    (id, pack) => {
      const sheets = pack.ledgers.map(({ sheet }) => sheetOf(sheet, []));
      const opened = openWorkbook({}, workbookOf(sheets));
      expect(opened.source).toEqual({ kind: 'built-in', pack: id });
      expect(opened.books.policy.document).toBe(pack.policy().document);
    },
  );

  it('is the first pack where nothing tells them apart', () => {
    expect(openWorkbook({}, workbookOf([])).source).toEqual({ kind: 'built-in', pack: builtInPacks()[0]?.id });
  });

  it('takes values to try out, wherever it is from, and says why where it can’t', () => {
    const trial = { parameter: 'fan-penalty-rate', from: undefined, value: '2' };
    for (const choice of [{}, { given: renamed }]) {
      const opened = openWorkbook({ ...choice, trials: [trial] }, BOOK);
      expect(answerOf(opened, 'FAN_PENALTY')).toBe('15400.00');
      expect(opened.books.policy.whatIf).toEqual([trial]);
    }
    const refused = openWorkbook({ trials: [{ ...trial, parameter: 'x' }] }, BOOK);
    expect(refused.trialProblem).toEqual({ code: 'parameter-unknown', parameter: 'x' });
    expect(refused.books.policy.whatIf).toEqual([]);
  });

  it('is no ledger, and neither is what is kept, however alike', () => {
    const { sheets } = withStored(workbook(LEDGERS), { a: 'b' });
    const alike = BOOK.sheets.map((sheet) =>
      sheet.name === '制度用例'
        ? { ...sheet, rows: [...sheet.rows, ...(workbook(LEDGERS).sheets[0]?.rows ?? [])] }
        : sheet,
    );
    const [stored] = sheets.slice(-1);
    const book = { ...BOOK, sheets: [...alike, ...(stored ? [stored] : [])] };
    expect(
      openWorkbook({}, book)
        .findings()
        .filter(({ code }) => code === 'ledger-not-read'),
    ).toEqual([]);
  });
});

describe('a policy that is wrong', () => {
  const broken = openWorkbook({}, withCell(BOOK, RATE, '约五毛'));

  it('stops every answer, with the cell and what to do', () => {
    const { answers, figures } = broken.books.settle(2016);
    expect(answers.map(({ id }) => id)).toEqual(document.answers.map(({ id }) => id));
    for (const { value, clauses } of answers) {
      expect(value).toMatchObject({ ok: false, problem: { code: 'policy-broken', cells: [RATE] } });
      expect(clauses).toEqual([]);
    }
    expect(figures.every(({ value }) => value === undefined)).toBe(true);
    const [first] = answers;
    if (first?.value.ok !== false) throw new Error('an error was expected');
    for (const language of ['zh-CN', 'en-US'] as const) {
      const sentence = wordingFor(language).problem(first.value.problem);
      expect(sentence).toContain(`制度参数!${RATE.cell}`);
      expect(sentence).toContain('约五毛');
      expect(sentence).not.toMatch(/\{\{|undefined|…/);
    }
  });

  it('gives a finding at the cell, and one that the ledgers wait', () => {
    expect(lines(broken.findings())).toEqual([
      `error policy-invalid 制度参数!${RATE.cell}`,
      `info ledgers-wait 制度参数!${RATE.cell}`,
    ]);
    expect(broken.findings(2016)).toEqual(broken.findings());
    expect(broken.findings()[0]).toMatchObject({ blocks: true, row: 3 });
  });

  it('is never silently another one: it has neither digest nor values', () => {
    const { policy } = broken.books;
    expect(policy.digest).toBe('');
    expect(policy.broken).toHaveLength(1);
    expect(policy.valueAt('fan-target', '2016-12-31' as IsoDate)).toBeUndefined();
  });

  it('names every cell that is wrong', () => {
    const second = policyCell(BOOK, '制度参数', 'team-share', '取值');
    const opened = openWorkbook({}, withCell(withCell(BOOK, RATE, '?'), second, 7));
    expect(lines(opened.findings()).slice(0, 2)).toEqual(
      [RATE, second].map(({ cell }) => `error policy-invalid 制度参数!${cell}`),
    );
  });
});

describe('what lint finds on the sheets', () => {
  it('is told at the cell, with the row that shows it', () => {
    const book = changed(BOOK, '收入规则', (sheet) => {
      const rows = sheet.rows.filter((row) => row?.includes('whole-product-transfer') !== true);
      const tables = sheet.tables.map((table) => ({ ...table, range: { ...table.range, bottom: rows.length } }));
      return { ...sheet, rows, tables };
    });
    const [gap, ...others] = openWorkbook({}, book)
      .findings()
      .filter(({ code }) => code === 'policy-rule-gap');
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ severity: 'error', blocks: false });
    if (!gap) throw new Error('no gap');
    expect(wordingFor('zh-CN').finding(gap)).toContain('类别 = 整体产品转让费');
    expect(wordingFor('en-US').finding(gap)).toContain('For example');
  });

  it('comes as notes where it may well be meant, with the clauses concerned, and in the years concerned', () => {
    const target = policyCell(BOOK, '制度参数', 'fan-target', '至');
    expect(openWorkbook({}, BOOK).findings()).toEqual([]);
    expect(openWorkbook({}, BOOK).findings(2016)).toEqual([]);
    const found = openWorkbook({}, BOOK).findings(2017);
    expect(lines(found)).toContain(`info policy-parameter-gap 制度参数!${target.cell}`);
    expect(found.find(({ cell }) => cell === target.cell)?.clauses).toEqual(['二.1']);
  });

  it('is not told of a policy that has no cells', () => {
    expect(openWorkbook({}, workbook(LEDGERS)).findings()).toEqual([]);
    expect(openWorkbook({ given: renamed }, workbook(LEDGERS)).findings()).toEqual([]);
    expect(openWorkbook({ given: renamed }, workbook(LEDGERS)).lint.coverage.length).toBeGreaterThan(10);
  });
});

describe('a case that fails', () => {
  it('is an error at its row, with what was expected and what came', () => {
    const cases = [
      {
        id: 'holds',
        year: 2016,
        given: [{ measure: 'fans', value: '52300' }],
        expect: { answer: 'FAN_PENALTY', value: '3850' },
      },
      {
        id: 'fails',
        year: 2016,
        given: [{ measure: 'fans', value: '52300' }],
        expect: { answer: 'FAN_PENALTY', value: '4000' },
        clauses: ['五.1'],
      },
    ];
    const opened = openWorkbook({}, bookWithPolicy(LEDGERS, { ...document, cases }));
    const failed = opened.findings().filter(({ code }) => code === 'policy-case-failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ severity: 'error', blocks: false, sheet: '制度用例', row: 3, clauses: ['五.1'] });
    const sentence = failed[0] ? wordingFor('zh-CN').finding(failed[0]) : '';
    for (const part of ['fails', '4000', '3850']) expect(sentence).toContain(part);
  });
});

describe('formulas that the application does not know', () => {
  it('are warnings at their cells', () => {
    const formula = '=[2]!_xldudf_NET_PROFIT(2016)';
    const book = changed(workbook(LEDGERS), '收入台账', (sheet) => ({
      ...sheet,
      brokenFormulas: [{ cell: 'H2', formula }],
    }));
    const [found] = openWorkbook({}, book).findings(2016);
    expect(found).toMatchObject({ code: 'formula-broken', severity: 'warning', blocks: false, cell: 'H2', row: 2 });
    expect(found && wordingFor('zh-CN').finding(found)).toContain(formula);
  });
});

describe('what the workbook keeps', () => {
  const fragile = { ...AD, 类别: '技术转让费', 摘要: '整体产品转让款' };
  const book = workbook({ ...LEDGERS, revenue: [fragile] });
  const waivedIn = (base: WorkbookSnapshot): string => {
    const { books } = openWorkbook({}, base);
    const words = { by: '王会计', reason: '已核对', at: '2016-06-01T08:00:00.000Z' };
    const waivers = waive([], books.findings(), words, rowContentOf(books));
    if (!waivers.ok) throw new Error(waivers.error.code);
    return writeWaivers(waivers.value) ?? '';
  };

  it('sets findings aside, those of a year too', () => {
    const opened = openWorkbook({}, withStored(book, { waivers: waivedIn(book) }));
    expect(opened.waivers.map(({ state }) => state)).toEqual(['in-force']);
    for (const found of [opened.findings(), opened.findings(2016)]) {
      expect(found.map(({ code, waived }) => [code, waived?.by])).toEqual([['classification-mismatch', '王会计']]);
    }
  });

  it('says how the policy stands to what was approved', () => {
    const approved = approve(
      [],
      builtInPolicy(),
      { by: '办公会', on: '2016-01-08' as IsoDate, document: '〔2016〕3号' },
      '2016-01-08T08:00:00.000Z',
    );
    if (!approved.ok) throw new Error(approved.error.code);
    const texts = { approvals: writeApprovals(approved.value) };
    expect(openWorkbook({}, BOOK).books.policy.standing).toEqual({ kind: 'unapproved' });
    expect(openWorkbook({}, withStored(BOOK, texts)).books.policy.standing).toMatchObject({ kind: 'approved' });
    const edited = openWorkbook({}, withCell(withStored(BOOK, texts), RATE, 0.8));
    expect(edited.books.policy.standing).toMatchObject({ kind: 'changed', changes: { changes: [expect.anything()] } });
    // A record of which a part was lost is none, and not the absence of one: by number of parts, by mark, by version.
    for (const [cell, value] of [
      ['D2', 9],
      ['E2', 'approved'],
      ['B2', 99],
    ] as const) {
      const lost = openWorkbook({}, withCell(withStored(BOOK, texts), { sheet: '薪规存档', cell }, value));
      expect(lost.books.policy.standing).toEqual({ kind: 'unknown', problem: { code: 'approvals-unreadable' } });
    }
  });

  it('is told where it can’t be read, and does no harm', () => {
    const kept = withStored(book, { waivers: '{', connection: '{}', marks: 'whatever' });
    const opened = openWorkbook({}, withCell(kept, { sheet: '薪规存档', cell: 'D4' }, 9));
    expect(lines(opened.findings()).filter((line) => line.includes('薪规存档'))).toEqual([
      'warning storage-broken 薪规存档!D4',
      'warning storage-broken 薪规存档!A3',
      'warning storage-broken 薪规存档!A2',
    ]);
    expect(opened.connection).toBeUndefined();
    for (const finding of opened.findings()) expect(wordingFor('zh-CN').finding(finding)).not.toMatch(/\{\{|…/);
  });
});

describe('opening again', () => {
  it('goes through nothing where nothing has changed, not even marks', () => {
    const before = openWorkbook({}, BOOK);
    const choice = {};
    const first = finish(openProvedInSteps(choice, BOOK, before));
    expect(finish(openProvedInSteps(choice, BOOK, first))).toBe(first);
    expect(finish(openProvedInSteps(choice, withStored(BOOK, { 'payclause.marks': '[]' }), first))).toBe(first);
    expect(finish(openProvedInSteps(choice, withStored(BOOK, { waivers: '{}' }), first))).not.toBe(first);
    const elsewhere = { ...BOOK, definedNames: [{ name: 'PolicyYear', refersTo: '2016' }] };
    expect(finish(openProvedInSteps(choice, elsewhere, first)).books.policyYear).toBe(2016);
  });

  it('keeps the policy and its proof through an edit of a ledger', () => {
    const choice = {};
    const before = finish(openProvedInSteps(choice, BOOK));
    const after = reopened(withCell(BOOK, { sheet: '收入台账', cell: 'E2' }, 2000), before, choice);
    expect(after.books.policy).toBe(before.books.policy);
    expect(after.lint).toBe(before.lint);
    expect(after.cases).toBe(before.cases);
    expect(answerOf(after, 'COUNTED_REVENUE')).toBe('2000.00');
    expect(after.books.tally('cost')).toBe(before.books.tally('cost'));
    expect(after.books.tally('revenue')).not.toBe(before.books.tally('revenue'));
  });

  it('keeps the policy through an edit of its sheets that says the same, and takes its new places', () => {
    const choice = {};
    const before = finish(openProvedInSteps(choice, BOOK));
    const lower = changed(BOOK, '制度参数', (sheet) => ({
      ...sheet,
      rows: [[], ...sheet.rows],
      tables: sheet.tables.map((table) => ({
        ...table,
        range: { ...table.range, top: table.range.top + 1, bottom: table.range.bottom + 1 },
      })),
    }));
    const after = reopened(lower, before, choice);
    expect(after.books.policy).toBe(before.books.policy);
    const rowsOf = (opened: OpenedWorkbook): readonly number[] =>
      opened.findings(2017).flatMap(({ sheet, row }) => (sheet === '制度参数' ? [row] : []));
    expect(rowsOf(after)).toEqual(rowsOf(before).map((row) => row + 1));
  });

  it('takes nothing over from another policy', () => {
    const choice = {};
    let opened = finish(openProvedInSteps(choice, BOOK));
    const share = policyCell(BOOK, '制度参数', 'team-share', '取值');
    const steps: readonly (readonly [CellRef, CellValue])[] = [
      [RATE, 0.8],
      [share, 0.4],
      [RATE, 'broken'],
      [share, 0.3],
      [RATE, 0.5],
      [share, 0.5],
    ];
    let book = BOOK;
    for (const [place, value] of steps) {
      book = withCell(book, place, value);
      opened = reopened(book, opened, choice);
      const fresh = openWorkbook({}, book);
      expect(JSON.stringify(opened.books.settle(2016))).toBe(JSON.stringify(fresh.books.settle(2016)));
      expect(lines(opened.findings())).toEqual(lines(fresh.findings()));
    }
    expect(answerOf(opened, 'FAN_PENALTY')).toBe('3850.00');
  });
});
