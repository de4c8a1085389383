import { err, ok, type Result } from '../../../kernel/result';
import { cellAddress, parseCell } from '../../../ledger/a1';
import { refuseOtherFormats } from '../file-format';
import { findWorkbookPart } from '../package-directory';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../read-limits';
import { ReadRefusal } from '../read-problem';
import { FormulaListEditor } from './formula-list';
import { emptyShapes, withShapes } from './note-shapes';
import { emptyNotes, withNotes, type CellNote } from './note-texts';
import { PatchRefusal } from './patch-refusal';
import { PatchedPackage, type WrittenRelationship } from './patched-package';
import { SheetEditor, StyleSurvey, type PlacedCellPatch } from './sheet-patch';
import { childOf, PlacedText } from './placed-tree';
import { PLAIN_STYLES, StyleSheet } from './style-sheet';
import { TableText } from './table-text';
import type { CellPatch, PatchProblem, SheetPatch, WorkbookPatch } from './workbook-patch';
import { WorkbookText } from './workbook-text';
import { escapedText } from './xml-text';

export type { CellPatch, PatchProblem, SheetPatch, WorkbookPatch } from './workbook-patch';

/** Whom notes are by where a patch does not say. */
const AUTHOR = 'PayClause';

/**
 * Changes an .xlsx, .xlsm, .xltx or .xltm file in places and leaves all else as it is: parts that the patch does not touch
 * keep their bytes, and in those that it touches whatever is not part of a change keeps its characters. Macros, charts,
 * pivot tables and what no program of today knows pass through. Protected sheets are patched like others: the protection
 * asks programs to keep people from editing, and stays in force.
 *
 * Texts are written into the cells themselves (`t="inlineStr"`), not into the table of shared strings, so that a patch of
 * one sheet touches that sheet alone; Excel, WPS and LibreOffice read them alike.
 *
 * Where values or formulas change, the workbook is computed anew when a program opens it; formulas that were changed store
 * no result until then.
 *
 * @param bytes The whole file; it is not changed.
 * @returns The patched file, or why there is none. The same bytes and patch give the same bytes.
 */
export async function patchWorkbook(
  bytes: Uint8Array,
  patch: WorkbookPatch,
  limits: ReadLimits = DEFAULT_READ_LIMITS,
): Promise<Result<Uint8Array, PatchProblem>> {
  try {
    if (bytes.length > limits.fileBytes) {
      throw new ReadRefusal('file-too-large', { size: bytes.length, max: limits.fileBytes });
    }
    refuseOtherFormats(bytes);
    return ok(await (await WorkbookPatcher.open(bytes, patch, limits)).patched());
  } catch (error) {
    if (error instanceof PatchRefusal) return err(error.problem);
    if (error instanceof ReadRefusal) {
      return err({ code: 'unreadable', problem: { code: error.code, file: '', facts: error.facts } });
    }
    throw error;
  }
}

interface FoundSheet {
  readonly name: string;
  readonly part: string;
  readonly sheetId: string;
}

class WorkbookPatcher {
  private readonly formulasLost = new Map<string, ReadonlySet<string>>();
  private isComputedAnew = false;
  private styles: { readonly sheet: StyleSheet; readonly part: string; readonly isNew: boolean } | undefined;

  private constructor(
    private readonly book: PatchedPackage,
    private readonly patch: WorkbookPatch,
    private readonly workbookPart: string,
    private readonly workbook: WorkbookText,
    private readonly relationships: readonly WrittenRelationship[],
  ) {}

  static async open(bytes: Uint8Array, patch: WorkbookPatch, limits: ReadLimits): Promise<WorkbookPatcher> {
    const book = await PatchedPackage.open(bytes, limits);
    const workbookPart = await findWorkbookPart(book.parts, limits);
    for (const name of book.parts.names()) {
      if (name.startsWith('_xmlsignatures/')) throw new PatchRefusal({ code: 'signed', part: name });
    }
    const workbook = new WorkbookText(workbookPart, await book.text(workbookPart));
    return new WorkbookPatcher(book, patch, workbookPart, workbook, await book.relationshipsOf(workbookPart));
  }

  async patched(): Promise<Uint8Array> {
    const sheets = this.worksheets();
    const patches = this.patchesBySheet(sheets);
    for (const sheet of sheets) {
      const patch = patches.get(sheet);
      if (patch || this.patch.formulas || this.patch.texts)
        await this.patchSheet(sheet, patch ?? { sheet: sheet.name });
      if (this.patch.links) await this.book.retarget(sheet.part, this.patch.links);
    }
    if (this.patch.links) await this.retargetBooks(this.patch.links);
    if (this.patch.texts) await this.retitle(this.patch.texts);
    await this.dropLostFormulas();
    if (this.patch.definedNames) this.workbook.setNames(this.patch.definedNames);
    if (this.isComputedAnew) this.workbook.computeOnOpening();
    const workbook = this.workbook.changed();
    if (workbook !== undefined) this.book.setText(this.workbookPart, workbook);
    await this.keepStyles();
    return this.book.changed();
  }

