import type { AllocationProblem } from '../kernel/money';
import { qualifiedAddress } from '../ledger/a1';
import type { CellRef } from '../ledger/finding';
import type { AnswerProblem } from '../settlement/answer';
import { titleIn, type Language } from './language';
import { policyFaultSentence } from './policy-wording';
import type { Sentences } from './sentences';
import { ITEMS_APART, LONGEST_LIST, shown, visible } from './shown-text';

/** How many cells a sentence names before it says how many there are. */
const MOST_CELLS = 10;

/** Why an answer is an error or can't be distributed, as one sentence with what to do. */
export function problemSentence(
  sentences: Sentences,
  language: Language,
  problem: AnswerProblem | AllocationProblem,
): string {
  switch (problem.code) {
    case 'parameter-missing':
      return sentences.say('problem', problem.code, {
        parameter: shown(problem.parameter),
        title: shown(titleIn(language, problem.title)),
        date: shown(problem.date),
      });
    case 'table-missing':
    case 'table-empty':
      return sentences.say('problem', problem.code, { table: shown(problem.table), sheet: shown(problem.sheet) });
    case 'header-missing':
      return sentences.say('problem', problem.code, {
        table: shown(problem.table),
        sheet: shown(problem.sheet),
        columns: shown(problem.columns.split(ITEMS_APART).join(sentences.say('words', 'comma')), LONGEST_LIST),
      });
    case 'connected-sheet-missing':
      return sentences.say('problem', problem.code, { table: shown(problem.table), sheet: shown(problem.sheet) });
    case 'connected-sheet-ambiguous':
      return sentences.say('problem', problem.code, {
        table: shown(problem.table),
        sheet: shown(problem.sheet),
        sheets: shown(problem.sheets.split(ITEMS_APART).join(sentences.say('words', 'comma')), LONGEST_LIST),
      });
    case 'connected-heading-missing':
    case 'column-missing':
    case 'column-ambiguous':
      return sentences.say('problem', problem.code, {
        table: shown(problem.table),
        sheet: shown(problem.sheet),
        column: shown(problem.column),
      });
    case 'no-reading':
      return sentences.say('problem', problem.code, {
        table: shown(problem.table),
        sheet: shown(problem.sheet),
        date: shown(problem.date),
      });
    case 'rows-blocked':
      return sentences.say('problem', problem.code, {
        count: problem.cells.length,
        cells: cellList(sentences, problem.cells),
      });
    case 'policy-broken':
      return sentences.say('problem', problem.code, {
        count: problem.cells.length,
        cells: cellList(sentences, problem.cells),
        fault: policyFaultSentence(sentences, { ...problem.fault, path: '' }),
      });
    case 'negative-weight':
      return sentences.say('problem', problem.code, { weight: shown(problem.weight) });
    case 'no-weights':
    case 'weights-sum-to-zero':
    case 'out-of-range':
      return sentences.say('problem', problem.code);
    case 'year-invalid':
      return sentences.say('problem', problem.code, { year: shown(problem.year) });
    case 'answer-unknown':
      return sentences.say('problem', problem.code, { answer: shown(problem.answer) });
  }
}

function cellList(sentences: Sentences, cells: readonly CellRef[]): string {
  const list = cells
    .slice(0, MOST_CELLS)
    .map(({ sheet, cell }) => visible(qualifiedAddress(sheet, cell)))
    .join(sentences.say('words', 'comma'));
  return cells.length <= MOST_CELLS ? list : sentences.say('words', 'and-others', { list, count: cells.length });
}
