import {
  cellAddress,
  columnOfReference,
  LAST_COLUMN,
  LAST_ROW,
  parseRange,
  rowNumber,
  rowOfReference,
} from '../../ledger/a1';
import { isBrokenFormula, NAME_ERROR } from '../../functions/broken-formulas';
import type { FormTally } from '../../functions/formula-form';
import { isFault, type BrokenFormula, type CellFault, type CellRange, type CellValue } from '../../ledger/cells';
import { serialOfIsoDate, type TextPool } from './cell-text';
import type { Attributes, XmlListener } from './xml-scanner';
import type { ReadLimits } from './read-limits';
import { corrupt, overLimit, type CorruptReason, type ReadRefusal } from './read-problem';
import { RichText } from './rich-text';

/** What all sheets of a workbook share while it is read. */
export interface SheetContext {
  readonly limits: ReadLimits;
  readonly date1904: boolean;
  /** Undefined where the file holds no table of shared strings; a cell that needs it is then refused. */
  readonly sharedStrings: readonly string[] | undefined;
  /** The part that holds them, for the refusal. */
  readonly sharedStringsPart: string;
  readonly pool: TextPool;
  /** The same fault object serves every cell that bears it. */
  readonly faults: Map<string, CellFault>;
  /** What the formulas of all sheets so far are written for. */
  readonly forms: FormTally;
  /** Cells with a value, and blank places kept beside them, in all sheets so far. */
  readonly counts: { cells: number; blanks: number };
}

/** V8 keeps an array sparse once a jump is as long as this, so longer jumps cost no memory. */
const LONGEST_FILLED_JUMP = 1024;

/** The most broken formulas of a sheet that are told one by one. */
const MOST_BROKEN = 1000;

/** Reads a worksheet: its values, merges, and the relationships of its tables. */
export class SheetPartReader implements XmlListener {
  readonly rows: (CellValue[] | undefined)[] = [];
  readonly merges: CellRange[] = [];
  /** Relationship ids of the sheet's tables, in the sheet's order. */
  readonly tables = new Set<string>();
  /** Formulas of ours that the application that wrote the file did not know. */
  readonly brokenFormulas: BrokenFormula[] = [];

  private section = '';
  private inRow = false;
  private inCell = false;
  private inItem = false;
  private takingValue = false;
  private takingFormula = false;

  private row = 0;
  private column = 0;
  private type = 'n';
  private value: string | undefined;
  private hasItem = false;
  private hasFormula = false;
  /** The cell's own formula, or the one that it shares. */
  private formula = '';
  private sharedIndex: string | undefined;
  /** Formulas that several cells share, by index. */
  private readonly shared = new Map<string, string>();
  private readonly item = new RichText();

  constructor(
    private readonly part: string,
    private readonly context: SheetContext,
  ) {}

  open(element: string, attributes: Attributes, depth: number): void {
    switch (depth) {
      case 1:
        if (element !== 'worksheet') throw corrupt('xml-root', { part: this.part, root: element });
        return;
      case 2:
        this.section = element;
        return;
      case 3:
        if (this.section === 'sheetData') {
          this.inRow = element === 'row';
          if (this.inRow) this.openRow(attributes);
        } else if (this.section === 'mergeCells' && element === 'mergeCell') this.addMerge(attributes.get('ref') ?? '');
        else if (this.section === 'tableParts' && element === 'tablePart') {
          if (this.tables.size >= this.context.limits.listItems) {
            throw overLimit('listItems', this.context.limits.listItems, this.part);
          }
          this.tables.add(attributes.getLocal('id') ?? '');
        }
        return;
      case 4:
        this.inCell = this.inRow && element === 'c';
        if (this.inCell) this.openCell(attributes);
        return;
      case 5:
        if (!this.inCell) return;
        if (element === 'v') {
          this.value = '';
          this.takingValue = true;
        } else if (element === 'f') {
          this.hasFormula = true;
          this.takingFormula = true;
          this.sharedIndex = attributes.get('t') === 'shared' ? attributes.get('si') : undefined;
        } else if (element === 'is') {
          this.inItem = true;
          this.hasItem = true;
          this.item.reset();
        }
        return;
      default:
        if (this.inItem) this.item.open(element, depth - 5);
    }
  }

  close(_element: string, depth: number): void {
    switch (depth) {
      case 3:
        if (this.inRow) this.closeRow();
        this.inRow = false;
        return;
      case 4:
        if (this.inCell) this.closeCell();
        this.inCell = false;
        return;
      case 5:
        this.takingValue = false;
        this.takingFormula = false;
        this.inItem = false;
        return;
      default:
        if (this.inItem) this.item.close();
    }
  }

  text(text: string): void {
    if (this.takingValue) this.value = (this.value ?? '') + text;
    else if (this.takingFormula) this.formula += text;
    else if (this.inItem) this.item.text(text);
    else return;
    const { textLength } = this.context.limits;
    const longest = Math.max(this.value?.length ?? 0, this.item.value.length, this.formula.length);
    if (longest > textLength) {
      throw overLimit('textLength', textLength, this.part);
    }
  }

  private openRow(attributes: Attributes): void {
    const written = attributes.get('r');
    this.row = written === undefined ? this.row + 1 : rowNumber(written);
    this.column = 0;
    if (this.row === 0 || this.row > LAST_ROW) throw this.corruptAt('reference', written ?? String(this.row));
  }