  // ---- Sheets --------------------------------------------------------------------------------------------------

  private worksheets(): readonly FoundSheet[] {
    const byId = new Map(this.relationships.map((relationship) => [relationship.id, relationship]));
    return this.workbook.sheets.flatMap(({ name, relationship, sheetId }) => {
      const found = byId.get(relationship);
      return found && kindOf(found) === 'worksheet' ? [{ name, part: found.part, sheetId }] : [];
    });
  }

  private patchesBySheet(sheets: readonly FoundSheet[]): ReadonlyMap<FoundSheet, SheetPatch> {
    return new Map(
      this.patch.sheets.map((patch) => {
        const found = sheets.find(({ name }) => name.toLowerCase() === patch.sheet.toLowerCase());
        if (!found) throw new PatchRefusal({ code: 'sheet-not-found', sheet: patch.sheet });
        return [found, patch];
      }),
    );
  }

  private async patchSheet(sheet: FoundSheet, patch: SheetPatch): Promise<void> {
    const { formulas } = this.patch;
    const ofSheet = formulas && ((cell: string, formula: string) => formulas(sheet.name, cell, formula));
    const relationships = await this.book.relationshipsOf(sheet.part);
    const cells = placedCells(patch.cells ?? []);
    await this.patchTables(sheet, patch, cells, relationships, ofSheet);
    if (cells.length === 0 && !ofSheet && !this.patch.texts) return;

    const styles = await this.styleSheet();
    const takenFrom = cells.flatMap(({ patch: { styleOf } }) => styleOf ?? []);
    const survey = new StyleSurvey(takenFrom);
    if (takenFrom.length > 0) await this.book.survey(sheet.part, survey);
    const notes = cells.flatMap(({ row, column, patch: { note } }): CellNote[] =>
      note === undefined ? [] : [{ row, column, text: note }],
    );
    const editor = new SheetEditor({
      sheet: sheet.name,
      part: sheet.part,
      date1904: this.workbook.date1904,
      cells,
      styles,
      stylesOf: survey.styles,
      formulas: ofSheet,
      texts: this.patch.texts,
      notes:
        notes.length === 0 ? undefined : { id: freeId(relationships), namespace: this.workbook.relationshipsNamespace },
    });
    const isChanged = await this.book.splice(sheet.part, editor);
    if (editor.formulasLost.length > 0) this.formulasLost.set(sheet.sheetId, new Set(editor.formulasLost));
    if (editor.isFormulaChanged || (isChanged && cells.some(({ patch: { put } }) => put))) this.isComputedAnew = true;
    if (notes.length > 0) await this.addNotes(sheet, notes, relationships, editor.notesRelationship ?? '');
  }

  // ---- Tables --------------------------------------------------------------------------------------------------

  private async patchTables(
    sheet: FoundSheet,
    patch: SheetPatch,
    cells: readonly PlacedCellPatch[],
    relationships: readonly WrittenRelationship[],
    formulas: ((cell: string, formula: string) => string | undefined) | undefined,
  ): Promise<void> {
    const puts = cells.filter((cell) => cell.patch.put);
    const moved = patch.tables ?? [];
    if (puts.length === 0 && moved.length === 0 && !formulas) return;
    const tables: TableText[] = [];
    for (const { part } of relationships.filter((relationship) => kindOf(relationship) === 'table')) {
      tables.push(new TableText(part, await this.book.text(part)));
    }
    for (const { name, range } of moved) {
      const found = tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
      if (!found) throw new PatchRefusal({ code: 'table-not-found', sheet: sheet.name, table: name });
      if (!found.fits(range)) throw new PatchRefusal({ code: 'table-range', sheet: sheet.name, table: found.name });
      found.cover(range);
    }
    for (const table of tables) {
      refuseHeadings(sheet.name, table, puts);
      if (formulas) table.mapFormulas(formulas);
      const changed = table.changed();
      if (changed !== undefined) this.book.setText(table.part, changed);
    }
  }

  // ---- Notes ---------------------------------------------------------------------------------------------------

  private async addNotes(
    sheet: FoundSheet,
    notes: readonly CellNote[],
    relationships: readonly WrittenRelationship[],
    shapesId: string,
  ): Promise<void> {
    const folder = folderOf(this.workbookPart);
    const author = this.patch.author ?? AUTHOR;
    const base = this.workbook.relationshipsNamespace;
    const notesPart = relationships.find((relationship) => kindOf(relationship) === 'comments')?.part;
    const before = notesPart === undefined ? emptyNotes(this.workbook.mainNamespace) : await this.book.text(notesPart);
    const { text, added } = withNotes(notesPart ?? '', before, notes, author);
    if (notesPart !== undefined && text !== before) this.book.setText(notesPart, text);

    const shapesPart = relationships.find(({ id }) => id === shapesId)?.part;
    if (shapesPart !== undefined) {
      if (added.length > 0) {
        this.book.setText(shapesPart, withShapes(shapesPart, await this.book.text(shapesPart), added));
      }
    } else {
      const part = this.book.free(`${folder}drawings/vmlDrawing`, '.vml');
      const number = Math.max(1, this.workbook.sheets.findIndex(({ name }) => name === sheet.name) + 1);
      const shapes = withShapes(part, emptyShapes(number), added);
      await this.book.addPartByEnding(part, 'application/vnd.openxmlformats-officedocument.vmlDrawing', shapes);
      await this.book.addRelationship(sheet.part, shapesId, `${base}/vmlDrawing`, `/${part}`);
    }
    if (notesPart === undefined) {
      const part = this.book.free(`${folder}comments`, '.xml');
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
      await this.book.addPart(part, type, text);
      const id = freeId(await this.book.relationshipsOf(sheet.part));
      await this.book.addRelationship(sheet.part, id, `${base}/comments`, `/${part}`);
    }
  }

