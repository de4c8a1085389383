/** A workbook that calls follow, and a host that makes them. */
import type { CallContext } from '../../src/functions/call-context';
import type { Clock } from '../../src/functions/live-calls';
import type { LiveMoment, LiveSource } from '../../src/functions/live-source';

export class FakeSource implements LiveSource {
  private readonly listeners = new Set<() => void>();

  constructor(private now: LiveMoment) {}

  static ready(context: CallContext): FakeSource {
    return new FakeSource({ kind: 'ready', context });
  }

  moment(): LiveMoment {
    return this.now;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The workbook has changed, and nobody has been told yet. */
  change(moment: LiveMoment): void {
    this.now = moment;
  }

  /** The workbook has changed. */
  become(moment: LiveMoment): void {
    this.change(moment);
    for (const listener of this.listeners) listener();
  }

  get listenerCount(): number {
    return this.listeners.size;
  }
}

/** Time that passes when it is told to. */
export class FakeClock implements Clock {
  private time = 0;
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(delay: number, run: () => void): () => void {
    const task = { at: this.time + delay, run };
    this.waiting.push(task);
    return () => {
      this.waiting = this.waiting.filter((one) => one !== task);
    };
  }

  /** How much is still to be run. */
  get taskCount(): number {
    return this.waiting.length;
  }

  /** Lets time pass without giving anybody a turn, as long work does. */
  spend(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Lets time pass and runs what is due by then, in its order. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const due = this.waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.waiting = this.waiting.filter((one) => one !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = Math.max(this.time, end);
  }
}

/** One cell's call: what it was shown, the last of it, and its end. */
export class FakeCell {
  readonly shown: unknown[] = [];
  onCanceled?: () => void;

  setResult(value: unknown): void {
    this.shown.push(value);
  }

  get last(): unknown {
    return this.shown.at(-1);
  }
}

/** The runtime's error, as far as it can be seen in a cell. */
export class RuntimeError extends Error {
  readonly type = 'Error';
  readonly basicValue: string;

  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
    this.basicValue = code;
  }
}

/** Gives this realm the runtime's global; the returned function takes it away. */
export function withRuntime(): () => void {
  const realm = globalThis as { CustomFunctions?: unknown };
  realm.CustomFunctions = { Error: RuntimeError };
  return () => {
    delete realm.CustomFunctions;
  };
}
