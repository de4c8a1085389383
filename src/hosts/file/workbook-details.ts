import { cellAddress, columnOfReference, parseRange, rowNumber, rowOfReference } from '../../ledger/a1';
import type { CellRange } from '../../ledger/cells';
import { err, ok, type Result } from '../../kernel/result';
import type { WorkbookDetails } from '../../workbook/new-year';
import { findWorkbookPart, readRelationships } from './package-directory';
import { PackageParts } from './package-parts';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits';
import { overLimit, ReadRefusal, type ReadProblem } from './read-problem';
import { WorkbookPartReader } from './workbook-part';
import type { Attributes, XmlListener } from './xml-scanner';

/** Reads what a workbook's file says beside its values: which cells hold formulas, and which of them hold one together. */
export async function readWorkbookDetails(
  bytes: Uint8Array,
  name: string,
): Promise<Result<WorkbookDetails, ReadProblem>> {
  const limits = DEFAULT_READ_LIMITS;
  try {
    const parts = await PackageParts.open(bytes, limits, undefined);
    const workbookPart = await findWorkbookPart(parts, limits);
    const workbook = new WorkbookPartReader(workbookPart, limits);
    await parts.read(workbookPart, workbook);
    const relationships = new Map(
      (await readRelationships(parts, workbookPart, limits)).map((relationship) => [relationship.id, relationship]),
    );
    const formulas = new Map<string, ReadonlyMap<string, string>>();
    const arrays = new Map<string, readonly CellRange[]>();
    for (const sheet of workbook.sheets) {
      const relationship = relationships.get(sheet.relationship);
      if (relationship?.kind !== 'worksheet') continue;
      const reader = new FormulaReader(relationship.part, limits);
      await parts.read(relationship.part, reader);
      formulas.set(sheet.name, reader.formulas);
      arrays.set(sheet.name, reader.arrays);
    }
    return ok({ formulas, arrays });
  } catch (error) {
    if (error instanceof ReadRefusal) return err({ code: error.code, file: name, facts: error.facts });
    throw error;
  }
}

/** Reads the formulas of a worksheet's cells. */
class FormulaReader implements XmlListener {
  readonly formulas = new Map<string, string>();
  readonly arrays: CellRange[] = [];
  private inData = false;
  private row = 0;
  private column = 0;
  private formula: string | undefined;

  constructor(
    private readonly part: string,
    private readonly limits: ReadLimits,
  ) {}

  open(element: string, attributes: Attributes, depth: number): void {
    if (depth === 2) this.inData = element === 'sheetData';
    if (!this.inData) return;
    if (depth === 3 && element === 'row') {
      const written = attributes.get('r');
      this.row = written === undefined ? this.row + 1 : rowNumber(written);
      this.column = 0;
    } else if (depth === 4 && element === 'c') {
      const reference = attributes.get('r');
      if (reference === undefined) this.column += 1;
      else [this.column, this.row] = [columnOfReference(reference), rowOfReference(reference)];
    } else if (depth === 5 && element === 'f') {
      this.formula = '';
      const kind = attributes.get('t');
      const range = kind === 'array' || kind === 'dataTable' ? parseRange(attributes.get('ref') ?? '') : undefined;
      if (range && (range.top < range.bottom || range.left < range.right)) this.arrays.push(range);
    }
  }

  close(_element: string, depth: number): void {
    if (depth !== 5 || this.formula === undefined) return;
    if (this.formulas.size >= this.limits.cells) throw overLimit('cells', this.limits.cells, this.part);
    this.formulas.set(cellAddress(this.row, this.column), this.formula);
    this.formula = undefined;
  }

  text(text: string): void {
    if (this.formula === undefined) return;
    this.formula += text;
    if (this.formula.length > this.limits.textLength) throw overLimit('textLength', this.limits.textLength, this.part);
  }
}
