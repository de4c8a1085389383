import type { PatchProblem } from './workbook-patch';

/** Carries a refusal out of the streams; patchWorkbook turns it into a value. It never leaves this folder. */
export class PatchRefusal extends Error {
  constructor(readonly problem: PatchProblem) {
    super(problem.code);
  }
}
