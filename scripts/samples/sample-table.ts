/**
 * How the sample years are written down: one line a row, cells between «|», headed by nothing. A cell is what the bookkeeper
 * meant; where the workbook shall show something else, it stands behind «=>»:
 *
 *     1200.00 => ¥1,200      text instead of the number
 *     1600.00 => =1800       another number
 *     926.00 =>              nothing
 *     860.00 => #REF!        an error
 *
 * A cell that begins with «!» is no cell but a mark: what a reviewer must be told about the row, as code@column. A line «---» is
 * an empty row.
 */

import type { TemplateEntry, TemplateRow } from '../../src/workbook/template';

/** Where a ledger's table stands, and its columns from A on (spec, «The workbook»). */
export const LEDGERS = {
  revenue: {
    sheet: '收入台账',
    columns: ['date', 'memo', 'category', 'source', 'amount', 'purchaseCost', 'listPrice', 'salesVolume', 'note'],
  },
  cost: { sheet: '成本台账', columns: ['date', 'memo', 'category', 'amount', 'listPrice', 'note'] },
  fans: { sheet: '粉丝台账', columns: ['date', 'account', 'followers'] },
  events: {
    sheet: '活动台账',
    columns: ['date', 'event', 'form', 'attendance', 'sponsoredValue', 'usedValue', 'commission'],
  },
  'in-kind': {
    sheet: '实物抵扣',
    columns: ['number', 'item', 'setOff', 'pickedUpOn', 'convertedOn', 'convertedValue', 'convertedCash'],
  },
  tasks: { sheet: '任务台账', columns: ['task', 'dueOn', 'doneOn', 'deduction', 'note'] },
  staff: {
    sheet: '人员名册',
    columns: [
      'name',
      'post',
      'postType',
      'hiredOn',
      'leftOn',
      'basePay',
      'performancePay',
      'socialInsurance',
      'housingFund',
      'specialDeduction',
      'shareWeight',
    ],
  },
  plans: { sheet: '提成方案', columns: ['plan', 'ratio', 'startsOn', 'approvedOn', 'approval', 'note'] },
} as const satisfies Record<string, { readonly sheet: string; readonly columns: readonly string[] }>;

export type LedgerId = keyof typeof LEDGERS;

/** What a cell shows where that is not simply what was meant. */
export type Altered = 'text' | 'number' | 'error' | 'blank';

export interface Mark {
  readonly code: string;
  readonly column: string;
}

export interface SampleRow {
  /** The sheet's row number. */
  readonly row: number;
  /** What was meant, by column: ISO dates, decimal text; a blank cell is absent. */
  readonly meant: Readonly<Record<string, string>>;
  readonly altered: Readonly<Record<string, Altered>>;
  readonly shown: TemplateRow;
  readonly marks: readonly Mark[];
}

export interface SampleYear {
  readonly year: number;
  readonly ledgers: Readonly<Record<LedgerId, readonly SampleRow[]>>;
}

/** Reads a ledger's lines; the first is row 2 of its sheet. */
export function ledgerRows(ledger: LedgerId, text: string): readonly SampleRow[] {
  return text
    .trim()
    .split('\n')
    .map((line, index) => sampleRow(ledger, line, index + 2));
}

function sampleRow(ledger: LedgerId, line: string, row: number): SampleRow {
  if (line.trim() === '---') return { row, meant: {}, altered: {}, shown: {}, marks: [] };
  const columns: readonly string[] = LEDGERS[ledger].columns;
  const parts = line.split('|').map((part) => part.trim());
  const cells = parts.filter((part) => !part.startsWith('!'));
  if (cells.length > columns.length) throw new Error(`too many cells in ${ledger}, row ${row}: ${line}`);
  const meant: Record<string, string> = {};
  const altered: Record<string, Altered> = {};
  const shown: Record<string, TemplateEntry> = {};
  cells.forEach((cell, index) => {
    const column = columns[index] ?? '';
    const [value = '', instead] = cell.split('=>').map((side) => side.trim());
    if (value !== '') meant[column] = value;
    if (instead === undefined) {
      if (value !== '') shown[column] = value;
    } else {
      altered[column] = alterationOf(instead);
      shown[column] = shownInstead(instead);
    }
  });
  const marks = parts
    .filter((part) => part.startsWith('!'))
    .flatMap((part) => part.split(/\s+/))
    .map((mark): Mark => {
      const [code = '', column = ''] = mark.slice(1).split('@');
      if (!columns.includes(column)) throw new Error(`no column ${column} in ${ledger}, row ${row}`);
      return { code, column };
    });
  return { row, meant, altered, shown, marks };
}

function alterationOf(instead: string): Altered {
  if (instead === '') return 'blank';
  if (instead.startsWith('#')) return 'error';
  return instead.startsWith('=') ? 'number' : 'text';
}

function shownInstead(instead: string): TemplateEntry {
  switch (alterationOf(instead)) {
    case 'blank':
      return null;
    case 'error':
      return { raw: { fault: instead } };
    case 'number':
      return { raw: Number(instead.slice(1)) };
    case 'text':
      return { raw: instead };
  }
}

/** The address of a ledger's cell, «E12». */
export function cellOf(ledger: LedgerId, column: string, row: number): string {
  const columns: readonly string[] = LEDGERS[ledger].columns;
  return `${String.fromCharCode(65 + columns.indexOf(column))}${row}`;
}
