import { operandsOf } from '../../policy/expressions';
import type { Policy } from '../../policy/policy';
import type { YearExpression } from '../../policy/schema';

/**
 * What of a policy's answers can be drawn, told by their own formulas and not by their names: another policy's differences,
 * targets and counted totals are drawn alike.
 */

/** A difference of two answers and what is made of it: revenue − cost → profit → shares. */
export interface Flow {
  readonly from: string;
  readonly less: string;
  readonly result: string;
  readonly shares: readonly string[];
}

/** The first answer about profit that is one answer less another. */
export function flowOf(policy: Policy): Flow | undefined {
  const { answers } = policy.document;
  for (const { id, section, value } of answers) {
    if (section !== 'profit' || !('minus' in value)) continue;
    const [from, less] = value.minus;
    if (!('answer' in from) || !('answer' in less)) continue;
    const shares = answers.filter((answer) => answer.section === 'share').map((answer) => answer.id);
    return { from: from.answer, less: less.answer, result: id, shares };
  }
  return undefined;
}

/** An answer that comes of a measure short of a target. */
export interface Target {
  readonly answer: string;
  readonly measure: string;
  readonly target: string;
}

/** The answers whose formula holds «a parameter less a measure». */
export function targetsOf(policy: Policy): readonly Target[] {
  return policy.document.answers.flatMap(({ id, value }) => {
    const shortfall = parts(value).find(
      (part) => 'minus' in part && 'parameter' in part.minus[0] && 'measure' in part.minus[1],
    );
    if (!shortfall || !('minus' in shortfall)) return [];
    const [target, measure] = shortfall.minus;
    return 'parameter' in target && 'measure' in measure
      ? [{ answer: id, measure: measure.measure, target: target.parameter }]
      : [];
  });
}

function parts(expression: YearExpression): readonly YearExpression[] {
  return [expression, ...operandsOf(expression).flatMap(parts)];
}

/** An answer that is what rule tables counted. */
export interface CountedAnswer {
  readonly answer: string;
  readonly ruleTables: readonly string[];
  /** True where what was entered is money of which a part counts; false where it only says what is paid for. */
  readonly isPartOfEntered: boolean;
}

/** The answers that are nothing but what rule tables counted: revenue, cost, pay by order. A quota is no money. */
export function countedAnswersOf(policy: Policy): readonly CountedAnswer[] {
  return policy.document.answers.flatMap(({ id, section, value }) =>
    section !== 'quota' && 'counted' in value
      ? [{ answer: id, ruleTables: value.counted, isPartOfEntered: section === 'profit' }]
      : [],
  );
}
