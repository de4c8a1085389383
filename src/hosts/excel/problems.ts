import type { PortProblem } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';

/** What was being done when Excel refused: it names in the answer what Excel's own codes leave open. */
export interface About {
  readonly sheet?: string;
  readonly isReadOnly?: boolean;
  /** The name that a new sheet was to get. */
  readonly newName?: string;
  /** A sheet is being added that a person never sees. */
  readonly addsSheet?: boolean;
}

/** What Office.js throws when the host refuses. It comes from another script, so that it is told by its shape. */
export interface OfficeFailure {
  readonly code: string;
  readonly message: string;
  readonly debugInfo?: { readonly errorLocation?: string };
}

export function isOfficeFailure(thrown: unknown): thrown is OfficeFailure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string';
}

/** A message of more than 5 MB, or a range with more cells than Excel hands over: less at a time may do. */
export function isTooMuchAtOnce(thrown: unknown): boolean {
  return isOfficeFailure(thrown) && TOO_MUCH.has(thrown.code);
}

const EDITING = 'InvalidOperationInCellEditMode';

const TOO_MUCH: ReadonlySet<string> = new Set([
  'RequestPayloadSizeLimitExceeded',
  'ResponsePayloadSizeLimitExceeded',
  'RangeExceedsLimit',
]);

/** The line to the workbook's server is cut; on the desktop there is none. */
const OFFLINE: ReadonlySet<string> = new Set(['ConnectionFailure', 'ServiceNotAvailable', 'NetworkError']);

/** What Excel says of a change that protection stands against; which of them depends on the platform. */
const REFUSED: ReadonlySet<string> = new Set(['AccessDenied', 'InvalidOperation', 'GeneralException']);

/** The host does not know what it is asked for. */
const UNKNOWN_TO_HOST: ReadonlySet<string> = new Set(['ApiNotFound', 'ApiNotAvailable', 'NotImplemented']);

/** What Excel's refusal means to a person. A failure that is not Excel's is a bug and goes on. */
export function problemOf(thrown: unknown, { sheet, isReadOnly, newName, addsSheet }: About): PortProblem {
  if (thrown instanceof Refusal) return thrown.problem;
  if (!isOfficeFailure(thrown)) throw thrown;
  const { code, message, debugInfo } = thrown;
  if (code === EDITING) return { code: 'cell-being-edited' };
  if (OFFLINE.has(code) || (code === 'RequestAborted' && isBrowserOffline())) return { code: 'offline' };
  if (code === 'ItemNotFound' && sheet !== undefined) return { code: 'sheet-not-found', sheet };
  if (code === 'ItemAlreadyExists' && newName !== undefined) return { code: 'name-taken', name: newName };
  if (code === 'AccessDenied' && isReadOnly === true) return { code: 'workbook-read-only' };
  // The only thing that keeps a sheet from being added to a workbook that can be written to.
  if (addsSheet === true && REFUSED.has(code)) return { code: 'workbook-protected' };
  if (code === 'AccessDenied' && sheet !== undefined) return { code: 'sheet-protected', sheet };
  if (UNKNOWN_TO_HOST.has(code)) return { code: 'not-supported', feature: debugInfo?.errorLocation ?? code };
  return { code: 'host-failed', hostCode: code, message };
}

function isBrowserOffline(): boolean {
  return typeof navigator !== 'undefined' && !navigator.onLine;
}
