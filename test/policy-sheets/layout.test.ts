import type { CellValue, SheetSnapshot, TableInfo, WorkbookSnapshot } from '../../src/ledger/cells';
import { shownValue } from '../../src/ledger/read-cell';
import { nameKey } from '../../src/policy/field-names';
import { builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import { policySheetNames, readPolicySheets, writePolicySheets, type PolicySheet } from '../../src/policy-sheets';
import { PLANS, RULE_COLUMNS } from '../../src/policy-sheets/table-plans';
import { packWith } from '../policy/pack-change';
import { policyWorkbook } from '../support/policy-workbook';

const { document, digest } = builtInPolicy();
const sheets = writePolicySheets(document);
const whole = policyWorkbook(sheets);
const plain = policyWorkbook(sheets, { tables: false });

/** The digest of the policy that a workbook holds, or what is wrong with it. */
function read(workbook: WorkbookSnapshot): unknown {
  const reading = readPolicySheets(workbook);
  return reading.kind === 'read' ? reading.policy.digest : reading;
}

function mapped(workbook: WorkbookSnapshot, change: (sheet: SheetSnapshot) => SheetSnapshot): WorkbookSnapshot {
  return { ...workbook, sheets: workbook.sheets.map(change) };
}

/** The sheets with a row inserted before each of these rows, tables moved along as a spreadsheet does it. */
function withRow(sheet: SheetSnapshot, before: number, cells: readonly CellValue[]): SheetSnapshot {
  const moved = (row: number): number => (row >= before ? row + 1 : row);
  return {
    ...sheet,
    rows: [...sheet.rows.slice(0, before - 1), cells, ...sheet.rows.slice(before - 1)],
    tables: sheet.tables.map((table): TableInfo => ({
      ...table,
      range: { ...table.range, top: moved(table.range.top), bottom: moved(table.range.bottom) },
    })),
  };
}

describe('the policy is found', () => {
  test('by its tables, whatever the sheets are called', () => {
    expect(read(mapped(whole, (sheet) => ({ ...sheet, name: `我的${sheet.name}` })))).toBe(digest);
  });

  test('by headings alone, under titles and notes of one’s own', () => {
    const noted = mapped(plain, (sheet) =>
      withRow(withRow(sheet, 1, ['某公司']), 2, [null, '2017 年修订稿', '内部资料']),
    );
    expect(read(noted)).toBe(digest);
  });

  test('with headings in any width and with spaces', () => {
    const spaced = mapped(plain, (sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) =>
        row?.map((cell) => (cell === '条款号' ? ' 条 款 号 ' : cell === '自' ? '自　' : cell)),
      ),
    }));
    expect(read(spaced)).toBe(digest);
  });

  test('with blank rows anywhere but before a table’s own rows', () => {
    for (const workbook of [whole, plain]) {
      const spread = mapped(workbook, (sheet) => withRow(withRow(sheet, 5, []), 4, [null, ' ']));
      expect(read(spread)).toBe(digest);
    }
  });

  test('with columns in any order and columns of one’s own between', () => {
    const reversed = mapped(plain, (sheet) => {
      const width = Math.max(...sheet.rows.map((row) => row?.length ?? 0));
      return {
        ...sheet,
        rows: sheet.rows.map((row) =>
          (row ?? []).filter((cell) => cell !== null).length === 1
            ? row
            : [...Array.from({ length: width }, (_, index) => row?.[width - 1 - index] ?? null)],
        ),
      };
    });
    expect(read(reversed)).toBe(digest);
    const wider = mapped(plain, (sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) => [(row?.length ?? 0) > 1 ? '备注' : null, ...(row ?? [])]),
    }));
    expect(read(wider)).toBe(digest);
  });

  test('with rows that the table was not extended to', () => {
    const short = mapped(whole, (sheet) => ({
      ...sheet,
      tables: sheet.tables.map((table) => ({ ...table, range: { ...table.range, bottom: table.range.top + 1 } })),
    }));
    expect(read(short)).toBe(digest);
  });

  test('with a totals row and a note under a table', () => {
    const totalled = mapped(whole, (sheet) => {
      if (sheet.name !== '制度参数') return sheet;
      const [table] = sheet.tables;
      if (!table) throw new Error('no table');
      const rows = [...sheet.rows, ['合计', null, 5], [], ['以上数值由人事部门维护']];
      return {
        ...sheet,
        rows,
        tables: [{ ...table, totalsRows: 1, range: { ...table.range, bottom: table.range.bottom + 1 } }],
      };
    });
    expect(read(totalled)).toBe(digest);
  });

  test('with numbers that a spreadsheet made of texts, and texts that it made of numbers', () => {
    const json = packWith('edition', '2016');
    const parsed = parsePolicy(json);
    if (!parsed.ok) throw new Error('unusable');
    const retyped = mapped(policyWorkbook(writePolicySheets(parsed.value.document)), (sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) =>
        row?.map((cell) => {
          if (cell === '2016') return 2016;
          if (cell === 60000) return ' 60,000 ';
          if (cell === 0.3) return '30%';
          return cell === '是' ? true : cell;
        }),
      ),
    }));
    expect(read(retyped)).toBe(parsed.value.digest);
  });
});

