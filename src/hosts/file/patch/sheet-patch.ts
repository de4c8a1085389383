import { cellAddress, columnOfReference, parseCell, parseRange, rowNumber, rowOfReference } from '../../../ledger/a1';
import { isFault, type CellRange } from '../../../ledger/cells';
import { formatPut, valuePut } from '../../../workbook/edits';
import type { CellInput } from '../../../workbook/port';
import { corrupt } from '../read-problem';
import { isTrue } from '../workbook-part';
import type { Attributes } from '../xml-scanner';
import { shiftedFormula } from './formula-shift';
import { PatchRefusal } from './patch-refusal';
import type { StyleSheet } from './style-sheet';
import type { CellPatch } from './workbook-patch';
import type { CellResult } from '../../../workbook/workbook-patch';
import {
  closingTag,
  escapedAttribute,
  escapedCellText,
  escapedText,
  openedTag,
  prefixOfTag,
  textElement,
  withAttribute,
} from './xml-text';
import type { OpenTag, PlacedTag, XmlEditor, XmlSplicer } from './xml-splicer';

/** Excel's longest text of a cell, in UTF-16 units. */
const LONGEST_TEXT = 32_767;
/** Excel's longest formula. */
const LONGEST_FORMULA = 8192;

/** A cell's patch with its place. */
export interface PlacedCellPatch {
  readonly row: number;
  readonly column: number;
  readonly patch: CellPatch;
}

/** What a sheet is patched with, and what it is patched from. */
export interface SheetTask {
  readonly sheet: string;
  readonly part: string;
  readonly date1904: boolean;
  /** By row, then by column. */
  readonly cells: readonly PlacedCellPatch[];
  readonly styles: StyleSheet;
  /** The styles, before the patch, of the cells that others take them from. */
  readonly stylesOf: ReadonlyMap<string, number>;
  readonly formulas: ((cell: string, formula: string) => string | undefined) | undefined;
  /** Of headers and footers. */
  readonly texts: ((text: string) => string | undefined) | undefined;
  /** The relationship of the sheet's notes' shapes, to be named where the sheet names none yet. */
  readonly notes: { readonly id: string; readonly namespace: string } | undefined;
}

/** What comes behind <legacyDrawing> in a worksheet. */
const AFTER_NOTES: ReadonlySet<string> = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]);

/** The default styles of a sheet's columns, and of the row that is being read. */
class DefaultStyles {
  private readonly columns: { readonly min: number; readonly max: number; readonly style: number }[] = [];
  private row: number | undefined;

  takeColumn(attributes: Attributes): void {
    const style = Number(attributes.get('style') ?? 0);
    if (style === 0) return;
    this.columns.push({ min: Number(attributes.get('min') ?? 0), max: Number(attributes.get('max') ?? 0), style });
  }

  takeRow(attributes: Attributes | undefined): void {
    this.row = attributes && isTrue(attributes.get('customFormat')) ? Number(attributes.get('s') ?? 0) : undefined;
  }

  /** The style of a cell that the sheet does not hold. */
  of(column: number): number {
    return this.row ?? this.columns.find(({ min, max }) => min <= column && column <= max)?.style ?? 0;
  }
}

/** Follows the rows and cells of a sheet, whether they say where they are or follow one another. */
class Places {
  row = 0;
  column = 0;

  openRow(attributes: Attributes): void {
    const written = attributes.get('r');
    this.row = written === undefined ? this.row + 1 : rowNumber(written);
    this.column = 0;
  }

  openCell(attributes: Attributes): void {
    const reference = attributes.get('r');
    if (reference === undefined) this.column++;
    else {
      this.column = columnOfReference(reference);
      this.row = rowOfReference(reference);
    }
  }
}

/** Learns the styles of some cells of a sheet. */
export class StyleSurvey implements XmlEditor {
  readonly styles = new Map<string, number>();
  private readonly places = new Places();
  private readonly defaults = new DefaultStyles();
  private readonly wanted = new Map<number, Set<number>>();
  private section = '';

