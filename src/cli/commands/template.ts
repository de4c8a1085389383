import { readWorkbookBytes } from '../../hosts/file/read-workbook';
import { fenToCell } from '../../kernel/money';
import type { Policy } from '../../policy/policy';
import { openBooks } from '../../settlement/books';
import { excelErrorOf } from '../../settlement/answer';
import { buildTemplate, type CachedResult } from '../../workbook/template';
import { shownPath } from '../../wording/shown-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { refusedTarget, writeWhole } from '../write-file';

/** `template`: a workbook that opens ready to fill in. */
export async function template(session: Session, request: RequestFor<'template'>): Promise<ExitCode> {
  const { year, out, force, policyFile, host } = request;
  const refused = await refusedTarget(session, out, force);
  if (refused !== undefined) return session.refuse(refused);
  const policy = await chosenPolicy(session, { trials: [], ...(policyFile !== undefined && { policyFile }) });
  if (!policy.ok) return session.refuse(policy.error);
  session.progress.report('progress-template');
  const bytes = await emptyWorkbook(session, policy.value, { year, host });
  const failed = await writeWhole(session, out, force, bytes);
  if (failed !== undefined) return session.refuse(failed);
  await session.print(`${session.line('template-written', { file: shownPath(out), year })}\n`);
  return 0;
}

/**
 * The workbook with the results that its answer cells show before anybody has typed a figure: those of settling it while it
 * is empty.
 */
async function emptyWorkbook(
  session: Session,
  policy: Policy,
  { year, host }: Pick<RequestFor<'template'>, 'year' | 'host'>,
): Promise<Uint8Array> {
  const options = { policy, year, host, language: session.wording.language };
  const blank = await buildTemplate({ ...options, results: new Map() });
  const snapshot = await readWorkbookBytes(blank, 'template.xlsx');
  if (!snapshot.ok) throw new Error(`the template can't be read back: ${JSON.stringify(snapshot.error)}`);
  const { answers } = openBooks(policy, snapshot.value).settle(year);
  const results = new Map(
    answers.map(({ id, value }): [string, CachedResult] => [
      id,
      value.ok ? fenToCell(value.fen) : excelErrorOf(value.problem),
    ]),
  );
  return buildTemplate({ ...options, results });
}
