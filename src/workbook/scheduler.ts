/** Time and turns, so that what follows the workbook can be tested without a clock. */
export interface Scheduler {
  /** Milliseconds since 1970; it never runs backwards. */
  now(): number;
  /** Runs something once after a time, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
  /** Resolves when everybody else who waited for the page has had a turn. */
  pause(): Promise<void>;
}

/** The page's own time. */
export const PAGE_SCHEDULER: Scheduler = {
  // The system's clock may be set back; this one counts from when the page was opened.
  now: () => performance.timeOrigin + performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
  /**
   * By a message to itself, which waits in one line with the application's own messages, such as calls of custom functions.
   * Nested timeouts would wait four milliseconds each, and the continuation of `scheduler.yield` would go before the
   * messages until the whole workbook is read.
   */
  pause() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    });
  },
};
