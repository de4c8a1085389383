import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { err, ok, type Result } from '../../kernel/result';
import type { WorkbookSnapshot } from '../../ledger/cells';
import { DEFAULT_READ_LIMITS, readWorkbookBytes, type ReadOptions, type ReadProblem } from './read-workbook';
import { systemCode } from './system-code';

/** The system's words for «no such path». */
const NOT_FOUND = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Reads a workbook file; see readWorkbookBytes for what is read and how.
 *
 * @param path Where the file lies; problems repeat it as given, the snapshot bears its last part as its name.
 * @returns The workbook, or why it cannot be read: besides all that readWorkbookBytes can answer, file-not-found,
 *   file-is-folder and file-unreadable (no permission, a pipe or device, a failing disk).
 */
export async function readWorkbookFile(
  path: string,
  options: ReadOptions = {},
): Promise<Result<WorkbookSnapshot, ReadProblem>> {
  const bytes = await readFileBytes(path, options.limits?.fileBytes);
  if (!bytes.ok) return bytes;
  const result = await readWorkbookBytes(bytes.value, basename(path), options);
  return result.ok ? result : err({ ...result.error, file: path });
}

/** A file's bytes, whatever it holds, or why there are none. */
export async function readFileBytes(
  path: string,
  max: number = DEFAULT_READ_LIMITS.fileBytes,
): Promise<Result<Uint8Array, ReadProblem>> {
  const problem = (code: ReadProblem['code'], facts: ReadProblem['facts'] = {}) => err({ code, file: path, facts });
  try {
    // Looked at before it is opened: opening a pipe would wait for a writer.
    const found = await stat(path);
    if (found.isDirectory()) return problem('file-is-folder');
    if (!found.isFile()) return problem('file-unreadable', { cause: 'not-a-file' });
    if (found.size > max) return problem('file-too-large', { size: found.size, max });
    return ok(await readFile(path));
  } catch (error) {
    const code = systemCode(error);
    return NOT_FOUND.has(code) ? problem('file-not-found') : problem('file-unreadable', { cause: code });
  }
}

/** The system's code of an error («EACCES»); the error may come from another realm, so its class tells nothing. */
