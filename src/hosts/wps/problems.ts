import { err, ok } from '../../kernel/result';
import { askingAgain } from '../../workbook/asking-again';
import type { PortProblem, PortResult } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { isTrue, optionally } from './told';
import type { WpsApi } from './wps-api';

/**
 * Reads from the workbook. Nobody has reported what WPS does while a cell is being typed into: where it refuses and says that
 * it is not ready, it is asked again for half a minute, as Excel is.
 */
export function reading<T>(api: WpsApi, work: () => T | Promise<T>): PortResult<T> {
  return askingAgain(() => changing(api, work));
}

/**
 * Changes the workbook. There is no batch and no group of undo: every call takes effect at once and is a step of undo of its
 * own, so that the work checks everything first, and itself takes back what it did before it was refused.
 */
export async function changing<T>(api: WpsApi, work: () => T | Promise<T>): PortResult<T> {
  try {
    return ok(await work());
  } catch (thrown) {
    return err(problemOf(api, thrown));
  }
}

/**
 * What a failure means to a person. WPS throws plain errors without codes, in the language of its menus; a member that a
 * version lacks throws as well. They can't be told from each other, so that they are told in their own words.
 */
function problemOf(api: WpsApi, thrown: unknown): PortProblem {
  const problem = thrown instanceof Refusal ? thrown.problem : undefined;
  if (problem && problem.code !== 'host-failed') return problem;
  if (isBusy(api)) return { code: 'cell-being-edited' };
  if (problem) return problem;
  if (isReadOnly(api)) return { code: 'workbook-read-only' };
  const { name, message } = thrown instanceof Error ? thrown : { name: 'WPS', message: String(thrown) };
  return { code: 'host-failed', hostCode: name, message };
}

/** Only an application that says so is busy: one that lacks the member, or fails at it too, says nothing. */
function isBusy({ app }: WpsApi): boolean {
  return optionally(() => app.Ready === false || app.Ready === 0) === true;
}

function isReadOnly({ app }: WpsApi): boolean {
  return optionally(() => isTrue(app.ActiveWorkbook?.ReadOnly)) === true;
}
