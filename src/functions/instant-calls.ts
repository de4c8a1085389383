/**
 * Calls that are answered at once, for a host whose functions are synchronous: from the workbook as last read, and anew each
 * time the host calculates. What cells were given is remembered, so that somebody can have them calculated once more when the
 * workbook has changed behind them. Nothing here reaches into the spreadsheet application.
 */
import { err } from '../kernel/result';
import {
  BugReports,
  isSameMoment,
  isSameResult,
  keyOf,
  languageOf,
  resultAt,
  UNCONNECTED,
  type AskedCall,
} from './call-at-moment';
import type { Argument, CallResult } from './cell-values';
import { readingSentence } from './function-texts';
import type { LiveMoment, LiveSource } from './live-source';

/** The most calls that are remembered with what they gave; of the others it is known only when they were answered. */
export const MOST_REMEMBERED = 5_000;
/** Of so many workbooks it is known what their cells were given. */
const MOST_WORKBOOKS = 10;
/** How long looking for an outdated answer may take; whoever has not found out by then calculates. Milliseconds. */
export const LONGEST_LOOK = 50;

export interface InstantAnswer {
  /** While the workbook is being read: #GETTING_DATA, with a sentence that says so. */
  readonly result: CallResult;
  /** A later moment of the workbook may give another result: the cell has to be calculated again then. */
  readonly mayChange: boolean;
}

/** What answers the functions of a host at once. */
export interface InstantAnswers {
  /**
   * @param follows whether the function follows the workbook, or is computed when its arguments change and stays as it is
   * @param workbook the name of the workbook that the call stands in, where that may be another than the one that is read
   */
  answer(id: string, args: readonly Argument[], follows: boolean, workbook?: string): InstantAnswer;
}

/** What cells show for a call, and the moment that it was answered from. */
interface Remembered {
  readonly call: AskedCall;
  readonly result: CallResult;
  moment: LiveMoment;
}

export class InstantCalls implements InstantAnswers {
  private source: LiveSource | undefined;
  private leave: (() => void) | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly remembered = new Map<string, Remembered>();
  /** Of the calls that are not remembered singly, those with ranges and those too many: the moment of the earliest. */
  private othersFrom: LiveMoment | undefined;
  /** What calls were given last, by the name of the workbook that was read, the latest last, and by their key. */
  private readonly kept = new Map<string, Map<string, CallResult>>();
  private answered = 0;
  private readonly bugs: BugReports;

  constructor(
    reportBug: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.bugs = new BugReports(reportBug);
  }

  /** Answers all calls from this source from now on. */
  connect(source: LiveSource): void {
    this.leave?.();
    this.source = source;
    this.leave = source.subscribe(() => this.tell());
    this.tell();
  }

  /** Calls whenever the workbook may have changed behind the cells, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  moment(): LiveMoment {
    return this.source?.moment() ?? UNCONNECTED;
  }

  /** How many calls have been answered so far. */
  get answerCount(): number {
    return this.answered;
  }

  answer(id: string, args: readonly Argument[], follows: boolean, workbook?: string): InstantAnswer {
    this.answered += 1;
    const moment = this.moment();
    if (workbook !== undefined && readsAnother(moment, workbook)) {
      // Never from somebody else's ledgers: it keeps what it was given, and is answered when its workbook is read again.
      this.othersFrom ??= moment;
      const kept = this.kept.get(workbook)?.get(keyOf(id, args) ?? '');
      return { result: kept ?? beingRead(moment), mayChange: true };
    }
    const call: AskedCall = { id, args };
    const result = this.resultOf(call, moment);
    const mayChange = follows || moment.kind !== 'ready';
    if (mayChange) this.remember({ call, result, moment });
    this.keep(call, result, moment);
    return { result, mayChange };
  }

  /**
   * Tells whether cells show something that the workbook as it is now would not give. Bounded: where it can't be found out in
   * a short time, they are taken to.
   */
  isOutdated(): boolean {
    const moment = this.moment();
    if (this.othersFrom && !isSameMoment(this.othersFrom, moment)) return true;
    const until = this.now() + LONGEST_LOOK;
    for (const shown of this.remembered.values()) {
      if (isSameMoment(shown.moment, moment)) continue;
      if (this.now() >= until || !isSameResult(shown.result, this.resultOf(shown.call, moment))) return true;
      shown.moment = moment;
    }
    return false;
  }

  /** The host has calculated: calls that were not made again are of cells that are gone. */
  calculated(): void {
    const moment = this.moment();
    for (const [key, shown] of this.remembered) {
      if (!isSameMoment(shown.moment, moment)) this.remembered.delete(key);
    }
    if (this.othersFrom) this.othersFrom = moment;
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private resultOf(call: AskedCall, moment: LiveMoment): CallResult {
    return resultAt(call, moment, true, this.bugs) ?? beingRead(moment);
  }

  private remember(shown: Remembered): void {
    const key = keyOf(shown.call.id, shown.call.args);
    const isKept = key !== undefined && (this.remembered.size < MOST_REMEMBERED || this.remembered.has(key));
    if (isKept) this.remembered.set(key, shown);
    else this.othersFrom ??= shown.moment;
  }

  private keep({ id, args }: AskedCall, result: CallResult, { context }: LiveMoment): void {
    const workbook = context?.books?.workbook.name;
    const key = keyOf(id, args);
    if (workbook === undefined || key === undefined) return;
    const ofWorkbook = this.kept.get(workbook) ?? new Map<string, CallResult>();
    this.kept.delete(workbook);
    this.kept.set(workbook, ofWorkbook);
    if (ofWorkbook.size < MOST_REMEMBERED || ofWorkbook.has(key)) ofWorkbook.set(key, result);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_WORKBOOKS && oldest !== undefined) this.kept.delete(oldest);
  }
}

function readsAnother(moment: LiveMoment, workbook: string): boolean {
  const read = moment.context?.books?.workbook.name;
  return read !== undefined && read !== workbook;
}

function beingRead(moment: LiveMoment): CallResult {
  return err({ code: '#GETTING_DATA', message: readingSentence(languageOf(moment)) });
}
