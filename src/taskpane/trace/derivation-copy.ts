import { qualifiedAddress } from '../../ledger/a1';
import type { Policy } from '../../policy/policy';
import { excelErrorOf, type DerivationInput, type DerivationNode } from '../../settlement/answer';
import { saysNoMore, spokenUnit } from '../../wording/derivation-wording';
import { shown, visible } from '../../wording/shown-text';
import type { Wording } from '../../wording/wording';
import type { DerivationLine } from './derivation-lines';

/**
 * A derivation as text, as far as it is opened on the screen, with the clauses that it cites in their own words and how the
 * policy stands to what was approved: what is pasted into a letter says the same as what was seen.
 */
export function derivationText(wording: Wording, policy: Policy, lines: readonly DerivationLine[]): string {
  const cited = new Set<string>();
  const tree = lines.map((line) => {
    const indent = '  '.repeat(line.level - 1);
    if (line.kind === 'more') return `${indent}${wording.pane('pane-views', 'more-inputs', { count: line.left })}`;
    const { input } = line;
    if (input.kind === 'node') for (const clause of input.clauses) cited.add(clause);
    return `${indent}${inputText(wording, policy, input)}`;
  });
  const clauses = [...cited].flatMap((id) => {
    const clause = policy.clauses.get(id);
    return clause ? [`${visible(id)}  ${visible(clause.article)}`, wording.quoted(clause.text)] : [];
  });
  const heading = clauses.length > 0 ? ['', wording.derivation('clauses')] : [];
  const standing = policy.standing ? ['', wording.standing(policy.standing)] : [];
  return [...tree, ...heading, ...clauses, ...standing].join('\n');
}

function inputText(wording: Wording, policy: Policy, input: DerivationInput): string {
  if (input.kind === 'node') return nodeText(wording, policy, input);
  return wording.derivation('leaf', {
    label: shown(input.label),
    value: shown(input.value) || wording.blank(),
    place: visible(qualifiedAddress(input.sheet, input.cell)),
  });
}

function nodeText(wording: Wording, policy: Policy, node: DerivationNode): string {
  const { title, source, problem, value, rounding, formula, whatIf, clauses } = node;
  const figure =
    value === undefined
      ? problem
        ? `${excelErrorOf(problem)} ${wording.problem(problem)}`
        : ''
      : wording.figure(visible(value), spokenUnit(policy, node));
  return [
    wording.title(title),
    ...(source ? [visible(qualifiedAddress(source.sheet, source.cell))] : []),
    wording.derivation('equals', { figure }),
    ...(rounding === undefined ? [] : [wording.derivation('rounded', { rounding: wording.rounding() })]),
    ...(saysNoMore(wording, node) ? [] : [wording.derivation('formula', { formula: shown(formula, 500) })]),
    ...(whatIf === true ? [wording.derivation('what-if')] : []),
    ...(clauses.length === 0 ? [] : [wording.clauseMark(clauses)]),
  ].join('  ');
}
