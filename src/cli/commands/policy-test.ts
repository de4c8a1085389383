import { printCaseExpectation, printCaseInput } from '../../policy/case-text';
import type { Policy } from '../../policy/policy';
import type { PolicyCase } from '../../policy/schema';
import { outcomeText, runPolicyCases, type CaseOutcome, type CaseResult } from '../../settlement/policy-cases';
import { proposalFor, type CaseProposal } from '../../settlement/propose-cases';
import { pastedCase } from '../../wording/pasted-case';
import { shown, visible } from '../../wording/shown-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { errorJson, policyJson, policyLines, whatIfJson } from '../shared-forms';

/** `policy test`: the policy's own cases, each with what came of it; with `--propose`, cases that it might have. */
export async function policyTest(session: Session, request: RequestFor<'policy-test'>): Promise<ExitCode> {
  const policy = await chosenPolicy(session, request);
  if (!policy.ok) return session.refuse(policy.error);
  return request.propose ? propose(session, policy.value, request.json) : runCases(session, policy.value, request.json);
}

// ---- Running -----------------------------------------------------------------------------------------------------

async function runCases(session: Session, policy: Policy, json: boolean): Promise<ExitCode> {
  const results = runPolicyCases(policy);
  const failed = results.filter(({ passed }) => !passed).length;
  if (json) {
    await session.printJson({
      policy: policyJson(policy),
      cases: results.map((result) => resultJson(session, result)),
      summary: { passed: results.length - failed, failed },
      ...whatIfJson(policy),
    });
  } else {
    await session.print(resultsText(session, policy, results, failed));
  }
  return failed > 0 ? 1 : 0;
}

function resultJson({ wording }: Session, { case: each, passed, actual }: CaseResult) {
  const { id, title, year, given, expect, clauses } = each;
  return {
    id,
    ...(title === undefined ? {} : { title }),
    year,
    given,
    expect,
    ...(clauses === undefined ? {} : { clauses }),
    passed,
    actual: actual.kind === 'problem' ? { error: errorJson(wording, actual.problem) } : outcomeJson(actual),
  };
}

function outcomeJson(outcome: Exclude<CaseOutcome, { readonly kind: 'problem' }>) {
  return outcome.kind === 'count' ? { count: outcome.count } : { value: outcome.value };
}

function resultsText(session: Session, policy: Policy, results: readonly CaseResult[], failed: number): string {
  const all = results.length;
  const ending =
    all === 0
      ? session.line('test-none')
      : failed === 0
        ? session.paint('green', session.line('test-passed', { count: all }))
        : session.paint('red', session.line('test-failed', { count: failed, all }));
  return [
    `${session.paint('bold', session.wording.title(policy.document.title))}\n\n`,
    ...results.map((result) => resultLines(session, policy, result)),
    all === 0 ? '' : '\n',
    `${ending}\n`,
    policyLines(session, policy),
  ].join('');
}

function resultLines(session: Session, policy: Policy, { case: each, passed, actual }: CaseResult): string {
  const mark = passed ? session.paint('green', '✓') : session.paint('red', '✗');
  const title = each.title === undefined ? '' : `  ${visible(each.title)}`;
  const clauses = each.clauses === undefined ? '' : `  ${session.wording.clauseMark(each.clauses)}`;
  const line = `${mark} ${session.paint('bold', visible(each.id))}${title}${clauses}\n`;
  if (passed) return line;
  const detail = (text: string): string => session.wrapped(text, '    ');
  return [
    line,
    detail(givenLine(session, policy, each)),
    detail(session.line('test-expected', { expected: visible(printCaseExpectation(each.expect, policy.document)) })),
    detail(actualLine(session, actual)),
  ].join('');
}

/** The most of a case's inputs that is shown beside what came of them. */
const LONGEST_GIVEN = 500;

function givenLine(session: Session, { document }: Policy, { year, given }: PolicyCase): string {
  if (given.length === 0) return session.line('test-given-nothing', { year: String(year) });
  const text = shown(printCaseInput(given, document), LONGEST_GIVEN);
  return session.line('test-given', { year: String(year), given: text });
}

function actualLine(session: Session, actual: CaseOutcome): string {
  const text = outcomeText(actual);
  if (actual.kind !== 'problem') return session.line('test-actual', { actual: text });
  return session.line('test-actual-problem', { actual: text, problem: session.wording.problem(actual.problem) });
}

// ---- Proposing ---------------------------------------------------------------------------------------------------

async function propose(session: Session, policy: Policy, json: boolean): Promise<ExitCode> {
  const proposal = proposalFor(policy);
  if (json) {
    await session.printJson({
      policy: policyJson(policy),
      cases: proposal.cases,
      unproven: proposal.unproven.map(({ path, value, reason }) => ({
        path,
        value,
        reason,
        message: session.line(`unproven-${reason}`),
      })),
    });
    return 0;
  }
  remarkOn(session, proposal);
  await session.print(proposal.cases.map((each) => pastedCase(each, policy.document)).join(''));
  return 0;
}

function remarkOn(session: Session, { cases, unproven }: CaseProposal): void {
  session.remark(
    cases.length === 0 ? session.line('propose-none') : session.line('propose-note', { count: cases.length }),
  );
  if (unproven.length === 0) return;
  session.remark(session.line('propose-unproven', { count: unproven.length }));
  for (const { path, value, reason } of unproven) {
    const gaps = { path: visible(path), value: shown(value), reason: session.line(`unproven-${reason}`) };
    session.remark(session.line('propose-unproven-number', gaps));
  }
}
