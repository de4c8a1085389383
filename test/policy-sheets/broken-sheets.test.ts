import fc from 'fast-check';
import { parseCell, cellAddress } from '../../src/ledger/a1';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import {
  readPolicySheets,
  SHEET_FAULT_CODES,
  writePolicySheets,
  type PolicySheetsReading,
} from '../../src/policy-sheets';
import { wordingFor } from '../../src/wording/wording';
import { policyWorkbook } from '../support/policy-workbook';

const { document, digest } = builtInPolicy();
const sheets = writePolicySheets(document);
const whole = policyWorkbook(sheets);
const plain = policyWorkbook(sheets, { tables: false });

/** The workbook with a cell replaced. */
function withCell(workbook: WorkbookSnapshot, sheet: string, cell: string, value: CellValue): WorkbookSnapshot {
  const place = parseCell(cell);
  if (!place) throw new Error(cell);
  return withSheet(workbook, sheet, (before) => ({
    ...before,
    rows: before.rows.map((row, index) => {
      if (index + 1 !== place.row) return row;
      const cells = [...(row ?? [])];
      while (cells.length < place.column) cells.push(null);
      cells[place.column - 1] = value;
      return cells;
    }),
  }));
}

function withSheet(
  workbook: WorkbookSnapshot,
  name: string,
  change: (sheet: SheetSnapshot) => SheetSnapshot | undefined,
): WorkbookSnapshot {
  if (!workbook.sheets.some((sheet) => sheet.name === name)) throw new Error(`no sheet ${name}`);
  return {
    ...workbook,
    sheets: workbook.sheets.flatMap((sheet) => {
      const changed = sheet.name === name ? change(sheet) : sheet;
      return changed ? [changed] : [];
    }),
  };
}

/** Where the cell under a heading stands in the row whose first cells hold these texts. */
function cellOf(
  table: string,
  row: readonly string[],
  heading: string,
): { readonly sheet: string; readonly cell: string } {
  for (const sheet of sheets) {
    const found = sheet.tables.find((candidate) => candidate.name === table);
    if (!found) continue;
    const column = found.headings.indexOf(heading);
    const index = found.rows.findIndex((cells) =>
      row.every((text, position) => {
        const cell = cells[position];
        return cell?.kind === 'text' && cell.text === text;
      }),
    );
    if (column < 0 || index < 0) throw new Error(`no ${row.join(' ')} / ${heading} in ${table}`);
    return { sheet: sheet.name, cell: cellAddress(found.top + 1 + index, found.left + column) };
  }
  throw new Error(`no table ${table}`);
}

function faultsOf(reading: PolicySheetsReading): readonly string[] {
  if (reading.kind !== 'broken') return [reading.kind];
  return reading.faults.map(({ fault, place }) => `${fault.code} ${place.sheet}!${place.cell}`);
}

