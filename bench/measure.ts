/** The middle of an odd number of measurements, the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('the median of nothing');
  return (upper + lower) / 2;
}

/** Work that can be repeated, and how many rows it goes through each time. */
export interface Task {
  readonly rows: number;
  readonly run: () => Promise<void> | void;
}

/** A round shorter than this says more about the clock than about the work. */
const SHORTEST_ROUND_MS = 400;

/**
 * Rows per second of each task: the median of the rounds, after a warm-up. The tasks take turns within a round, so that
 * whatever else the machine does meanwhile falls on all of them alike; short tasks are repeated within their turn.
 */
export async function rowsPerSecond(tasks: readonly Task[], rounds: number): Promise<readonly number[]> {
  const contestants: { task: Task; passes: number; rates: number[] }[] = [];
  for (const task of tasks) {
    await task.run();
    const second = await milliseconds(task.run);
    contestants.push({ task, passes: Math.max(1, Math.ceil(SHORTEST_ROUND_MS / second)), rates: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { task, passes, rates } of contestants) {
      globalThis.gc?.();
      const taken = await milliseconds(async () => {
        for (let pass = 0; pass < passes; pass += 1) await task.run();
      });
      rates.push((task.rows * passes * 1000) / taken);
    }
  }
  return contestants.map(({ rates }) => median(rates));
}

/** How long the work takes. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
