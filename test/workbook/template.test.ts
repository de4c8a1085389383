import { lintPolicy } from '../../src/policy/lint';
import { buildTemplate, type TemplateRow } from '../../src/workbook/template';
import { wordingFor } from '../../src/wording/wording';
import { TEMPLATE_TEXTS } from '../../src/workbook/template-texts';
import { EMPTY_RESULTS, policy, template, templatePackage } from './made-workbooks';
import { child, descendants, optional, type Element, type XlsxPackage } from './xlsx-package';

const { ledgers, answers, clauses, parameters } = policy.document;

describe('an empty template', () => {
  let book: XlsxPackage;
  beforeAll(async () => {
    book = await templatePackage({ year: 2017 });
  });

  test('opens with the guide, then the settlement, the ledgers in the policy’s order, and the policy', () => {
    expect(book.sheets.map(({ name }) => name)).toEqual([
      '说明',
      '年度结算',
      ...ledgers.map(({ sheet }) => sheet),
      '制度条款',
      '制度参数',
      '收入规则',
      '成本规则',
      '考核与限制',
      '制度定义',
      '制度用例',
      '选项',
    ]);
    const selected = book.sheets.filter((sheet) => descendants(sheet.xml, 'sheetView')[0]?.attributes['tabSelected']);
    expect(selected.map(({ name }) => name)).toEqual(['说明']);
  });

  test.each(ledgers)('$sheet holds the table $table with one blank row', (ledger) => {
    const sheet = book.sheet(ledger.sheet);
    const [table] = sheet.tables;
    expect(table?.attributes['displayName']).toBe(ledger.table);
    expect(table?.attributes['ref']).toBe(`A1:${letters(ledger.columns.length)}2`);
    expect(child(table ?? sheet.xml, 'tableColumns').children.map(({ attributes }) => attributes['name'])).toEqual(
      ledger.columns.map(({ header }) => header),
    );
    const filled = [...sheet.cells.values()].filter(
      ({ value, address }) => value !== undefined && !/^[A-Z]+1$/.test(address),
    );
    expect(filled).toEqual([]);
  });

  test.each(ledgers)('$sheet: columns are typed, wide enough, checked as they are typed in', (ledger) => {
    const sheet = book.sheet(ledger.sheet);
    const columns = child(sheet.xml, 'cols').children;
    ledger.columns.forEach((column, index) => {
      const { min, max, width, style } = columns.find(
        ({ attributes }) => Number(attributes['min']) <= index + 1 && index + 1 <= Number(attributes['max']),
      )?.attributes ?? { min: '', max: '' };
      expect([min, max]).not.toEqual(['', '']);
      expect(Number(width)).toBeGreaterThanOrEqual(column.width);
      expect(sheet.numberFormat(Number(style ?? 0))).toBe(FORMATS[column.type]);
      const rule = sheet.validationOf(`${letters(index + 1)}2`);
      expect(rule?.attributes['type']).toBe(
        column.type === 'choice' && choicesOf(ledger, column.id).length === 0 ? undefined : CHECKS[column.type],
      );
      if (rule) expect(rule.attributes['sqref']).toBe(`${letters(index + 1)}2:${letters(index + 1)}2001`);
    });
  });

  test.each(ledgers)('$sheet: drop-down lists offer all that the policy knows, and nothing else', (ledger) => {
    const sheet = book.sheet(ledger.sheet);
    ledger.columns.forEach((column, index) => {
      if (column.type !== 'choice') return;
      const rule = sheet.validationOf(`${letters(index + 1)}2`);
      expect(listOf(book, rule)).toEqual(choicesOf(ledger, column.id));
      const strict = column.id === ledger.category || column.id === ledger.source;
      expect(rule?.attributes['errorStyle'] ?? 'stop').toBe(strict ? 'stop' : 'warning');
    });
  });

  test('the sources’ list says which categories need one', () => {
    const prompt = book.sheet('收入台账').validationOf('D2')?.attributes['prompt'] ?? '';
    expect(prompt).toContain('类别为「微商城销售」时，「货源」选自有、自揽、公司代理。');
    expect(prompt).toContain('类别为「代理佣金」时，「货源」选自揽、公司代理。');
  });

  test('the headings stay in sight and are printed on every page; sheets print on A4, one page wide, with page numbers', () => {
    book.sheets.forEach((sheet, index) => {
      const setup = child(sheet.xml, 'pageSetup').attributes;
      expect(setup['paperSize']).toBe('9');
      expect(setup['fitToWidth'] ?? '1').toBe('1');
      expect(setup['fitToHeight']).toBe('0');
      expect(child(child(sheet.xml, 'sheetPr'), 'pageSetUpPr').attributes['fitToPage']).toBe('1');
      expect(child(child(sheet.xml, 'headerFooter'), 'oddFooter').text).toBe(
        '&L互联网产品运营中心总监薪酬管理制度（2017年度）  &A&R第 &P 页，共 &N 页',
      );
      const headingRow = NO_HEADINGS.includes(sheet.name) ? 0 : sheet.name === '年度结算' ? 4 : 1;
      const pane = descendants(sheet.xml, 'pane')[0]?.attributes;
      expect(pane?.['state']).toBe(headingRow === 0 ? undefined : 'frozen');
      expect(Number(pane?.['ySplit'] ?? 0)).toBe(headingRow);
      expect(book.definedNames.get(`_xlnm.Print_Titles@${String(index)}`)).toBe(
        headingRow === 0 ? undefined : `'${sheet.name}'!$${String(headingRow)}:$${String(headingRow)}`,
      );
    });
    expect(child(book.sheet('收入台账').xml, 'pageSetup').attributes['orientation']).toBe('landscape');
    expect(child(book.sheet('粉丝台账').xml, 'pageSetup').attributes['orientation']).toBe('portrait');
  });

  test('the policy year is a cell with a name, and takes years only', () => {
    expect(book.definedNames.get('PolicyYear')).toBe("'年度结算'!$B$2");
    const sheet = book.sheet('年度结算');
    expect(sheet.cells.get('B2')).toMatchObject({ value: '2017', type: undefined });
    expect(sheet.validationOf('B2')?.attributes['type']).toBe('whole');
  });

  test('a target that the policy does not set for the year is pending: a row without a value, in words and in colour', () => {
    const sheet = book.sheet('制度参数');
    const heading = headings(sheet);
    const rows = tableRows(sheet.cells, heading.length);
    const at = (row: readonly (string | undefined)[], name: string): string | undefined => row[heading.indexOf(name)];
    const pending = rows.filter((row) => at(row, '状态') === '待定');
    expect(pending.map((row) => [at(row, '参数'), at(row, '取值')])).toEqual([
      ['fan-target', undefined],
      ['event-target', undefined],
    ]);
    expect([at(pending[0] ?? [], '自'), at(pending[0] ?? [], '至')]).toEqual(['42736', '43100']);
    const values = parameters.reduce((sum, parameter) => sum + parameter.values.length, 0);
    expect(rows).toHaveLength(values + pending.length);
    const ratio = rows.filter((row) => at(row, '参数') === 'management-fee-ratio');
    expect(ratio.map((row) => [at(row, '取值'), at(row, '状态')])).toEqual([
      ['0', '其他年度'],
      ['0.5', '本年度适用'],
    ]);
  });

  test('the day from which the policy holds shows as a day', () => {
    const sheet = book.sheet('制度定义');
    const [address = ''] = [...sheet.cells].find(([, { value }]) => value === '生效日期') ?? [];
    const day = sheet.cells.get(address.replace('A', 'B'));
    expect(day?.value).toBe('42370');
    expect(sheet.numberFormat(day?.style ?? 0)).toBe('yyyy-mm-dd');
  });

  test('clauses are quoted word for word, with what becomes of each', () => {
    const sheet = book.sheet('制度条款');
    expect(headings(sheet)).toEqual([
      '条款号',
      '章',
      '原文位置',
      '原文',
      '不计算的理由',
      '理由（英文）',
      '处理',
      '用于',
    ]);
    const rows = tableRows(sheet.cells, 8);
    expect(rows.map((row) => [row[0], row[2], row[3]])).toEqual(
      clauses.map(({ id, article, text }) => [id, article, text]),
    );
    expect(rows[0]?.[1]).toBe('一、岗位职责');
    const treatment = new Map(rows.map((row) => [row[0], row[6]]));
    expect(
      Object.fromEntries(
        ['一.1', '二.1', '二.2', '二.3', '二.4', '三.4', '三.5', '四.3', '六.2.4'].map((id) => [id, treatment.get(id)]),
      ),
    ).toEqual({
      '一.1': '由人执行',
      '二.1': '计算',
      '二.2': '计算',
      '二.3': '校验',
      '二.4': '校验',
      '三.4': '校验',
      '三.5': '校验',
      '四.3': '由人执行',
      '六.2.4': '计算',
    });
    const { coverage } = lintPolicy(policy);
    expect([...treatment]).toEqual(
      coverage.map(({ clause, status }) => [clause, wordingFor('zh-CN').coverage(status)]),
    );
    expect(rows.find((row) => row[0] === '三.5')?.[7]).toBe('自揽实物折扣下限、折扣低于下限');
  });

  test('the guide names every sheet and function, and says what a row of a ledger needs', () => {
    const text = [...book.sheet('说明').cells.values()].map(({ value }) => value).join('\n');
    for (const sheet of book.sheets.slice(1)) expect(text).toContain(sheet.name);
    for (const answer of answers) expect(text).toContain(`=${answer.id}()`);
    expect(text).toContain('填了「金额」的行必须有「日期」。');
    expect(text).toContain('「微商城销售」、「自揽」的行必须有「进货成本」。');
    expect(text).toContain('「活动用公司产品」的行必须有「标价」。');
    expect(text).toContain('每行都要填「批准日期」。');
    expect(text).toContain('「转化截止日」由「领用日期」按「自主转化期」推算，不用填。');
    expect(text).toContain(policy.digest);
  });

  test('a fraction in a column of counts shows its decimals', () => {
    const rules = descendants(book.sheet('人员名册').xml, 'cfRule');
    expect(rules.map((rule) => child(rule, 'formula').text)).toEqual(['AND(ISNUMBER(K2),K2<>INT(K2))']);
    expect(descendants(child(book.xml('xl/styles.xml'), 'dxfs'), 'numFmt')[0]?.attributes['formatCode']).toBe(
      '#,##0.####',
    );
  });

  test('the file says what it is', () => {
    const core = book.xml('docProps/core.xml');
    expect(child(core, 'dc:title').text).toBe('互联网产品运营中心总监薪酬管理制度（2017年度）');
    expect(child(core, 'dc:creator').text).toBe('PayClause 薪规');
    expect(child(core, 'dcterms:created').text).toBe('2017-01-01T00:00:00Z');
  });
});

