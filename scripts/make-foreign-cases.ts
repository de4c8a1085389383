/**
 * `node scripts/run-ts.mjs scripts/make-foreign-cases.ts`: makes the workbooks of test/cases/foreign from the layouts that are
 * written there. The same layouts give the same files on every machine.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { cellAddress } from '../src/ledger/a1';
import { isFault, type CellValue, type WorkbookSnapshot } from '../src/ledger/cells';
import { readDate, shownValue } from '../src/ledger/read-cell';
import { FOREIGN_LAYOUTS, NO_LEDGER, foreignWorkbook } from '../test/cases/foreign/layouts';

const FOLDER = path.join(__dirname, '..', 'test', 'cases', 'foreign');
/** Cells of these numbers are days; the layouts have no amount as large. */
const DATES = { from: 42_370, to: 42_735 } as const;

async function make(): Promise<void> {
  for (const layout of FOREIGN_LAYOUTS) await write(`${layout.name}.xlsx`, foreignWorkbook(layout));
  await write('no-ledger.xlsx', NO_LEDGER);
}

async function write(file: string, snapshot: WorkbookSnapshot): Promise<void> {
  const workbook = new Workbook();
  const day = new Date(Date.UTC(2016, 0, 1));
  workbook.creator = 'PayClause';
  workbook.lastModifiedBy = 'PayClause';
  workbook.created = day;
  workbook.modified = day;
  for (const { name, rows, merges, tables } of snapshot.sheets) {
    const sheet = workbook.addWorksheet(name);
    rows.forEach((cells, row) => {
      cells?.forEach((value, column) => {
        if (value === null || isFault(value)) return;
        const cell = sheet.getCell(row + 1, column + 1);
        cell.value = value;
        if (isDay(value)) cell.numFmt = 'yyyy-mm-dd';
      });
    });
    for (const { top, left, bottom, right } of merges) {
      sheet.mergeCells(`${cellAddress(top, left)}:${cellAddress(bottom, right)}`);
    }
    for (const { name: table, range } of tables) {
      const [head = [], ...body] = rows.slice(range.top - 1, range.bottom);
      sheet.addTable({
        name: table,
        ref: cellAddress(range.top, range.left),
        headerRow: true,
        columns: head.map((heading) => ({ name: shownValue(heading) })),
        rows: body.map((cells) => head.map((_, column) => shownIn(cells?.[column] ?? null))),
      });
    }
  }
  const bytes = await workbook.xlsx.writeBuffer({
    validate: false,
    zip: { modTime: new Date(2016, 0, 1), timestamps: 'dos' },
  });
  fs.writeFileSync(path.join(FOLDER, file), new Uint8Array(bytes));
}

function shownIn(value: CellValue): number | string | boolean | null {
  return isFault(value) ? null : value;
}

function isDay(value: CellValue): boolean {
  return (
    typeof value === 'number' && value >= DATES.from && value <= DATES.to && readDate(value, false).kind === 'value'
  );
}

void make();
