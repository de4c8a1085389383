import type { PortProblem } from './port';

/** A refusal within a host's work: it ends the work, and is what the port answers. */
export class Refusal extends Error {
  constructor(readonly problem: PortProblem) {
    super(problem.code);
    this.name = 'Refusal';
  }
}
