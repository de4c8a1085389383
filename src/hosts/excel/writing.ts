import { ok } from '../../kernel/result';
import { contentOf, formulaIn } from '../../workbook/cell-content';
import {
  formatPut,
  foundText,
  GENERAL,
  holds,
  lastEditPerCell,
  takingBack,
  type CellBefore,
} from '../../workbook/edits';
import type { CellEdit, Inverse, PortResult } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { cellValue, type ExcelValue } from './cell-values';
import { readDateSystem } from './date-system';
import type { OfficeApi } from './office-api';
import { isOfficeFailure, type About } from './problems';
import { changing, inRequests } from './request';

/** What is learnt of the workbook on the way, for the words of a refusal. */
export type Learnt = { -readonly [Key in keyof About]: About[Key] };

/** A cell that is written to, as it was. */
interface Target {
  readonly edit: CellEdit;
  readonly range: Excel.Range;
  readonly before: CellBefore;
}

/**
 * Checks all edits, then does them all. Excel keeps what a request did before it failed, so that it is taken back here: a
 * write is done or not done.
 */
export async function writeEdits(api: OfficeApi, edits: readonly CellEdit[]): PortResult<Inverse> {
  const date1904 = edits.some(({ put }) => put.kind === 'date') ? await readDateSystem(api) : ok(false);
  if (!date1904.ok) return date1904;
  const about: Learnt = {};
  return changing(api, about, async (context) => {
    await checkSheets(
      context,
      edits.map(({ sheet }) => sheet),
      about,
    );
    const targets = await readTargets(api, context, edits);
    for (const { edit, before } of targets) {
      if (edit.expected !== undefined && !holds(before.value, edit.expected)) {
        const { sheet, cell } = edit;
        throw new Refusal({ code: 'changed-since', sheet, cell, found: foundText(before.value) });
      }
    }
    const writes = lastEditPerCell(targets);
    const inverse = writes.map(({ edit, before }) => takingBack(edit, before, date1904.value));
    try {
      await inRequests(context, writes, (target) => writeCell(target, date1904.value));
    } catch (thrown) {
      await takeBack(context, writes, inverse);
      throw thrown;
    }
    return inverse;
  });
}

/** Puts back what a failed write did. Where Excel refuses that as well, the first refusal is the one that tells why. */
async function takeBack(context: Excel.RequestContext, writes: readonly Target[], inverse: Inverse): Promise<void> {
  const back = writes.flatMap(({ edit, range, before }, index): Target[] => {
    const undo = inverse[index];
    const numberFormat = formatPut(edit, before.numberFormat) ?? before.numberFormat;
    return undo ? [{ edit: undo, range, before: { ...before, numberFormat } }] : [];
  });
  try {
    await inRequests(context, back, (target) => writeCell(target, false));
  } catch (thrown) {
    if (!isOfficeFailure(thrown)) throw thrown;
  }
}

/** Refuses sheets that are not there or protected, before anything is changed; and learns what later refusals mean. */
export async function checkSheets(
  context: Excel.RequestContext,
  sheets: Iterable<string>,
  about: Learnt,
): Promise<void> {
  const { workbook } = context;
  workbook.load('readOnly');
  const found = [...new Set(sheets)].map((name) => {
    const sheet = workbook.worksheets.getItemOrNullObject(name);
    sheet.load('protection/protected');
    return { name, sheet };
  });
  await context.sync();
  about.isReadOnly = workbook.readOnly;
  for (const { name, sheet } of found) {
    if (sheet.isNullObject) throw new Refusal({ code: 'sheet-not-found', sheet: name });
    if (sheet.protection.protected) throw new Refusal({ code: 'sheet-protected', sheet: name });
    about.sheet ??= name;
  }
}

async function readTargets(
  api: OfficeApi,
  context: Excel.RequestContext,
  edits: readonly CellEdit[],
): Promise<Target[]> {
  const read = edits.map((edit) => ({
    edit,
    range: context.workbook.worksheets.getItem(edit.sheet).getRange(edit.cell),
  }));
  await inRequests(context, read, ({ range }) => range.load('formulas,values,valueTypes,numberFormat'));
  return read.map(({ edit, range }) => {
    const [[value = '']] = range.values as [[ExcelValue?]];
    const isError = range.valueTypes[0]?.[0] === api.Excel.RangeValueType.error;
    const before = {
      formula: formulaIn(range.formulas[0]?.[0] as ExcelValue, value),
      value: cellValue(value, isError),
      numberFormat: String(range.numberFormat[0]?.[0] ?? GENERAL),
    };
    return { edit, range, before };
  });
}

function writeCell({ edit, range, before }: Target, date1904: boolean): void {
  const format = formatPut(edit, before.numberFormat);
  const formatAfter = format ?? before.numberFormat;
  // The format first: under a text format a number would become text.
  if (format !== undefined) range.numberFormat = [[format]];
  const content = contentOf(edit.put, formatAfter, date1904);
  range.formulas = [[content]];
}