describe('a cell that is wrong is told at that cell', () => {
  const parameter = (id: string, heading: string): { sheet: string; cell: string } => cellOf('参数', [id], heading);
  const revenueRule = (id: string, heading: string): { sheet: string; cell: string } =>
    cellOf('收入规则表', ['revenue', id], heading);

  test.each<readonly [string, { sheet: string; cell: string }, CellValue, string]>([
    ['no number', parameter('fan-target', '取值'), '六万', 'sheet-number'],
    ['an error value', parameter('fan-target', '取值'), { fault: '#REF!' }, 'sheet-cell-error'],
    ['a number out of bounds', parameter('team-share', '取值'), 1.5, 'value-out-of-bounds'],
    ['no date', parameter('fan-target', '自'), '年底', 'sheet-date'],
    ['days in the wrong order', parameter('event-target', '自'), '2017-06-01', 'range-reversed'],
    ['an unknown word', parameter('fan-target', '类型'), '钱', 'sheet-choice'],
    ['an unknown clause', parameter('fan-target', '条款'), '九.9', 'unknown-clause'],
    ['no title', parameter('fan-target', '英文名'), null, 'schema-invalid-type'],
    ['no id', parameter('fan-target', '参数'), '粉丝', 'schema-invalid-format'],
    ['no bound', parameter('team-share', '上限'), 'x', 'sheet-number'],
    ['an unknown category', revenueRule('operating-revenue', '类别'), '广告费、杂费', 'unknown-choice'],
    ['a list without its end', revenueRule('operating-revenue', '类别'), '"广告费', 'sheet-list'],
    ['a formula without its end', revenueRule('operating-revenue', '计算基数'), '[金额] -', 'sheet-formula'],
    ['an unknown field', revenueRule('operating-revenue', '计算基数'), '[总额]', 'sheet-formula-field'],
    ['an unknown parameter', revenueRule('operating-revenue', '计入比例'), '参数(nothing)', 'unknown-parameter'],
    ['a ratio that is a formula', revenueRule('operating-revenue', '计入比例'), '1 + 1', 'schema-invalid-union'],
    [
      'a figure of the year in a row',
      revenueRule('operating-revenue', '计算基数'),
      'NET_PROFIT',
      'sheet-formula-out-of-place',
    ],
    ['a need that is none', revenueRule('mall-self-sourced', '不可缺'), '进货成本', 'sheet-needs'],
    ['an unknown rule', revenueRule('operating-revenue', '优先于'), 'nothing', 'unknown-rule'],
    ['an unknown rule table', revenueRule('operating-revenue', '规则表'), 'nothing', 'sheet-owner-unknown'],
    [
      'a condition on a field of another ledger',
      revenueRule('operating-revenue', '转化情况'),
      '按期',
      'sheet-field-unknown',
    ],
    ['no days', cellOf('成本规则表', ['cost', 'direct-cost'], '日期'), '2017年起', 'sheet-days'],
    ['a circle of answers', cellOf('结果定义', ['FAN_PENALTY'], '算式'), 'PENALTY_TOTAL', 'answer-cycle'],
    ['an unknown word in a formula', cellOf('结果定义', ['NET_PROFIT'], '算式'), '利润(a)', 'sheet-formula-word'],
    [
      'a bound that the kind has not',
      cellOf('限制定义', ['event-without-attendance'], '不低于'),
      '5',
      'sheet-not-used',
    ],
    ['an unknown kind', cellOf('限制定义', ['mall-discount'], '种类'), '随便', 'sheet-choice'],
    ['conditions without a field', cellOf('限制定义', ['mall-discount'], '前提'), '微商城销售', 'sheet-condition-line'],
    ['two categories of one name', cellOf('类别定义', ['revenue', '活动推广费'], '类别'), '广告费', 'duplicate-id'],
    [
      'a test that is none',
      cellOf('推算情形', ['in-kind', 'conversion', '按期'], '成立条件'),
      '按时',
      'sheet-formula-word',
    ],
    ['an unknown entry', cellOf('制度信息', ['版本'], '项目'), '版次', 'sheet-entry-unknown'],
    ['no day', cellOf('制度信息', ['生效日期'], '内容'), '去年', 'sheet-date'],
    ['a reserved sheet', cellOf('台账定义', ['fans'], '工作表'), '制度参数', 'sheet-name-reserved'],
    ['an unknown column', cellOf('台账定义', ['fans'], '归年日期列'), '时间', 'sheet-field-unknown'],
    ['no list of another ledger', cellOf('限制定义', ['posts'], '种类'), '须在册', 'sheet-column-of-ledger'],
  ])('%s', (_what, { sheet, cell }, value, code) => {
    for (const workbook of [whole, plain]) {
      const reading = readPolicySheets(withCell(workbook, sheet, cell, value));
      const at = code === 'sheet-column-of-ledger' ? cellOf('限制定义', ['posts'], '须含') : { sheet, cell };
      expect(faultsOf(reading)).toContain(`${code} ${at.sheet}!${at.cell}`);
    }
  });

  test('several at once are all told', () => {
    const first = parameter('fan-target', '取值');
    const second = revenueRule('mall-own-goods', '计算基数');
    const third = parameter('team-share', '条款');
    const broken = withCell(
      withCell(withCell(whole, first.sheet, first.cell, 'x'), second.sheet, second.cell, '[x]'),
      third.sheet,
      third.cell,
      '九.9',
    );
    expect(faultsOf(readPolicySheets(broken))).toEqual([
      `sheet-number ${first.sheet}!${first.cell}`,
      `sheet-formula-field ${second.sheet}!${second.cell}`,
      `unknown-clause ${third.sheet}!${third.cell}`,
    ]);
  });

  test('a parameter that says two things of itself', () => {
    const rows = sheets.find(({ name }) => name === '制度参数')?.tables[0];
    const ids = rows?.rows.map(([id]) => (id?.kind === 'text' ? id.text : '')) ?? [];
    const last = ids.lastIndexOf('management-fee-ratio');
    const cell = `B${String(last + 2)}`;
    expect(faultsOf(readPolicySheets(withCell(whole, '制度参数', cell, '别的名称')))).toEqual([
      `sheet-differs 制度参数!${cell}`,
    ]);
    const blank = readPolicySheets(withCell(whole, '制度参数', cell, null));
    expect(blank.kind === 'read' ? blank.policy.digest : blank).toBe(digest);
  });
});

