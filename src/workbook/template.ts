import { Workbook } from '@cj-tech-master/excelts';
import type { FormulaForm } from '../functions/formula-form';
import { firstDayOf } from '../kernel/dates';
import type { Policy } from '../policy/policy';
import type { LocalText } from '../policy/schema';
import type { PolicySheet } from '../policy-sheets';
import { POLICY_YEAR_NAME } from '../settlement/policy-year';
import type { Language } from '../wording/language';
import { tasksOfYear } from './policy-tasks';
import { addGuideSheet } from './template-guide';
import { addLedgerSheet, type TemplateRow } from './template-ledger';
import { addListSheet, choiceLists } from './template-lists';
import { addPolicySheets, policySheetsOf } from './template-policy';
import { addSettlementSheet, type CachedResult } from './template-settlement';
import { BASE_FONT } from './template-style';
import { TEMPLATE_SHEETS, TEMPLATE_TEXTS, type TemplateTexts } from './template-texts';

export type { TemplateEntry } from './template-entries';
export type { TemplateRow } from './template-ledger';
export type { CachedResult } from './template-settlement';

/** What to make a workbook from. */
export interface TemplateOptions {
  readonly policy: Policy;
  readonly year: number;
  /** The language of explanations and titles; names of sheets, tables and columns are the policy's in every language. */
  readonly language: Language;
  /** Rows to fill in, by ledger id. A ledger that is left out is empty but for the tasks that the policy itself sets. */
  readonly rows?: Readonly<Record<string, readonly TemplateRow[]>>;
  /** What the cells that call functions showed last, by answer id; one without a result is stored uncalculated. */
  readonly results: ReadonlyMap<string, CachedResult>;
  /** The program whose way of calling the functions the formulas have: Excel's, unless said otherwise. */
  readonly host?: FormulaForm;
  /** The sheet that is in front when the workbook is opened: the guide, unless said otherwise. */
  readonly opensOn?: 'guide' | 'settlement';
  /** The file's own date of creation; left out, the first day of the year, so that equal options give equal bytes. */
  readonly createdAt?: Date;
}

const PRODUCT = 'PayClause 薪规';
const WINDOW = { x: 0, y: 0, width: 28_800, height: 17_000, firstSheet: 0, visibility: 'visible' } as const;

/**
 * Makes a workbook in the policy's own layout, ready to fill in: a guide, the year's settlement, one sheet for each ledger, and
 * the policy itself, to be read and edited there. Equal options give equal bytes on one machine.
 *
 * Throws RangeError for rows of a ledger or column that the policy does not have, and for a policy whose ledgers bear the names
 * of the template's own sheets or tables.
 */
export async function buildTemplate(options: TemplateOptions): Promise<Uint8Array> {
  const { policy, year, language, host = 'excel' } = options;
  const { document } = policy;
  const texts = TEMPLATE_TEXTS[language];
  const local = (text: LocalText): string => (language === 'zh-CN' ? text.zh : text.en);
  const otherTitle = language === 'zh-CN' ? document.title.en : document.title.zh;
  const title = texts.workbook.title(local(document.title), year);
  for (const id of Object.keys(options.rows ?? {})) {
    if (!policy.ledgers.has(id)) throw new RangeError(`no ledger ${id} in the policy`);
  }

  const policySheets = policySheetsOf({ policy, year });
  refuseTakenNames(policy, policySheets);
  const workbook = newWorkbook(title, texts, options.createdAt ?? new Date(`${firstDayOf(year)}T00:00:00Z`));
  const opensOnGuide = options.opensOn !== 'settlement';
  workbook.views = [{ ...WINDOW, activeTab: opensOnGuide ? 0 : 1 }];
  const lists = choiceLists(document);
  const context = { policy, year, title, texts, local, host };
  addGuideSheet(workbook, { ...context, policySheets, otherTitle, isInFront: opensOnGuide });
  addSettlementSheet(workbook, { ...context, results: options.results, isInFront: !opensOnGuide });
  for (const ledger of document.ledgers) {
    const rows = options.rows?.[ledger.id] ?? tasksOfYear(policy, ledger, year, texts, local);
    addLedgerSheet(workbook, ledger, rows, { title, year, texts, lists });
  }
  addPolicySheets(workbook, policySheets, context);
  addListSheet(workbook, lists, title, texts);

  const bytes = await workbook.xlsx.writeBuffer({
    // The library's self-check speaks to the console; the tests check what it checks and more.
    validate: false,
    zip: { modTime: sameClockEverywhere(workbook.created), timestamps: 'dos' },
  });
  return new Uint8Array(bytes);
}

function refuseTakenNames(policy: Policy, policySheets: readonly PolicySheet[]): void {
  const { ledgers } = policy.document;
  const own: readonly string[] = Object.values(TEMPLATE_SHEETS);
  for (const sheet of [...ledgers.map((ledger) => ledger.sheet), ...policySheets.map(({ name }) => name)]) {
    if (own.includes(sheet)) throw new RangeError(`the sheet ${sheet} is the template's own`);
  }
  const names = [POLICY_YEAR_NAME, ...policySheets.flatMap(({ tables }) => tables.map(({ name }) => name))];
  for (const { table } of ledgers) {
    if (names.includes(table)) throw new RangeError(`the name ${table} is the template's own`);
  }
}

function newWorkbook(title: string, texts: TemplateTexts, createdAt: Date): Workbook {
  const workbook = new Workbook();
  workbook.defaultFont = BASE_FONT;
  workbook.title = title;
  workbook.subject = texts.workbook.subject;
  workbook.creator = PRODUCT;
  workbook.lastModifiedBy = PRODUCT;
  workbook.created = createdAt;
  workbook.modified = createdAt;
  return workbook;
}

/** Zip entries store the local clock; this is the date whose local clock reads what the given one's reads in UTC. */
function sameClockEverywhere(date: Date): Date {
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}
