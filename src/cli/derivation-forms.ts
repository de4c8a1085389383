import { qualifiedAddress } from '../ledger/a1';
import type { Policy } from '../policy/policy';
import { excelErrorOf, type DerivationInput, type DerivationLeaf, type DerivationNode } from '../settlement/answer';
import { saysNoMore, spokenUnit } from '../wording/derivation-wording';
import { shown, visible } from '../wording/shown-text';
import type { Wording } from '../wording/wording';
import { jsonText } from './json-text';
import type { Session } from './session';
import { approvalJson, errorJson, unitJson, whatIfJson } from './shared-forms';
import { displayWidth, wrap } from './display-width';

/** A derivation as JSON, piece by piece: inputs are made when their turn comes and forgotten afterwards. */
export function* derivationJson(wording: Wording, policy: Policy, root: DerivationNode): Generator<string> {
  yield* nodeJson(wording, policy, root, { ...whatIfJson(policy), ...approvalJson(policy) });
  yield '\n';
}

function* nodeJson(wording: Wording, policy: Policy, node: DerivationNode, extra: object): Generator<string> {
  const { name, value, unit, rounding, formula, clauses, problem, source, whatIf } = node;
  const head = jsonText({
    name,
    ...(value === undefined ? {} : { value }),
    unit: unitJson(unit),
    ...(rounding === undefined ? {} : { rounding }),
    formula,
    clauses: clauses.map((id) => ({ id, text: policy.clauses.get(id)?.text ?? '' })),
    ...(problem === undefined ? {} : { error: errorJson(wording, problem) }),
    ...(source === undefined ? {} : { source }),
    ...(whatIf === true ? { whatIf } : {}),
    ...extra,
  });
  yield `${head.slice(0, -1)},"inputs":[`;
  let first = true;
  for (const input of node.inputs()) {
    if (!first) yield ',';
    first = false;
    if (input.kind === 'leaf') yield leafJson(input);
    else yield* nodeJson(wording, policy, input, {});
  }
  yield ']}';
}

function leafJson({ label, sheet, cell, value }: DerivationLeaf): string {
  return jsonText({ label, sheet, cell, value });
}

/**
 * A derivation as an indented tree, line by line. The clauses that it cites are gathered in `cited`, in order of
 * appearance.
 */
export function* derivationText(
  session: Session,
  policy: Policy,
  root: DerivationNode,
  cited: Set<string>,
): Generator<string> {
  yield* lines(session, nodeText(session, policy, root, cited), '', '');
  yield* branches(session, policy, root, '', cited);
}

function* branches(
  session: Session,
  policy: Policy,
  node: DerivationNode,
  trunk: string,
  cited: Set<string>,
): Generator<string> {
  const inputs = node.inputs();
  for (const [index, input] of inputs.entries()) {
    const last = index === inputs.length - 1;
    const below = `${trunk}${last ? '   ' : '│  '}`;
    yield* lines(session, inputText(session, policy, input, cited), `${trunk}${last ? '└─ ' : '├─ '}`, below);
    if (input.kind === 'node') yield* branches(session, policy, input, below, cited);
  }
}

/** A text behind its branch; what does not fit goes on below it. */
function* lines(session: Session, text: string, branch: string, below: string): Generator<string> {
  const width = Math.max(session.width - displayWidth(branch), 20);
  const [first = '', ...rest] = wrap(text, width);
  yield `${session.paint('gray', branch)}${first}\n`;
  for (const line of rest) yield `${session.paint('gray', below)}${line}\n`;
}

function inputText(session: Session, policy: Policy, input: DerivationInput, cited: Set<string>): string {
  if (input.kind === 'node') return nodeText(session, policy, input, cited);
  const place = visible(qualifiedAddress(input.sheet, input.cell));
  return session.wording.derivation('leaf', {
    label: shown(input.label),
    value: shown(input.value) || session.wording.blank(),
    place,
  });
}

function nodeText(session: Session, policy: Policy, node: DerivationNode, cited: Set<string>): string {
  const { wording } = session;
  for (const clause of node.clauses) cited.add(clause);
  const figure =
    node.value === undefined ? errorText(wording, node) : wording.figure(visible(node.value), spokenUnit(policy, node));
  const parts = [
    wording.title(node.title),
    visible(node.name),
    ...(node.source ? [visible(qualifiedAddress(node.source.sheet, node.source.cell))] : []),
    wording.derivation('equals', { figure }),
    ...(node.rounding === undefined ? [] : [wording.derivation('rounded', { rounding: wording.rounding() })]),
    ...(saysNoMore(wording, node) ? [] : [wording.derivation('formula', { formula: shown(node.formula, 500) })]),
    ...(node.whatIf === true ? [wording.derivation('what-if')] : []),
    ...(node.clauses.length === 0 ? [] : [wording.clauseMark(node.clauses)]),
  ];
  return parts.join('  ');
}

function errorText(wording: Wording, { problem }: DerivationNode): string {
  return problem === undefined ? '' : `${excelErrorOf(problem)} ${wording.problem(problem)}`;
}
