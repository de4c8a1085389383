import { fenToYuan, fitsFen, roundToFen, type Fen } from '../kernel/money';
import type { WorkbookSnapshot } from '../ledger/cells';
import { diffPolicies, type PolicyChange, type PolicyDiff } from '../policy/diff';
import type { Policy } from '../policy/policy';
import { canBeFelt, reachOf, thingChanged } from '../policy/reach';
import type { LocalText } from '../policy/schema';
import type { AnswerProblem, AnswerResult } from './answer';
import { openBooks, type Books } from './books';

/** What a policy makes of an answer: an amount, an error, or nothing where it does not define the answer. */
export type AnswerOutcome =
  | { readonly kind: 'amount'; readonly fen: Fen }
  | { readonly kind: 'problem'; readonly problem: AnswerProblem }
  | { readonly kind: 'not-defined' };

/** An answer of a year under both policies. */
export interface AnswerEffect {
  readonly answer: string;
  readonly title: LocalText;
  readonly before: AnswerOutcome;
  readonly after: AnswerOutcome;
  /** After less before, where both are amounts and the difference can be held. */
  readonly difference?: Fen;
  readonly isChanged: boolean;
  /** Of a changed answer: the changes of the policy that it reaches through its expressions, as indexes into the diff's. */
  readonly because: readonly number[];
}

/** A year under both policies. */
export interface YearEffect {
  readonly year: number;
  readonly answers: readonly AnswerEffect[];
}

/** A ledger that only one of the policies knows: what stands in it means nothing to the other. */
export interface UnsharedLedger {
  readonly ledger: string;
  readonly table: string;
  readonly sheet: string;
  readonly knownTo: 'before' | 'after';
}

/** What two policies make of the same ledgers. */
export interface PolicyEffect {
  readonly diff: PolicyDiff;
  /** Ascending. */
  readonly years: readonly YearEffect[];
  readonly unshared: readonly UnsharedLedger[];
}

/**
 * Settles the same workbook under two policies and compares every answer, to the fen.
 *
 * @param years the years to compare; left out, all that the ledgers hold entries of under either policy, and the workbook's
 */
export function effectOf(
  before: Policy,
  after: Policy,
  workbook: WorkbookSnapshot,
  years?: readonly number[],
): PolicyEffect {
  return effectOfBooks(openBooks(before, workbook), openBooks(after, workbook), years);
}

/** The same of a workbook that was opened under each of the policies. */
export function effectOfBooks(before: Books, after: Books, years?: readonly number[]): PolicyEffect {
  const [earlier, later] = [before.policy, after.policy];
  const diff = diffPolicies(earlier.document, later.document);
  const own = [before, after].flatMap((books) => [...books.years, books.policyYear ?? []].flat());
  const compared = [...new Set(years ?? own)].sort((a, b) => a - b);
  const because = becauseOf(earlier, later, diff.changes);
  return {
    diff,
    years: compared.map((year) => yearEffect([before, after], year, because)),
    unshared: unsharedLedgers(earlier, later),
  };
}

function yearEffect([before, after]: readonly [Books, Books], year: number, because: Because): YearEffect {
  const earlier = new Map(before.settle(year).answers.map((answer) => [answer.id, answer]));
  const later = new Map(after.settle(year).answers.map((answer) => [answer.id, answer]));
  const ids = new Set([...later.keys(), ...earlier.keys()]);
  return {
    year,
    answers: [...ids].map((id) => answerEffect(id, earlier.get(id), later.get(id), (answer) => because(answer, year))),
  };
}

function answerEffect(
  id: string,
  earlier: AnswerResult | undefined,
  later: AnswerResult | undefined,
  because: (answer: string) => readonly number[],
): AnswerEffect {
  const [before, after] = [outcomeOf(earlier), outcomeOf(later)];
  const isChanged = !isSameOutcome(before, after);
  const difference = differenceOf(before, after);
  return {
    answer: id,
    title: (later ?? earlier)?.title ?? { zh: id, en: id },
    before,
    after,
    ...(difference === undefined ? {} : { difference }),
    isChanged,
    because: isChanged ? because(id) : [],
  };
}

function outcomeOf(answer: AnswerResult | undefined): AnswerOutcome {
  if (!answer) return { kind: 'not-defined' };
  return answer.value.ok
    ? { kind: 'amount', fen: answer.value.fen }
    : { kind: 'problem', problem: answer.value.problem };
}

function isSameOutcome(a: AnswerOutcome, b: AnswerOutcome): boolean {
  if (a.kind === 'amount') return b.kind === 'amount' && a.fen === b.fen;
  if (a.kind === 'problem') return b.kind === 'problem' && factsOf(a.problem) === factsOf(b.problem);
  return b.kind === 'not-defined';
}

/** A problem without its words: a title that was reworded makes it no other problem. */
function factsOf(problem: AnswerProblem): string {
  return JSON.stringify({ ...problem, title: undefined });
}

function differenceOf(before: AnswerOutcome, after: AnswerOutcome): Fen | undefined {
  if (before.kind !== 'amount' || after.kind !== 'amount') return undefined;
  const yuan = fenToYuan(after.fen).minus(fenToYuan(before.fen));
  return fitsFen(yuan) ? roundToFen(yuan) : undefined;
}

/** For an answer of a year the changes that it reaches, under either policy. */
type Because = (answer: string, year: number) => readonly number[];

function becauseOf(before: Policy, after: Policy, changes: readonly PolicyChange[]): Because {
  return (answer, year) => {
    const reached = new Set([...reachOf(before, answer), ...reachOf(after, answer)]);
    return changes.flatMap((change, index) => {
      const thing = thingChanged(change);
      return thing !== undefined && reached.has(thing) && canBeFelt(change, year) ? [index] : [];
    });
  };
}

/** Ledgers are the same to both policies where they bear one id. */
function unsharedLedgers(before: Policy, after: Policy): readonly UnsharedLedger[] {
  const only = (policy: Policy, other: Policy, knownTo: UnsharedLedger['knownTo']): readonly UnsharedLedger[] =>
    policy.document.ledgers
      .filter(({ id }) => !other.ledgers.has(id))
      .map(({ id, table, sheet }) => ({ ledger: id, table, sheet, knownTo }));
  return [...only(before, after, 'before'), ...only(after, before, 'after')];
}