describe('a sheet that is not there', () => {
  test.each(sheets.map(({ name }) => name))('%s', (name) => {
    const reading = readPolicySheets(withSheet(whole, name, () => undefined));
    if (name === '制度用例') {
      expect(reading.kind === 'read' ? reading.policy.digest : reading).toBe(digest);
      return;
    }
    if (reading.kind !== 'broken') throw new Error(reading.kind);
    expect(reading.faults.map(({ fault }) => fault.code)).toContain('sheet-missing');
    for (const { fault, place } of reading.faults) {
      expect(fault.facts['sheet']).toBe(name);
      expect(place.sheet).not.toBe(name);
    }
  });

  test('all of them: the workbook has no policy', () => {
    expect(readPolicySheets({ ...whole, sheets: [] })).toEqual({ kind: 'absent' });
  });

  test('a sheet that merely bears the name is told', () => {
    const stray: SheetSnapshot = { name: '制度参数', rows: [['我的笔记'], ['税率', 0.5]], merges: [], tables: [] };
    const reading = readPolicySheets({ ...whole, sheets: [stray] });
    expect(faultsOf(reading)).toContain('sheet-table-missing 制度参数!A1');
  });

  test('the record that older templates kept is no policy', () => {
    const headings = ['参数', '名称', '单位', '起始日期', '终止日期', '值', '条款', '状态'];
    const record: SheetSnapshot = { name: '制度参数', rows: [headings, ['x', 'y']], merges: [], tables: [] };
    expect(readPolicySheets({ ...whole, sheets: [record] })).toEqual({ kind: 'absent' });
  });
});

describe('headings', () => {
  test('one that is lacking is named', () => {
    const reading = readPolicySheets(withCell(whole, '制度参数', 'L1', '数值'));
    const heading = whole.sheets.find(({ name }) => name === '制度参数')?.rows[0]?.[11];
    expect(heading).toBe('取值');
    if (reading.kind !== 'broken') throw new Error(reading.kind);
    expect(reading.faults).toEqual([
      {
        fault: { path: '', code: 'sheet-heading-missing', facts: { table: '参数', headings: '取值' } },
        place: { sheet: '制度参数', cell: 'A1' },
      },
    ]);
  });

  test('one that is there twice is told', () => {
    const reading = readPolicySheets(
      withSheet(plain, '制度参数', (sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) => [...(row ?? []), row?.[0] ?? null]),
      })),
    );
    expect(faultsOf(reading)).toEqual(['sheet-heading-twice 制度参数!N1']);
  });

  test('a misspelt condition is told, a note is not', () => {
    const wide = (heading: string): WorkbookSnapshot =>
      withSheet(plain, '收入规则', (sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row, index) => [...(row ?? []), index === 0 ? heading : index === 1 ? 'x' : null]),
      }));
    expect(faultsOf(readPolicySheets(wide('货品来源')))[0]).toMatch(/^sheet-field-unknown 收入规则!\w+2$/);
    for (const note of ['备注', '备注：给人看', '（说明）']) expect(readPolicySheets(wide(note)).kind).toBe('read');
  });

  test('a table that is there twice is told', () => {
    const reading = readPolicySheets(
      withSheet(plain, '制度参数', (sheet) => ({ ...sheet, rows: [...sheet.rows, [], ...sheet.rows] })),
    );
    expect(faultsOf(reading)[0]).toMatch(/^sheet-table-twice 制度参数!A\d+$/);
  });
});

// ---- Anything anywhere -------------------------------------------------------------------------------------------

