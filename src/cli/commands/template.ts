import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readWorkbookBytes } from '../../hosts/file/read-workbook';
import { fenToCell } from '../../kernel/money';
import { builtInPolicy } from '../../policy/packs';
import type { Policy } from '../../policy/policy';
import { openBooks } from '../../settlement/books';
import { excelErrorOf } from '../../settlement/answer';
import { buildTemplate, type CachedResult } from '../../workbook/template';
import { shown, shownPath } from '../../wording/shown-text';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { systemCode } from '../../hosts/file/system-code';

/** `template`: a workbook that opens ready to fill in. */
export async function template(session: Session, request: RequestFor<'template'>): Promise<ExitCode> {
  const { year, out, force } = request;
  const refused = await refusedTarget(session, out, force);
  if (refused !== undefined) return session.refuse(refused);
  session.progress.report('progress-template');
  const bytes = await emptyWorkbook(session, builtInPolicy(), year);
  const failed = await writeWhole(session, out, force, bytes);
  if (failed !== undefined) return session.refuse(failed);
  await session.print(`${session.line('template-written', { file: shownPath(out), year })}\n`);
  return 0;
}

/**
 * The workbook with the results that its answer cells show before anybody has typed a figure: those of settling it while it
 * is empty.
 */
async function emptyWorkbook(session: Session, policy: Policy, year: number): Promise<Uint8Array> {
  const options = { policy, year, language: session.wording.language };
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

/** The sentence that refuses to write there; `undefined` where nothing stands against it. */
async function refusedTarget(session: Session, out: string, force: boolean): Promise<string | undefined> {
  const file = shownPath(out);
  const target = session.path(out);
  if ((await kindOf(dirname(target))) !== 'folder') return session.line('refuse-out-folder', { file });
  const kind = await kindOf(target);
  if (kind === 'folder') return session.line('refuse-out-is-folder', { file });
  return kind === 'file' && !force ? session.line('refuse-out-exists', { file }) : undefined;
}

/**
 * Writes beside the target and moves the whole file into place, so that nobody ever finds half a workbook; answers with the
 * sentence that refuses, if any.
 */
async function writeWhole(
  session: Session,
  out: string,
  force: boolean,
  bytes: Uint8Array,
): Promise<string | undefined> {
  const target = session.path(out);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    // Asked again: the file may have come there while the workbook was made.
    const refused = await refusedTarget(session, out, force);
    if (refused === undefined) await rename(temporary, target);
    return refused;
  } catch (error) {
    return session.line('refuse-out', { file: shownPath(out), cause: shown(systemCode(error)) });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}
