import { yearOf, type IsoDate } from '../kernel/dates';
import type { SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef, Finding } from '../ledger/finding';
import { locateLedger, type LocateProblem } from '../ledger/locate';
import { readLedger, type LedgerData, type LedgerReading, type LedgerRow } from '../ledger/read-ledger';
import { eachRow, type Steps } from '../ledger/steps';
import type { Policy } from '../policy/policy';
import type { Ledger, Measure } from '../policy/schema';
import type { TallyReading } from './answers';
import { CellSet } from './cell-set';
import { countRows } from './counted-rows';
import { inRowOrder } from './finding-order';
import { cellsStopping } from './measures';
import { checkRowLimits, type LimitReport } from './row-limits';

/** All that a ledger's own rows say, whatever stands in the other ledgers: it holds good until the ledger's sheet changes. */
export interface LedgerWork {
  readonly ledger: Ledger;
  readonly reading: LedgerReading;
  /** By rule table, those of this ledger. */
  readonly tallies: ReadonlyMap<string, TallyReading>;
  /** By row and column. */
  readonly findings: readonly Finding[];
  /** The years that rows are dated in. */
  readonly years: ReadonlySet<number>;
  readonly madeFrom: { readonly policy: Policy; readonly sheet: SheetSnapshot; readonly date1904: boolean } | undefined;
}

/** A piece of work on a ledger: what is left to do, and whether it was done before. */
export interface LedgerJob {
  readonly sheet: string;
  /** Rows to go through; none where the ledger is not there or nothing has changed on its sheet. */
  readonly rows: number;
  readonly work: Steps<LedgerWork>;
}

/**
 * Plans what has to be done for a ledger of a workbook. Where its sheet and the policy are the very same as in the work
 * done before, that work is taken over: which of a sheet's lists is the ledger depends on nothing but the sheet.
 */
export function planLedger(
  policy: Policy,
  ledger: Ledger,
  workbook: WorkbookSnapshot,
  before: LedgerWork | undefined,
): LedgerJob {
  const located = locateLedger(workbook, ledger);
  if (!located.found) {
    const { problem } = located;
    return { sheet: problem.sheet, rows: 0, work: withoutWork(missingLedger(policy, ledger, problem)) };
  }
  const { date1904 } = workbook;
  const { block } = located;
  const { sheet } = block;
  const known = before?.madeFrom;
  if (before && known?.sheet === sheet && known.policy === policy && known.date1904 === date1904) {
    return { sheet: sheet.name, rows: 0, work: withoutWork(before) };
  }
  const rows = Math.max(0, (block.below?.lastRow ?? block.lastRow) - block.firstRow + 1);
  const worker = new LedgerWorker(policy, ledger, { policy, sheet, date1904 }, rows);
  return { sheet: sheet.name, rows, work: worker.work(readLedger(policy, ledger, date1904, block)) };
}

// eslint-disable-next-line require-yield -- there is nothing to stop at
function* withoutWork(work: LedgerWork): Steps<LedgerWork> {
  return work;
}

/** How long a row takes to be read, as against the other things that are done with it. */
const READING = 4;
const COUNTING = 3;

class LedgerWorker {
  private done = 0;
  private told = 0;
  private readonly all: number;

  constructor(
    private readonly policy: Policy,
    private readonly ledger: Ledger,
    private readonly madeFrom: LedgerWork['madeFrom'],
    private readonly rows: number,
  ) {
    this.all = READING + COUNTING * tablesOf(policy, ledger).length + 3;
  }

  *work(reading: Steps<LedgerData>): Steps<LedgerWork> {
    const { policy, ledger, madeFrom } = this;
    const data = yield* this.part(READING, reading);
    const limits = yield* this.part(1, checkRowLimits(policy, data));
    const tallies = new Map<string, TallyReading>();
    for (const { id } of tablesOf(policy, ledger)) {
      tallies.set(id, yield* this.part(COUNTING, this.tally(id, data, limits)));
    }
    const findings = yield* this.part(1, this.findings(data, limits, tallies));
    const years = yield* this.part(1, this.years(data));
    return { ledger, reading: { found: true, data }, tallies, findings, years, madeFrom };
  }

