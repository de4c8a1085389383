/**
 * Calls that stay open: each shows its result at once and again whenever the workbook's snapshot changes it. Nothing here
 * reaches into the spreadsheet application; a call is answered from memory, within a bounded time, whatever happens.
 */
import { BugReports, isSameMoment, isSameResult, keyOf, resultAt, UNCONNECTED, type AskedCall } from './call-at-moment';
import type { Argument, CallResult } from './cell-values';
import { argumentsFromHost, errorForHost, resultForHost, type HostCell, type HostResult } from './host-values';
import type { LiveMoment, LiveSource } from './live-source';

/** How long a call may stay without an answer while the workbook is being read; its cell shows #BUSY! as long. */
export const LONGEST_WAIT = 8_000;
/** How long a pass over the open calls may take before the page gets its turn. */
export const SLICE = 50;

/** Time, so that tests need none. Milliseconds. */
export interface Clock {
  now(): number;
  /** Runs once after a delay, unless the returned function is called before. */
  after(delay: number, run: () => void): () => void;
}

const PAGE_CLOCK: Clock = {
  now: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
};

type Show = (result: CallResult) => void;

/** A call that cells are waiting for or showing; equal calls are one. */
interface OpenCall extends AskedCall {
  readonly key: string | undefined;
  readonly openedAt: number;
  readonly shows: Set<Show>;
  /** It has waited long enough: it is answered with what there is. */
  isOverdue: boolean;
  shown: CallResult | undefined;
}

export class LiveCalls {
  private source: LiveSource | undefined;
  private leave: (() => void) | undefined;
  private moment: LiveMoment = UNCONNECTED;
  private readonly calls = new Set<OpenCall>();
  private readonly byKey = new Map<string, OpenCall>();
  /** Calls to be computed anew, those that have waited longest first. */
  private readonly due = new Set<OpenCall>();
  private isPassDue = false;
  /** Calls without an answer, the oldest first. */
  private readonly unanswered = new Set<OpenCall>();
  private leaveBound: (() => void) | undefined;
  private readonly bugs: BugReports;

  constructor(
    reportBug: (error: unknown) => void,
    private readonly clock: Clock = PAGE_CLOCK,
  ) {
    this.bugs = new BugReports(reportBug);
  }

  /** Answers all calls from this source from now on. */
  connect(source: LiveSource): void {
    this.leave?.();
    this.source = source;
    this.leave = source.subscribe(() => this.sourceChanged());
    this.moment = source.moment();
    this.refreshAll();
  }

  /**
   * Opens a call: `show` is called with the result, at once where there is one, and with every other result later on. The
   * returned function ends it.
   */
  open(id: string, args: readonly Argument[], show: Show): () => void {
    // The source may be ahead of what it has told so far: then all calls follow, not this one alone.
    this.sourceChanged();
    const key = keyOf(id, args);
    let call = key === undefined ? undefined : this.byKey.get(key);
    if (call) {
      call.shows.add(show);
      if (call.shown) show(call.shown);
    } else {
      call = {
        key,
        id,
        args,
        openedAt: this.clock.now(),
        shows: new Set([show]),
        isOverdue: false,
        shown: undefined,
      };
      this.calls.add(call);
      if (key !== undefined) this.byKey.set(key, call);
      this.refresh(call);
    }
    const opened = call;
    return () => this.end(opened, show);
  }

  /** Answers a call once: at once where there is a result, else when there is one. */
  once(id: string, args: readonly Argument[]): CallResult | Promise<CallResult> {
    const first: { result?: CallResult; take?: Show } = {};
    const end = this.open(id, args, (result) => {
      first.result ??= result;
      first.take?.(result);
    });
    if (first.result) {
      end();
      return first.result;
    }
    return new Promise((resolve) => {
      first.take = (result) => {
        end();
        resolve(result);
      };
    });
  }

  /** How many different calls are open. */
  get openCount(): number {
    return this.calls.size;
  }

  private end(call: OpenCall, show: Show): void {
    call.shows.delete(show);
    if (call.shows.size > 0) return;
    this.calls.delete(call);
    this.due.delete(call);
    this.answered(call);
    if (call.key !== undefined) this.byKey.delete(call.key);
  }

  private sourceChanged(): void {
    const before = this.moment;
    this.moment = this.source?.moment() ?? UNCONNECTED;
    if (!isSameMoment(before, this.moment)) this.refreshAll();
  }

  private refreshAll(): void {
    for (const call of this.calls) this.due.add(call);
    if (!this.isPassDue) this.pass();
  }

  private pass(): void {
    this.isPassDue = false;
    const until = this.clock.now() + SLICE;
    for (const call of this.due) {
      this.due.delete(call);
      this.refresh(call);
      if (this.due.size > 0 && this.clock.now() >= until) {
        this.passLater();
        return;
      }
    }
  }

  private passLater(): void {
    this.isPassDue = true;
    this.clock.after(0, () => this.pass());
  }

  private refresh(call: OpenCall): void {
    const result = resultAt(call, this.moment, !call.isOverdue, this.bugs);
    if (!result) {
      this.unanswered.add(call);
      this.watchBound();
      return;
    }
    this.answered(call);
    if (call.shown && isSameResult(call.shown, result)) return;
    call.shown = result;
    for (const show of call.shows) {
      try {
        show(result);
      } catch (error) {
        // One cell that can't be told must not keep the others from their answers.
        this.bugs.report(call.id, error);
      }
    }
  }

  private answered(call: OpenCall): void {
    this.unanswered.delete(call);
    if (this.unanswered.size > 0) return;
    this.leaveBound?.();
    this.leaveBound = undefined;
  }

  private watchBound(): void {
    const [oldest] = this.unanswered;
    if (this.leaveBound || !oldest) return;
    this.leaveBound = this.clock.after(Math.max(0, oldest.openedAt + LONGEST_WAIT - this.clock.now()), () => {
      this.leaveBound = undefined;
      const latest = this.clock.now() - LONGEST_WAIT;
      for (const call of this.unanswered) {
        if (call.openedAt > latest) break;
        call.isOverdue = true;
        this.due.add(call);
      }
      if (!this.isPassDue) this.pass();
      this.watchBound();
    });
  }
}

const CALLS = new LiveCalls((error) => {
  // eslint-disable-next-line payclause/no-console -- A bug in a cell's call has no other place to be told to developers.
  console.error(error);
});

/** Answers the custom functions from this source from now on, those that wait for one too. */
export function connectFunctions(source: LiveSource): void {
  CALLS.connect(source);
}

/** Answers a streaming call as long as a cell makes it. */
export function answerLive(
  id: string,
  values: readonly unknown[],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  const end = CALLS.open(id, argumentsFromHost(values), (result) => invocation.setResult(resultForHost(result)));
  invocation.onCanceled = end;
}

/** Answers a call once, as soon as there is something to answer with. Rejects with the runtime's error. */
export async function answerOnce(id: string, values: readonly unknown[]): Promise<HostResult> {
  const result = await CALLS.once(id, argumentsFromHost(values));
  if (!result.ok) throw errorForHost(result.error);
  return resultForHost(result);
}

/** The same for a function whose result spills. */
export async function spillOnce(id: string, values: readonly unknown[]): Promise<HostCell[][]> {
  const result = await answerOnce(id, values);
  return Array.isArray(result) ? result : [[result]];
}