describe('the order of rows', () => {
  test('is the document’s within a table', () => {
    const parameters = plain.sheets.find(({ name }) => name === '制度参数');
    const turned = mapped(plain, (sheet) =>
      sheet === parameters ? { ...sheet, rows: [sheet.rows[0], ...sheet.rows.slice(1).reverse()] } : sheet,
    );
    const reading = readPolicySheets(turned);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    const ids = reading.policy.document.parameters.map(({ id }) => id);
    expect(ids).toEqual(document.parameters.map(({ id }) => id).reverse());
  });

  test('of a table’s parts says nothing where another table says whose they are', () => {
    const sorted = mapped(plain, (sheet) => {
      const head = sheet.rows.findIndex((row) => row?.[2] === '列名');
      if (head < 0) return sheet;
      const end = sheet.rows.findIndex((row, index) => index > head && (row?.length ?? 0) === 0);
      const rows = sheet.rows.slice(head + 1, end);
      const byLedger = [...rows].sort((a, b) => shownValue(b?.[0]).localeCompare(shownValue(a?.[0])));
      return { ...sheet, rows: [...sheet.rows.slice(0, head + 1), ...byLedger, ...sheet.rows.slice(end)] };
    });
    expect(sorted).not.toEqual(plain);
    expect(read(sorted)).toBe(digest);
  });
});

test('a parameter without a value this year has a row that waits for it and says nothing', () => {
  const waiting = writePolicySheets(document, { pendingIn: 2017 });
  const rows = (all: readonly PolicySheet[]): number =>
    all.find(({ name }) => name === '制度参数')?.tables[0]?.rows.length ?? 0;
  expect(rows(waiting) - rows(sheets)).toBe(2);
  expect(read(policyWorkbook(waiting))).toBe(digest);
});

test('tables on one sheet stand apart, the widest on top', () => {
  for (const { tables } of sheets) {
    tables.slice(1).forEach((table, index) => {
      const above = tables[index];
      if (!above) throw new Error('no table above');
      expect(above.headings.length).toBeGreaterThanOrEqual(table.headings.length);
      expect(table.top - (above.top + Math.max(above.rows.length, 1))).toBeGreaterThanOrEqual(3);
    });
  }
});

test('no table’s headings are among another’s: which table a row heads is never in doubt', () => {
  const plans = [...Object.values(PLANS).map(({ columns }) => columns), RULE_COLUMNS].map((columns) =>
    columns.map(({ heading }) => nameKey(heading)),
  );
  for (const one of plans) {
    expect(new Set(one).size).toBe(one.length);
    const within = plans.filter((other) => other !== one && one.every((heading) => other.includes(heading)));
    expect(within).toEqual([]);
  }
});

test('the names of the policy’s sheets', () => {
  expect(policySheetNames(whole)).toEqual(new Set(sheets.map(({ name }) => name)));
  expect(policySheetNames({ ...whole, sheets: [] })).toEqual(new Set());
  const renamed = mapped(whole, (sheet) => ({ ...sheet, name: sheet.name === '收入规则' ? '规则一' : sheet.name }));
  expect(policySheetNames(renamed)).toContain('规则一');
});

describe('places lead from the document to the cell', () => {
  const reading = readPolicySheets(whole);
  if (reading.kind !== 'read') throw new Error(reading.kind);
  const { places } = reading;
  const shown = (path: string): unknown => {
    const { sheet, cell } = places.of(path);
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return whole.sheets.find(({ name }) => name === sheet)?.rows[Number(row) - 1]?.[column - 1];
  };

  test.each([
    ['parameters.0', 'fan-target'],
    ['parameters.0.values.0.value', 60000],
    ['parameters.0.values.0.clauses.0', '二.1'],
    ['parameters.14.values.1.value', 0.5],
    ['clauses.0.text', document.clauses[0]?.text],
    ['ruleTables.0', 'revenue'],
    ['ruleTables.0.rules.3', 'mall-company-agency'],
    ['ruleTables.0.rules.2.when.1', '自揽'],
    ['ruleTables.0.rules.2.when.0.in.0', '微商城销售'],
    ['ruleTables.0.rules.2.basis.minus.1.field', '[金额] - [进货成本]'],
    ['ruleTables.2.rules.0.ratio.parameter', '参数(in-kind-prize-ratio)'],
    ['ruleTables.3.title.en', 'Cost rules'],
    ['answers.0.value.times.1.parameter', 'max(0, 参数(fan-target) - 指标(fans)) * 参数(fan-penalty-rate)'],
    ['measures.1.atLeast.parameter', '参数(event-attendance)'],
    ['limits.0.when.1.in.0', '[类别] 微商城销售\n[货源] 自揽'],
    ['ledgers.4.derived.1.cases.2.when.notAfter.1', '[转化日期] 不晚于 [转化截止日]'],
    ['ledgers.0.columns.4.header', '金额'],
    ['ledgers.0.categories.4.sources.1', '自有、自揽、公司代理'],
    ['ledgers.3.choices.form.0', '线上、线下'],
    ['payItems.0.monthly.parameter', '参数(base-pay)'],
    ['life.from', 42370],
    ['title.en', document.title.en],
  ])('%s', (path, value) => {
    expect(shown(path)).toEqual(value);
  });

  test('what has no cell of its own leads to the policy’s first', () => {
    expect(places.of('')).toEqual(places.of('nothing.of.the.kind'));
    expect(shown('')).toBe('项目');
  });
});