  /** @param cells A1 addresses */
  constructor(cells: Iterable<string>) {
    for (const cell of cells) {
      const place = parseCell(cell);
      if (!place) continue;
      const row = this.wanted.get(place.row) ?? new Set();
      this.wanted.set(place.row, row.add(place.column));
    }
  }

  open({ name, depth, attributes }: OpenTag): void {
    if (depth === 2) {
      this.section = name;
      // A cell in a row that the sheet does not hold looks as its column does.
      if (name === 'sheetData') for (const row of this.wanted.keys()) this.takeDefaults(row);
    } else if (this.section === 'cols' && name === 'col') this.defaults.takeColumn(attributes);
    else if (this.section !== 'sheetData') return;
    else if (depth === 3 && name === 'row') {
      this.places.openRow(attributes);
      this.defaults.takeRow(attributes);
      this.takeDefaults(this.places.row);
    } else if (depth === 4 && name === 'c') {
      this.places.openCell(attributes);
      const { row, column } = this.places;
      if (this.wanted.get(row)?.has(column)) {
        this.styles.set(cellAddress(row, column), Number(attributes.get('s') ?? 0));
      }
    }
  }

  close(): void {}

  private takeDefaults(row: number): void {
    for (const column of this.wanted.get(row) ?? []) {
      this.styles.set(cellAddress(row, column), this.defaults.of(column));
    }
  }
}

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly openEnd: number;
  readonly patch: CellPatch | undefined;
  readonly style: number;
  hasFormula: boolean;
  isFormulaChanged: boolean;
  value: { readonly start: number; readonly end: number } | undefined;
}

/** A formula of a cell, or of a rule, while it is read. */
interface OpenFormula {
  readonly start: number;
  readonly openEnd: number;
  readonly isEmpty: boolean;
  readonly kind: string;
  readonly shared: string | undefined;
  readonly ref: string | undefined;
  text: string;
}

/** Patches a worksheet while it streams by. */
export class SheetEditor implements XmlEditor {
  /** Cells that had a formula and have none any more. */
  readonly formulasLost: string[] = [];
  /** The relationship that the sheet names for its notes' shapes, whether it did before or does now. */
  notesRelationship: string | undefined;
  isFormulaChanged = false;

  private prefix = '';
  private relationshipsPrefix: string | undefined;
  private section = '';
  private readonly places = new Places();
  private readonly defaults = new DefaultStyles();
  /** How many of the cells to patch lie behind. */
  private done = 0;
  private lastRow = 0;
  private lastColumn = 0;
  private inRow = false;
  private cell: OpenCell | undefined;
  private formula: OpenFormula | undefined;
  /** A header or a footer while it is read. */
  private pageText: { readonly openEnd: number; text: string } | undefined;
  private valueStart = 0;
  private ruleCell = '';
  private readonly arrays: { readonly range: CellRange; readonly ref: string }[] = [];
  /** Shared formulas whose first cell has lost them, and those that are others now, by their number. */
  private readonly orphaned = new Map<
    string,
    { readonly row: number; readonly column: number; readonly text: string }
  >();
  private readonly rewritten = new Set<string>();
  private alternative: number | undefined;
  private readonly area: CellRange | undefined;

  constructor(private readonly task: SheetTask) {
    this.area = areaOf(task.cells);
  }

  open(tag: OpenTag, splicer: XmlSplicer): void {
    const { name, depth, attributes } = tag;
    if (depth === 1) this.openRoot(tag, splicer);
    else if (depth === 2) this.openSection(tag, splicer);
    else if (this.section === 'sheetData') this.openInData(tag, splicer);
    else if (this.section === 'cols' && name === 'col') this.defaults.takeColumn(attributes);
    else if (depth === 3 && this.section === 'headerFooter') this.openPageText(tag, splicer);
    else if (depth === 3 && this.section === 'dataValidations') this.ruleCell = firstCell(attributes.get('sqref'));
    else if (depth === 4) {
      if (this.alternative !== undefined && AFTER_NOTES.has(name)) this.nameNotes(this.alternative, splicer);
      if (this.section === 'conditionalFormatting' || this.section === 'dataValidations') this.openRule(tag, splicer);
    }
    if (depth >= 4) this.endAlternative(splicer);
  }

