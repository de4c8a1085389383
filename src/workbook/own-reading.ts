import { readConnection } from '../ledger/connect/connection';
import { connectWorkbook } from '../ledger/connect/connect-workbook';
import { lintPolicy } from '../policy/lint';
import { policySheetNames, readPolicySheets } from '../policy-sheets';
import { policyCasesInSteps } from '../settlement/policy-cases';
import { standingFrom } from './approvals';
import type { OwnParts } from './own-parts';
import { applyWaivers, readWaivers, rowContentOf } from './waivers';

/** All that reads what workbooks bring of their own. */
export const OWN_PARTS: OwnParts = {
  policySheetNames,
  readPolicySheets,
  lintPolicy,
  policyCasesInSteps,
  readConnection,
  connectWorkbook,
  standingFrom,
  readWaivers,
  applyWaivers,
  rowContentOf,
};
