import { FormTally } from '../../functions/formula-form';
import { err, ok, type Result } from '../../kernel/result';
import type { SheetSnapshot, TableInfo, WorkbookSnapshot } from '../../ledger/cells';
import { TextPool } from './cell-text';
import { refuseOtherFormats } from './file-format';
import { findWorkbookPart, readRelationships, type Relationship } from './package-directory';
import { PackageParts, relationshipsPart } from './package-parts';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits';
import { corrupt, ReadRefusal, type ReadProblem } from './read-problem';
import { SharedStringsReader } from './shared-strings-part';
import { SheetPartReader, type SheetContext } from './sheet-part';
import { TablePartReader } from './table-part';
import { WorkbookPartReader, type ListedSheet } from './workbook-part';

export { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits';
export type { CorruptReason, ReadProblem, ReadProblemCode } from './read-problem';

export interface ReadOptions {
  /** Limits that differ from DEFAULT_READ_LIMITS. */
  readonly limits?: Partial<ReadLimits>;
  /** Told now and then how much has been read: from 0 to 1, never falling. A page gets to paint in between. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Reads an .xlsx, .xlsm, .xltx or .xltm workbook, written by any program, from its bytes.
 *
 * Every worksheet is read, hidden ones too; chart, dialog and macro sheets are passed over. Values are those that the
 * file stores: formulas are not computed, and a formula without a stored value is the fault «uncalculated». Dates come
 * as serial numbers in the workbook's own date system. Macros and links never run.
 *
 * @param bytes The whole file.
 * @param name What messages call the file.
 * @returns The workbook, or why it cannot be read. Whatever the bytes are, it neither throws nor fetches anything, and
 *   memory and time stay within what `limits` allow.
 */
export async function readWorkbookBytes(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<Result<WorkbookSnapshot, ReadProblem>> {
  const limits = { ...DEFAULT_READ_LIMITS, ...options.limits };
  try {
    if (bytes.length > limits.fileBytes) {
      throw new ReadRefusal('file-too-large', { size: bytes.length, max: limits.fileBytes });
    }
    refuseOtherFormats(bytes);
    const parts = await PackageParts.open(bytes, limits, options.onProgress);
    const workbook = await readWorkbook(parts, limits, name);
    options.onProgress?.(1);
    return ok(workbook);
  } catch (error) {
    if (error instanceof ReadRefusal) return err({ code: error.code, file: name, facts: error.facts });
    throw error;
  }
}

async function readWorkbook(parts: PackageParts, limits: ReadLimits, name: string): Promise<WorkbookSnapshot> {
  const workbookPart = await findWorkbookPart(parts, limits);
  const workbook = new WorkbookPartReader(workbookPart, limits);
  await parts.read(workbookPart, workbook);
  const relationships = await readRelationships(parts, workbookPart, limits);
  const worksheets = listedWorksheets(workbook.sheets, relationships, workbookPart);
  const sharedStringsPart = relationships.find(({ kind }) => kind === 'sharedStrings')?.part ?? 'xl/sharedStrings.xml';
  // Some writers announce the table and leave it out when no cell needs it.
  const hasStrings = parts.has(sharedStringsPart);
  parts.plan([sharedStringsPart, ...worksheets.map(({ part }) => part)]);

  const pool = new TextPool(limits);
  const strings = new SharedStringsReader(sharedStringsPart, pool, limits);
  if (hasStrings) await parts.read(sharedStringsPart, strings);

  const context: SheetContext = {
    limits,
    date1904: workbook.date1904,
    sharedStrings: hasStrings ? strings.strings : undefined,
    sharedStringsPart,
    pool,
    faults: new Map(),
    forms: new FormTally(),
    counts: { cells: 0, blanks: 0 },
  };
  const sheets: SheetSnapshot[] = [];
  for (const worksheet of worksheets) sheets.push(await readSheet(parts, worksheet, context));
  const { date1904, definedNames } = workbook;
  const { form } = context.forms;
  return { name, date1904, ...(form === 'wps' && { formulasOf: form }), sheets, definedNames };
}

/** The sheets that are worksheets, with their parts, in tab order. */
function listedWorksheets(
  listed: readonly ListedSheet[],
  relationships: readonly Relationship[],
  workbookPart: string,
): readonly { readonly name: string; readonly part: string }[] {
  if (listed.length === 0) throw corrupt('no-sheets', { part: workbookPart });
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  return listed.flatMap((sheet) => {
    const relationship = byId.get(sheet.relationship);
    if (!relationship) throw corrupt('part-missing', { part: relationshipsPart(workbookPart), text: sheet.name });
    return relationship.kind === 'worksheet' ? [{ name: sheet.name, part: relationship.part }] : [];
  });
}

async function readSheet(
  parts: PackageParts,
  { name, part }: { readonly name: string; readonly part: string },
  context: SheetContext,
): Promise<SheetSnapshot> {
  const sheet = new SheetPartReader(part, context);
  await parts.read(part, sheet);
  const relationships = await readRelationships(parts, part, context.limits);
  // In the sheet's own order; a table that only the relationships know comes last.
  const ids = new Map([...sheet.tables].map((id, place) => [id, place]));
  const place = ({ id }: Relationship) => ids.get(id) ?? ids.size;
  const listed = relationships.filter(({ kind }) => kind === 'table').sort((a, b) => place(a) - place(b));
  const tables: TableInfo[] = [];
  for (const tablePart of new Set(listed.map((relationship) => relationship.part))) {
    const reader = new TablePartReader(tablePart);
    await parts.read(tablePart, reader);
    tables.push(reader.result());
  }
  const { rows, merges, brokenFormulas } = sheet;
  return { name, rows, merges, tables, ...(brokenFormulas.length > 0 && { brokenFormulas }) };
}
