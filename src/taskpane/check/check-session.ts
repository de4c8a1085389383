import { ok, type Result } from '../../kernel/result';
import type { Finding } from '../../ledger/finding';
import type { Books } from '../../settlement/books';
import { NO_FILTER, type FindingFilter } from '../../workbook/finding-list';
import { exportFindings, findingsContent } from '../../workbook/findings-sheet';
import { applyFixes, forgetFixes, readFixLog, undoFixes, type FixOutcome, type FixStep } from '../../workbook/fix-log';
import type { LiveBooks } from '../../workbook/live-books';
import type { OpenedWorkbook } from '../../workbook/opened-workbook';
import { clearMarks, countMarks, marksOf, replaceMarks } from '../../workbook/marks';
import type { CellEdit, Mark, PortProblem, WorkbookPort } from '../../workbook/port';
import { planRepairs, type LeftFormula } from '../../workbook/repair-formulas';
import type { Wording } from '../../wording/wording';
import type { Preferences } from '../shell/preferences';
import { ValueStore } from '../shell/value-store';

/** A reading whose findings are on the screen. */
export interface ShownReading {
  readonly books: Books;
  readonly opened: OpenedWorkbook;
  readonly revision: number;
  readonly readAt: number | undefined;
}

export interface CheckState {
  /** What the screen shows: the last reading, or an earlier one that stays until 校验 is pressed. */
  readonly shown: ShownReading | undefined;
  /** Whether the screen follows the workbook's edits by itself. */
  readonly isFollowing: boolean;
  /** Findings of all years, as the command line tells them, or of the pane's year only. */
  readonly allYears: boolean;
  readonly filter: FindingFilter;
  /** «finding key · clause» of the clauses whose words are open. */
  readonly openClauses: ReadonlySet<string>;
  readonly screen: 'findings' | 'log';
  /** Something is being done to the workbook: one thing at a time. */
  readonly isBusy: boolean;
  /** Cells that a suggestion was put into and that have not been read again since. */
  readonly waiting: ReadonlySet<string>;
  readonly marks: number;
  readonly log: readonly FixStep[];
}

/** What became of formulas that were to be entered again. */
export interface RepairOutcome {
  /** `undefined` where there was none to enter. */
  readonly done: FixOutcome | undefined;
  readonly left: readonly LeftFormula[];
}

type Done<T, E = PortProblem> = Promise<Result<T, E> | undefined>;

const FOLLOWING = 'check-by-itself';
const WAIVER_NAME = 'waiver-name';

/** The work at the check screen: what it shows and what it does to the workbook. It outlives the screen. */
export class CheckSession {
  readonly store: ValueStore<CheckState>;
  private readonly stopListening: () => void;
  private reading: AbortController | undefined;
  /** The next reading is shown although the screen does not follow: it is the result of what was done here. */
  private isNextShown = false;

  constructor(
    private readonly live: LiveBooks,
    private readonly preferences: Preferences,
    private readonly now: () => number = Date.now,
  ) {
    this.store = new ValueStore<CheckState>({
      shown: undefined,
      isFollowing: preferences.read(FOLLOWING) !== 'no',
      allYears: true,
      filter: NO_FILTER,
      openClauses: new Set(),
      screen: 'findings',
      isBusy: false,
      waiting: new Set(),
      marks: 0,
      log: [],
    });
    this.stopListening = live.subscribe(() => this.takeReading());
    this.takeReading();
  }

  /** Recalls what the workbook keeps of earlier work: marks and corrections. */
  async recall(): Promise<void> {
    const { port } = this.live;
    const [marks, log] = [await countMarks(port), await readFixLog(port)];
    this.store.change({ ...(marks.ok && { marks: marks.value }), ...(log.ok && { log: log.value }) });
  }

  /** Reads the workbook anew and shows what was found. */
  async checkNow(): Promise<void> {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    await this.live.refresh(reading.signal);
    if (this.reading !== reading) return;
    this.reading = undefined;
    if (this.live.state().problem === undefined) this.takeReading(true);
  }

  /** Gives up the reading that is under way, whoever asked for it. */
  cancel(): void {
    if (this.reading) this.reading.abort();
    else void this.live.refresh(AbortSignal.abort());
  }

  follow(isFollowing: boolean): void {
    this.preferences.keep(FOLLOWING, isFollowing ? 'yes' : 'no');
    this.store.change({ isFollowing });
    this.takeReading();
  }

  showAllYears(allYears: boolean): void {
    this.store.change({ allYears });
  }

  filter(part: Partial<FindingFilter>): void {
    this.store.change({ filter: { ...this.store.get().filter, ...part } });
  }

  clearFilter(): void {
    this.store.change({ filter: NO_FILTER });
  }