  close(tag: PlacedTag, splicer: XmlSplicer): void {
    const { depth } = tag;
    if (depth === 1) {
      this.nameNotes(tag.start, splicer);
      const left = this.task.cells[this.done];
      if (left) throw this.outOfOrder(left.row, left.column);
    } else if (this.section === 'sheetData') this.closeInData(tag, splicer);
    else if (depth === 4 && this.formula) this.closeRule(tag, splicer);
    else if (depth === 3 && this.pageText) this.closePageText(tag, splicer);
    if (depth === 2) this.endAlternative(splicer);
  }

  text(text: string): void {
    if (this.formula) this.formula.text += text;
    else if (this.pageText) this.pageText.text += text;
  }

  // ---- The sheet around its cells ------------------------------------------------------------------------------

  private openRoot({ name, attributes, start, end }: OpenTag, splicer: XmlSplicer): void {
    if (name !== 'worksheet') throw corrupt('xml-root', { part: this.task.part, root: name });
    this.prefix = prefixOfTag(splicer.written(start, end));
    for (const [attribute, value] of attributes.all()) {
      if (value === this.task.notes?.namespace && attribute.startsWith('xmlns:')) {
        this.relationshipsPrefix = attribute.slice('xmlns:'.length);
      }
    }
  }

  private openSection(tag: OpenTag, splicer: XmlSplicer): void {
    const { name, attributes, start, end, isEmpty } = tag;
    this.section = name;
    if (name === 'dimension') this.extendDimension(tag, splicer);
    else if (name === 'sheetData' && isEmpty && this.done < this.task.cells.length) {
      const written = splicer.written(start, end);
      const rows = this.newRows(Infinity);
      if (rows !== '') splicer.replace(start, end, openedTag(written) + rows + closingTag(written));
    } else if (name === 'conditionalFormatting') this.ruleCell = firstCell(attributes.get('sqref'));
    else if (name === 'legacyDrawing') this.notesRelationship ??= attributes.getLocal('id');
    else if (AFTER_NOTES.has(name)) this.nameNotes(start, splicer);
    else if (name === 'AlternateContent' && this.task.notes) {
      // What it stands for is known by what it holds.
      this.alternative = start;
      splicer.hold(start);
    }
  }

  private endAlternative(splicer: XmlSplicer): void {
    if (this.alternative === undefined) return;
    this.alternative = undefined;
    splicer.release();
  }

  private extendDimension({ attributes, start, end }: OpenTag, splicer: XmlSplicer): void {
    const before = parseRange(attributes.get('ref') ?? '');
    if (!before || !this.area) return;
    const after: CellRange = {
      top: Math.min(before.top, this.area.top),
      left: Math.min(before.left, this.area.left),
      bottom: Math.max(before.bottom, this.area.bottom),
      right: Math.max(before.right, this.area.right),
    };
    if (sameRange(before, after)) return;
    splicer.replace(start, end, withAttribute(splicer.written(start, end), 'ref', rangeAddress(after)));
  }

  private nameNotes(at: number, splicer: XmlSplicer): void {
    const { notes } = this.task;
    if (!notes || this.notesRelationship !== undefined) return;
    this.notesRelationship = notes.id;
    const id = escapedAttribute(notes.id);
    const attributes =
      this.relationshipsPrefix === undefined
        ? `xmlns:r="${escapedAttribute(notes.namespace)}" r:id="${id}"`
        : `${this.relationshipsPrefix}:id="${id}"`;
    splicer.insert(at, `<${this.prefix}legacyDrawing ${attributes}/>`);
  }

  // ---- Rows ----------------------------------------------------------------------------------------------------