  // ---- The workbook as a whole ---------------------------------------------------------------------------------

  private async styleSheet(): Promise<StyleSheet> {
    if (this.styles) return this.styles.sheet;
    const found = this.relationships.find((relationship) => kindOf(relationship) === 'styles')?.part;
    const isNew = found === undefined || !this.book.has(found);
    const part = isNew ? this.book.free(`${folderOf(this.workbookPart)}styles`, '.xml') : found;
    const text = isNew ? PLAIN_STYLES(this.workbook.mainNamespace) : await this.book.text(part);
    this.styles = { sheet: new StyleSheet(part, text), part, isNew };
    return this.styles.sheet;
  }

  private async keepStyles(): Promise<void> {
    const text = this.styles?.sheet.changed();
    if (!this.styles || text === undefined) return;
    const { part, isNew } = this.styles;
    if (!isNew) {
      this.book.setText(part, text);
      return;
    }
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml';
    await this.book.addPart(part, type, text);
    const id = freeId(await this.book.relationshipsOf(this.workbookPart));
    await this.book.addRelationship(
      this.workbookPart,
      id,
      `${this.workbook.relationshipsNamespace}/styles`,
      `/${part}`,
    );
  }

  private async dropLostFormulas(): Promise<void> {
    const list = this.relationships.find((relationship) => kindOf(relationship) === 'calcChain')?.part;
    if (this.formulasLost.size === 0 || list === undefined || !this.book.has(list)) return;
    const editor = new FormulaListEditor(this.formulasLost);
    await this.book.splice(list, editor);
    if (!editor.hasEntries) await this.book.removePart(list, this.workbookPart);
  }

  /** The title that the document's properties bear. */
  private async retitle(texts: (text: string) => string | undefined): Promise<void> {
    const properties = (await this.book.relationshipsOf('')).find((found) => kindOf(found) === 'core-properties')?.part;
    if (properties === undefined || !this.book.has(properties)) return;
    const document = new PlacedText(properties, await this.book.text(properties), 'coreProperties');
    const title = childOf(document.root, 'title');
    const wanted = title && texts(title.text);
    if (!title || wanted === undefined || wanted === title.text || title.openEnd === title.end) return;
    document.replace(title.openEnd, title.closeStart, escapedText(wanted));
    this.book.setText(properties, document.changed());
  }

  /** Links to other workbooks have parts of their own. */
  private async retargetBooks(links: (target: string) => string | undefined): Promise<void> {
    for (const relationship of this.relationships) {
      if (kindOf(relationship) === 'externalLink') await this.book.retarget(relationship.part, links);
    }
  }
}

function placedCells(cells: readonly CellPatch[]): readonly PlacedCellPatch[] {
  const byPlace = new Map<string, PlacedCellPatch>();
  for (const patch of cells) {
    const place = parseCell(patch.cell);
    if (!place) throw new RangeError(`no cell: ${patch.cell}`);
    const address = cellAddress(place.row, place.column);
    if (byPlace.has(address)) throw new RangeError(`patched twice: ${address}`);
    byPlace.set(address, { ...place, patch });
  }
  return [...byPlace.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}

function refuseHeadings(sheet: string, table: TableText, puts: readonly PlacedCellPatch[]): void {
  if (table.headerRows === 0) return;
  const { top, left, right } = table.range;
  for (const { row, column, patch } of puts) {
    if (row !== top || column < left || column > right) continue;
    if (patch.put?.kind === 'text' && patch.put.text === table.headings[column - left]) continue;
    throw new PatchRefusal({ code: 'table-heading', sheet, cell: cellAddress(row, column), table: table.name });
  }
}

/** The last word of a relationship's type; the same in both variants of the format. */
function kindOf({ type, isExternal }: WrittenRelationship): string {
  return isExternal ? '' : type.slice(type.lastIndexOf('/') + 1);
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

function freeId(relationships: readonly WrittenRelationship[]): string {
  const taken = new Set(relationships.map(({ id }) => id.toLowerCase()));
  for (let number = 1; ; number++) if (!taken.has(`rid${String(number)}`)) return `rId${String(number)}`;
}
