import { cellAddress } from '../ledger/a1';
import { isFault, type CellValue, type WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { sheetNamed } from '../ledger/locate';
import { nameKey } from '../policy/field-names';
import { POLICY_SHEETS } from '../policy/sheet-names';
import { isBlank, textIn } from './cell-forms';
import { TableFinder, type FoundTable, type Search, type Wanted } from './find-tables';
import { ruleSheets, type RuleSheet } from './rule-sheets';
import { PLANS, RULE_COLUMNS, type TablePlan } from './table-plans';

/** The names of the sheets that hold a policy or a part of it, or that bear the name of such a sheet. */
export function policySheetNames(workbook: WorkbookSnapshot): ReadonlySet<string> {
  const found = findPolicy(workbook);
  if (!found) return new Set();
  const sheets = [...found.searches.values()].flatMap((search) => sheetOf(search));
  const rules = found.rules.flatMap(({ search }) => sheetOf(search));
  return new Set([...sheets, ...rules, ...found.strays]);
}

function sheetOf(search: Search): readonly string[] {
  if (search.kind === 'found') return [search.table.sheet.name];
  if (search.kind === 'missing') return search.sheet ? [search.sheet.name] : [];
  return [search.at.sheet];
}

export type PlanId = keyof typeof PLANS;

export interface FoundPolicy {
  readonly searches: ReadonlyMap<PlanId, Search>;
  readonly rules: readonly { readonly wanted: RuleSheet; readonly search: Search }[];
  /** Sheets that bear the name of a policy's sheet, whatever they hold. */
  readonly strays: readonly string[];
}

/** The headings of the sheets that recorded a policy before it could be edited there; such a record is none to read. */
const RECORDS: readonly (readonly string[])[] = [
  ['条款号', '章', '原文位置', '原文', '处理', '用于'],
  ['参数', '名称', '单位', '起始日期', '终止日期', '值', '条款', '状态'],
];

export function findPolicy(workbook: WorkbookSnapshot): FoundPolicy | undefined {
  const finder = new TableFinder(workbook);
  const wanted = new Map((Object.keys(PLANS) as PlanId[]).map((id) => [id, wantedOf(PLANS[id])] as const));
  finder.know([...wanted.values(), ruleSheetWanted({ sheet: '', table: '' })]);
  const searches = new Map([...wanted].map(([id, each]) => [id, finder.search(each)] as const));
  const strays = Object.values(POLICY_SHEETS).flatMap((name) => {
    const sheet = sheetNamed(workbook, name);
    const isEmpty = sheet?.rows.every((row) => row?.every((cell) => isBlank(cell)) ?? true) ?? true;
    return sheet && !isEmpty && !isRecord(sheet.rows) ? [sheet.name] : [];
  });
  const isThere = [...searches.values()].some(({ kind }) => kind !== 'missing' && kind !== 'partial');
  if (!isThere && strays.length === 0) return undefined;
  const rules = wantedRuleSheets(searches).map((each) => ({
    wanted: each,
    search: finder.search(ruleSheetWanted(each)),
  }));
  return { searches, rules, strays };
}

function isRecord(rows: readonly (readonly CellValue[] | undefined)[]): boolean {
  const headings = new Set(rows.slice(0, 20).flatMap((row) => row?.slice(0, 50).map((cell) => textIn(cell)) ?? []));
  return RECORDS.some((record) => record.every((heading) => headings.has(heading)));
}

export function wantedOf({ table, sheet, columns, title }: TablePlan): Wanted {
  return { table, sheet, headings: columns.map(({ heading }) => heading), titles: [title.zh, title.en] };
}

export function ruleSheetWanted({ sheet, table }: Pick<RuleSheet, 'sheet' | 'table'>): Wanted {
  return { sheet, table, headings: RULE_COLUMNS.map(({ heading }) => heading), titles: [] };
}

/** The rule sheets that the table of rule tables asks for. */
function wantedRuleSheets(searches: FoundPolicy['searches']): readonly RuleSheet[] {
  const rowsOf = (id: PlanId): RawTable | undefined => rawTable(PLANS[id], searches.get(id));
  const ledgers = rowsOf('ledgers');
  const heads = rowsOf('ruleTables');
  return ruleSheets(
    (heads?.rows ?? []).map((row) => {
      const sheet = row.text('sheet');
      return { id: row.text('id').trim(), title: row.text('title.zh'), sheet: sheet === '' ? undefined : sheet };
    }),
    {
      sheets: (ledgers?.rows ?? []).map((row) => row.text('sheet')),
      tables: (ledgers?.rows ?? []).map((row) => row.text('table')),
    },
  );
}

// ---- Rows --------------------------------------------------------------------------------------------------------

/** A table's rows before anything in them is understood. */
export interface RawTable {
  readonly plan: Pick<TablePlan, 'columns' | 'kindAt'>;
  readonly table: FoundTable;
  readonly rows: readonly RawRow[];
}

export interface RawRow {
  readonly number: number;
  cellAt(path: string): CellValue;
  /** The text at a place, «» for a blank cell and for an error. */
  text(path: string): string;
  refOf(path: string): CellRef;
}

export function rawTable(
  plan: Pick<TablePlan, 'columns' | 'kindAt'>,
  search: Search | undefined,
): RawTable | undefined {
  if (search?.kind !== 'found') return undefined;
  const { table } = search;
  const columns = new Map(plan.columns.map(({ path, heading }) => [path, table.columns.get(nameKey(heading)) ?? 0]));
  const rows = table.rows.map((number): RawRow => {
    const cells = table.sheet.rows[number - 1] ?? [];
    const cellAt = (path: string): CellValue => cells[(columns.get(path) ?? 0) - 1] ?? null;
    return {
      number,
      cellAt,
      text(path) {
        const cell = cellAt(path);
        return isBlank(cell) || isFault(cell) ? '' : textIn(cell);
      },
      refOf: (path) => ({ sheet: table.sheet.name, cell: cellAddress(number, columns.get(path) ?? 1) }),
    };
  });
  return { plan, table, rows };
}