describe('cells that call functions', () => {
  test('are stored as Excel stores them, with the last result or the error that Excel shows', async () => {
    const results = new Map([
      ...EMPTY_RESULTS,
      ['FAN_PENALTY', 3850] as const,
      ['EVENT_PENALTY', '#N/A'] as const,
      ['NET_PROFIT', -1234.56] as const,
    ]);
    const book = await templatePackage({ results });
    const text = book.text(book.sheet('年度结算').part);
    expect(text).toMatch(
      /<c r="C5" s="\d+" cm="1"><f t="array" ref="C5">_xldudf_FAN_PENALTY\(\)<\/f><v>3850<\/v><\/c>/,
    );
    expect(text).toMatch(
      /<c r="C6" s="\d+" cm="1" t="e"><f t="array" ref="C6">_xldudf_EVENT_PENALTY\(\)<\/f><v>#N\/A<\/v><\/c>/,
    );
    expect(text).toContain('<f t="array" ref="C13">_xldudf_NET_PROFIT()</f><v>-1234.56</v>');
    const cells = book.sheet('年度结算').cells;
    expect(answers.map((_, index) => cells.get(`C${String(5 + index)}`)?.formula?.text)).toEqual(
      answers.map(({ id }) => `_xldudf_${id}()`),
    );
    expect(cells.get('B5')?.value).toBe('活粉考核');
    expect(cells.get('D5')).toMatchObject({ type: 's', value: '=FAN_PENALTY()', formula: undefined });
    expect(cells.get('E5')?.value).toBe('五.1、二.1');
    expect(cells.get('F7')?.value).toBe('任务考核扣款');
    expect(book.sheet('年度结算').numberFormat(cells.get('C5')?.style ?? 0)).toBe('#,##0.00;[Red]-#,##0.00');
  });

  test('are plain formulas in the namespace of the functions where the workbook is for WPS', async () => {
    const results = new Map([...EMPTY_RESULTS, ['FAN_PENALTY', 3850] as const, ['EVENT_PENALTY', '#N/A'] as const]);
    const book = await templatePackage({ results, host: 'wps' });
    const text = book.text(book.sheet('年度结算').part);
    expect(text).toMatch(/<c r="C5" s="\d+"><f>PAY\.FAN_PENALTY\(\)<\/f><v>3850<\/v><\/c>/);
    expect(text).toMatch(/<c r="C6" s="\d+" t="e"><f>PAY\.EVENT_PENALTY\(\)<\/f><v>#N\/A<\/v><\/c>/);
    expect(book.sheet('年度结算').cells.get('D5')?.value).toBe('=PAY.FAN_PENALTY()');
    // Nothing that only newer programs read, nor anything of Excel's own way of storing functions.
    const formulas = book.sheets.flatMap(({ cells }) =>
      [...cells.values()].flatMap(({ formula }) => formula?.text ?? []),
    );
    expect(formulas).toHaveLength(answers.length);
    for (const formula of formulas) expect(formula).toMatch(/^PAY\.[A-Z_]+\(("[A-Z_]+")?\)$/);
    for (const { xml } of book.sheets) {
      for (const { attributes } of descendants(xml, 'c')) expect(attributes['cm']).toBeUndefined();
    }
    expect(book.names).not.toContain('xl/metadata.xml');
  });

  test('are told in the guide as they are typed there', async () => {
    for (const [host, call] of [
      ['excel', 'FAN_PENALTY'],
      ['wps', 'PAY.FAN_PENALTY'],
    ] as const) {
      const texts = [...(await templatePackage({ year: 2017, host })).sheet('说明').cells.values()].map(
        ({ value }) => value,
      );
      expect(texts).toContain(`=${call}()`);
      expect(texts).toContain(`=${call}() 是本年度的结果，=${call}(2017) 固定为 2017 年。`);
    }
  });

  test('without a result are stored uncalculated, never as a zero', async () => {
    const book = await templatePackage({ results: new Map() });
    const cell = book.sheet('年度结算').cells.get('C5');
    expect(cell?.formula?.text).toBe('_xldudf_FAN_PENALTY()');
    expect(cell?.value).toBeUndefined();
  });
});

describe('rows that are filled in', () => {
  const rows: readonly TemplateRow[] = [
    { date: '2016-03-05', memo: '=HYPERLINK("http://x","y")', category: '广告费', amount: '1234.50', note: '@SUM(1)' },
    { date: '2016年3月5日', memo: '+cmd|calc', category: '杂项', amount: '¥1,200', note: '-1+1' },
    { date: { raw: '2016-03-06' }, memo: '  前后空格 ', amount: { raw: { fault: '#REF!' } }, purchaseCost: 8827.31 },
    {},
    { date: null, memo: '合计', amount: { raw: 1666.665 }, note: '_x0041_\n换行' },
  ];

  test('are typed by their columns, and text stays text whatever it begins with', async () => {
    const book = await templatePackage({ rows: { revenue: rows } });
    const { cells, tables } = book.sheet('收入台账');
    expect(tables[0]?.attributes['ref']).toBe('A1:I6');
    const of = (address: string): readonly unknown[] => {
      const cell = cells.get(address);
      return [cell?.type, cell?.value];
    };
    expect(of('A2')).toEqual([undefined, '42434']);
    expect(of('B2')).toEqual(['s', '=HYPERLINK("http://x","y")']);
    expect(of('E2')).toEqual([undefined, '1234.5']);
    expect(of('I2')).toEqual(['s', '@SUM(1)']);
    expect(of('A3')).toEqual(['s', '2016年3月5日']);
    expect(of('B3')).toEqual(['s', '+cmd|calc']);
    expect(of('E3')).toEqual(['s', '¥1,200']);
    expect(of('I3')).toEqual(['s', '-1+1']);
    expect(of('A4')).toEqual(['s', '2016-03-06']);
    expect(of('B4')).toEqual(['s', '  前后空格 ']);
    expect(of('E4')).toEqual(['e', '#REF!']);
    expect(of('F4')).toEqual([undefined, '8827.31']);
    expect(of('E5')).toEqual([undefined, undefined]);
    expect(of('E6')).toEqual([undefined, '1666.665']);
    // «_x0041_» would be read back as «A» if its underscore were not escaped.
    expect(of('I6')).toEqual(['s', '_x005F_x0041_\n换行']);
    expect([...cells.values()].filter(({ formula }) => formula)).toEqual([]);
  });

  test('must be of a ledger and of columns that the policy has', async () => {
    await expect(template({ rows: { nonsense: [] } })).rejects.toThrow('no ledger nonsense');
    await expect(template({ rows: { revenue: [{ nonsense: '1' }] } })).rejects.toThrow('no column nonsense in revenue');
    await expect(template({ rows: { revenue: [{ amount: { raw: { fault: 'uncalculated' } } }] } })).rejects.toThrow(
      'no error that Excel knows',
    );
  });
});

describe('a task that the policy sets', () => {
  test('stands in the ledger for tasks in its year', async () => {
    const cells = (await templatePackage({ year: 2015 })).sheet('任务台账').cells;
    expect(['A2', 'B2', 'C2', 'D2', 'E2'].map((address) => cells.get(address)?.value)).toEqual([
      '微信商城开通',
      '42369',
      undefined,
      undefined,
      '制度规定的任务（二.3）',
    ]);
  });

  test('stands in no other year, and gives way to rows of one’s own', async () => {
    expect((await templatePackage({ year: 2016 })).sheet('任务台账').cells.get('A2')?.value).toBeUndefined();
    const own = await templatePackage({ year: 2015, rows: { tasks: [] } });
    expect(own.sheet('任务台账').cells.get('A2')?.value).toBeUndefined();
  });
});

describe('the language', () => {
  test('changes explanations and titles, never the names of sheets, tables and columns', async () => {
    const [zh, en] = await Promise.all([templatePackage(), templatePackage({ language: 'en-US' })]);
    const names = (book: XlsxPackage): unknown =>
      book.sheets.map(({ name, tables }) => [
        name,
        tables.map((table) => [
          table.attributes['name'],
          child(table, 'tableColumns').children.map(({ attributes }) => attributes['name']),
        ]),
      ]);
    expect(names(en)).toEqual(names(zh));
    expect(en.sheet('年度结算').cells.get('B5')?.value).toBe('Fan penalty');
    expect(en.sheet('说明').cells.get('A1')?.value).toBe(policy.document.title.en);
    expect(en.sheet('说明').cells.get('A3')?.value).toBe(policy.document.title.zh);
    const statuses = (book: XlsxPackage): unknown[] =>
      tableRows(book.sheet('制度参数').cells, 14).map((row) => row[13]);
    expect(new Set(statuses(zh))).toEqual(new Set(['本年度适用', '其他年度']));
    expect(new Set(statuses(en))).toEqual(new Set(['Holds this year', 'Other years']));
    expect(zh.sheet('考核与限制').cells.get('A1')?.value).toBe('限制');
    expect(en.sheet('考核与限制').cells.get('A1')?.value).toBe('Limits');
    expect([...en.sheet('说明').cells.values()].map(({ value }) => value).join('\n')).toContain('日期 Date; 摘要 Memo');
  });

  test('both languages say the same things', () => {
    const shape = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shape);
      if (typeof value !== 'object' || value === null) return typeof value;
      return Object.fromEntries(
        Object.entries(value)
          // The headings are Chinese: only the English guide has to explain them.
          .filter(([key]) => key !== 'recordHeadings')
          .map(([key, part]) => [key, shape(part)]),
      );
    };
    expect(shape(TEMPLATE_TEXTS['en-US'])).toEqual(shape(TEMPLATE_TEXTS['zh-CN']));
  });

  test('every check of the policy has a name in both languages', () => {
    for (const { checks } of Object.values(TEMPLATE_TEXTS).map((texts) => texts.clauses)) {
      expect(Object.keys(checks)).toEqual(expect.arrayContaining(policy.document.limits.map(({ code }) => code)));
    }
  });
});

