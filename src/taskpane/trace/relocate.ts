import { cellAddress, parseCell } from '../../ledger/a1';
import type { CellRef } from '../../ledger/finding';
import type { AnswerProblem, DerivationInput, DerivationNode } from '../../settlement/answer';

/** Where the first cell of a range stands that a formula gave. */
export interface Origin {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** Ranges that a call was computed from, by the name of the sheet that each was read as. */
export type Origins = ReadonlyMap<string, Origin>;

/** A derivation from given ranges, with the cells where they really stand: a press on them selects them. */
export function relocated(node: DerivationNode, origins: Origins): DerivationNode {
  if (origins.size === 0) return node;
  return {
    ...node,
    ...(node.source ? { source: placed(node.source, origins) } : {}),
    ...(node.problem ? { problem: relocatedProblem(node.problem, origins) } : {}),
    inputs: () =>
      node
        .inputs()
        .map((input): DerivationInput =>
          input.kind === 'node' ? relocated(input, origins) : { ...input, ...placed(input, origins) },
        ),
  };
}

/** The same for the cells and sheets that a problem names. */
export function relocatedProblem(problem: AnswerProblem, origins: Origins): AnswerProblem {
  if (problem.code === 'rows-blocked') {
    return { ...problem, cells: problem.cells.map((cell) => placed(cell, origins)) };
  }
  return 'sheet' in problem ? { ...problem, sheet: origins.get(problem.sheet)?.sheet ?? problem.sheet } : problem;
}

function placed({ sheet, cell }: CellRef, origins: Origins): CellRef {
  const origin = origins.get(sheet);
  const at = parseCell(cell);
  if (!origin || !at) return { sheet, cell };
  return { sheet: origin.sheet, cell: cellAddress(origin.row + at.row - 1, origin.column + at.column - 1) };
}