  /** A part of the work, told as so many rows of all that there is to do with them. */
  private *part<T>(weight: number, work: Steps<T>): Steps<T> {
    const { done, rows, all } = this;
    this.done += weight;
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      // A part may go through the rows more than once; what has been told is never taken back.
      this.told = Math.max(this.told, Math.floor((rows * done + Math.min(step.value, rows) * weight) / all));
      yield this.told;
    }
  }

  private *tally(id: string, data: LedgerData, limits: LimitReport): Steps<TallyReading> {
    const { policy, ledger } = this;
    const table = policy.ruleTables.get(id);
    if (!table) throw new Error(`unknown rule table ${id}`);
    if (data.rows.length === 0 && ledger.empty === 'error') {
      return { kind: 'problem', problem: { code: 'table-empty', table: ledger.table, sheet: data.sheet } };
    }
    const overLimit = limits.blocked.get(id) ?? new Map<LedgerRow, readonly CellRef[]>();
    return { kind: 'tally', tally: yield* countRows(policy, table, data, overLimit) };
  }

  private *findings(
    data: LedgerData,
    limits: LimitReport,
    tallies: ReadonlyMap<string, TallyReading>,
  ): Steps<readonly Finding[]> {
    const stopping = yield* this.cellsStopping(data, tallies);
    const read: Finding[] = [];
    yield* eachRow(data.findings, (finding) => {
      read.push(finding.blocks && !stopping.has(finding) ? { ...finding, blocks: false } : finding);
    });
    const empty = data.rows.length === 0 && this.ledger.empty === 'error' ? [emptyLedger(data)] : [];
    const ofTables = [...tallies.values()].map((each) => (each.kind === 'tally' ? each.tally.findings : []));
    return yield* inRowOrder([empty, read, ...limits.findings, ...ofTables], data.sheets);
  }

  /** The cells that make an answer an error; a fault elsewhere is an error to mend, but stops nothing. */
  private *cellsStopping(data: LedgerData, tallies: ReadonlyMap<string, TallyReading>): Steps<CellSet> {
    const stopping = new CellSet();
    for (const reading of tallies.values()) {
      if (reading.kind !== 'tally') continue;
      yield* eachRow(reading.tally.rows, (entry) => {
        if (entry.status === 'blocked') for (const cell of entry.cells) stopping.add(cell);
      });
    }
    for (const measure of measuresOf(this.policy, this.ledger)) {
      for (const cell of cellsStopping(data, measure)) stopping.add(cell);
      yield data.rows.length;
    }
    return stopping;
  }

  private *years(data: LedgerData): Steps<ReadonlySet<number>> {
    const years = new Set<number>();
    const date = this.ledger.rowDate[0];
    if (date === undefined) return years;
    const index = data.indexOf(date);
    yield* eachRow(data.rows, (row) => {
      const value = row.values[index];
      if (typeof value === 'string') years.add(yearOf(value as IsoDate));
    });
    return years;
  }
}

/** A ledger that answers need and that is not there is told among the findings too, or a check would pass without it. */
function missingLedger(policy: Policy, ledger: Ledger, problem: LocateProblem): LedgerWork {
  const isLeftOut = ledger.presence === 'optional' && problem.code === 'table-missing';
  const { code, ...facts } = problem;
  const missing: Finding = {
    code,
    severity: 'error',
    blocks: measuresOf(policy, ledger).length > 0 || tablesOf(policy, ledger).length > 0,
    ledger: ledger.id,
    sheet: problem.sheet,
    cell: 'A1',
    row: 1,
    clauses: [],
    facts,
  };
  const tally: TallyReading = isLeftOut ? { kind: 'absent', ledger } : { kind: 'problem', problem };
  return {
    ledger,
    reading: { found: false, problem },
    tallies: new Map(tablesOf(policy, ledger).map(({ id }) => [id, tally])),
    findings: isLeftOut ? [] : [missing],
    years: new Set(),
    madeFrom: undefined,
  };
}

function emptyLedger({ ledger, sheet, header }: LedgerData): Finding {
  return {
    code: 'table-empty',
    severity: 'error',
    blocks: true,
    ledger: ledger.id,
    sheet,
    cell: header.cell,
    row: header.row,
    clauses: [],
    facts: { table: ledger.table, sheet },
  };
}

function tablesOf(policy: Policy, ledger: Ledger): readonly { readonly id: string }[] {
  return policy.document.ruleTables.filter((table) => table.ledger === ledger.id);
}

/** The measures of a ledger that answers are made of. */
function measuresOf(policy: Policy, ledger: Ledger): readonly Measure[] {
  return policy.document.measures.filter((measure) => measure.ledger === ledger.id && !measure.reported);
}