  toggleClause(key: string): void {
    const openClauses = new Set(this.store.get().openClauses);
    if (!openClauses.delete(key)) openClauses.add(key);
    this.store.change({ openClauses });
  }

  showScreen(screen: CheckState['screen']): void {
    this.store.change({ screen });
  }

  /** Puts suggestions into their cells as one step. `undefined` where something else is being done. */
  async apply(edits: readonly CellEdit[]): Done<FixOutcome> {
    return this.alone(() => this.fix(edits));
  }

  /** Enters the formulas of findings again as one step, but for those that are to be left alone. */
  async repair(broken: readonly Finding[]): Done<RepairOutcome> {
    return this.alone(async () => {
      const plan = await planRepairs(this.live.port, broken);
      if (!plan.ok) return plan;
      const { edits, left } = plan.value;
      if (edits.length === 0) return ok<RepairOutcome>({ done: undefined, left });
      const done = await this.fix(edits);
      return done.ok ? ok<RepairOutcome>({ done: done.value, left }) : done;
    });
  }

  async undo(step: FixStep): Done<FixOutcome> {
    return this.alone(async () => {
      const done = await this.showingNext(() => undoFixes(this.live.port, step, this.now()));
      if (done.ok) this.store.change({ log: done.value.log });
      return done;
    });
  }

  /**
   * Does something else to the workbook, and shows the reading that follows from it. What few ever ask for does its work
   * through this, and is loaded with it.
   */
  async changing<T, E>(work: (port: WorkbookPort) => Promise<Result<T, E>>): Done<T, E> {
    return this.alone(() => this.showingNext(() => work(this.live.port)));
  }

  /** The name under which findings were set aside last in this browser; `''` before the first time. */
  get waiverName(): string {
    return this.preferences.read(WAIVER_NAME) ?? '';
  }

  set waiverName(name: string) {
    this.preferences.keep(WAIVER_NAME, name);
  }

  async forgetLog(): Done<void> {
    return this.alone(async () => {
      const done = await forgetFixes(this.live.port);
      if (done.ok) this.store.change({ log: [] });
      return done;
    });
  }

  /** The marks of these findings, one a cell. */
  marksFor(findings: readonly Finding[], wording: Wording): readonly Mark[] {
    return marksOf(findings, this.live.policy, wording);
  }

  async mark(marks: readonly Mark[]): Done<number> {
    return this.alone(async () => {
      const done = await replaceMarks(this.live.port, marks);
      if (done.ok) this.store.change({ marks: done.value });
      else await this.recall();
      return done;
    });
  }

  async clearMarks(): Done<number> {
    return this.alone(async () => {
      const done = await clearMarks(this.live.port);
      if (done.ok) this.store.change({ marks: 0 });
      return done;
    });
  }

  async exportList(findings: readonly Finding[], wording: Wording): Done<string> {
    return this.alone(async () => exportFindings(this.live.port, findingsContent(findings, this.live.policy, wording)));
  }

  dispose(): void {
    this.stopListening();
    this.reading?.abort();
  }

  private async fix(edits: readonly CellEdit[]): Promise<Result<FixOutcome, PortProblem>> {
    const done = await this.showingNext(() => applyFixes(this.live.port, edits, this.now()));
    if (!done.ok) return done;
    const waiting = this.isNextShown ? new Set(edits.map(({ sheet, cell }) => `${sheet}!${cell}`)) : undefined;
    this.store.change({ log: done.value.log, ...(waiting && { waiting }) });
    return done;
  }

  /** Does something to the workbook and shows the reading that follows from it, whether the screen follows or not. */
  private async showingNext<T, E>(work: () => Promise<Result<T, E>>): Promise<Result<T, E>> {
    // A fast application tells of the change before the write has come back.
    this.isNextShown = true;
    const before = this.live.state().revision;
    const done = await work();
    this.isNextShown = done.ok && this.live.state().revision === before;
    return done;
  }

  private async alone<T, E = PortProblem>(work: () => Promise<Result<T, E>>): Done<T, E> {
    if (this.store.get().isBusy) return undefined;
    this.store.change({ isBusy: true });
    try {
      return await work();
    } finally {
      this.store.change({ isBusy: false });
    }
  }

  private takeReading(isAsked = false): void {
    const { books, opened, revision, readAt } = this.live.state();
    const { shown, isFollowing } = this.store.get();
    if (!books || !opened || shown?.revision === revision) return;
    const isOther = shown !== undefined && shown.books.workbook.name !== books.workbook.name;
    if (shown && !isFollowing && !isAsked && !this.isNextShown && !isOther) return;
    this.isNextShown = false;
    this.store.change({ shown: { books, opened, revision, readAt }, waiting: new Set() });
    if (isOther) void this.recall();
  }
}
