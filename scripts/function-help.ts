/** The functions' help, made from the catalogue: docs/functions.md, and the pages that Excel's help links open. */
import stringWidth from 'string-width';
import {
  FUNCTIONS,
  type FunctionContract,
  type FunctionKind,
  type ParameterContract,
} from '../src/functions/catalogue';
import { HELP_PAGES } from '../src/functions/help-pages';
import type { Language } from '../src/wording/language';

interface HelpTexts {
  readonly title: string;
  readonly kinds: Readonly<Record<FunctionKind, string>>;
  readonly argument: string;
  readonly needed: string;
  readonly optional: string;
  readonly required: string;
  readonly meaning: string;
  readonly result: string;
  readonly results: Readonly<Record<FunctionContract['result'], string>>;
  readonly example: string;
  readonly colon: string;
  readonly notes: readonly string[];
}

const TEXTS: Readonly<Record<Language, HelpTexts>> = {
  'zh-CN': {
    title: '函数',
    kinds: { answer: '结果', row: '逐行', tool: '工具' },
    argument: '参数',
    needed: '必填',
    optional: '可不填',
    required: '必填',
    meaning: '说明',
    result: '返回',
    results: { money: '金额（元）', number: '数值', text: '文本', spill: '多行，向下和向右溢出' },
    example: '例',
    colon: '：',
    notes: [
      '在 Excel 中直接输入函数名；在 WPS 中写作 PAY.函数名。',
      '台账参数给出区域时（含标题行，列序不限），只按该区域计算；不填时使用本工作簿的台账，台账改动后随即更新。',
      '年度不填时使用工作簿的制度年度（名称 PolicyYear）。空白单元格作年度、日期、台账时等于不填。',
      '活粉数和活动数引用空白单元格时，桌面版 Excel 把它当作 0，即没有；要从台账统计，请不填该参数。',
      '算不出时单元格显示错误：#VALUE! 是台账或参数有待更正，#N/A 是还缺少数据，#NUM! 是数值超出范围。前两种把鼠标停在错误标记上可看到原因和办法。',
    ],
  },
  'en-US': {
    title: 'Functions',
    kinds: { answer: 'Answers', row: 'Row by row', tool: 'Tools' },
    argument: 'Argument',
    needed: 'Needed',
    optional: 'may be left out',
    required: 'required',
    meaning: 'Meaning',
    result: 'Result',
    results: { money: 'an amount in yuan', number: 'a number', text: 'a text', spill: 'rows that spill' },
    example: 'Example',
    colon: ': ',
    notes: [
      'In Excel, type the name of a function as it is; in WPS, write PAY. before it.',
      'A ledger given as a range (with its header row, columns in any order) is what the result is computed from. Left out, the ledgers of the workbook are used, and the result follows them.',
      'Without a year the policy year of the workbook is used (its name PolicyYear). A blank cell given as a year, a date or a ledger counts as left out.',
      'A blank cell given as a number of fans or events is 0 in Excel on the desktop, which means none. To count from the ledger, leave the argument out.',
      'What cannot be computed shows as an error: #VALUE! where a ledger or an argument must be put right, #N/A where data is missing, #NUM! where a figure is out of bounds. Point at the error mark of the first two to read the reason and what to do.',
    ],
  },
};

/** The pages that the help links lead to, by their path below the add-in's address. */
export function helpPages(): readonly { readonly path: string; readonly html: string }[] {
  return (['zh-CN', 'en-US'] as const).map((language) => ({ path: HELP_PAGES[language], html: helpPage(language) }));
}

/** Where a function is explained, below the add-in's address. */
export function helpAddress({ helpAnchor }: FunctionContract, language: Language): string {
  return `${HELP_PAGES[language]}#${helpAnchor}`;
}

/** How a call is written, what may be left out in brackets. */
function signature({ id, parameters }: FunctionContract): string {
  return `${id}(${parameters.map((parameter) => (parameter.optional ? `[${parameter.id}]` : parameter.id)).join(', ')})`;
}

const KINDS: readonly FunctionKind[] = ['answer', 'row', 'tool'];
const ofKind = (kind: FunctionKind): readonly FunctionContract[] => FUNCTIONS.filter((entry) => entry.kind === kind);

