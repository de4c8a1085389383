import { err, type Result } from '../kernel/result';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { Policy } from '../policy/policy';
import type { Answer, Measure } from '../policy/schema';
import type { AnswerProblem, AnswerResult } from './answer';
import { namedPolicyYear } from './policy-year';
import type { Books, Settlement } from './settlement';

/** Why a policy gives no answers at all; `undefined` where it gives them. */
export function policyProblem({ broken }: Policy): AnswerProblem | undefined {
  const [first] = broken ?? [];
  if (!first) return undefined;
  const cells = new Map((broken ?? []).map(({ place }) => [`${place.sheet}!${place.cell}`, place]));
  return { code: 'policy-broken', fault: first.fault, cells: [...cells.values()] };
}

/** The books of a workbook whose policy can't be used: nothing is read from its ledgers, and every answer says why. */
export class StoppedBooks implements Books {
  readonly years: readonly number[] = [];
  readonly policyYear: number | undefined;
  readonly rowsRead = 0;

  constructor(
    readonly policy: Policy,
    readonly workbook: WorkbookSnapshot,
    private readonly problem: AnswerProblem,
  ) {
    this.policyYear = namedPolicyYear(workbook)?.year;
  }

  findings(): readonly [] {
    return [];
  }

  settle(year: number): Settlement {
    const { answers, measures } = this.policy.document;
    return {
      year,
      answers: answers.map((answer) => this.answer(answer)),
      figures: measures.filter(({ reported }) => reported).map((measure) => this.figure(measure)),
      distributions: [],
      breakdowns: [],
    };
  }

  valueOf(): Result<never, AnswerProblem> {
    return err(this.problem);
  }

  entries(): readonly [] {
    return [];
  }

  tally(): undefined {
    return undefined;
  }

  ledger(): undefined {
    return undefined;
  }

  /** What the clauses say nobody knows, so that none is cited. */
  private answer({ id, title, unit }: Answer): AnswerResult {
    const { problem } = this;
    const clauses: readonly string[] = [];
    const derivation = {
      kind: 'node',
      name: id,
      title,
      value: undefined,
      unit,
      formula: id,
      clauses,
      problem,
    } as const;
    const inputs = (): readonly [] => [];
    return { id, title, unit, clauses, value: { ok: false, problem }, derivation: { ...derivation, inputs } };
  }

  private figure({ id, title, unit }: Measure): Settlement['figures'][number] {
    return { id, title, unit, clauses: [], problem: this.problem };
  }
}