  private openInData(tag: OpenTag, splicer: XmlSplicer): void {
    const { name, depth } = tag;
    if (depth === 3) {
      this.inRow = name === 'row';
      if (this.inRow) this.openRow(tag, splicer);
    } else if (depth === 4 && this.inRow && name === 'c') this.openCell(tag, splicer);
    else if (depth === 5 && this.cell) {
      if (name === 'f') this.openFormula(tag);
      else if (name === 'v') this.valueStart = tag.start;
    }
  }

  private closeInData(tag: PlacedTag, splicer: XmlSplicer): void {
    const { name, depth, start, end } = tag;
    if (depth === 5 && this.cell) {
      if (name === 'f') this.closeFormula(tag, splicer);
      else if (name === 'v') this.cell.value = { start: this.valueStart, end };
    } else if (depth === 4 && this.cell) this.closeCell(this.cell, tag, splicer);
    else if (depth === 3 && this.inRow) {
      if (splicer.written(end - 2, end) !== '/>') splicer.insert(start, this.newCells(this.lastRow, Infinity));
      this.inRow = false;
    } else if (depth === 2) {
      splicer.insert(start, this.newRows(Infinity));
      this.section = '';
    }
  }

  private openRow(tag: OpenTag, splicer: XmlSplicer): void {
    const { start, end, attributes, isEmpty } = tag;
    this.places.openRow(attributes);
    const { row } = this.places;
    if (this.task.cells.length > 0 && row <= this.lastRow) throw this.outOfOrder(row, 1);
    splicer.insert(start, this.newRows(row));
    this.defaults.takeRow(attributes);
    this.lastRow = row;
    this.lastColumn = 0;
    if (this.task.cells[this.done]?.row !== row) return;
    const tagBefore = splicer.written(start, end);
    const spans = attributes.get('spans');
    const widened = spans === undefined ? tagBefore : withAttribute(tagBefore, 'spans', this.widened(spans, row));
    if (isEmpty) {
      const cells = this.newCells(row, Infinity);
      if (cells !== '') splicer.replace(start, end, openedTag(widened) + cells + closingTag(widened));
    } else if (widened !== tagBefore) splicer.replace(start, end, widened);
  }

  /** «1:5», and as many columns more as the row's new cells need. */
  private widened(spans: string, row: number): string {
    const columns = spans.split(/[\s:]+/).map(Number);
    const own: number[] = [];
    for (let i = this.done; this.task.cells[i]?.row === row; i++) {
      const cell = this.task.cells[i];
      if (cell && mayBeWritten(cell.patch)) own.push(cell.column);
    }
    if (own.every((column) => column >= Math.min(...columns) && column <= Math.max(...columns))) return spans;
    return `${String(Math.min(...columns, ...own))}:${String(Math.max(...columns, ...own))}`;
  }

  /** The rows that the sheet does not hold and the patch does, before a row. */
  private newRows(before: number): string {
    let out = '';
    for (let next = this.task.cells[this.done]; next && next.row < before; next = this.task.cells[this.done]) {
      this.defaults.takeRow(undefined);
      const cells = this.newCells(next.row, Infinity);
      if (cells !== '') out += `<${this.prefix}row r="${String(next.row)}">${cells}</${this.prefix}row>`;
    }
    return out;
  }

  /** The cells that a row does not hold and the patch does, before a column. */
  private newCells(row: number, before: number): string {
    let out = '';
    for (
      let next = this.task.cells[this.done];
      next && next.row === row && next.column < before;
      next = this.task.cells[this.done]
    ) {
      this.refuseInArray(next);
      const usual = this.defaults.of(next.column);
      const style = this.styleFor(next.patch, usual);
      if (hasContent(next.patch.put) || style !== usual) {
        const tag = `<${this.prefix}c r="${cellAddress(row, next.column)}">`;
        out += this.cellWith(style === 0 ? tag : withAttribute(tag, 's', String(style)), next);
      }
      this.done++;
    }
    return out;
  }

