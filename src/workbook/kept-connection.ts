import type { Result } from '../kernel/result';
import type { Connection, ConnectionFault } from '../ledger/connect/connection';
import type { OwnParts } from './own-parts';
import { CONNECTION_KEY } from './stored-keys';

// It changes rarely and is asked for with every change of the workbook.
let last: { readonly text: string; readonly read: Result<Connection, ConnectionFault> } | undefined;

/** The connection that a workbook keeps; `undefined` where it keeps none. The same text gives the very same object. */
export function keptConnection(
  texts: ReadonlyMap<string, string>,
  { readConnection }: Pick<OwnParts, 'readConnection'>,
): Result<Connection, ConnectionFault> | undefined {
  const text = texts.get(CONNECTION_KEY);
  if (text === undefined) return undefined;
  if (last?.text !== text) last = { text, read: readConnection(text) };
  return last.read;
}
