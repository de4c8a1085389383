import { yearOf, type IsoDate } from '../kernel/dates';
import { decimalText } from '../kernel/decimal';
import { yuanText } from '../kernel/money';
import type { WorkbookSnapshot } from '../ledger/cells';
import { cellAddress } from '../ledger/a1';
import type { CellRef, Finding } from '../ledger/finding';
import { otherLists } from '../ledger/locate';
import type { LedgerData, LedgerRow } from '../ledger/read-ledger';
import type { Policy } from '../policy/policy';
import type { Ledger, LocalText, Measure } from '../policy/schema';
import type { AnswerProblem, AnswerResult } from './answer';
import { AnswerSheet, type GivenMeasures, type TallyReading } from './answers';
import { countRows, type CountedRow, type Tally } from './counted-rows';
import { distribute, type DistributionResult } from './distributions';
import { dataOf, readLedgers, type Ledgers } from './ledgers';
import { cellsStopping, takeMeasure } from './measures';
import { checkRowLimits, type LimitReport } from './row-limits';
import { checkYearLimits } from './year-limits';

/** A figure told beside the answers. `value` has two decimals for CNY. */
export interface ReportedFigure {
  readonly id: string;
  readonly title: LocalText;
  readonly unit: string | LocalText;
  readonly clauses: readonly string[];
  readonly value?: string;
  readonly problem?: AnswerProblem;
}

/** A year's settlement. */
export interface Settlement {
  readonly year: number;
  readonly answers: readonly AnswerResult[];
  readonly figures: readonly ReportedFigure[];
  readonly distributions: readonly DistributionResult[];
}

/** A workbook read under a policy: every row classified once, any year settled from it. */
export interface Books {
  readonly policy: Policy;
  readonly workbook: WorkbookSnapshot;
  /** The years that rows are dated in, ascending. */
  readonly years: readonly number[];
  /** The year the workbook is for: its defined name `PolicyYear`, else the only year of its counted rows. */
  readonly policyYear: number | undefined;
  readonly rowsRead: number;
  /** The findings of a year and of rows that belong to every year; without a year, all. By ledger, row and column. */
  findings(year?: number): readonly Finding[];
  settle(year: number, given?: GivenMeasures): Settlement;
  /** How a rule table decided each row of its ledger; empty where the ledger is not there. */
  entries(ruleTable: string): readonly CountedRow[];
  /** A rule table's work with the ledger it was done on. */
  tally(ruleTable: string): Tally | undefined;
}

