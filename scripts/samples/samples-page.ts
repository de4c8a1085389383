import type { CategoryTotal, ExpectedYear } from '../sample-answers';
import type { SampleYear } from './sample-table';

/** The page beside the samples: what they are, and their arithmetic for somebody with a calculator. */
export function samplesPage(years: readonly (readonly [SampleYear, ExpectedYear])[]): string {
  return `${[INTRODUCTION, ...years.map(([sample, expected]) => yearSection(sample, expected))].join('\n\n')}\n`;
}

const INTRODUCTION = `# 样例 Samples

两个年度的工作簿，由 \`npm run samples\` 从 \`scripts/samples/\` 的流水生成；人名、商家、金额都是虚构的。\`*.expected.json\` 是应得的结果，
由 \`scripts/sample-answers.ts\` 另行计算（不用本产品的任何规则和算法），下面列出算式，可用计算器复核。

Two years of a made-up internet centre, generated from the rows in \`scripts/samples/\`. The expected answers are worked out by
\`scripts/sample-answers.ts\`, which shares no rule and no arithmetic with the product; the sums below can be checked with a calculator.

- \`answers\` 工作簿原样的结果；\`null\` 表示该项显示错误 / the workbook as it stands; \`null\` is an error
- \`corrected\` 改正所有阻断行之后的结果 / once every blocking cell says what was meant
- \`findings\` 校验应指出的单元格 / the cells that checking must point at (years other than the workbook's own left out)

\`maintenance-2016.xlsx\` 是另一份制度（营维专员，内置制度 \`maintenance-posts\`）的工作簿，由 \`scripts/samples/maintenance-2016.ts\` 生成，
逐行算式写在那里。制度没有定单价，结果都是 #N/A；用 \`--examples\` 以制度所附的示例值试算，应得 \`maintenance-2016.expected.json\`。

\`maintenance-2016.xlsx\` is a workbook of another policy (the maintenance posts, built-in policy \`maintenance-posts\`), made from
\`scripts/samples/maintenance-2016.ts\`, where the arithmetic stands row by row. The policy sets no pay, so every answer is #N/A; with
\`--examples\`, the policy's own example values, they come to \`maintenance-2016.expected.json\`.`;

function yearSection(sample: SampleYear, expected: ExpectedYear): string {
  const { year } = sample;
  const rows = Object.values(sample.ledgers).reduce((total, ledger) => total + ledger.length, 0);
  const { corrected, answers } = expected;
  const stopped = Object.values(answers).filter((value) => value === null).length;
  return [
    `## ${year}`,
    `${rows} 行 rows；${stopped} 项结果为错误 answers that are errors。` +
      (stopped > 0 ? '下列金额按更正后的内容计算 / The sums below take the rows as they were meant.' : ''),
    `### 收入 Revenue`,
    categoryTable(expected.revenue),
    lotTable(expected),
    `计入收入 COUNTED_REVENUE = ${addends([...expected.revenue.map(({ counted }) => counted), ...expected.lots.map(({ cash }) => cash)])} = **${shown(corrected.COUNTED_REVENUE)}**`,
    `### 成本 Cost`,
    categoryTable(expected.cost),
    `计入成本 COUNTED_COST = ${addends(expected.cost.map(({ counted }) => counted))} = **${shown(corrected.COUNTED_COST)}**`,
    `### 利润与分红 Profit and shares`,
    `净利润 NET_PROFIT = ${shown(corrected.COUNTED_REVENUE)} − ${shown(corrected.COUNTED_COST)} = **${shown(corrected.NET_PROFIT)}**；` +
      `团队 TEAM_SHARE = **${shown(corrected.TEAM_SHARE)}**，公司 COMPANY_SHARE = **${shown(corrected.COMPANY_SHARE)}**；` +
      `奖品额度 PRIZE_QUOTA = ${addends(expected.lots.map(({ quota }) => quota))} = **${shown(corrected.PRIZE_QUOTA)}**`,
    `### 考核 Penalties`,
    `- 活粉 Fans: ${expected.fans.map(({ account, date, followers }) => `${account} ${followers} (${date})`).join(' + ')}` +
      ` → FAN_PENALTY **${shown(corrected.FAN_PENALTY)}**`,
    `- 活动 Events: ${expected.events.held} 场，满100人 ${expected.events.counted} 场 → EVENT_PENALTY **${shown(corrected.EVENT_PENALTY)}**`,
    `- 任务 Tasks: TASK_PENALTY **${shown(corrected.TASK_PENALTY)}**；合计 PENALTY_TOTAL **${shown(corrected.PENALTY_TOTAL)}**；` +
      `绩效 PERFORMANCE_PAY **${shown(corrected.PERFORMANCE_PAY)}**，PENALTY_EXCESS **${shown(corrected.PENALTY_EXCESS)}**`,
    `### 有意留下的问题 What is wrong on purpose`,
    findingList(expected),
  ]
    .join('\n\n')
    .replaceAll(/(\n- [^\n]*)\n(?=\n- )/g, '$1');
}

function shown(value: string | null): string {
  return value ?? '#N/A';
}

function addends(amounts: readonly string[]): string {
  return amounts
    .filter((amount) => amount !== '0.00')
    .join(' + ')
    .replaceAll('+ -', '− ');
}

function categoryTable(totals: readonly CategoryTotal[]): string {
  return [
    '| 类别 category | 行 rows | 入账 booked | 计入 counted |',
    '|---|---:|---:|---:|',
    ...totals.map(({ category, rows, booked, counted }) => `| ${category} | ${rows} | ${booked} | ${counted} |`),
  ].join('\n');
}

function lotTable(expected: ExpectedYear): string {
  return [
    '| 实物 lot | 截止 deadline | 计入现金 cash counted | 奖品额度 quota |',
    '|---|---|---:|---:|',
    ...expected.lots.map(({ number, deadline, cash, quota }) => `| ${number} | ${deadline} | ${cash} | ${quota} |`),
  ].join('\n');
}

function findingList(expected: ExpectedYear): string {
  const cells = new Map<string, string[]>();
  for (const { code, sheet, cell } of expected.findings) {
    cells.set(code, [...(cells.get(code) ?? []), `${sheet}!${cell}`]);
  }
  return [...cells].map(([code, list]) => `- \`${code}\`: ${list.join(', ')}`).join('\n');
}