  /** Keeps the row without the room to grow that V8 gives every array: half the memory of a row of nine cells. */
  private closeRow(): void {
    const cells = this.rows[this.row - 1];
    if (cells) this.rows[this.row - 1] = cells.slice();
  }

  private openCell(attributes: Attributes): void {
    const reference = attributes.get('r');
    if (reference === undefined) this.column++;
    else {
      this.column = columnOfReference(reference);
      // The cell's own reference decides, as in the programs that write rows without numbers.
      this.row = rowOfReference(reference);
    }
    if (this.column === 0 || this.column > LAST_COLUMN || this.row === 0) {
      throw this.corruptAt('reference', reference ?? '');
    }
    this.type = attributes.get('t') ?? 'n';
    this.value = undefined;
    this.hasItem = false;
    this.hasFormula = false;
    this.formula = '';
    this.sharedIndex = undefined;
  }

  private closeCell(): void {
    const value = this.cellValue();
    if (this.hasFormula) this.lookAtFormula(isFault(value) && value.fault === NAME_ERROR);
    if (value !== null) this.store(value);
  }

  private lookAtFormula(isNameError: boolean): void {
    const { sharedIndex, shared } = this;
    if (sharedIndex !== undefined) {
      if (this.formula !== '') shared.set(sharedIndex, this.formula);
      else this.formula = shared.get(sharedIndex) ?? '';
    }
    this.context.forms.look(this.formula);
    if (this.brokenFormulas.length >= MOST_BROKEN || !isBrokenFormula(this.formula, isNameError)) return;
    this.brokenFormulas.push({ cell: cellAddress(this.row, this.column), formula: `=${this.formula}` });
  }

  /** The cell's value; null if it is blank. */
  private cellValue(): CellValue {
    const { value, type } = this;
    // An inline text may be written as <is>, or by careless writers as <v>.
    if (type === 'inlineStr' && this.hasItem) return this.context.pool.text(this.item.value, this.part);
    if (value === undefined) return this.hasFormula ? this.fault('uncalculated') : null;
    if (type === 'str' || type === 'inlineStr') return this.context.pool.text(value, this.part);
    // Of any other type an empty <v> is no value: openpyxl writes one beside every formula.
    if (value === '') return this.hasFormula ? this.fault('uncalculated') : null;
    switch (type) {
      case 'n':
        return this.number(value);
      case 's':
        return this.sharedString(value);
      case 'b':
        return this.boolean(value);
      case 'e':
        return this.fault(this.context.pool.text(value, this.part));
      case 'd':
        // What is no ISO date is left to the ledger, which reads dates written as text.
        return serialOfIsoDate(value.trim(), this.context.date1904) ?? this.context.pool.text(value, this.part);
      default:
        throw this.corruptAt('cell-type', type);
    }
  }

  private number(written: string): CellValue {
    const number = Number(written);
    // Number('  ') is 0, but a blank is not money; and what is no number (NaN, INF) is the fault that Excel shows.
    if (number === 0 && written.trim() === '') return this.hasFormula ? this.fault('uncalculated') : null;
    return Number.isFinite(number) ? number : this.fault('#NUM!');
  }

  private sharedString(written: string): string {
    const { sharedStrings, sharedStringsPart } = this.context;
    if (!sharedStrings) throw corrupt('part-missing', { part: sharedStringsPart });
    const text = sharedStrings[Number(written)];
    if (text === undefined || written.trim() === '') throw this.corruptAt('shared-string', written);
    return text;
  }

  private boolean(written: string): boolean {
    const word = written.trim();
    if (word === '1' || word === 'true') return true;
    if (word === '0' || word === 'false') return false;
    throw this.corruptAt('cell-type', written);
  }

  private fault(fault: string): CellFault {
    const { faults } = this.context;
    const known = faults.get(fault);
    if (known) return known;
    const made: CellFault = { fault };
    faults.set(fault, made);
    return made;
  }

  private store(value: CellValue): void {
    const { counts, limits } = this.context;
    const { rows, column } = this;
    if (++counts.cells > limits.cells) throw overLimit('cells', limits.cells, this.part);
    let cells = rows[this.row - 1];
    if (!cells) {
      const jump = this.row - 1 - rows.length;
      if (jump > 0 && jump < LONGEST_FILLED_JUMP) this.countBlanks(jump);
      cells = rows[this.row - 1] = [];
    }
    const gap = column - 1 - cells.length;
    if (gap > 0) {
      this.countBlanks(gap);
      // Filled rather than left out: arrays without holes are smaller and faster to read.
      for (let i = 0; i < gap; i++) cells.push(null);
    }
    cells[column - 1] = value;
  }

  private countBlanks(count: number): void {
    const { counts, limits } = this.context;
    counts.blanks += count;
    if (counts.blanks > limits.blanks) throw overLimit('blanks', limits.blanks, this.part);
  }

  private addMerge(reference: string): void {
    const range = parseRange(reference);
    if (!range) throw this.corruptAt('reference', reference);
    if (this.merges.length >= this.context.limits.listItems) {
      throw overLimit('listItems', this.context.limits.listItems, this.part);
    }
    this.merges.push(range);
  }

  /** A refusal at the cell being read; the text is cut short, for it may be anything. */
  private corruptAt(reason: CorruptReason, text: string): ReadRefusal {
    const cell = this.row > 0 && this.column > 0 ? { cell: cellAddress(this.row, this.column) } : {};
    return corrupt(reason, { part: this.part, ...cell, text: text.slice(0, 80) });
  }
}
