/**
 * Calls that stay open: each shows its result at once and again whenever the workbook's snapshot changes it. Nothing here
 * reaches into the spreadsheet application; a call is answered from memory, within a bounded time, whatever happens.
 */
import { err, type Result } from '../kernel/result';
import type { Language } from '../wording/language';
import { hasDates1904 } from './answer-functions';
import { computeCall, shownOutcome } from './call';
import type { CallContext } from './call-context';
import { functionNamed } from './catalogue';
import { isRange, type Argument, type CallResult, type CallValue } from './cell-values';
import type { FunctionProblem } from './function-problem';
import { faultSentence, waitingSentence } from './function-texts';
import { argumentsFromHost, errorForHost, resultForHost, type HostCell, type HostResult } from './host-values';
import type { LiveMoment, LiveSource } from './live-source';
import { singleCell } from './read-arguments';

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

/** Before anybody has said what the answers are computed from. */
const UNCONNECTED: LiveMoment = { kind: 'waiting' };

/** A call that cells are waiting for or showing; equal calls are one. */
interface OpenCall {
  readonly key: string | undefined;
  readonly id: string;
  readonly args: readonly Argument[];
  readonly openedAt: number;
  readonly shows: Set<Show>;
  /** It has waited long enough: it is answered with what there is. */
  isOverdue: boolean;
  shown: CallResult | undefined;
  alone: Alone | undefined;
}

/** What a call gives without the workbook, and the circumstances that it was computed in. */
interface Alone {
  readonly context: CallContext;
  readonly outcome: Result<CallValue, FunctionProblem>;
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
  private readonly reported = new Set<string>();

  constructor(
    private readonly reportBug: (error: unknown) => void,
    private readonly clock: Clock = PAGE_CLOCK,
  ) {}

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
        alone: undefined,
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
    const result = this.resultOf(call);
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
        this.report(call.id, error);
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

  /** What a call shows at this moment; `undefined` while it may still wait for the workbook. */
  private resultOf(call: OpenCall): CallResult | undefined {
    try {
      return this.answer(call);
    } catch (error) {
      this.report(call.id, error);
      return err({ code: '#VALUE!', message: faultSentence(call.id, languageOf(this.moment)) });
    }
  }

  /** Once for each function: a bug in one formula may show in thousands of cells. */
  private report(id: string, error: unknown): void {
    if (!this.reported.has(id)) this.reportBug(error);
    this.reported.add(id);
  }

  private answer(call: OpenCall): CallResult | undefined {
    const { moment } = this;
    const { context } = moment;
    // Days are counted in the workbook's own system, which is known only once it is being read.
    if (moment.kind === 'stopped' && !context) return err({ code: '#N/A', message: moment.sentence });
    const isEarly = moment.kind === 'waiting' && !call.isOverdue;
    const hasToWait = isEarly && context?.date1904 === undefined && bringsDates(call);
    if (!context || hasToWait) return isEarly ? undefined : waitingResult(languageOf(moment));
    const alone = outcomeAlone(call, context);
    if (!needsWorkbook(alone)) return shownOutcome(alone, context);
    if (moment.kind === 'ready') return shownOutcome(computeCall(call.id, call.args, context), context);
    if (moment.kind === 'stopped') return err({ code: '#N/A', message: moment.sentence });
    return isEarly ? undefined : waitingResult(context.language);
  }
}

/** What a call gives without the workbook, computed once for as long as nothing else changes. */
function outcomeAlone(call: OpenCall, context: CallContext): Alone['outcome'] {
  const { policy, wording, language, blanksArriveAsZero } = context;
  const own: CallContext = {
    policy,
    wording,
    language,
    date1904: hasDates1904(context),
    ...(blanksArriveAsZero === undefined ? {} : { blanksArriveAsZero }),
  };
  const known = call.alone;
  if (known && isSameContext(known.context, own)) return known.outcome;
  const outcome = computeCall(call.id, call.args, own);
  call.alone = { context: own, outcome };
  return outcome;
}

/** Tells the outcome of a call that lacks a ledger, or the policy year, for want of a workbook. */
function needsWorkbook(outcome: Alone['outcome']): boolean {
  return !outcome.ok && (outcome.error.code === 'workbook-missing' || outcome.error.code === 'year-missing');
}

/** Tells a call with cells that may be dates. */
function bringsDates({ id, args }: OpenCall): boolean {
  const parameters = functionNamed(id)?.parameters ?? [];
  return parameters.some(({ kind }, position) => {
    const given = args[position];
    if (kind === 'date') return typeof given === 'number';
    return (kind === 'ledger' || kind === 'range' || kind === 'count') && singleCell(given) === undefined;
  });
}

function languageOf(moment: LiveMoment): Language | undefined {
  return moment.context?.language ?? (moment.kind === 'ready' ? undefined : moment.language);
}

function waitingResult(language: Language | undefined): CallResult {
  return err({ code: '#N/A', message: waitingSentence(language) });
}

/** Ranges are not compared: Excel itself makes equal calls once, and a ledger's text would only fill the memory. */
function keyOf(id: string, args: readonly Argument[]): string | undefined {
  return args.some(isRange) ? undefined : `${id} ${JSON.stringify(args)}`;
}

function isSameContext(a: CallContext, b: CallContext): boolean {
  return (
    a.policy === b.policy &&
    a.books === b.books &&
    a.language === b.language &&
    a.date1904 === b.date1904 &&
    a.blanksArriveAsZero === b.blanksArriveAsZero
  );
}

function isSameMoment(a: LiveMoment, b: LiveMoment): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'stopped' && b.kind === 'stopped' && a.sentence !== b.sentence) return false;
  if (!a.context || !b.context) return a.context === b.context && languageOf(a) === languageOf(b);
  return isSameContext(a.context, b.context);
}

function isSameResult(a: CallResult, b: CallResult): boolean {
  if (!a.ok || !b.ok) return !a.ok && !b.ok && a.error.code === b.error.code && a.error.message === b.error.message;
  if (typeof a.value !== 'object' || typeof b.value !== 'object') return a.value === b.value;
  const rows = b.value;
  return (
    a.value.length === rows.length &&
    a.value.every(
      (row, at) => row.length === rows[at]?.length && row.every((cell, index) => cell === rows[at]?.[index]),
    )
  );
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
