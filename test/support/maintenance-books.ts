import type { CellValue, WorkbookSnapshot } from '../../src/ledger/cells';
import { fenText } from '../../src/kernel/money';
import { builtInPacks } from '../../src/policy/packs';
import { exampleTrials, withWhatIf, type Policy, type WhatIf } from '../../src/policy/policy';
import { excelErrorOf } from '../../src/settlement/answer';
import { openBooks } from '../../src/settlement/books';

/** The policy of the maintenance posts, as written: its pay is still to be set. */
export function maintenancePolicy(): Policy {
  const pack = builtInPacks().find(({ id }) => id === 'maintenance-posts');
  if (!pack) throw new Error('no such pack');
  return pack.policy();
}

/** The same with its own examples tried out, and values on top, «install-rate=100». */
export function withExamples(...trials: readonly string[]): Policy {
  const policy = maintenancePolicy();
  const values = trials.map((trial): WhatIf => {
    const [parameter = '', value = ''] = trial.split('=');
    return { parameter, from: undefined, value };
  });
  const tried = withWhatIf(policy, [...exampleTrials(policy), ...values]);
  if (!tried.ok) throw new Error(JSON.stringify(tried.error));
  return tried.value;
}

/** The columns of the ledgers, as the template lays them out. */
const HEADINGS = {
  工单: ['工单号', '派单时间', '完成时间', '类型', '专员', '用户', '评价', '备注'],
  营销: ['日期', '专员', '业务', '用户', '金额', '备注'],
  推荐: ['日期', '推荐人VIP账号', '新用户', '办理业务', '办结日期', '备注'],
  专员: ['姓名', '网格', '入职日期', '离职日期'],
} as const;
const SHEETS = { 工单: '工单台账', 营销: '营销台账', 推荐: '推荐台账', 专员: '专员名册' } as const;

export type TableName = keyof typeof HEADINGS;
/** Cells by heading; times as «2016-03-05 14:30:00» become serial numbers, `{ text }` stays what it is. */
export type BookRow = Readonly<Record<string, string | number | { readonly text: string } | null>>;

/** A workbook of these ledgers: the first two empty unless given, the others left out. */
export function maintenanceBook(
  tables: Partial<Record<TableName, readonly BookRow[]>>,
  date1904 = false,
): WorkbookSnapshot {
  const names = (Object.keys(HEADINGS) as TableName[]).filter(
    (name) => name === '工单' || name === '营销' || tables[name] !== undefined,
  );
  return {
    name: 'maintenance.xlsx',
    date1904,
    definedNames: [],
    sheets: names.map((name) => {
      const rows = tables[name] ?? [];
      const headings = HEADINGS[name];
      for (const heading of rows.flatMap((row) => Object.keys(row))) {
        if (!headings.some((known) => known === heading)) throw new Error(`no column ${heading} in ${name}`);
      }
      return {
        name: SHEETS[name],
        rows: [[...headings], ...rows.map((row) => headings.map((heading) => cellOf(row[heading], date1904)))],
        merges: [],
        tables: [
          {
            name,
            range: { top: 1, left: 1, bottom: rows.length + 1, right: headings.length },
            headerRows: 1,
            totalsRows: 0,
          },
        ],
      };
    }),
  };
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/;

function cellOf(given: BookRow[string] | undefined, date1904: boolean): CellValue {
  if (given === undefined || given === null) return null;
  if (typeof given === 'object') return given.text;
  const parts = typeof given === 'string' ? TIME.exec(given) : null;
  if (!parts) return given;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return serial(Date.UTC(year, month - 1, day, hour, minute, second), date1904);
}

/** Excel's day number of a moment of UTC, which has no summer time; worked out here and not by the product. */
export function serial(time: number, date1904 = false): number {
  return (time - (date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / 86_400_000;
}

/** Answers as cells show them: «60.00», or the error that stands in their place. */
export function maintenanceAnswers(
  book: WorkbookSnapshot,
  year: number,
  policy = withExamples(),
): Readonly<Record<string, string>> {
  const { answers } = openBooks(policy, book).settle(year);
  return Object.fromEntries(
    answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : excelErrorOf(value.problem)]),
  );
}

/** Who gets what, «name → figures of each part, together». */
export function brokenDown(
  book: WorkbookSnapshot,
  year: number,
  id: string,
  policy = withExamples(),
): Readonly<Record<string, readonly string[]>> {
  const found = openBooks(policy, book)
    .settle(year)
    .breakdowns.find((each) => each.id === id);
  if (!found?.outcome.ok) throw new Error(`no breakdown ${id}`);
  return Object.fromEntries(
    found.outcome.lines.map(({ name, amounts, total }) => [name, [...amounts.map(fenText), fenText(total)]]),
  );
}