  // ---- Cells ---------------------------------------------------------------------------------------------------

  private openCell({ start, end, attributes, isEmpty }: OpenTag, splicer: XmlSplicer): void {
    this.places.openCell(attributes);
    const { row, column } = this.places;
    if (this.task.cells.length > 0) {
      if (row !== this.lastRow || column <= this.lastColumn) throw this.outOfOrder(row, column);
      splicer.insert(start, this.newCells(row, column));
    }
    this.lastColumn = column;
    const next = this.task.cells[this.done];
    const own = next?.row === row && next.column === column ? next : undefined;
    if (own) {
      this.refuseInArray(own);
      this.done++;
    }
    const style = Number(attributes.get('s') ?? 0);
    this.cell = {
      row,
      column,
      start,
      openEnd: end,
      patch: own?.patch,
      style,
      hasFormula: false,
      isFormulaChanged: false,
      value: undefined,
    };
    // All of it can still change until it has been told.
    if (!isEmpty) splicer.hold(start);
  }

  private closeCell(cell: OpenCell, { start: closeStart, end }: PlacedTag, splicer: XmlSplicer): void {
    const { row, column, start, openEnd, patch } = cell;
    const result = patch?.put === undefined && cell.hasFormula ? patch?.result : undefined;
    if (patch) {
      const style = this.styleFor(patch, cell.style);
      const tag = splicer.written(start, openEnd);
      const styled = style === cell.style ? tag : withAttribute(tag, 's', String(style));
      if (patch.put) {
        const address = cellAddress(row, column);
        if (cell.hasFormula && patch.put.kind !== 'formula') this.formulasLost.push(address);
        const opened = openedTag(withoutContentAttributes(withAttribute(styled, 'r', address)));
        splicer.replace(start, end, this.cellWith(opened, { row, column, patch }));
      } else {
        const typed = result === undefined ? styled : withAttribute(styled, 't', typeOfResult(result));
        if (typed !== tag) splicer.replace(start, openEnd, typed);
      }
    }
    if (result !== undefined) {
      const { start: from, end: to } = cell.value ?? { start: closeStart, end: closeStart };
      const value = `<${this.prefix}v>${writtenResult(result)}</${this.prefix}v>`;
      if (splicer.written(from, to) !== value) splicer.replace(from, to, value);
    }
    // What the formula came to before is not what it comes to now.
    else if (cell.isFormulaChanged && cell.value) splicer.replace(cell.value.start, cell.value.end, '');
    this.cell = undefined;
    splicer.release();
  }

  /** A whole cell from its opening tag. */
  private cellWith(tag: string, { row, column, patch }: PlacedCellPatch): string {
    const { prefix } = this;
    const typed = (type: string, content: string): string =>
      (type === '' ? tag : withAttribute(tag, 't', type)) + content + closingTag(tag);
    const value = (written: string): string => `<${prefix}v>${written}</${prefix}v>`;
    const text = (written: string): string =>
      written === ''
        ? tag.replace(/>$/, '/>')
        : typed(
            'inlineStr',
            `<${prefix}is>${textElement(prefix, this.checked(written, LONGEST_TEXT, row, column))}</${prefix}is>`,
          );
    const { put } = patch;
    switch (put?.kind) {
      case undefined:
      case 'blank':
        return text('');
      case 'text':
        return text(put.text);
      case 'number':
        return typed('', value(writtenNumber(put.value)));
      case 'boolean':
        return typed('b', value(put.value ? '1' : '0'));
      case 'date': {
        const serial = Number(valuePut(put, this.task.date1904));
        // Days before the workbook's first have no number.
        return serial < (this.task.date1904 ? 0 : 1) ? text(put.date) : typed('', value(String(serial)));
      }
      case 'formula': {
        const formula = this.checked(put.formula.replace(/^=/, ''), LONGEST_FORMULA, row, column);
        const f = `<${prefix}f>${escapedText(formula)}</${prefix}f>`;
        const { result } = patch;
        if (result === undefined) return typed('', f);
        return typed(typeOfResult(result) ?? '', f + value(writtenResult(result)));
      }
    }
  }

