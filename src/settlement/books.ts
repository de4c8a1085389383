import { decimalText, type Decimal } from '../kernel/decimal';
import { yuanText } from '../kernel/money';
import type { Result } from '../kernel/result';
import { cellAddress } from '../ledger/a1';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { CellRef, Finding } from '../ledger/finding';
import { locateLedger, otherLists, sheetNamed } from '../ledger/locate';
import type { LedgerData } from '../ledger/read-ledger';
import { finish, type Steps } from '../ledger/steps';
import type { Policy } from '../policy/policy';
import type { YearExpression } from '../policy/schema';
import type { AnswerProblem } from './answer';
import { AnswerSheet, type GivenMeasures, type TallyReading } from './answers';
import { breakDown } from './breakdowns';
import { CellSet } from './cell-set';
import type { CountedRow, Tally } from './counted-rows';
import { distribute } from './distributions';
import { byCellOn } from './finding-order';
import { planLedger, type LedgerWork } from './ledger-work';
import { dataOf, type Ledgers } from './ledgers';
import { takeMeasure } from './measures';
import { namedPolicyYear } from './policy-year';
import type { Books, ReportedFigure, Settlement } from './settlement';
import { policyProblem, StoppedBooks } from './stopped-books';
import { checkYearLimits } from './year-limits';

export type { Books, ReportedFigure, Settlement } from './settlement';

/** The names of the sheets that a workbook's books are made from: of its ledgers, and of its policy year. */
export function sheetsInUse(policy: Policy, workbook: WorkbookSnapshot): ReadonlySet<string> {
  const ofLedgers = policy.document.ledgers.flatMap((ledger) => {
    const located = locateLedger(workbook, ledger);
    if (!located.found) return sheetNamed(workbook, located.problem.sheet)?.name;
    const { origin, name } = located.block.sheet;
    return origin?.sheets ?? name;
  });
  const all = [...ofLedgers, namedPolicyYear(workbook)?.sheet];
  return new Set(all.filter((sheet) => sheet !== undefined));
}

const NO_SHEETS: ReadonlySet<string> = new Set();

/** How far the opening of a workbook's books has come. */
export interface StepProgress {
  /** The sheet of the ledger that is being worked on. */
  readonly sheet: string;
  /** Rows of all ledgers that are done with, and all there are to go through. */
  readonly done: number;
  readonly of: number;
}

/** What is known of the workbook besides. */
export interface OpeningOptions {
  /** Sheets that hold no ledger, whatever they look like. */
  readonly notLedgers?: ReadonlySet<string>;
}

/** Reads a workbook's ledgers under a policy and classifies every row. */
export function openBooks(policy: Policy, workbook: WorkbookSnapshot): Books {
  return finish(openBooksInSteps(policy, workbook));
}

/**
 * The same step by step, none of which keeps a page waiting. Ledgers on sheets that are the very same objects as in the
 * books opened before are not gone through again.
 */
export function* openBooksInSteps(
  policy: Policy,
  workbook: WorkbookSnapshot,
  previous?: Books,
  { notLedgers = NO_SHEETS }: OpeningOptions = {},
): Generator<StepProgress, Books, void> {
  const problem = policyProblem(policy);
  if (problem) return new StoppedBooks(policy, workbook, problem);
  const before = previous instanceof OpenBooks ? previous.works : new Map<string, LedgerWork>();
  const jobs = policy.document.ledgers.map((ledger) => planLedger(policy, ledger, workbook, before.get(ledger.id)));
  const of = jobs.reduce((sum, job) => sum + job.rows, 0);
  const works: LedgerWork[] = [];
  let done = 0;
  for (const { sheet, rows, work } of jobs) {
    const before = done;
    works.push(yield* telling(work, (gone) => ({ sheet, done: before + gone, of })));
    done += rows;
  }
  const lists = yield* telling(listsNotRead(policy, workbook, works, notLedgers), () => ({
    sheet: workbook.name,
    done,
    of,
  }));
  return new OpenBooks(policy, workbook, new Map(works.map((work) => [work.ledger.id, work])), lists);
}

/** The same work, with something else told at each step. */
function* telling<T>(work: Steps<T>, tell: (gone: number) => StepProgress): Generator<StepProgress, T, void> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield tell(step.value);
  }
}

/** The lists that look like a ledger and that nothing was read from. */
function* listsNotRead(
  policy: Policy,
  workbook: WorkbookSnapshot,
  works: readonly LedgerWork[],
  notLedgers: ReadonlySet<string>,
): Steps<readonly Finding[]> {
  const read = new Map<string, Set<number>>();
  for (const { reading } of works) {
    if (!reading.found) continue;
    for (const [sheet, rows] of reading.data.headerRows) {
      const known = read.get(sheet) ?? new Set();
      for (const row of rows) known.add(row);
      read.set(sheet, known);
    }
  }
  const lists = yield* otherLists(workbook, policy.document.ledgers, read, notLedgers);
  return lists.map((list) => ({
    code: 'ledger-not-read',
    severity: 'warning',
    blocks: false,
    ledger: list.ledger.id,
    sheet: list.sheet,
    cell: cellAddress(list.headerRow, list.column),
    row: list.headerRow,
    clauses: [],
    facts: { table: list.name, sheet: list.sheet },
  }));
}

function sheetsOf(reading: LedgerWork['reading']): readonly string[] {
  return reading.found ? reading.data.sheets : [];
}

