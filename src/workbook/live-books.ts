import { err, ok, type Result } from '../kernel/result';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { Policy } from '../policy/policy';
import { builtInPolicy } from '../policy/packs';
import type { Books } from '../settlement/books';
import { openWorkbookInSteps, sheetsRead, type OpenedWorkbook, type PolicyChoice } from './opened-workbook';
import { bringsItsOwn, type OwnParts } from './own-parts';
import { EVERYTHING, isEdited, isNothing, NOTHING, owedFor, together, type Owed } from './owed-reading';
import type { PortEvent, PortProblem, PortResult, WorkbookPort } from './port';
import { readSnapshot, type PortReading } from './read-snapshot';
import { PAGE_SCHEDULER, type Scheduler } from './scheduler';

/** How far a reading has come. */
export interface ReadingProgress {
  /** `cells`: the sheets are being read; `rows`: their rows are being held against the policy. */
  readonly step: 'cells' | 'rows';
  readonly done: number;
  readonly of: number;
  /** The sheet, or the ledger's sheet, that is being worked on. */
  readonly sheet: string;
}

export interface LiveState {
  /** The workbook as last read; `undefined` before the first reading. It stays while a new one is under way. */
  readonly books: Books | undefined;
  /** The same with its policy's source, lint and all findings; there where `books` is. */
  readonly opened: OpenedWorkbook | undefined;
  /** Whether the workbook counts its days from 1904, as soon as that is known: before its cells are. */
  readonly date1904?: boolean;
  /** Grows by one with each new `opened`. */
  readonly revision: number;
  /** When `books` was read, in milliseconds since 1970. */
  readonly readAt: number | undefined;
  /** A reading is under way. */
  readonly reading: ReadingProgress | undefined;
  /** Why the last reading did not come to an end; `books` is then what it was before. */
  readonly problem: PortProblem | undefined;
  /** How many readings in a row have failed. */
  readonly failures?: number;
}

/** The workbook as the policy sees it, kept up to date while people work in it. */
export interface LiveBooks {
  /**
   * The policy in force: the workbook's own, else the one that fits it. Until the workbook has been read nobody knows which
   * that is, and it is the default one; nothing is answered from it.
   */
  readonly policy: Policy;
  readonly port: WorkbookPort;
  state(): LiveState;
  /** Calls after every change of the state, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Reads everything anew; a reading that is under way is given up. Resolves when it has ended, one way or the other
   * (see `state().problem`), and never rejects.
   */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Stops listening and reading. */
  dispose(): void;
}

/** After the last event of a burst: most people's pause between two cells. */
const QUIET = 150;
/** After the first event of a burst: whoever never pauses sees answers follow all the same. */
const LONGEST_WAIT = 600;
/** How long the page is kept from answering its user. */
const SLICE = 30;
/** A reading that is over sooner is not worth telling of. */
const WORTH_TELLING = 300;
/** Between a failed reading and the next try, doubled each time. */
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** Rounds of reading that follow from nothing but calculation, before they are slowed down. */
const FREE_ROUNDS = 3;

export interface LiveOptions {
  readonly scheduler?: Scheduler;
  /** Brings what reads a workbook's own policy and records; left out, it is loaded as a file of its own. */
  readonly loadOwn?: () => Promise<OwnParts>;
}

async function loadOwnParts(): Promise<OwnParts> {
  return (await import(/* webpackChunkName: "tool-own" */ './own-reading')).OWN_PARTS;
}

/** Reads the workbook behind a port, at once and whenever it has changed, and opens it under its policy. */
export function openLiveBooks(port: WorkbookPort, choice: PolicyChoice = {}, options: LiveOptions = {}): LiveBooks {
  const { scheduler = PAGE_SCHEDULER, loadOwn = loadOwnParts } = options;
  const live = new FollowedBooks(port, choice, scheduler, loadOwn);
  void live.refresh();
  return live;
}

/** When events came that nobody has read after yet. */
interface Burst {
  readonly first: number;
  readonly last: number;
}

class FollowedBooks implements LiveBooks {
  private current: LiveState = {
    books: undefined,
    opened: undefined,
    revision: 0,
    readAt: undefined,
    reading: undefined,
    problem: undefined,
  };
  private readonly listeners = new Set<() => void>();
  /** Loaded with the first workbook that brings something of its own. */
  private own: OwnParts | undefined;
  private known: PortReading | undefined;
  private owed = EVERYTHING;
  private burst: Burst | undefined;
  private retryAt: number | undefined;
  private failures = 0;
  /** How often in a row a reading for the sake of calculation alone found something new. */
  private rounds = 0;
  private cancelTimer: (() => void) | undefined;
  private leave: (() => void) | undefined;
  /** Aborted when the books are given up. */
  private readonly life = new AbortController();
  private running: AbortController | undefined;
  /** One reading at a time: the end of the last one. */
  private end: Promise<void> = Promise.resolve();

