/** How a formula calls our functions: by their bare names in Excel, within a namespace in WPS. */
import { answerCallText, type FunctionContract } from './catalogue';
import { callsIn } from './find-calls';

/** The program that a formula is written for. */
export const FORMULA_FORMS = ['excel', 'wps'] as const;
export type FormulaForm = (typeof FORMULA_FORMS)[number];

/** What WPS registers the functions under: «PAY.NET_PROFIT». */
export const WPS_NAMESPACE = 'PAY';

/** The form that a host's formulas have; a workbook in memory has Excel's. */
export function formOfHost(kind: 'excel' | 'wps' | 'memory'): FormulaForm {
  return kind === 'wps' ? 'wps' : 'excel';
}

/** What stands before a function's name where people type it. */
export function functionPrefix(form: FormulaForm): string {
  return form === 'wps' ? `${WPS_NAMESPACE}.` : '';
}

/** How a cell asks for an answer of the policy, as people type it: «NET_PROFIT()», in WPS «PAY.NET_PROFIT()». */
export function answerCallIn(form: FormulaForm, answer: string): string {
  return functionPrefix(form) + answerCallText(answer);
}

/** A function's example as people type it there. In a workbook shared with WPS no table is referred to by its name. */
export function exampleIn(form: FormulaForm, { example, plainExample }: FunctionContract): string {
  return formulaIn(form, form === 'wps' ? (plainExample ?? example) : example);
}

/**
 * The formula with our functions as people type them in a program: what Excel and WPS put before their names in a file or a
 * cell goes, and so does the other file that they are looked for in. `_xldudf_NET_PROFIT(2016)`,
 * `[2]!_xldudf_NET_PROFIT(2016)` and `PAY.NET_PROFIT(2016)` become `NET_PROFIT(2016)` in Excel, and `PAY.NET_PROFIT(2016)` in
 * WPS. All else stays, character by character; a formula that is in that form already comes back as it is.
 */
export function formulaIn(form: FormulaForm, formula: string): string {
  const prefix = functionPrefix(form);
  let written = '';
  let done = 0;
  for (const { id, start, inside } of callsIn(formula)) {
    const name = formula.slice(start, inside - 1);
    const isPlain = name.toUpperCase() === prefix + id;
    // The name alone, in the letters that it was typed in, if nothing stands before it.
    const bare = name.toUpperCase() === id ? name : id;
    written += formula.slice(done, start) + (isPlain ? name : prefix + bare);
    done = inside - 1;
  }
  return written + formula.slice(done);
}

/**
 * The form of a workbook's formulas: WPS's where every call of ours is in it and there is at least one, else Excel's. A file
 * tells it no other way.
 */
export class FormTally {
  private excel = 0;
  private wps = 0;

  /** A formula as a file holds it: Excel writes `_xldudf_` before a custom function's name. */
  look(formula: string): void {
    if (!MAY_CALL.test(formula)) return;
    for (const { start, inside } of callsIn(formula)) {
      if (IN_NAMESPACE.test(formula.slice(start, inside))) this.wps += 1;
      else this.excel += 1;
    }
  }

  get form(): FormulaForm {
    return this.wps > 0 && this.excel === 0 ? 'wps' : 'excel';
  }
}

/** Most formulas of a workbook call nothing of ours, and are not read through. */
const MAY_CALL = /_xldudf_|PAY\./i;
const IN_NAMESPACE = /^PAY\./i;
