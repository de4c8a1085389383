import { PAGE_SCHEDULER, type Scheduler } from './scheduler';

/** How long work may go on before the page has a turn, in milliseconds. */
const SLICE = 12;

/**
 * Does work in slices, so that typing and scrolling go on meanwhile: a generator that yields after every small step. The
 * value is what it returns; `undefined` where the signal ended it before.
 */
export async function inSlices<T>(
  steps: Generator<unknown, T, void>,
  signal: AbortSignal,
  scheduler: Pick<Scheduler, 'now' | 'pause'> = PAGE_SCHEDULER,
): Promise<T | undefined> {
  let until = scheduler.now() + SLICE;
  while (!signal.aborted) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (scheduler.now() < until) continue;
    await scheduler.pause();
    until = scheduler.now() + SLICE;
  }
  return undefined;
}
