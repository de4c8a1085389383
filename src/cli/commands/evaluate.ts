import { evaluateCall } from '../../functions/evaluate-call';
import type { CallValue } from '../../functions/cell-values';
import { ok, type Result } from '../../kernel/result';
import type { Policy } from '../../policy/policy';
import type { Books } from '../../settlement/books';
import { visible } from '../../wording/shown-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { whatIfJson, whatIfLines } from '../shared-forms';
import { openWorkbook } from '../workbook-choice';

/** `eval`: one custom function with literal arguments, as a cell would show it. */
export async function evaluate(session: Session, request: RequestFor<'eval'>): Promise<ExitCode> {
  const chosen = await circumstances(session, request);
  if (!chosen.ok) return session.refuse(chosen.error);
  const { policy, books } = chosen.value;
  const { wording } = session;
  const result = evaluateCall(request.formula, {
    policy,
    ...(books ? { books } : {}),
    wording,
    language: wording.language,
  });
  if (result.ok) {
    if (request.json) await session.printJson({ value: result.value, ...whatIfJson(policy) });
    else await printValue(session, policy, valueText(result.value));
    return 0;
  }
  if (result.error.kind === 'call') return session.refuse(result.error.message);
  const { error } = result.error;
  if (request.json) {
    await session.printJson({ error, ...whatIfJson(policy) });
  } else {
    await printValue(session, policy, `${error.code}\n`);
    await session.complain(error.message);
  }
  return 1;
}

/** The workbook with its policy, or without a workbook the policy alone. */
async function circumstances(
  session: Session,
  request: RequestFor<'eval'>,
): Promise<Result<{ readonly policy: Policy; readonly books?: Books }, string>> {
  if (request.book === undefined) {
    const policy = await chosenPolicy(session, request);
    return policy.ok ? ok({ policy: policy.value }) : policy;
  }
  const opened = await openWorkbook(session, request, request.book);
  if (!opened.ok) return opened;
  const { books } = opened.value;
  return ok({ policy: books.policy, books });
}

async function printValue(session: Session, policy: Policy, text: string): Promise<void> {
  await session.print(`${text}${whatIfLines(session, policy)}`);
}

/** The value as a cell shows it; rows on lines of their own, their cells separated by tabs. */
function valueText(value: CallValue): string {
  const rows = typeof value === 'object' ? value : [[value]];
  return rows.map((row) => `${row.map(scalarText).join('\t')}\n`).join('');
}

function scalarText(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return visible(String(value));
}
