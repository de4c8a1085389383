import { ok, type Result } from '../kernel/result';
import { qualifiedAddress } from '../ledger/a1';
import type { DerivationInput, DerivationNode } from '../settlement/answer';
import { settleNamedAnswer } from './answer-functions';
import type { CallContext } from './call-context';
import type { FunctionContract } from './catalogue';
import { cellText, spilledErrorText, type Argument, type CellScalar } from './cell-values';
import { cellErrorOf, type FunctionProblem } from './function-problem';
import { FUNCTION_TEXTS, sentenceOf } from './function-texts';

/** The most rows that a derivation spills, with its header and the lines on what was left out and on the policy's approval. */
export const MOST_ROWS = 2_000;

const COLUMNS = 7;

/**
 * The derivation of an answer as a table: level, name, value, unit, formula, clauses, cell. Spilled also where the answer
 * is an error: it shows where the error comes from. Of a derivation too long for the table the upper levels are kept
 * whole, and the last line says how many lines were left out.
 */
export function explainFunction(
  contract: FunctionContract,
  args: readonly Argument[],
  context: CallContext,
): Result<readonly (readonly CellScalar[])[], FunctionProblem> {
  const settled = settleNamedAnswer(contract, args, context);
  return settled.ok ? ok(derivationTable(settled.value.answer.derivation, context)) : settled;
}

/** One line of the table with the lines below it. */
interface Line {
  readonly input: DerivationInput;
  readonly level: number;
  readonly below: Line[];
}

function derivationTable(root: DerivationNode, context: CallContext): readonly (readonly CellScalar[])[] {
  const texts = FUNCTION_TEXTS[context.language].table;
  const { standing } = context.policy;
  const { top, leftOut } = upperLines(root, MOST_ROWS - (standing ? 3 : 2));
  const table: (readonly CellScalar[])[] = [texts.explainHeader];
  const waiting = [top];
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    table.push(lineCells(line, context));
    waiting.push(...line.below.slice().reverse());
  }
  if (leftOut > 0) table.push(lineOfText(texts.linesLeftOut(leftOut)));
  if (standing) table.push(lineOfText(context.wording.standing(standing)));
  return table;
}

/** A line of words alone, in the names' column. */
function lineOfText(text: string): readonly CellScalar[] {
  return ['', cellText(text), ...Array<string>(COLUMNS - 2).fill('')];
}

/** The first lines of a derivation level by level, so that no long ledger crowds out another's total. */
function upperLines(root: DerivationNode, most: number): { readonly top: Line; readonly leftOut: number } {
  const top: Line = { input: root, level: 1, below: [] };
  const queue: Line[] = [top];
  let kept = 1;
  let leftOut = 0;
  for (let next = 0; next < queue.length; next += 1) {
    const line = queue[next];
    if (line?.input.kind !== 'node') continue;
    for (const input of line.input.inputs()) {
      if (kept === most) {
        leftOut += countLines(input);
        continue;
      }
      const below = { input, level: line.level + 1, below: [] };
      line.below.push(below);
      queue.push(below);
      kept += 1;
    }
  }
  return { top, leftOut };
}

function countLines(input: DerivationInput): number {
  let count = 0;
  const waiting = [input];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count += 1;
    if (next.kind === 'node') for (const below of next.inputs()) waiting.push(below);
  }
  return count;
}

function lineCells({ input, level }: Line, context: CallContext): readonly CellScalar[] {
  if (input.kind === 'leaf') {
    const { label, value, sheet, cell } = input;
    return [level, cellText(label), figure(value), '', '', '', qualifiedAddress(sheet, cell)];
  }
  const texts = FUNCTION_TEXTS[context.language].table;
  const { title, unit, formula, rounding, clauses, source, whatIf } = input;
  const name = context.wording.title(title);
  return [
    level,
    cellText(whatIf === true ? texts.whatIf(name) : name),
    input.problem ? problemText(input.problem, context) : figure(input.value ?? ''),
    cellText(context.wording.unit(unit)),
    cellText(rounding === 'fen' ? texts.rounded(formula) : formula),
    cellText(clauses.join(texts.clauseComma)),
    source ? qualifiedAddress(source.sheet, source.cell) : '',
  ];
}

function problemText(problem: NonNullable<DerivationNode['problem']>, context: CallContext): string {
  const own: FunctionProblem = { code: 'answer-problem', problem };
  return spilledErrorText({ code: cellErrorOf(own), message: sentenceOf(own, context) });
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;
const MOST_DIGITS = 15;

/** A figure as a number where a cell holds it exactly; anything else, such as a date or a long account, stays text. */
function figure(text: string): CellScalar {
  const isNumber = PLAIN_NUMBER.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS;
  return isNumber ? Number(text) : cellText(text);
}
