/** What Excel accepts as names, so that a policy's template can always be made. */

const MAX_SHEET_NAME = 31;
const MAX_TABLE_NAME = 255;

/** The sheets that hold a policy in a workbook, beside those that its rule tables name. */
export const POLICY_SHEETS = {
  clauses: '制度条款',
  parameters: '制度参数',
  assessment: '考核与限制',
  definition: '制度定义',
  cases: '制度用例',
} as const;

/** The Excel tables on them. */
export const POLICY_TABLES = {
  clauses: '条款',
  parameters: '参数',
  answers: '结果定义',
  measures: '指标定义',
  limits: '限制定义',
  payItems: '工资项目定义',
  distributions: '分配定义',
  breakdowns: '明细定义',
  breakdownParts: '明细来源',
  tasks: '制度任务',
  document: '制度信息',
  chapters: '制度章目',
  ledgers: '台账定义',
  columns: '台账列定义',
  derived: '推算列定义',
  derivedCases: '推算情形',
  categories: '类别定义',
  choices: '选项定义',
  dated: '日期要求',
  filled: '必填要求',
  ruleTables: '规则表定义',
  cases: '用例',
} as const;

/** Tells names that a policy's own sheets and tables bear; none of its ledgers may. */
export function isPolicySheet(name: string): boolean {
  return Object.values(POLICY_SHEETS).some((own) => nameWithoutCase(own) === nameWithoutCase(name));
}
export function isPolicyTable(name: string): boolean {
  return Object.values(POLICY_TABLES).some((own) => nameWithoutCase(own) === nameWithoutCase(name));
}

/** A sheet's name: up to 31 characters, none of `[]:*?/\`, no apostrophe at either end, and not Excel's own «History». */
export function isSheetName(name: string): boolean {
  return (
    name.trim() !== '' &&
    name.length <= MAX_SHEET_NAME &&
    !/[[\]:*?/\\]/.test(name) &&
    !/^'|'$/.test(name) &&
    nameWithoutCase(name) !== 'history'
  );
}

/** A table's name: a letter first, then letters, digits and full stops; no spaces. (Excel also takes «_» and «\».) */
export function isTableName(name: string): boolean {
  return name.length <= MAX_TABLE_NAME && /^\p{L}[\p{L}\p{M}\p{N}.]*$/u.test(name);
}

/** True for what a spreadsheet may read as a cell, row or column: «AB12», «R1C1», «R», «c». */
export function namesCell(name: string): boolean {
  return /^[a-z]{1,3}\d+$/i.test(name) || /^(?:r\d*)?(?:c\d*)?$/i.test(name);
}

/** Names are equal for a spreadsheet when they differ in case alone. */
export function nameWithoutCase(name: string): string {
  return name.toLowerCase();
}
