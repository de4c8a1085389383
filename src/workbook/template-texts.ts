import type { Language } from '../wording/language';
import { wordingFor, type Wording } from '../wording/wording';

/** Names of the template's own sheets and tables. Like the ledgers' they are Chinese in every language: formulas use them. */
export const TEMPLATE_SHEETS = {
  guide: '说明',
  settlement: '年度结算',
  lists: '选项',
} as const;

/** What the first column of a table's totals row says when somebody switches it on; the reader knows the word. */
export const TOTALS_LABEL = '合计';

/** The heading of the template's remark on whether a parameter's value holds in the workbook's year. */
export const STATUS_HEADING = '状态';

/** A line of the guide: what it is about, and what there is to say. */
export type LabelledText = readonly [label: string, text: string];

/** Every text of the template's own sheets, in one language. Texts of the policy come from the policy. */
export interface TemplateTexts {
  readonly workbook: {
    readonly title: (policy: string, year: number) => string;
    readonly subject: string;
    readonly pageOf: string;
  };
  readonly list: (items: readonly string[]) => string;
  readonly either: (items: readonly string[]) => string;
  readonly quoted: (name: string) => string;
  readonly guide: {
    readonly yearLine: (year: number) => string;
    readonly headings: Readonly<
      Record<'about' | 'start' | 'sheets' | 'functions' | 'errors' | 'colours' | 'sources', string>
    >;
    readonly about: readonly LabelledText[];
    readonly steps: (year: number) => readonly LabelledText[];
    readonly sheets: Readonly<Record<'settlement' | 'lists', string>>;
    /** What the policy's own sheets are for. */
    readonly policySheets: Readonly<
      Record<'clauses' | 'parameters' | 'rules' | 'assessment' | 'definition' | 'cases', string>
    >;
    readonly columns: (headings: readonly (readonly [heading: string, title: string])[]) => string;
    readonly answer: (title: string, formula: string, clauses: string) => string;
    /** `call` is a call as a cell of the workbook has it, without a year. */
    readonly functions: (call: string, year: number) => readonly LabelledText[];
    readonly errors: readonly LabelledText[];
    readonly colours: Readonly<Record<'heading' | 'entry' | 'setting' | 'result' | 'pending', LabelledText>>;
    readonly sources: {
      readonly policy: (title: string, edition: string, source: string) => LabelledText;
      readonly digest: (digest: string) => LabelledText;
      readonly lines: readonly LabelledText[];
    };
  };
  readonly ledger: {
    readonly titled: (title: string) => string;
    readonly optional: string;
    readonly emptyIsZero: string;
    readonly emptyIsError: string;
    readonly dated: (entered: string, date: string) => string;
    readonly filled: (entered: string, column: string) => string;
    readonly everyRow: (column: string) => string;
    readonly source: (category: string, column: string, sources: string) => string;
    readonly sourceElse: (column: string) => string;
    readonly needs: (when: string, column: string) => string;
    readonly bothHold: (conditions: readonly string[]) => string;
    readonly derivedDate: (title: string, from: string, window: string) => string;
    readonly derivedHours: (title: string, start: string, end: string) => string;
  };
  readonly validation: {
    readonly date: { readonly title: string; readonly error: (year: number) => string };
    readonly moment: { readonly title: string; readonly error: (year: number) => string };
    readonly money: { readonly title: string; readonly error: string };
    readonly count: { readonly title: string; readonly error: string };
    readonly list: { readonly title: string; readonly error: (header: string) => string };
    readonly choice: { readonly title: string; readonly error: (header: string) => string };
    /** For a column of the policy's own sheets that takes a few words only. */
    readonly word: { readonly title: string; readonly error: (heading: string) => string };
    readonly year: { readonly title: string; readonly error: (year: number) => string };
  };
  readonly settlement: {
    readonly title: (policy: string) => string;
    readonly year: string;
    readonly yearHint: string;
    readonly headings: readonly [string, string, string, string, string, string];
    readonly sections: Readonly<Record<'assessment' | 'pay' | 'profit' | 'share' | 'quota', string>>;
    readonly counted: (ruleTables: readonly string[]) => string;
    readonly yearOfPay: (item: string) => string;
    readonly notes: readonly string[];
    readonly signatures: readonly string[];
  };
  readonly clauses: {
    readonly status: Wording['coverage'];
    /** What a limit's finding is about, by its code. */
    readonly checks: Readonly<Record<string, string>>;
  };
  readonly parameters: {
    readonly unit: Wording['unit'];
    readonly current: string;
    readonly otherYears: string;
    readonly pending: string;
  };
  readonly tasks: { readonly note: (clauses: string) => string };
}

