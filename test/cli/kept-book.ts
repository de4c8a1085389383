import { readFileSync, writeFileSync } from 'node:fs';
import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { writePolicySheets, type PolicyCell } from '../../src/policy-sheets';
import type { PolicyDocument } from '../../src/policy/schema';
import type { CellInput } from '../../src/workbook/port';
import { STORED_SHEET, storedRows } from '../../src/workbook/stored-sheet';

/** What is put into a workbook beside its ledgers. */
export interface Kept {
  /** What the workbook keeps for the product, by key. */
  readonly texts?: Readonly<Record<string, string>>;
  /** A policy of its own, on sheets. */
  readonly policy?: PolicyDocument;
}

/** Puts sheets into a workbook's file, as the add-in leaves them there. */
export async function keepInBook(file: string, { texts, policy }: Kept): Promise<void> {
  const workbook = new Workbook();
  await workbook.xlsx.load(readFileSync(file));
  if (texts) {
    const sheet = workbook.addWorksheet(STORED_SHEET, { state: 'veryHidden' });
    storedRows(new Map(Object.entries(texts))).forEach((cells, row) => {
      cells.forEach((cell, column) => put(sheet, row + 1, column + 1, storedValue(cell)));
    });
  }
  for (const { name, tables } of policy ? writePolicySheets(policy) : []) {
    const known = workbook.getWorksheet(name);
    if (known) workbook.removeWorksheet(known.id);
    const sheet = workbook.addWorksheet(name);
    for (const { top, left, headings, rows } of tables) {
      headings.forEach((heading, column) => put(sheet, top, left + column, heading));
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => put(sheet, top + 1 + row, left + column, policyValue(cell)));
      });
    }
  }
  writeFileSync(file, await workbook.xlsx.writeBuffer());
}

type Value = string | number | Date | null;

function put(sheet: Worksheet, row: number, column: number, value: Value): void {
  if (value !== null) sheet.getCell(row, column).value = value;
}

function storedValue(cell: CellInput): Value {
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'number') return cell.value;
  throw new Error(`nothing is kept as ${cell.kind}`);
}

function policyValue(cell: PolicyCell): Value {
  switch (cell.kind) {
    case 'blank':
      return null;
    case 'text':
      return cell.text;
    case 'number':
      return cell.value;
    case 'date':
      return new Date(`${cell.date}T00:00:00Z`);
  }
}