class OpenBooks implements Books {
  readonly years: readonly number[];
  readonly policyYear: number | undefined;
  readonly rowsRead: number;
  private readonly ledgers: Ledgers;
  private readonly tallies: ReadonlyMap<string, TallyReading>;
  private readonly sheets = new Map<number, AnswerSheet>();

  constructor(
    readonly policy: Policy,
    readonly workbook: WorkbookSnapshot,
    readonly works: ReadonlyMap<string, LedgerWork>,
    private readonly listsNotRead: readonly Finding[],
  ) {
    const all = [...works.values()];
    this.ledgers = new Map(all.map(({ ledger, reading }) => [ledger.id, reading]));
    this.tallies = new Map(all.flatMap(({ tallies }) => [...tallies]));
    this.years = [...new Set(all.flatMap(({ years }) => [...years]))].sort((a, b) => a - b);
    this.policyYear = this.findPolicyYear();
    this.rowsRead = all.reduce((sum, { reading }) => sum + (reading.found ? reading.data.rows.length : 0), 0);
  }

  findings(year?: number, given?: GivenMeasures): readonly Finding[] {
    const years = year === undefined ? this.years : [year];
    const ofYears = years.flatMap((each) =>
      checkYearLimits(this.policy, this.ledgers, this.answerSheet(each, given), each),
    );
    const beside = [...this.listsNotRead, ...ofYears];
    const belongs = year === undefined ? () => true : this.belongingTo(year);
    return [...this.works.values()].flatMap(({ ledger, reading, findings }) => {
      const ofRows = year === undefined ? findings : findings.filter(belongs);
      const others = beside.filter((finding) => finding.ledger === ledger.id && belongs(finding));
      return others.length === 0 ? ofRows : [...ofRows, ...others].sort(byCellOn(sheetsOf(reading)));
    });
  }

  settle(year: number, given?: GivenMeasures): Settlement {
    const sheet = this.answerSheet(year, given);
    const { document } = this.policy;
    return {
      year,
      answers: document.answers.map((answer) => sheet.answer(answer.id)),
      figures: document.measures
        .filter((measure) => measure.reported)
        .map((measure): ReportedFigure => {
          const { id, title, unit, clauses } = measure;
          const taken = takeMeasure(this.policy, this.ledgers, measure, year);
          if (!taken.ok) return { id, title, unit, clauses, problem: taken.error };
          const { value } = taken.value;
          return { id, title, unit, clauses, value: unit === 'CNY' ? yuanText(value) : decimalText(value) };
        }),
      distributions: document.distributions.flatMap(
        (distribution) => distribute(distribution, this.ledgers, sheet, year) ?? [],
      ),
      breakdowns: (document.breakdowns ?? []).map((each) => breakDown(this.policy, each, this.tallies, year)),
    };
  }

  valueOf(expression: YearExpression, year: number, given?: GivenMeasures): Result<Decimal, AnswerProblem> {
    return this.answerSheet(year, given).valueOf(expression);
  }

  entries(ruleTable: string): readonly CountedRow[] {
    return this.tally(ruleTable)?.rows ?? [];
  }

  tally(ruleTable: string): Tally | undefined {
    const reading = this.tallies.get(ruleTable);
    return reading?.kind === 'tally' ? reading.tally : undefined;
  }

  ledger(id: string): LedgerData | undefined {
    return dataOf(this.ledgers, id);
  }

  /** The year's answers. From the ledgers alone, settling, checking and finding what stops them ask for the same ones. */
  private answerSheet(year: number, given?: GivenMeasures): AnswerSheet {
    if (given) return this.newAnswerSheet(year, given);
    const known = this.sheets.get(year) ?? this.newAnswerSheet(year, {});
    this.sheets.set(year, known);
    return known;
  }

  private newAnswerSheet(year: number, given: GivenMeasures): AnswerSheet {
    const { policy, ledgers, tallies } = this;
    return new AnswerSheet({ policy, ledgers, tallies, year, given });
  }

  /** Tells a year's findings, and those of rows of other years that stop it. */
  private belongingTo(year: number): (finding: Finding) => boolean {
    let stopping: CellSet | undefined;
    return (finding) => {
      if (finding.year === undefined || finding.year === year) return true;
      if (!finding.blocks) return false;
      stopping ??= this.cellsStoppingYear(year);
      return stopping.has(finding);
    };
  }

  /** The cells that make an answer of a year an error, of other years' rows too: an old reading may be the latest there is. */
  private cellsStoppingYear(year: number): CellSet {
    const sheet = this.answerSheet(year);
    // An answer that is made of others carries their error on: the same list.
    const lists = new Set<readonly CellRef[]>();
    for (const { id } of this.policy.document.answers) {
      const { value } = sheet.answer(id);
      if (!value.ok && value.problem.code === 'rows-blocked') lists.add(value.problem.cells);
    }
    const stopping = new CellSet();
    for (const cells of lists) for (const cell of cells) stopping.add(cell);
    return stopping;
  }

  private findPolicyYear(): number | undefined {
    const named = namedPolicyYear(this.workbook);
    if (named) return named.year;
    const counted = new Set<number>();
    for (const reading of this.tallies.values()) {
      if (reading.kind !== 'tally' || reading.tally.data.ledger.presence !== 'required') continue;
      for (const year of reading.tally.years) counted.add(year);
    }
    const [only, second] = [...counted];
    return second === undefined ? only : undefined;
  }
}