describe('equal options', () => {
  test('give equal bytes', async () => {
    const [first, second] = [await template(), await template()];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(first.constructor).toBe(Uint8Array);
  });

  test('the date of creation is the caller’s, also on the zip entries, and read the same in every time zone', async () => {
    const book = await templatePackage({ createdAt: new Date('2018-02-03T04:05:06Z') });
    expect(child(book.xml('docProps/core.xml'), 'dcterms:created').text).toBe('2018-02-03T04:05:06Z');
    for (const { dosDate, dosTime } of book.entries.values()) {
      expect([(dosDate >> 9) + 1980, (dosDate >> 5) & 15, dosDate & 31]).toEqual([2018, 2, 3]);
      expect([dosTime >> 11, (dosTime >> 5) & 63, (dosTime & 31) * 2]).toEqual([4, 5, 6]);
    }
  });
});

test('a policy whose ledger bears one of the template’s own names is refused', async () => {
  const [first] = ledgers;
  if (!first) throw new Error('no ledger');
  for (const taken of [{ sheet: '说明' }, { table: '参数' }, { table: 'PolicyYear' }]) {
    const document = { ...policy.document, ledgers: [{ ...first, ...taken }] };
    await expect(
      buildTemplate({ policy: { ...policy, document }, year: 2016, language: 'zh-CN', results: EMPTY_RESULTS }),
    ).rejects.toThrow('the template’s own'.replace('’', "'"));
  }
});

