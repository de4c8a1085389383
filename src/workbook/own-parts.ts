import type { WorkbookSnapshot } from '../ledger/cells';
import type { readConnection } from '../ledger/connect/connection';
import type { connectWorkbook } from '../ledger/connect/connect-workbook';
import type { lintPolicy } from '../policy/lint';
import { isPolicySheet, isPolicyTable } from '../policy/sheet-names';
import type { policySheetNames, readPolicySheets } from '../policy-sheets';
import type { policyCasesInSteps } from '../settlement/policy-cases';
import type { standingFrom } from './approvals';
import { isStoredSheet } from './stored-sheet';
import type { applyWaivers, readWaivers, rowContentOf } from './waivers';

/**
 * What is needed to open a workbook that brings something of its own: a policy on sheets, a connection, approvals, waivers. The
 * command line has it at hand (own-reading.ts); a page loads it when the first such workbook comes.
 */
export interface OwnParts {
  readonly policySheetNames: typeof policySheetNames;
  readonly readPolicySheets: typeof readPolicySheets;
  readonly lintPolicy: typeof lintPolicy;
  readonly policyCasesInSteps: typeof policyCasesInSteps;
  readonly readConnection: typeof readConnection;
  readonly connectWorkbook: typeof connectWorkbook;
  readonly standingFrom: typeof standingFrom;
  readonly readWaivers: typeof readWaivers;
  readonly applyWaivers: typeof applyWaivers;
  readonly rowContentOf: typeof rowContentOf;
}

/** Tells a workbook that brings something of its own from one of nothing but ledgers. */
export function bringsItsOwn({ sheets }: Pick<WorkbookSnapshot, 'sheets'>): boolean {
  return sheets.some(
    ({ name, tables }) =>
      isPolicySheet(name) || isStoredSheet(name) || tables.some((table) => isPolicyTable(table.name)),
  );
}