  private styleFor(patch: CellPatch, own: number): number {
    const { styles, stylesOf } = this.task;
    const base = patch.styleOf === undefined ? own : (stylesOf.get(normal(patch.styleOf)) ?? own);
    const format = patch.put && formatPut({ put: patch.put }, styles.formatOf(base));
    return styles.variant(base, {
      ...(patch.fill !== undefined && { fill: patch.fill }),
      ...(format !== undefined && { numberFormat: format }),
    });
  }

  private checked(text: string, most: number, row: number, column: number): string {
    if (text.length <= most) return text;
    throw new PatchRefusal({ code: 'text-too-long', sheet: this.task.sheet, cell: cellAddress(row, column), most });
  }

  private outOfOrder(row: number, column: number): PatchRefusal {
    return new PatchRefusal({ code: 'out-of-order', sheet: this.task.sheet, cell: cellAddress(row, column) });
  }

  // ---- Formulas ------------------------------------------------------------------------------------------------

  private refuseInArray({ row, column, patch }: PlacedCellPatch): void {
    if (!patch.put) return;
    const array = this.arrays.find(({ range }) => isWithin(range, row, column));
    if (array) throw this.inArray(row, column, array.ref);
  }

  private inArray(row: number, column: number, range: string): PatchRefusal {
    return new PatchRefusal({ code: 'cell-in-array', sheet: this.task.sheet, cell: cellAddress(row, column), range });
  }

  private openFormula({ start, end, attributes, isEmpty }: OpenTag): void {
    this.formula = {
      start,
      openEnd: end,
      isEmpty,
      kind: attributes.get('t') ?? 'normal',
      shared: attributes.get('t') === 'shared' ? attributes.get('si') : undefined,
      ref: attributes.get('ref'),
      text: '',
    };
  }

  private closeFormula({ start, end }: PlacedTag, splicer: XmlSplicer): void {
    const { cell, formula } = this;
    this.formula = undefined;
    if (!cell || !formula) return;
    cell.hasFormula = true;
    const { row, column, patch } = cell;
    const { kind, ref = '', shared, text } = formula;
    const range = parseRange(ref);
    if ((kind === 'array' || kind === 'dataTable') && range && !isOneCell(range)) {
      if (patch?.put) throw this.inArray(row, column, ref);
      this.arrays.push({ range, ref });
    }
    if (patch?.put) {
      if (shared !== undefined && formula.ref !== undefined) this.orphaned.set(shared, { row, column, text });
      return;
    }
    // A number may be given to another formula later on.
    if (shared !== undefined && formula.ref !== undefined) this.orphaned.delete(shared);
    const parent = shared !== undefined ? this.orphaned.get(shared) : undefined;
    const own = parent ? shiftedFormula(parent.text, row - parent.row, column - parent.column) : text;
    const asked = own === '' ? undefined : this.task.formulas?.(cellAddress(row, column), own);
    const wanted = asked === undefined || asked === own ? undefined : asked;
    const sharing = parent ? undefined : shared;
    if (wanted !== undefined || (sharing !== undefined && this.rewritten.has(sharing))) {
      this.isFormulaChanged = true;
      cell.isFormulaChanged = true;
      if (sharing !== undefined) this.rewritten.add(sharing);
    }
    const written = escapedText(wanted ?? own);
    // Its first cell has lost the formula that this cell shared: from now on it has it of its own.
    if (parent) splicer.replace(formula.start, end, `<${this.prefix}f>${written}</${this.prefix}f>`);
    else if (wanted !== undefined) splicer.replace(formula.openEnd, start, written);
  }

  private openPageText({ start, end, isEmpty }: OpenTag, splicer: XmlSplicer): void {
    if (!this.task.texts || isEmpty) return;
    this.pageText = { openEnd: end, text: '' };
    splicer.hold(start);
  }