/** The same call for a year that does not move: the year is the last argument. */
function inYear(call: string, year: number): string {
  return call.replace(/\)$/, call.endsWith('()') ? `${String(year)})` : `,${String(year)})`);
}

const zh: TemplateTexts = {
  workbook: {
    title: (policy, year) => `${policy}（${String(year)}年度）`,
    subject: '制度结算工作簿',
    pageOf: '第 &P 页，共 &N 页',
  },
  list: (items) => items.join('、'),
  either: (items) => items.join('或'),
  quoted: (name) => `「${name}」`,
  guide: {
    yearLine: (year) => `${String(year)} 年度结算工作簿`,
    headings: {
      about: '这是什么',
      start: '怎样使用',
      sheets: '各工作表',
      functions: '函数',
      errors: '错误值',
      colours: '颜色',
      sources: '数字从哪里来',
    },
    about: [
      [
        '用途',
        '按制度原文计算一年的各项结果。在台账里登记，「年度结算」由薪规的函数得出结果；每个数字都能追到台账的单元格和制度条款。',
      ],
    ],
    steps: (year) => [
      [
        '登记',
        '在各台账里登记，一行一笔，从表头下面接着往下写。Excel 会自动把新行并入表格；不会自动并入的软件里，写在表格下面的行同样会被读取。',
      ],
      ['写法', `日期写成 ${String(year)}-03-05，金额只写数字，如 1234.50。有下拉列表的列从列表里选。`],
      ['结算', '看「年度结算」。换年度时改那里的年度，只改这一格。'],
      ['核对', '在薪规窗格里「校验」台账；选中一个数字，用「溯源」看它由哪些行、哪些条款得来。'],
    ],
    sheets: {
      settlement: '当年的结果。金额由函数得出，不要覆盖；只有年度可以改。',
      lists: '下拉列表的内容，取自制度，不用改。',
    },
    policySheets: {
      clauses: '制度原文，逐条注明由函数计算、由校验把关，还是由人执行。章、处理、用于三列供查看，改了不起作用。',
      parameters:
        '制度里的数值和起止日期，一行一个数值。改这里，结果随之改变。浅黄的「待定」行表示本年度还没有数值：填入取值即可，没填时用到它的结果显示 #N/A。状态一列供查看，改了不起作用。',
      rules:
        '逐行判断怎样计入的规则，一行一条，改这里结果随之改变。中间几列是条件，列名与台账相同，空白表示不限；选项之间用「、」隔开，（空）表示没有填；日期写 2016-01-01 ~ 2016-12-31 或 ≥2017-01-01，数字写 ≥100 或 >5 且 ≤10。算式里列名用方括号，如 [金额] - [进货成本]，参数写成 参数(编号)。',
      assessment: '结果、指标、限制、工资项目和分配的定义。改算式会改变结果，请先看懂再改。',
      definition: '制度本身、台账各列、类别和识别词、规则表的定义。台账的列名要与台账一致。',
      cases: '制度的用例：录入什么，应当得出什么。「校验」会逐个核对；不影响结果。',
    },
    columns: (headings) => `列：${headings.map(([heading]) => heading).join('、')}。`,
    answer: (title, formula, clauses) => `${title} = ${formula}（${clauses}）`,
    functions: (call, year) => [
      ['参数', '参数都可以省略：不给区域时读本工作簿的台账，不给年度时用「年度结算」的年度（名称 PolicyYear）。'],
      ['举例', `=${call} 是本年度的结果，=${inYear(call, year)} 固定为 ${String(year)} 年。`],
    ],
    errors: [
      ['#N/A', '制度在该年度没有所需的数值，或台账里还没有所需的读数。'],
      ['#VALUE!', '台账缺失或一行都没有，或有必须先改正的行；「校验」会逐行列出。'],
      ['#NUM!', '年度或结果超出范围。'],
      ['#NAME?', '没有装载薪规加载项；装载后重新输入公式即可。'],
    ],
    colours: {
      heading: ['表头', '列名，不要改动。'],
      entry: ['白色', '登记区。'],
      setting: ['浅蓝', '可以改的设置（年度）。'],
      result: ['浅灰', '函数的结果，不要覆盖。'],
      pending: ['浅黄', '待定：本年度还没有数值。'],
    },
    sources: {
      policy: (title, edition, source) => ['制度', `${title}，${edition} 版。来源：${source}。`],
      digest: (digest) => ['制度指纹', digest],
      lines: [
        ['数值', '目标、比例、单价都取自制度，列在「制度参数」，函数里没有别的数字。'],
        ['取整', '计入的每一行先四舍五入到分，再相加，所以逐行打印的数字与合计一致。'],
        [
          '不遗漏',
          '没填金额的行视为尚未登记，不参与计算。填了金额却判断不了的行，会使用到它的结果显示错误并指明是哪一行，不会悄悄略去。',
        ],
        ['没有加载项时', '「年度结算」显示的是制作本文件时的结果，不随台账变化。'],
      ],
    },
  },
  ledger: {
    titled: (title) => `${title}。`,
    optional: '没有这类业务可以不填。',
    emptyIsZero: '没有业务就留空，按零计；表不能删。',
    emptyIsError: '至少要有一行。',
    dated: (entered, date) => `填了${entered}的行必须有${date}。`,
    filled: (entered, column) => `填了${entered}的行必须有${column}。`,
    everyRow: (column) => `每行都要填${column}。`,
    source: (category, column, sources) => `类别为${category}时，${column}选${sources}。`,
    sourceElse: (column) => `其他类别不填${column}。`,
    needs: (when, column) => `${when}的行必须有${column}。`,
    bothHold: (conditions) => conditions.join('、'),
    derivedDate: (title, from, window) => `${title}由${from}按「${window}」推算，不用填。`,
    derivedHours: (title, start, end) => `${title}由${start}到${end}推算，精确到秒，不用填。`,
  },
  validation: {
    date: { title: '请填写日期', error: (year) => `请填写日期，例如 ${String(year)}-03-05；没有日期时留空。` },
    moment: {
      title: '请填写日期和时刻',
      error: (year) => `请填写日期和时刻，例如 ${String(year)}-03-05 14:30；没有时留空。`,
    },
    money: {
      title: '请只写数字',
      error: '金额只写数字，例如 1234.50。不写单位和货币符号；0.35万请写 3500。没有金额时留空。',
    },
    count: { title: '请只写数字', error: '请填写不小于 0 的数字，例如 120；没有时留空。' },
    list: { title: '请从列表中选', error: (header) => `「${header}」只用制度里的名称。请从下拉列表中选，或留空。` },
    choice: { title: '不在列表中', error: (header) => `「${header}」一般从下拉列表中选。` },
    word: { title: '请从列表中选', error: (heading) => `「${heading}」只能填列表里的词，或留空。` },
    year: { title: '年度', error: (year) => `请填写四位年度，例如 ${String(year)}。` },
  },
  settlement: {
    title: (policy) => `${policy}：年度结算`,
    year: '年度',
    yearHint: '换年度改这一格',
    headings: ['类别', '项目', '金额（元）', '函数', '条款', '怎样得出'],
    sections: { assessment: '考核', pay: '薪酬', profit: '利润', share: '分红', quota: '额度' },
    counted: (ruleTables) => `按${ruleTables.map((title) => `「${title}」`).join('')}逐行计入之和`,
    yearOfPay: (item) => `全年${item}`,
    notes: [
      '#N/A：制度在该年度没有数值（见「制度参数」中的待定）。',
      '#VALUE!：台账里有必须先改正的行，用「校验」查看。',
    ],
    signatures: ['编制：', '复核：', '批准：', '日期：'],
  },
  clauses: {
    status: (status) => wordingFor('zh-CN').coverage(status),
    checks: {
      'discount-below-floor': '折扣低于下限',
      'agency-commission-below-floor': '代理佣金低于下限',
      'in-kind-over-converted': '转化超过抵扣',
      'in-kind-overdue': '逾期未转化',
      'product-cost-below-floor': '公司产品计价低于下限',
      'prize-use-over-limit': '赞助奖品使用超限',
      'event-below-attendance': '参与人数不足',
      'plan-not-approved': '提成方案未批准',
      'revenue-below-cost': '收入低于成本',
      'post-missing': '岗位不全',
      'required-field-missing': '必填项未填',
    },
  },
  parameters: {
    unit: (unit) => wordingFor('zh-CN').unit(unit),
    current: '本年度适用',
    otherYears: '其他年度',
    pending: '待定',
  },
  tasks: { note: (clauses) => `制度规定的任务（${clauses}）` },
};

