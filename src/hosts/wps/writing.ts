import { contentOf, formulaIn } from '../../workbook/cell-content';
import {
  formatPut,
  foundText,
  holds,
  lastEditPerCell,
  takingBack,
  TEXT,
  valuePut,
  type CellBefore,
} from '../../workbook/edits';
import type { CellEdit, CellInput, Inverse, PortResult } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { cellValue } from './cell-values';
import { changing } from './problems';
import { activeWorkbook, writableSheets } from './sheets';
import { failed, isTrue, optionally, textOf } from './told';
import type { WpsApi, WpsRange } from './wps-api';

/** A cell that is written to, as it was. */
interface Target {
  readonly edit: CellEdit;
  readonly range: WpsRange;
  readonly before: CellBefore;
}

/**
 * Checks all edits, then does them all, in one turn of the page: nobody can enter anything in between. WPS does each at once
 * and as a step of undo of its own; where one is refused, those before it are taken back here.
 */
export function writeEdits(api: WpsApi, edits: readonly CellEdit[]): PortResult<Inverse> {
  return changing(api, () => {
    const workbook = activeWorkbook(api);
    const date1904 = isTrue(workbook.Date1904);
    const sheetOf = writableSheets(
      workbook,
      edits.map(({ sheet }) => sheet),
    );
    const targets = edits.map((edit): Target => {
      const range = sheetOf(edit.sheet).Range(edit.cell);
      return { edit, range, before: cellBefore(range) };
    });
    for (const { edit, before } of targets) {
      if (edit.expected !== undefined && !holds(before.value, edit.expected)) {
        const { sheet, cell } = edit;
        throw new Refusal({ code: 'changed-since', sheet, cell, found: foundText(before.value) });
      }
    }
    const writes = lastEditPerCell(targets);
    const inverse = writes.map(({ edit, before }) => takingBack(edit, before, date1904));
    let begun = 0;
    try {
      for (const { edit, range, before } of writes) {
        begun += 1;
        putInto(range, edit, before.numberFormat, date1904);
      }
    } catch (thrown) {
      takeBack(writes.slice(0, begun), inverse, date1904);
      throw thrown;
    }
    return inverse;
  });
}

/** Puts back what a failed write did, the last first. A cell that refuses that as well does not keep the others from it. */
function takeBack(writes: readonly Target[], inverse: Inverse, date1904: boolean): void {
  for (let index = writes.length - 1; index >= 0; index -= 1) {
    const [target, undo] = [writes[index], inverse[index]];
    if (!target || !undo) continue;
    const { edit, range, before } = target;
    const format = formatPut(edit, before.numberFormat) ?? before.numberFormat;
    optionally(() => {
      putInto(range, undo, format, date1904);
    });
  }
}

function cellBefore(range: WpsRange): CellBefore {
  const { Value2: value, Formula: formula } = range;
  return {
    formula: formulaIn(formula, value),
    value: cellValue(value, formula),
    numberFormat: textOf(range.NumberFormat, 'Range.NumberFormat'),
  };
}

/**
 * Puts something into a cell whose number format is known, and looks whether it is there: an application that is busy, or
 * takes a text for a number all the same, need not say so.
 */
export function putInto(
  range: WpsRange,
  { put, numberFormat }: Pick<CellEdit, 'put' | 'numberFormat'>,
  before: string,
  date1904: boolean,
): void {
  const format = formatPut({ put, ...(numberFormat !== undefined && { numberFormat }) }, before);
  // The format first, since under a text format a number would become text; unless it is itself to have that format.
  const isFormatLast = format === TEXT && put.kind !== 'text';
  if (format !== undefined && !isFormatLast) range.NumberFormat = format;
  const content = contentOf(put, isFormatLast ? before : (format ?? before), date1904);
  if (put.kind === 'formula') range.Formula = content;
  else range.Value2 = content;
  if (format !== undefined && isFormatLast) range.NumberFormat = format;
  const found = heldInstead(put, range.Value2, range.Formula, date1904);
  if (found !== undefined) throw failed('InvalidArgument', `≠ ${JSON.stringify(found)}`);
}

/** What a cell holds that should hold this; `undefined` where it does. What a formula comes to is not looked at. */
export function heldInstead(put: CellInput, value: unknown, formula: unknown, date1904: boolean): string | undefined {
  const wanted = valuePut(put, date1904);
  const found = cellValue(value, formula);
  const isThere = wanted === undefined ? String(formula).startsWith('=') : holds(found, wanted);
  return isThere ? undefined : foundText(found);
}