  private closePageText({ start }: PlacedTag, splicer: XmlSplicer): void {
    const { pageText } = this;
    this.pageText = undefined;
    if (!pageText) return;
    const wanted = this.task.texts?.(pageText.text);
    if (wanted !== undefined && wanted !== pageText.text) {
      splicer.replace(pageText.openEnd, start, escapedText(wanted));
    }
    splicer.release();
  }

  private openRule({ name, start, end, isEmpty }: OpenTag, splicer: XmlSplicer): void {
    if (!this.task.formulas || isEmpty || !/^formula[12]?$/.test(name)) return;
    this.formula = { start, openEnd: end, isEmpty, kind: 'rule', shared: undefined, ref: undefined, text: '' };
    splicer.hold(start);
  }

  private closeRule({ start }: PlacedTag, splicer: XmlSplicer): void {
    const { formula } = this;
    this.formula = undefined;
    if (!formula) return;
    const wanted = this.task.formulas?.(this.ruleCell, formula.text);
    if (wanted !== undefined && wanted !== formula.text) {
      splicer.replace(formula.openEnd, start, escapedText(wanted));
    }
    splicer.release();
  }
}

/** Attributes that speak of what a cell held. */
const OF_CONTENT = ['t', 'cm', 'vm', 'ph'];
const HAS_CONTENT_ATTRIBUTE = /\s(?:t|cm|vm|ph)\s*=/;

function withoutContentAttributes(tag: string): string {
  if (!HAS_CONTENT_ATTRIBUTE.test(tag)) return tag;
  return OF_CONTENT.reduce((left, name) => withAttribute(left, name, undefined), tag);
}

function hasContent(put: CellInput | undefined): boolean {
  return put !== undefined && put.kind !== 'blank' && !(put.kind === 'text' && put.text === '');
}

/** Whether a cell that the sheet does not hold may have to be written. */
function mayBeWritten({ put, fill, styleOf }: CellPatch): boolean {
  return hasContent(put) || fill !== undefined || styleOf !== undefined;
}

/** A cell's type by what its formula came to; a number needs none. */
function typeOfResult(result: CellResult): string | undefined {
  if (typeof result === 'number') return undefined;
  if (typeof result === 'boolean') return 'b';
  return typeof result === 'string' ? 'str' : 'e';
}

function writtenResult(result: CellResult): string {
  if (typeof result === 'number') return writtenNumber(result);
  if (typeof result === 'boolean') return result ? '1' : '0';
  return isFault(result) ? escapedText(result.fault) : escapedCellText(result);
}

function writtenNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no number for a cell: ${String(value)}`);
  return String(value);
}

/** «C7» for «$c$7». */
function normal(cell: string): string {
  const place = parseCell(cell);
  return place ? cellAddress(place.row, place.column) : cell;
}

function firstCell(sqref: string | undefined): string {
  const range = parseRange(sqref?.trim().split(/\s+/)[0] ?? '');
  return range ? cellAddress(range.top, range.left) : '';
}

function areaOf(cells: readonly PlacedCellPatch[]): CellRange | undefined {
  let area: CellRange | undefined;
  for (const { row, column, patch } of cells) {
    if (!mayBeWritten(patch)) continue;
    area = {
      top: Math.min(area?.top ?? row, row),
      left: Math.min(area?.left ?? column, column),
      bottom: Math.max(area?.bottom ?? row, row),
      right: Math.max(area?.right ?? column, column),
    };
  }
  return area;
}

export function rangeAddress({ top, left, bottom, right }: CellRange): string {
  const first = cellAddress(top, left);
  const last = cellAddress(bottom, right);
  return first === last ? first : `${first}:${last}`;
}

function sameRange(a: CellRange, b: CellRange): boolean {
  return a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;
}

function isOneCell({ top, left, bottom, right }: CellRange): boolean {
  return top === bottom && left === right;
}

function isWithin({ top, left, bottom, right }: CellRange, row: number, column: number): boolean {
  return top <= row && row <= bottom && left <= column && column <= right;
}