/** docs/functions.md: every function once, in both languages. */
export function helpMarkdown(): string {
  const { 'zh-CN': chinese, 'en-US': english } = TEXTS;
  const sections = KINDS.flatMap((kind) => [
    `## ${chinese.kinds[kind]} · ${english.kinds[kind]}`,
    ...ofKind(kind).map(markdownSection),
  ]);
  return [
    `# ${chinese.title} · ${english.title}`,
    '<!-- Made from src/functions/catalogue.ts: node scripts/run-ts.mjs scripts/make-function-help.ts -->',
    chinese.notes.map((note, at) => `- ${markdown(note)}<br>${markdown(english.notes[at] ?? '')}`).join('\n'),
    ...sections,
  ]
    .join('\n\n')
    .concat('\n');
}

function markdownSection(contract: FunctionContract): string {
  const { id, title, description, parameters, example, result } = contract;
  const { 'zh-CN': chinese, 'en-US': english } = TEXTS;
  const lines = (['zh-CN', 'en-US'] as const).map(
    (language) => `**${markdown(title[language])}** ${markdown(description[language])}`,
  );
  const rows = parameters.map((parameter) => [
    `\`${parameter.id}\``,
    parameter.optional ? `${chinese.optional} · ${english.optional}` : `${chinese.required} · ${english.required}`,
    `${markdown(parameter.description['zh-CN'])}<br>${markdown(parameter.description['en-US'])}`,
  ]);
  return [
    `### ${id}`,
    `\`${signature(contract)}\``,
    ...lines,
    markdownTable([`${chinese.argument} · ${english.argument}`, '', `${chinese.meaning} · ${english.meaning}`], rows),
    `${chinese.result}${chinese.colon}${chinese.results[result]} · ${english.result}${english.colon}${english.results[result]}`,
    `${chinese.example} · ${english.example}: \`${example}\``,
  ].join('\n\n');
}

/** As Prettier lays tables out: columns as wide as their widest cell, a Chinese character two wide. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_title, at) => Math.max(3, ...[header, ...rows].map((row) => stringWidth(row[at] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - stringWidth(cell))).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Plain text in Markdown. */
function markdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`);
}

const STYLE = [
  ':root { color-scheme: light dark }',
  'body { font: 15px/1.6 "Segoe UI", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem }',
  'code { font-family: Consolas, Menlo, monospace; overflow-wrap: anywhere }',
  'table { border-collapse: collapse; width: 100% }',
  'th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top }',
  'section:target { outline: 2px solid #8888; outline-offset: .5rem }',
].join('\n');

/** A page of help, without scripts and without anything from elsewhere. */
export function helpPage(language: Language): string {
  const texts = TEXTS[language];
  const contents = FUNCTIONS.map(
    ({ id, helpAnchor, title }) =>
      `<li><a href="#${html(helpAnchor)}"><code>${html(id)}</code></a> ${html(title[language])}</li>`,
  );
  const sections = KINDS.flatMap((kind) => [
    `<h2>${html(texts.kinds[kind])}</h2>`,
    ...ofKind(kind).map((contract) => htmlSection(contract, language)),
  ]);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(texts.title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${html(texts.title)}</h1>
<ul>
${texts.notes.map((note) => `<li>${html(note)}</li>`).join('\n')}
</ul>
<ul>
${contents.join('\n')}
</ul>
${sections.join('\n')}
</body>
</html>
`;
}

function htmlSection(contract: FunctionContract, language: Language): string {
  const texts = TEXTS[language];
  const { id, helpAnchor, title, description, parameters, example, result } = contract;
  return `<section id="${html(helpAnchor)}">
<h3><code>${html(id)}</code> ${html(title[language])}</h3>
<p><code>${html(signature(contract))}</code></p>
<p>${html(description[language])}</p>
${parameters.length > 0 ? htmlTable(parameters, language) : ''}
<p>${html(texts.result)}${html(texts.colon)}${html(texts.results[result])}</p>
<p>${html(texts.example)}${html(texts.colon)}<code>${html(example)}</code></p>
</section>`;
}

function htmlTable(parameters: readonly ParameterContract[], language: Language): string {
  const texts = TEXTS[language];
  const rows = parameters.map(
    ({ id, optional, description }) =>
      `<tr><td><code>${html(id)}</code></td><td>${html(optional ? texts.optional : texts.required)}</td><td>${html(description[language])}</td></tr>`,
  );
  return `<table>
<thead><tr><th>${html(texts.argument)}</th><th>${html(texts.needed)}</th><th>${html(texts.meaning)}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text in HTML, between tags as well as in quotes. */
function html(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}