const anyCell: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom<CellValue>(
    ...[null, '', ' ', true, false, 0, -1, 1.5, 42736, 1e21, Number.NaN, Number.POSITIVE_INFINITY, '待定', '是', '元'],
    ...[
      '=',
      '[',
      ']',
      '"',
      '“',
      '（空）',
      '参数(',
      '[金额]',
      'max(',
      '((((',
      '>',
      '≥',
      '~',
      '、',
      '+',
      'x'.repeat(40_000),
    ],
    ...[
      '('.repeat(5000),
      '[金额]+'.repeat(2000),
      '2016-02-30',
      '2016-03-05',
      '\r\n',
      '\u0000',
      '\ud800',
      '制度参数',
      '条款号',
    ],
    ...[{ fault: '#REF!' }, { fault: 'uncalculated' }],
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
);

interface Place {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

const anyPlace: fc.Arbitrary<Place> = fc.nat({ max: whole.sheets.length - 1 }).chain((sheet) =>
  fc.record({
    sheet: fc.constant(sheet),
    row: fc.nat({ max: (whole.sheets[sheet]?.rows.length ?? 1) + 2 }),
    column: fc.nat({ max: 22 }),
  }),
);

type Change = (sheets: SheetSnapshot[]) => SheetSnapshot[];

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(anyPlace, anyCell).map(
      ([place, value]): Change =>
        (all) =>
          all.map((sheet, index) => (index === place.sheet ? changedAt(sheet, place, () => value) : sheet)),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyPlace, anyPlace).map(([from, to]): Change => (all) => {
      const value = all[from.sheet]?.rows[from.row]?.[from.column] ?? null;
      return all.map((sheet, index) => (index === to.sheet ? changedAt(sheet, to, () => value) : sheet));
    }),
  },
  {
    weight: 1,
    arbitrary: anyPlace.map(
      (place): Change =>
        (all) =>
          all.filter((_, index) => index !== place.sheet),
    ),
  },
  {
    weight: 2,
    arbitrary: anyPlace.map(
      (place): Change =>
        (all) =>
          all.map((sheet, index) =>
            index === place.sheet ? { ...sheet, rows: sheet.rows.filter((_, row) => row !== place.row) } : sheet,
          ),
    ),
  },
  {
    weight: 1,
    arbitrary: anyPlace.map(
      (place): Change =>
        (all) =>
          all.map((sheet, index) =>
            index === place.sheet
              ? { ...sheet, rows: sheet.rows.map((row) => row?.filter((_, column) => column !== place.column)) }
              : sheet,
          ),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Change>((all) => all.map((sheet) => ({ ...sheet, tables: [] }))) },
);

function changedAt(sheet: SheetSnapshot, { row, column }: Place, change: () => CellValue): SheetSnapshot {
  const rows = sheet.rows.map((cells) => [...(cells ?? [])]);
  while (rows.length <= row) rows.push([]);
  const cells = rows[row] ?? [];
  while (cells.length <= column) cells.push(null);
  cells[column] = change();
  return { ...sheet, rows };
}

const KNOWN: ReadonlySet<string> = new Set(SHEET_FAULT_CODES);

test('sheets with anything anywhere are read, or every fault names a cell of a sheet that is there', () => {
  let broken = 0;
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 4 }), fc.boolean(), (changes, tables) => {
      const start = tables ? whole : plain;
      const changed = changes.reduce<SheetSnapshot[]>((all, change) => change(all), [...start.sheets]);
      const reading = readPolicySheets({ ...start, sheets: changed });
      if (reading.kind === 'absent') throw new Error('a policy that is there is never absent');
      if (reading.kind === 'read') return;
      broken += 1;
      expect(reading.faults.length).toBeGreaterThan(0);
      for (const { fault, place } of reading.faults) {
        expect(changed.map(({ name }) => name)).toContain(place.sheet);
        expect(parseCell(place.cell)).toBeDefined();
        if (fault.code.startsWith('sheet-'))
          expect(KNOWN.has(fault.code) || /-(?:name|reserved)/.test(fault.code)).toBe(true);
        expect(wordingFor('zh-CN').policyFault(fault)).not.toMatch(/\{\{|不合规定（sheet/);
      }
    }),
    { numRuns: 75 },
  );
  expect(broken).toBeGreaterThan(20);
});
