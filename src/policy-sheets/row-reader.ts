import { isFault, type CellValue } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import type { PlacedFault, PolicyFault } from '../policy/fault';
import { isBlank, type CellForm, type Scope } from './cell-forms';
import type { RawRow } from './find-policy';
import type { Places } from './places';
import { putAt, valueAt } from './records';
import { excerpt } from './sheet-faults';
import { pathOf, YUAN_WORDS, type ColumnPlan, type TablePlan } from './table-plans';

/** A row as a part of the document. */
export interface ReadRow {
  readonly raw: RawRow;
  readonly record: Record<string, unknown>;
}

/** The longest text that a cell can hold. */
const LONGEST_CELL = 32_767;

/** Makes records of rows, and keeps what there is to tell of their cells. */
export class RowReader {
  readonly faults: PlacedFault[] = [];
  /** Places in the document that a fault speaks of already: what the document's proof says of them is a consequence. */
  readonly told = new Set<string>();
  /** The fields of each ledger. */
  readonly scopes = new Map<string, Scope>();
  readonly common: Pick<Scope, 'date1904' | 'namesOf'>;
  /** True once a row was given up: what the rest says can't be told without it. */
  gaveUp = false;

  constructor(
    date1904: boolean,
    readonly places: Places,
  ) {
    this.common = { date1904, namesOf: (ledger) => this.scopes.get(ledger)?.names };
  }

  scopeOf(ledger: string): Scope {
    return this.scopes.get(ledger) ?? { names: undefined, types: new Map(), ...this.common };
  }

  /**
   * Tells of a cell. What stands behind a # in the path tells one cell from another where the document has no place for it.
   */
  fault(path: string, code: string, facts: PolicyFault['facts'], place: CellRef): void {
    this.told.add(path);
    const [inDocument = ''] = path.split('#');
    this.faults.push({ fault: { path: inDocument, code, facts }, place });
  }

  /**
   * A row as a record. Each cell is put down as the place of what it holds, a blank one too; the record itself is at the cell
   * of `lead`. `undefined` where nobody can tell of which kind the record is.
   */
  row(
    plan: Pick<TablePlan, 'columns' | 'kindAt'>,
    raw: RawRow,
    path: string,
    lead = plan.columns[0]?.path ?? '',
    ledger?: string,
  ): ReadRow | undefined {
    const record: Record<string, unknown> = {};
    this.places.put(path, raw.refOf(lead));
    const kind = plan.kindAt === undefined ? undefined : this.kindOf(plan.columns, plan.kindAt, raw);
    for (const column of plan.columns) {
      const own = pathOf(column, kind);
      const place = `${path}.${own}`;
      const at = raw.refOf(column.path);
      this.places.put(place, at);
      const cell = this.usable(raw.cellAt(column.path), place, at);
      if (cell === undefined) continue;
      const form = this.formFor(column, kind);
      if (!form) {
        if (kind !== undefined) this.fault(place, 'sheet-not-used', { heading: column.heading }, at);
        continue;
      }
      const reading = form.read(cell, this.scopeOf(ledger ?? raw.text(column.ledgerAt ?? 'ledger').trim()));
      if (!reading.ok) this.fault(place, reading.code, reading.facts, at);
      putAt(record, own, reading.ok ? reading.value : reading.instead);
    }
    this.unit(record);
    if (plan.kindAt !== undefined && kind === undefined) {
      // Which cells count depends on the kind: a blank one is told here, where nobody else will come to tell it.
      const place = `${path}.${plan.kindAt}`;
      if (!this.told.has(place)) {
        this.fault(place, 'schema-invalid-type', { detail: 'string' }, raw.refOf(plan.kindAt));
      }
      this.gaveUp = true;
      return undefined;
    }
    return { raw, record };
  }

  private kindOf(columns: readonly ColumnPlan[], kindAt: string, raw: RawRow): string | undefined {
    const column = columns.find(({ path }) => path === kindAt);
    const cell = raw.cellAt(kindAt);
    if (!column || isBlank(cell) || isFault(cell)) return undefined;
    const reading = (column.form as CellForm).read(cell, this.scopeOf(''));
    return reading.ok && typeof reading.value === 'string' ? reading.value : undefined;
  }

  /** The form of a column in a record of a kind; none where such records don't have it. */
  private formFor(column: ColumnPlan, kind: string | undefined): CellForm | undefined {
    if (!column.forms) return column.form;
    return kind === undefined ? undefined : column.forms[kind];
  }

  /** «元» alone is yuan. */
  private unit(record: Record<string, unknown>): void {
    const [zh, en] = [valueAt(record, 'unit.zh'), valueAt(record, 'unit.en')];
    if (en === undefined && typeof zh === 'string' && YUAN_WORDS.has(zh.trim())) record['unit'] = 'CNY';
  }

  /** A cell that can be read; `undefined` for a blank one, and for one that holds an error or too much, which is told. */
  usable(cell: CellValue, path: string, at: CellRef): Exclude<CellValue, null> | undefined {
    if (cell === null || isBlank(cell)) return undefined;
    if (isFault(cell)) {
      this.fault(path, 'sheet-cell-error', { found: excerpt(cell.fault) }, at);
      return undefined;
    }
    if (typeof cell === 'string' && cell.length > LONGEST_CELL) {
      const facts = { length: String(cell.length), most: String(LONGEST_CELL) };
      this.fault(path, 'sheet-text-too-long', facts, at);
      return undefined;
    }
    return cell;
  }
}
