import type { Scheduler } from '../../src/workbook/scheduler';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * Time that passes only when a test says so. Work that asks how late it is finds that each look takes a while (`workTakes`), so
 * that long work is cut into slices as it would be on a slow machine.
 */
export class FakeScheduler implements Scheduler {
  /** How often the page had a turn between two slices. */
  pauses = 0;
  workTakes = 0;
  private time = Date.UTC(2016, 5, 1);
  private timers: readonly Timer[] = [];
  private holdsBack: () => boolean = () => false;
  private held: (() => void)[] = [];

  now(): number {
    this.time += this.workTakes;
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers = [...this.timers, timer];
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  pause(): Promise<void> {
    this.pauses += 1;
    return new Promise((resolve) => {
      if (this.holdsBack()) this.held.push(resolve);
      else resolve();
    });
  }

  /** Keeps work back at its next pause, where the condition holds by then, until the returned function is called. */
  holdPauses(condition: () => boolean = () => true): () => void {
    this.holdsBack = condition;
    return () => {
      this.holdsBack = () => false;
      for (const resolve of this.held.splice(0)) resolve();
    };
  }

  get isWaiting(): boolean {
    return this.timers.length > 0;
  }

  /** When the next timer runs, in milliseconds from now; `undefined` where none is set. */
  get nextIn(): number | undefined {
    return this.timers.length === 0 ? undefined : Math.min(...this.timers.map(({ at }) => at)) - this.time;
  }

  /** Lets time pass: timers run in their order, and what they start comes as far as it can. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await idle();
    for (;;) {
      const next = [...this.timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.time = Math.max(this.time, next.at);
      this.timers = this.timers.filter((timer) => timer !== next);
      next.run();
      await idle();
    }
    this.time = Math.max(this.time, end);
  }
}

/** Resolves when everything that waits for nothing but promises has come to its end. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