  constructor(
    readonly port: WorkbookPort,
    private readonly choice: PolicyChoice,
    private readonly scheduler: Scheduler,
    private readonly loadOwn: () => Promise<OwnParts>,
  ) {}

  get policy(): Policy {
    return this.current.books?.policy ?? this.choice.given ?? builtInPolicy();
  }

  state(): LiveState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  refresh(signal?: AbortSignal): Promise<void> {
    return this.start(true, signal);
  }

  dispose(): void {
    this.life.abort();
    this.running?.abort();
    this.cancelTimer?.();
    this.leave?.();
    this.leave = undefined;
    this.listeners.clear();
  }

  private get isOver(): boolean {
    return this.life.signal.aborted;
  }

  private tell(change: Partial<LiveState>): void {
    if (this.isOver) return;
    this.current = { ...this.current, ...change };
    for (const listener of [...this.listeners]) listener();
  }

  // ---- When to read ----------------------------------------------------------------------------------------------

  private happened(event: PortEvent): void {
    const owed = owedFor(event);
    if (!owed || this.isOver) return;
    if (isEdited(owed)) this.rounds = 0;
    this.owed = together(this.owed, owed);
    const now = this.scheduler.now();
    this.burst = { first: this.burst?.first ?? now, last: now };
    this.schedule();
  }

  /** Sets the timer for what is owed; a reading under way sets it when it ends. */
  private schedule(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.isOver || this.running) return;
    const due = Math.min(this.burstEnds(), this.retryAt ?? Infinity);
    if (due === Infinity) return;
    this.cancelTimer = this.scheduler.after(Math.max(0, due - this.scheduler.now()), () => {
      void this.start(false);
    });
  }

  private burstEnds(): number {
    if (!this.burst) return Infinity;
    const { first, last } = this.burst;
    // A volatile formula, or an answer that a ledger is computed from, changes with every reading: ever more slowly then.
    const slower = isEdited(this.owed) ? 1 : 2 ** Math.max(0, this.rounds - FREE_ROUNDS);
    return Math.min(
      last + Math.min(QUIET * slower, LONGEST_DELAY),
      first + Math.min(LONGEST_WAIT * slower, LONGEST_DELAY),
    );
  }

  // ---- Reading ---------------------------------------------------------------------------------------------------

  /** Begins a reading when the one before has ended; one that was asked for ends it at once. */
  private start(isAsked: boolean, signal?: AbortSignal): Promise<void> {
    if (this.isOver) return Promise.resolve();
    const controller = new AbortController();
    this.running?.abort();
    this.running = controller;
    this.cancelTimer?.();
    if (isAsked) this.tell({ reading: { step: 'cells', done: 0, of: 0, sheet: '' } });
    const before = this.end;
    this.end = before.then(() => this.attempt(controller, isAsked, signal));
    return this.end;
  }

  private async attempt(controller: AbortController, isAsked: boolean, asked?: AbortSignal): Promise<void> {
    if (this.isOver || controller.signal.aborted) return;
    const cancel = (): void => {
      controller.abort();
    };
    if (asked?.aborted === true) cancel();
    asked?.addEventListener('abort', cancel);
    const taken = this.owed;
    const owed = isAsked ? together(taken, EVERYTHING) : taken;
    [this.owed, this.burst, this.retryAt] = [NOTHING, undefined, undefined];
    const attempt = new Attempt(controller.signal, owed, this.scheduler, isAsked);
    const outcome = await this.read(attempt).catch(bugAsProblem);
    asked?.removeEventListener('abort', cancel);
    if (this.running === controller) this.running = undefined;
    if (outcome.ok) this.succeeded(outcome.value, owed);
    else if (attempt.signal.aborted) this.givenUp(taken, asked);
    else this.failed(outcome.error, owed);
    this.schedule();
  }

  private async read(attempt: Attempt): PortResult<Outcome> {
    const { signal, owed, slices } = attempt;
    const notListening = await this.listen();
    const reading = await readSnapshot(this.port, this.known, owed, {
      signal,
      sheetsInUse: (workbook) => this.sheetsRead(workbook),
      inSlices: (work) => slices.go(work, signal),
      onOutline: ({ date1904 }) => {
        if (date1904 !== this.current.date1904) this.tell({ date1904 });
      },
      onProgress: (sheet, done, of) => {
        this.progress(attempt, { step: 'cells', done, of, sheet });
      },
    });
    if (!reading.ok) return reading;
    const { snapshot } = reading.value;
    const before = this.current.opened;
    const own = await this.ownFor(snapshot);
    if (!own.ok) return own;
    const opened = await slices.go(openWorkbookInSteps(this.choice, snapshot, own.value, before), signal, (step) => {
      this.progress(attempt, { step: 'rows', ...step });
    });
    return opened.ok ? ok({ reading: reading.value, opened: opened.value, notListening }) : opened;
  }

  /** Until what reads a workbook's own policy is there, nobody can say that a sheet is in no use. */
  private sheetsRead(workbook: WorkbookSnapshot): ReadonlySet<string> {
    if (!this.own && this.needsOwn(workbook)) return new Set(workbook.sheets.map(({ name }) => name));
    return sheetsRead(this.choice, workbook, this.own);
  }

  private needsOwn(workbook: WorkbookSnapshot): boolean {
    return this.choice.connection !== undefined || bringsItsOwn(workbook);
  }

  /** What reads a workbook's own policy, connection and records, loaded with the first workbook that brings any. */
  private async ownFor(workbook: WorkbookSnapshot): PortResult<OwnParts | undefined> {
    if (this.own || !this.needsOwn(workbook)) return ok(this.own);
    try {
      this.own = await this.loadOwn();
      return ok(this.own);
    } catch {
      // The page's own files did not come: like the network's other failures it passes, and is tried again.
      return err({ code: 'offline' });
    }
  }

  /** Listens before anything is read, so that no change falls between. */
  private async listen(): Promise<PortProblem | undefined> {
    if (this.leave) return undefined;
    const listening = await this.port.listen((event) => {
      this.happened(event);
    });
    if (!listening.ok) return listening.error;
    if (this.isOver) listening.value();
    else this.leave = listening.value;
    return undefined;
  }

  private progress(attempt: Attempt, reading: ReadingProgress): void {
    if (attempt.isAsked || this.scheduler.now() - attempt.startedAt >= WORTH_TELLING) this.tell({ reading });
  }

  private succeeded({ reading, opened, notListening }: Outcome, owed: Owed): void {
    const isNew = opened !== this.current.opened;
    this.rounds = isNew && !owed.everything && !isEdited(owed) ? this.rounds + 1 : 0;
    this.known = reading;
    // Nobody tells what changes: all of it is read again with the next try to listen.
    if (notListening) this.retry(notListening, EVERYTHING);
    else this.failures = 0;
    this.tell({
      books: opened.books,
      opened,
      revision: this.current.revision + (isNew ? 1 : 0),
      readAt: this.scheduler.now(),
      reading: undefined,
      problem: notListening,
      failures: this.failures,
    });
  }

  private failed(problem: PortProblem, owed: Owed): void {
    this.retry(problem, owed);
    this.tell({ reading: undefined, problem, failures: this.failures });
  }

  private retry(problem: PortProblem, owed: Owed): void {
    this.owed = together(owed, this.owed);
    this.failures += 1;
    if (!isTransient(problem)) return;
    this.retryAt = this.scheduler.now() + Math.min(FIRST_DELAY * 2 ** (this.failures - 1), LONGEST_DELAY);
  }

  /** What others had told before is still to be read; what was asked for and then cancelled is not. */
  private givenUp(taken: Owed, asked: AbortSignal | undefined): void {
    this.owed = together(taken, this.owed);
    if (this.running || asked?.aborted !== true) return;
    const now = this.scheduler.now();
    // Without ears no event would ever bring a next reading.
    if (!this.leave) this.retryAt = now + LONGEST_DELAY;
    else if (!this.owed.everything && !isNothing(this.owed)) this.burst ??= { first: now, last: now };
    this.tell({ reading: undefined, problem: { code: 'cancelled' } });
  }
}

