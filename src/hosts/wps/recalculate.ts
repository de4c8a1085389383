import type { InstantCalls } from '../../functions/instant-calls';
import type { WorkbookPort } from '../../workbook/port';
import { PAGE_SCHEDULER, type Scheduler } from '../../workbook/scheduler';
import type { WpsApi } from './wps-api';

/** How long after the last change; by then whatever told of it is over, and changes of one step have come together. */
export const QUIET = 60;
/**
 * The most calculations of ours in a row between two edits. A ledger may be computed from our own answers, or from the clock:
 * each calculation then changes what the next one is computed from.
 */
export const MOST_IN_A_ROW = 5;
/** Between a calculation that WPS refused and the next try, doubled each time. */
const FIRST_DELAY = 500;
const MOST_TRIES = 5;

/** XlCalculation.xlCalculationManual. */
const MANUAL = -4135;

export interface Recalculating {
  readonly api: Pick<WpsApi, 'app'>;
  readonly calls: Pick<InstantCalls, 'subscribe' | 'isOutdated' | 'calculated' | 'moment' | 'answerCount'>;
  /** Tells of edits. */
  readonly port: Pick<WorkbookPort, 'listen'>;
  readonly scheduler?: Scheduler;
  /** Told what WPS said of a calculation that it refused again and again. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * Has WPS calculate once more whenever cells show what the workbook no longer gives: functions are synchronous there, and
 * answer an edit from the workbook as it was read before. It is asked
 * - only if a cell would show something else, and once for all cells;
 * - from a turn of its own, never from within a function or a listener;
 * - never where the user calculates by hand;
 * - a few times between two edits at most, so that it comes to an end whatever the formulas are.
 * The returned function ends it.
 */
export async function keepCalculated(recalculating: Recalculating): Promise<() => void> {
  const { port, scheduler = PAGE_SCHEDULER } = recalculating;
  const calculation = new Calculation({ ...recalculating, scheduler });
  const leave = await port.listen((event) => {
    if (event.kind === 'cells-changed' || event.kind === 'structure-changed') calculation.edited();
  });
  const end = recalculating.calls.subscribe(() => calculation.schedule());
  calculation.schedule();
  return () => {
    end();
    if (leave.ok) leave.value();
    calculation.dispose();
  };
}

class Calculation {
  private cancelTimer: (() => void) | undefined;
  private inARow = 0;
  private tries = 0;
  private isCalculating = false;
  private isFirst = true;

  constructor(private readonly parts: Recalculating & { readonly scheduler: Scheduler }) {}

  /** What the calculation itself changes is no edit. */
  edited(): void {
    if (!this.isCalculating) this.inARow = 0;
  }

  schedule(): void {
    this.after(QUIET);
  }

  dispose(): void {
    this.cancelTimer?.();
  }

  private after(delay: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.parts.scheduler.after(delay, () => {
      this.cancelTimer = undefined;
      this.calculateIfOutdated();
    });
  }

  private calculateIfOutdated(): void {
    const { calls, reportBug } = this.parts;
    const isFull = this.isFirst && mayBeStored(calls);
    if ((!isFull && !calls.isOutdated()) || this.inARow >= MOST_IN_A_ROW) return;
    this.isCalculating = true;
    try {
      if (!this.calculate(isFull)) return;
      this.isFirst = false;
      this.inARow += 1;
      this.tries = 0;
      calls.calculated();
    } catch (error) {
      // WPS refuses while a cell is being typed into.
      this.tries += 1;
      if (this.tries < MOST_TRIES) this.after(FIRST_DELAY * 2 ** (this.tries - 1));
      else {
        this.tries = 0;
        reportBug(error);
      }
    } finally {
      this.isCalculating = false;
    }
  }

  /** Tells whether it was done: whoever calculates by hand decides when. */
  private calculate(isFull: boolean): boolean {
    const { app } = this.parts.api;
    if (app.Calculation === MANUAL) return false;
    if (isFull) app.CalculateFull();
    else app.Calculate();
    return true;
  }
}

/**
 * Tells a workbook whose cells may still show what its file stored: it holds something of the policy's, and no function has
 * been called yet. Such a cell is not volatile before its function has once said so, so that only a full calculation calls it.
 */
function mayBeStored(calls: Recalculating['calls']): boolean {
  const moment = calls.moment();
  if (calls.answerCount > 0 || moment.kind !== 'ready') return false;
  const { books } = moment.context;
  return books !== undefined && (books.policyYear !== undefined || books.years.length > 0);
}