/** Sheets that have no one row of headings: running text, or several tables. */
const NO_HEADINGS: readonly string[] = ['说明', '考核与限制', '制度定义'];

/** The headings of a sheet that holds one table from its first row on. */
function headings(sheet: ReturnType<XlsxPackage['sheet']>): readonly string[] {
  const [table] = sheet.tables;
  return child(table ?? sheet.xml, 'tableColumns').children.map(({ attributes }) => attributes['name'] ?? '');
}

const FORMATS = {
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm:ss',
  money: '#,##0.00',
  count: '#,##0',
  text: 'General',
  choice: 'General',
} as const;
const CHECKS = {
  date: 'date',
  moment: 'date',
  money: 'decimal',
  count: 'decimal',
  text: undefined,
  choice: 'list',
} as const;

function letters(column: number): string {
  return String.fromCharCode(64 + column);
}

function choicesOf(ledger: (typeof ledgers)[number], column: string): readonly string[] {
  if (column === ledger.category) return ledger.categories.map(({ name }) => name);
  if (column === ledger.source) return [...new Set(ledger.categories.flatMap(({ sources = [] }) => sources))];
  return ledger.choices[column] ?? [];
}

/** The texts of the cells that a drop-down's formula points at. */
function listOf(book: XlsxPackage, rule: Element | undefined): readonly (string | undefined)[] {
  const match = /^([^!]+)!\$([A-Z])\$(\d+):\$([A-Z])\$(\d+)$/.exec(optional(rule ?? NOTHING, 'formula1')?.text ?? '');
  if (!match) return [];
  const [, sheet = '', column = '', from = '', sameColumn, to = ''] = match;
  expect(sameColumn).toBe(column);
  const { cells } = book.sheet(sheet);
  return Array.from(
    { length: Number(to) - Number(from) + 1 },
    (_, index) => cells.get(`${column}${String(Number(from) + index)}`)?.value,
  );
}

const NOTHING: Element = { name: '', attributes: {}, children: [], text: '' };

/** The rows of a record table below its heading, as texts. */
function tableRows(
  cells: ReadonlyMap<string, { readonly value: string | undefined }>,
  width: number,
): readonly (readonly (string | undefined)[])[] {
  const rows: (string | undefined)[][] = [];
  for (let row = 2; cells.has(`A${String(row)}`); row += 1) {
    rows.push(Array.from({ length: width }, (_, index) => cells.get(`${letters(index + 1)}${String(row)}`)?.value));
  }
  return rows;
}