/** What a reading came to. */
interface Outcome {
  readonly reading: PortReading;
  readonly opened: OpenedWorkbook;
  readonly notListening: PortProblem | undefined;
}

/** A reading under way. */
class Attempt {
  readonly startedAt: number;
  readonly slices: Slices;

  constructor(
    readonly signal: AbortSignal,
    readonly owed: Owed,
    scheduler: Scheduler,
    /** Somebody waits for it: it is told from its start. */
    readonly isAsked: boolean,
  ) {
    this.startedAt = scheduler.now();
    this.slices = new Slices(scheduler);
  }
}

/** Goes through long work in slices between which the page answers its user. */
class Slices {
  private ends: number;

  constructor(private readonly scheduler: Scheduler) {
    this.ends = scheduler.now() + SLICE;
  }

  async go<S, T>(work: Generator<S, T, void>, signal: AbortSignal, onSlice?: (step: S) => void): PortResult<T> {
    for (;;) {
      const step = work.next();
      if (step.done === true) return ok(step.value);
      if (this.scheduler.now() < this.ends) continue;
      onSlice?.(step.value);
      await this.scheduler.pause();
      if (signal.aborted) return err({ code: 'cancelled' });
      this.ends = this.scheduler.now() + SLICE;
    }
  }
}

/** Tells problems that pass by themselves from those that somebody has to do something about. */
function isTransient({ code }: PortProblem): boolean {
  return code === 'cell-being-edited' || code === 'offline' || code === 'sheet-not-found' || code === 'host-failed';
}

/** A bug must not leave the pane waiting for ever: it is told like any other failure, in its own words. */
function bugAsProblem(error: unknown): Result<never, PortProblem> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return err({ code: 'host-failed', hostCode: name, message });
}
