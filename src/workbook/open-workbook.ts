import type { Connection } from '../ledger/connect/connection';
import type { WorkbookSnapshot } from '../ledger/cells';
import { finish } from '../ledger/steps';
import type { LintReport } from '../policy/lint-report';
import type { StepProgress } from '../settlement/books';
import type { CaseResult } from '../settlement/policy-cases';
import { openWorkbookInSteps, sheetsOfOurs, type OpenedWorkbook, type PolicyChoice } from './opened-workbook';
import { OWN_PARTS } from './own-reading';
import { connectionFor, policyInForce, writtenPolicy, type PolicyInForce, type WrittenPolicy } from './policy-in-force';

/** A workbook that was opened with all that reads what it brings of its own: its policy has been proved. */
export type ProvedWorkbook = OpenedWorkbook & {
  readonly lint: LintReport;
  readonly cases: readonly CaseResult[];
};

/** Opens a workbook at one go, whatever it brings of its own. */
export function openWorkbook(choice: PolicyChoice, snapshot: WorkbookSnapshot): ProvedWorkbook {
  return finish(openProvedInSteps(choice, snapshot));
}

/** The same step by step. */
export function openProvedInSteps(
  choice: PolicyChoice,
  snapshot: WorkbookSnapshot,
  previous?: OpenedWorkbook,
): Generator<StepProgress, ProvedWorkbook, void> {
  return openWorkbookInSteps(choice, snapshot, OWN_PARTS, previous) as Generator<StepProgress, ProvedWorkbook, void>;
}

/** The policy that a workbook is under, as it is written. */
export function policyWrittenIn(choice: PolicyChoice, snapshot: WorkbookSnapshot): WrittenPolicy {
  return writtenPolicy(choice, snapshot, OWN_PARTS);
}

/** The same as it is worked with; `approvals` is what the workbook keeps of them. */
export function policyHolding(
  written: WrittenPolicy['policy'],
  approvals: string | undefined,
): PolicyInForce['policy'] {
  return policyInForce(written, {}, approvals, OWN_PARTS, undefined).policy;
}

/** The workbook without the sheets that hold its policy or are kept for the product, which are nobody's ledgers. */
export function withoutOurSheets(written: WrittenPolicy, snapshot: WorkbookSnapshot): WorkbookSnapshot {
  const ours = sheetsOfOurs(written, snapshot);
  return { ...snapshot, sheets: snapshot.sheets.filter(({ name }) => !ours.has(name)) };
}

/** How the workbook's own sheets are read as ledgers; `undefined` where nothing says, or not so that it can be read. */
export function connectionOf(choice: PolicyChoice, snapshot: WorkbookSnapshot): Connection | undefined {
  return connectionFor(choice, snapshot, OWN_PARTS);
}
