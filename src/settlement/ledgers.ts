import type { WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { readLedger, type LedgerData, type LedgerReading, type LedgerRow } from '../ledger/read-ledger';
import type { Policy } from '../policy/policy';

/** All ledgers of a policy as found in a workbook, by ledger id. */
export type Ledgers = ReadonlyMap<string, LedgerReading>;

/** Reads every ledger that the policy names. */
export function readLedgers(policy: Policy, workbook: WorkbookSnapshot): Ledgers {
  return new Map(policy.document.ledgers.map((ledger) => [ledger.id, readLedger(policy, ledger, workbook)]));
}

/** The rows of a ledger that was found. */
export function dataOf(ledgers: Ledgers, ledger: string): LedgerData | undefined {
  const reading = ledgers.get(ledger);
  return reading?.found === true ? reading.data : undefined;
}

/** Tells whether one of the columns is filled in a row, readable or not. */
export function isEntered(row: LedgerRow, indexes: readonly number[]): boolean {
  return indexes.some((index) => (row.values[index] ?? null) !== null);
}

/** The cell of a row in a column, with its sheet. */
export function cellRef(data: LedgerData, row: LedgerRow, column: string): CellRef {
  return { sheet: data.sheet, cell: data.cellOf(row.row, column) };
}