function emptyLedger(data: LedgerData): Finding {
  const { ledger, sheet, header } = data;
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

/** The workbook's name that holds its policy year. */
export const POLICY_YEAR_NAME = 'PolicyYear';

/** Reads a workbook's ledgers under a policy and classifies every row. */
export function openBooks(policy: Policy, workbook: WorkbookSnapshot): Books {
  return new OpenBooks(policy, workbook);
}

class OpenBooks implements Books {
  readonly years: readonly number[];
  readonly policyYear: number | undefined;
  readonly rowsRead: number;
  private readonly ledgers: Ledgers;
  private readonly tallies: ReadonlyMap<string, TallyReading>;
  private readonly rowFindings: readonly Finding[];
  private readonly order: ReadonlyMap<string, number>;
  private readonly sheets = new Map<number, AnswerSheet>();

  constructor(
    readonly policy: Policy,
    readonly workbook: WorkbookSnapshot,
  ) {
    this.ledgers = readLedgers(policy, workbook);
    const limits = new Map(
      policy.document.ledgers.flatMap((ledger) => {
        const data = dataOf(this.ledgers, ledger.id);
        return data ? [[ledger.id, checkRowLimits(policy, data)] as const] : [];
      }),
    );
    this.tallies = new Map(
      policy.document.ruleTables.map((table) => [table.id, this.tallyOf(table.id, limits)] as const),
    );
    this.order = new Map(policy.document.ledgers.map((ledger, position) => [ledger.id, position]));
    this.rowFindings = this.collectFindings(limits);
    this.years = this.yearsOfRows();
    this.policyYear = this.findPolicyYear();
    this.rowsRead = policy.document.ledgers.reduce(
      (sum, ledger) => sum + (dataOf(this.ledgers, ledger.id)?.rows.length ?? 0),
      0,
    );
  }

  findings(year?: number): readonly Finding[] {
    const years = year === undefined ? this.years : [year];
    const stopping = year === undefined ? new Set<string>() : this.cellsStoppingYear(year);
    const ofRows =
      year === undefined
        ? this.rowFindings
        : this.rowFindings.filter(
            (finding) =>
              finding.year === undefined ||
              finding.year === year ||
              (finding.blocks && stopping.has(`${finding.sheet}!${finding.cell}`)),
          );
    const ofYears = years.flatMap((each) => checkYearLimits(this.policy, this.ledgers, this.answerSheet(each), each));
    return this.inOrder([...ofRows, ...ofYears]);
  }

  settle(year: number, given?: GivenMeasures): Settlement {
    const sheet = given ? this.newAnswerSheet(year, given) : this.answerSheet(year);
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
    };
  }

  entries(ruleTable: string): readonly CountedRow[] {
    return this.tally(ruleTable)?.rows ?? [];
  }

  tally(ruleTable: string): Tally | undefined {
    const reading = this.tallies.get(ruleTable);
    return reading?.kind === 'tally' ? reading.tally : undefined;
  }

  /** The year's answers from the ledgers alone: settling, checking and finding what stops them ask for the same ones. */
  private answerSheet(year: number): AnswerSheet {
    const known = this.sheets.get(year) ?? this.newAnswerSheet(year, {});
    this.sheets.set(year, known);
    return known;
  }

  private newAnswerSheet(year: number, given: GivenMeasures): AnswerSheet {
    const { policy, ledgers, tallies } = this;
    return new AnswerSheet({ policy, ledgers, tallies, year, given });
  }

  private tallyOf(id: string, limits: ReadonlyMap<string, LimitReport>): TallyReading {
    const table = this.policy.ruleTables.get(id);
    const ledger = table && this.policy.ledgers.get(table.ledger);
    const reading = table && this.ledgers.get(table.ledger);
    if (!table || !ledger || !reading) throw new Error(`rule table ${id} names no ledger`);
    if (!reading.found) {
      return ledger.presence === 'optional' && reading.problem.code === 'table-missing'
        ? { kind: 'absent', ledger }
        : { kind: 'problem', problem: reading.problem };
    }
    const { data } = reading;
    if (data.rows.length === 0 && ledger.empty === 'error') {
      return { kind: 'problem', problem: { code: 'table-empty', table: ledger.table, sheet: data.sheet } };
    }
    const overLimit = limits.get(ledger.id)?.blocked.get(table.id) ?? new Map<LedgerRow, readonly CellRef[]>();
    return { kind: 'tally', tally: countRows(this.policy, table, data, overLimit) };
  }

  private collectFindings(limits: ReadonlyMap<string, LimitReport>): readonly Finding[] {
    const ofLedgers = this.policy.document.ledgers.flatMap((ledger): readonly Finding[] => {
      const data = dataOf(this.ledgers, ledger.id);
      if (!data) return this.missingLedger(ledger);
      const stopping = this.cellsStopping(data);
      const read = data.findings.map((finding) =>
        finding.blocks && !stopping.has(finding.cell) ? { ...finding, blocks: false } : finding,
      );
      const empty = data.rows.length === 0 && ledger.empty === 'error' ? [emptyLedger(data)] : [];
      return [...empty, ...read, ...(limits.get(ledger.id)?.findings ?? [])];
    });
    const ofTables = [...this.tallies.values()].flatMap((reading) =>
      reading.kind === 'tally' ? reading.tally.findings : [],
    );
    return [...ofLedgers, ...ofTables, ...this.otherLists()];
  }

  private otherLists(): readonly Finding[] {
    const read = new Map<string, Set<number>>();
    for (const { id } of this.policy.document.ledgers) {
      const data = dataOf(this.ledgers, id);
      if (data) read.set(data.sheet, (read.get(data.sheet) ?? new Set()).add(data.header.row));
    }
    return otherLists(this.workbook, this.policy.document.ledgers, read).map((list) => ({
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

  /** A ledger that answers need and that is not there is told among the findings too, or a check would pass without it. */
  private missingLedger(ledger: Ledger): readonly Finding[] {
    const reading = this.ledgers.get(ledger.id);
    if (!reading || reading.found) return [];
    const { problem } = reading;
    if (ledger.presence === 'optional' && problem.code === 'table-missing') return [];
    const { code, ...facts } = problem;
    return [
      {
        code,
        severity: 'error',
        blocks: this.stopsAnswers(ledger),
        ledger: ledger.id,
        sheet: problem.sheet,
        cell: 'A1',
        row: 1,
        clauses: [],
        facts,
      },
    ];
  }

  /** The cells that make an answer an error; a fault elsewhere is an error to mend, but stops nothing. */
  private cellsStopping(data: LedgerData): ReadonlySet<string> {
    const { ruleTables } = this.policy.document;
    const ofTables = ruleTables
      .filter((table) => table.ledger === data.ledger.id)
      .flatMap((table) => this.entries(table.id).filter((entry) => entry.status === 'blocked'))
      .flatMap((entry) => entry.cells);
    const ofMeasures = this.measuresOf(data.ledger).flatMap((measure) => cellsStopping(data, measure));
    return new Set([...ofTables, ...ofMeasures].map(({ cell }) => cell));
  }

  /** The cells that make an answer of a year an error, of other years' rows too: an old reading may be the latest there is. */
  private cellsStoppingYear(year: number): ReadonlySet<string> {
    const sheet = this.answerSheet(year);
    return new Set(
      this.policy.document.answers.flatMap(({ id }) => {
        const { value } = sheet.answer(id);
        if (value.ok || value.problem.code !== 'rows-blocked') return [];
        return value.problem.cells.map((cell) => `${cell.sheet}!${cell.cell}`);
      }),
    );
  }

  /** The measures of a ledger that answers are made of. */
  private measuresOf(ledger: Ledger): readonly Measure[] {
    return this.policy.document.measures.filter((measure) => measure.ledger === ledger.id && !measure.reported);
  }

  private stopsAnswers(ledger: Ledger): boolean {
    return (
      this.measuresOf(ledger).length > 0 || this.policy.document.ruleTables.some((table) => table.ledger === ledger.id)
    );
  }

  private inOrder(findings: readonly Finding[]): readonly Finding[] {
    const rank = (finding: Finding): number => this.order.get(finding.ledger) ?? 0;
    return [...findings].sort(
      (a, b) =>
        rank(a) - rank(b) ||
        a.row - b.row ||
        a.cell.length - b.cell.length ||
        (a.cell < b.cell ? -1 : Number(a.cell > b.cell)),
    );
  }

  private yearsOfRows(): readonly number[] {
    const years = new Set<number>();
    for (const ledger of this.policy.document.ledgers) {
      const data = dataOf(this.ledgers, ledger.id);
      const date = ledger.rowDate[0];
      if (!data || date === undefined) continue;
      const index = data.indexOf(date);
      for (const row of data.rows) {
        const value = row.values[index];
        if (typeof value === 'string') years.add(yearOf(value as IsoDate));
      }
    }
    return [...years].sort((a, b) => a - b);
  }

  private findPolicyYear(): number | undefined {
    const named = this.workbook.definedNames.find((name) => name.name.toLowerCase() === POLICY_YEAR_NAME.toLowerCase());
    if (named) return this.yearBehind(named.refersTo);
    const counted = new Set<number>();
    for (const reading of this.tallies.values()) {
      if (reading.kind !== 'tally' || reading.tally.data.ledger.presence !== 'required') continue;
      for (const row of reading.tally.rows) if (row.date !== undefined) counted.add(yearOf(row.date));
    }
    const [only, second] = [...counted];
    return second === undefined ? only : undefined;
  }

  /** A name may hold the year itself or point at the cell that does. */
  private yearBehind(refersTo: string): number | undefined {
    const literal = /^=?(\d{4})$/.exec(refersTo.trim());
    if (literal) return Number(literal[1]);
    const match = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(refersTo.trim());
    if (!match) return undefined;
    const sheetName = (match[1]?.replaceAll("''", "'") ?? match[2] ?? '').toLowerCase();
    const sheet = this.workbook.sheets.find((candidate) => candidate.name.toLowerCase() === sheetName);
    const column = [...(match[3] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const year = Number(sheet?.rows[Number(match[4]) - 1]?.[column - 1] ?? Number.NaN);
    return Number.isInteger(year) && year >= 1900 && year <= 9999 ? year : undefined;
  }
}
