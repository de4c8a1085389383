/**
 * Work on many rows that stops for breath, so that a page can answer its user between two steps. What is yielded is how
 * many rows the work has gone through so far. Whoever is in no hurry to do anything else drains it with `finish`.
 */
export type Steps<T> = Generator<number, T, void>;

/** Rows between two stops: a few milliseconds' work, and yet so many that stopping costs nothing. */
export const ROWS_A_STEP = 1000;

/** Does something with every row in turn. */
export function* eachRow<R>(rows: readonly R[], work: (row: R) => void): Steps<void> {
  for (let done = 0; done < rows.length; done += ROWS_A_STEP) {
    for (const row of rows.slice(done, done + ROWS_A_STEP)) work(row);
    yield Math.min(done + ROWS_A_STEP, rows.length);
  }
}

/** Goes through work without stopping. */
export function finish<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
