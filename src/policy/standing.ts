import type { IsoDate } from '../kernel/dates';
import { diffPolicies, type PolicyDiff } from './diff';
import type { PolicyDocument } from './schema';

/** A record that a policy was approved: who, when, by which document, and what exactly. It is a record, not a seal. */
export interface Approval {
  /** Who approved it: a person or a meeting. */
  readonly by: string;
  readonly on: IsoDate;
  /** The number of the document that says so (文号). */
  readonly document: string;
  readonly note?: string;
  /** The approved policy's digest, and the policy itself, so that a later change can be shown. */
  readonly digest: string;
  readonly policy: PolicyDocument;
  /** When it was entered: a moment as ISO text in UTC, «2016-03-05T08:30:00.000Z». */
  readonly recordedAt: string;
}

/** Why a workbook's record of approvals can't be read or kept. */
export type ApprovalsProblem =
  | { readonly code: 'approvals-unreadable' }
  /** A newer version of the product wrote it. */
  | { readonly code: 'approvals-version'; readonly version: string }
  /** The policy kept with an approval is not the one that its digest names. */
  | { readonly code: 'approvals-altered'; readonly document: string }
  | { readonly code: 'approvals-too-large'; readonly characters: number; readonly most: number };

/** How a policy stands to what was approved. It never changes an amount. */
export type PolicyStanding =
  | { readonly kind: 'unapproved' }
  | { readonly kind: 'approved'; readonly approval: Approval }
  /** It differs from what was approved last. */
  | { readonly kind: 'changed'; readonly approval: Approval; readonly changes: PolicyDiff }
  /** There is a record and it can't be read: nothing is known. */
  | { readonly kind: 'unknown'; readonly problem: ApprovalsProblem };

/**
 * How a policy stands to the approvals recorded. The last one recorded counts: what was approved before it has been
 * superseded, and going back to that is a change as well.
 */
export function standingOf(
  policy: { readonly document: PolicyDocument; readonly digest: string },
  approvals: readonly Approval[],
): PolicyStanding {
  const approval = approvals.at(-1);
  if (!approval) return { kind: 'unapproved' };
  if (approval.digest === policy.digest) return { kind: 'approved', approval };
  return { kind: 'changed', approval, changes: diffPolicies(approval.policy, policy.document) };
}
