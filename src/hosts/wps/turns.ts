import type { Steps } from '../../ledger/steps';
import { inSlices } from '../../workbook/in-slices';
import type { Scheduler } from '../../workbook/scheduler';

/**
 * Does work on very many cells in slices, so that the page answers meanwhile: every call of the application keeps it waiting.
 * A person can change the workbook between two slices.
 */
export async function inTurns<T>(steps: Steps<T>, scheduler: Scheduler): Promise<T> {
  const done: { value: T }[] = [];
  await inSlices(gathered(steps, done), NEVER, scheduler);
  const [result] = done;
  if (!result) throw new Error('The work was ended before its end.');
  return result.value;
}

function* gathered<T>(steps: Steps<T>, done: { value: T }[]): Steps<void> {
  done.push({ value: yield* steps });
}

const NEVER = new AbortController().signal;
