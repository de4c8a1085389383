import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../hosts/file/system-code';
import { shown, shownPath } from '../wording/shown-text';
import type { Session } from './session';

/** The sentence that refuses to write there; `undefined` where nothing stands against it. */
export async function refusedTarget(session: Session, out: string, force: boolean): Promise<string | undefined> {
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
export async function writeWhole(
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

/** Whether two names, as typed, are of the same file: by whatever way they lead there. */
export async function isSameFile(session: Session, one: string, other: string): Promise<boolean> {
  const [a, b] = [session.path(one), session.path(other)];
  if (a === b) return true;
  try {
    const [first, second] = [await stat(a, { bigint: true }), await stat(b, { bigint: true })];
    return first.ino === second.ino && first.dev === second.dev;
  } catch {
    // What does not exist is no file's other name.
    return false;
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}