const en: TemplateTexts = {
  workbook: {
    title: (policy, year) => `${policy} (${String(year)})`,
    subject: 'Settlement workbook of a pay policy',
    pageOf: 'Page &P of &N',
  },
  list: (items) => items.join(', '),
  either: (items) => items.join(' or '),
  quoted: (name) => `«${name}»`,
  guide: {
    yearLine: (year) => `Settlement workbook for ${String(year)}`,
    headings: {
      about: 'What this is',
      start: 'How to use it',
      sheets: 'The sheets',
      functions: 'Functions',
      errors: 'Error values',
      colours: 'Colours',
      sources: 'Where figures come from',
    },
    about: [
      [
        'Purpose',
        'A year’s figures, computed from the policy’s own words. Fill in the ledgers; PayClause’s functions give the figures in «年度结算» (settlement), and every figure can be traced to ledger cells and clauses.',
      ],
    ],
    steps: (year) => [
      [
        'Enter',
        'Fill in the ledgers, one entry a row, on from the first row under the headings. Excel takes new rows into the table by itself; where a program does not, rows written under the table are read all the same.',
      ],
      [
        'Write',
        `Write dates as ${String(year)}-03-05 and amounts as plain numbers such as 1234.50. Where a column has a list, pick from it.`,
      ],
      ['Settle', 'Read «年度结算». For another year change the year there, in that one cell.'],
      [
        'Check',
        'In the PayClause pane, check the ledgers; select a figure to see the rows and clauses that it was made from.',
      ],
    ],
    sheets: {
      settlement:
        'Settlement: the year’s figures. Amounts come from functions: do not overwrite them. Only the year may be changed.',
      lists: 'What the drop-down lists offer, taken from the policy. Nothing to change.',
    },
    policySheets: {
      clauses:
        'The policy’s own words, clause by clause, and whether each is computed, checked or carried out by people. Chapter (章), treatment (处理) and use (用于) are for reading; changing them changes nothing.',
      parameters:
        'The policy’s values and the days on which they hold, one value a row. Change one and the figures follow. A light yellow row, «待定 / pending», waits for a value of this year: fill in 取值; until then figures that need it show #N/A. Status (状态) is for reading.',
      rules:
        'The rules that decide how a row counts, one a row; change them and the figures follow. The columns in the middle are conditions under the ledgers’ own headings; a blank one asks for nothing. 、 stands between choices, （空） is a blank cell, dates are 2016-01-01 ~ 2016-12-31 or ≥2017-01-01, numbers ≥100 or >5 且 ≤10. In formulas a column stands in brackets, [金额] - [进货成本], a parameter as 参数(id).',
      assessment:
        'How answers, measures, limits, pay items and distributions are defined. Changing a formula changes figures.',
      definition:
        'The policy itself, the ledgers’ columns, categories with their keywords, and rule tables. Headings must be those of the ledgers.',
      cases:
        'Cases that the policy must keep: what is entered and what must come of it. Checked with everything else; they change no figure.',
    },
    columns: (headings) => `Columns: ${headings.map(([heading, title]) => `${heading} ${title}`).join('; ')}.`,
    answer: (title, formula, clauses) => `${title} = ${formula} (${clauses})`,
    functions: (call, year) => [
      [
        'Arguments',
        'Every argument may be left out: without ranges the workbook’s own ledgers are read, without a year the one in «年度结算» (named PolicyYear).',
      ],
      ['Examples', `=${call} is this year’s figure; =${inYear(call, year)} stays at ${String(year)}.`],
    ],
    errors: [
      ['#N/A', 'The policy has no value for the year, or the ledger has no reading yet.'],
      ['#VALUE!', 'A ledger is missing or empty, or rows must be put right first; «check» lists them.'],
      ['#NUM!', 'The year or the result is out of range.'],
      ['#NAME?', 'The PayClause add-in is not loaded; once it is, enter the formula again.'],
    ],
    colours: {
      heading: ['Heading', 'Column names; leave them as they are.'],
      entry: ['White', 'Yours to fill in.'],
      setting: ['Light blue', 'A setting that may be changed (the year).'],
      result: ['Light grey', 'A function’s result; do not overwrite it.'],
      pending: ['Light yellow', 'Pending: the year has no value yet.'],
    },
    sources: {
      policy: (title, edition, source) => ['Policy', `${title}, edition ${edition}. Source: ${source}.`],
      digest: (digest) => ['Policy’s digest', digest],
      lines: [
        [
          'Values',
          'Targets, ratios and rates all come from the policy and are listed in «制度参数»; the functions hold no other numbers.',
        ],
        [
          'Rounding',
          'Each counted row is rounded to the cent, then rows are added up, so that printed rows foot to the printed total.',
        ],
        [
          'Nothing left out',
          'A row without an amount counts as not entered yet. A row with an amount that cannot be decided makes the figures that need it an error that names the row; nothing is left out in silence.',
        ],
        [
          'Without the add-in',
          '«年度结算» shows the figures of the day on which this file was made; they do not follow the ledgers.',
        ],
      ],
    },
  },
  ledger: {
    titled: (title) => `${title}. `,
    optional: 'May stay empty.',
    emptyIsZero: 'Empty means zero; the table must stay.',
    emptyIsError: 'Needs at least one row.',
    dated: (entered, date) => `A row with ${entered} needs ${date}.`,
    filled: (entered, column) => `A row with ${entered} needs ${column}.`,
    everyRow: (column) => `Every row needs ${column}.`,
    source: (category, column, sources) => `For ${category}, ${column} is one of ${sources}.`,
    sourceElse: (column) => `Other categories leave ${column} empty.`,
    needs: (when, column) => `A row with ${when} needs ${column}.`,
    bothHold: (conditions) => conditions.join(' and '),
    derivedDate: (title, from, window) => `${title} follows from ${from} («${window}»); nothing to fill in.`,
    derivedHours: (title, start, end) =>
      `${title} is the time from ${start} to ${end}, to the second; nothing to fill in.`,
  },
  validation: {
    date: {
      title: 'A date, please',
      error: (year) => `Enter a date such as ${String(year)}-03-05, or leave the cell empty.`,
    },
    moment: {
      title: 'A date and a time, please',
      error: (year) => `Enter a date with its time such as ${String(year)}-03-05 14:30, or leave the cell empty.`,
    },
    money: {
      title: 'A number, please',
      error:
        'Enter the amount as a plain number such as 1234.50, without unit or currency sign; 0.35万 is 3500. Leave the cell empty if there is none.',
    },
    count: { title: 'A number, please', error: 'Enter a number of 0 or more, such as 120, or leave the cell empty.' },
    list: {
      title: 'Pick from the list',
      error: (header) =>
        `«${header}» takes the policy’s own names only. Pick one from the list, or leave the cell empty.`,
    },
    choice: { title: 'Not in the list', error: (header) => `«${header}» is usually picked from the list.` },
    word: {
      title: 'Pick from the list',
      error: (heading) => `«${heading}» takes the words of its list only, or stays empty.`,
    },
    year: { title: 'Year', error: (year) => `Enter a year of four digits, such as ${String(year)}.` },
  },
  settlement: {
    title: (policy) => `${policy}: settlement`,
    year: 'Year',
    yearHint: 'change the year here',
    headings: ['Section', 'Item', 'Amount (CNY)', 'Function', 'Clauses', 'How it comes about'],
    sections: { assessment: 'Penalties', pay: 'Pay', profit: 'Profit', share: 'Shares', quota: 'Quota' },
    counted: (ruleTables) => `sum of the rows counted under ${ruleTables.map((title) => `«${title}»`).join(' and ')}`,
    yearOfPay: (item) => `${item} of the year`,
    notes: [
      '#N/A: the policy has no value for the year (see «待定 / pending» in «制度参数»).',
      '#VALUE!: the ledgers hold rows that must be put right first; use «check».',
    ],
    signatures: ['Prepared by:', 'Checked by:', 'Approved by:', 'Date:'],
  },
  clauses: {
    status: (status) => wordingFor('en-US').coverage(status),
    checks: {
      'discount-below-floor': 'discount below the floor',
      'agency-commission-below-floor': 'agency commission below the floor',
      'in-kind-over-converted': 'more converted than set off',
      'in-kind-overdue': 'not converted in time',
      'product-cost-below-floor': 'company goods below their floor',
      'prize-use-over-limit': 'too many sponsored prizes used',
      'event-below-attendance': 'too few people at an event',
      'plan-not-approved': 'commission plan not approved',
      'revenue-below-cost': 'revenue below cost',
      'post-missing': 'a post is missing',
      'required-field-missing': 'a required entry is missing',
    },
  },
  parameters: {
    unit: (unit) => wordingFor('en-US').unit(unit),
    current: 'Holds this year',
    otherYears: 'Other years',
    pending: '待定 / pending',
  },
  tasks: { note: (clauses) => `A task set by the policy (${clauses})` },
};

/** The template's texts by language. */
export const TEMPLATE_TEXTS: Readonly<Record<Language, TemplateTexts>> = { 'zh-CN': zh, 'en-US': en };
