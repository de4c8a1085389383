import { readFile, stat } from 'node:fs/promises';
import { systemCode } from '../hosts/file/system-code';
import { err, ok, type Result } from '../kernel/result';
import { MAX_CONNECTION_CHARACTERS, readConnection, type Connection, type ConnectionFault } from '../ledger/connect';
import { shown, shownPath } from '../wording/shown-text';
import type { Session } from './session';

/** A character takes four bytes at most. */
const MAX_BYTES = 4 * MAX_CONNECTION_CHARACTERS;

/** Reads the file of a connection; the error is the sentence that refuses it. */
export async function readConnectionFile(session: Session, file: string): Promise<Result<Connection, string>> {
  const bytes = await connectionBytes(session, file);
  if (!bytes.ok) return bytes;
  const text = decoded(bytes.value);
  const read = text === undefined ? err({ code: 'connection-not-json' } as const) : readConnection(text);
  return read.ok ? read : err(connectionRefusal(session, file, read.error));
}

/** A byte order mark is taken off; `undefined` for bytes that are no UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function connectionRefusal(session: Session, file: string, fault: ConnectionFault): string {
  const name = shownPath(file);
  switch (fault.code) {
    case 'connection-too-large':
      return session.line('refuse-connection-size', { file: name, max: session.wording.number(String(fault.most)) });
    case 'connection-not-json':
      return session.line('refuse-connection-json', { file: name });
    case 'connection-format':
      return session.line('refuse-connection-format', { file: name, format: shown(fault.format) });
    case 'connection-invalid':
      return session.line('refuse-connection-invalid', { file: name, place: shown(fault.path) });
  }
}

async function connectionBytes(session: Session, file: string): Promise<Result<Uint8Array, string>> {
  const { wording } = session;
  const path = session.path(file);
  try {
    const found = await stat(path);
    if (found.isDirectory()) return err(session.line('refuse-connection-folder', { file: shownPath(file) }));
    if (!found.isFile()) {
      return err(wording.readProblem({ code: 'file-unreadable', file, facts: { cause: 'not-a-file' } }));
    }
    if (found.size > MAX_BYTES) {
      return err(connectionRefusal(session, file, { code: 'connection-too-large', most: MAX_CONNECTION_CHARACTERS }));
    }
    return ok(await readFile(path));
  } catch (error) {
    const cause = systemCode(error);
    const isMissing = cause === 'ENOENT' || cause === 'ENOTDIR';
    return err(
      wording.readProblem(
        isMissing ? { code: 'file-not-found', file, facts: {} } : { code: 'file-unreadable', file, facts: { cause } },
      ),
    );
  }
}
