import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { parseIsoDate, type IsoDate } from '../kernel/dates';
import { err, ok, type Result } from '../kernel/result';
import { parsePolicy } from '../policy/parse-policy';
import { policyDigest, type Policy } from '../policy/policy';
import type { PolicyDocument } from '../policy/schema';
import { standingOf, type Approval, type ApprovalsProblem, type PolicyStanding } from '../policy/standing';
import { isMoment, parsedJson } from './stored-json';

/**
 * The record of a policy's approvals, as the workbook keeps it under one key. Each policy that was approved stands in it
 * once, by its digest. The record shows that a policy was changed after it was approved; whoever can edit the workbook can
 * edit the record, too (docs/approval.md).
 */

const VERSION = 1;

/** The longest record: some hundred different policies, which take a moment to prove. */
export const MOST_APPROVALS_CHARACTERS = 4_000_000;

/** The most characters of who approved and of the document's number, and of the note. */
export const LONGEST_APPROVAL_FIELD = 200;
export const LONGEST_APPROVAL_NOTE = 500;

const word = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const record = z.object({
  by: word(LONGEST_APPROVAL_FIELD),
  on: z.string().check(z.refine((text) => parseIsoDate(text) !== undefined)),
  document: word(LONGEST_APPROVAL_FIELD),
  note: z.optional(word(LONGEST_APPROVAL_NOTE)),
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  recordedAt: z.string().check(z.refine(isMoment)),
});
const stored = z.object({
  version: z.literal(VERSION),
  policies: z.record(z.string(), z.unknown()),
  approvals: z.array(record).check(z.maxLength(1000)),
});
const versioned = z.object({ version: z.number() });

// The record changes rarely and is asked for with every change of the workbook; proving its policies takes a while.
let last: { readonly text: string; readonly read: Result<readonly Approval[], ApprovalsProblem> } | undefined;

/** The approvals in the order in which they were recorded; none where nothing is kept. */
export function readApprovals(text: string | undefined): Result<readonly Approval[], ApprovalsProblem> {
  if (text === undefined) return ok([]);
  if (last?.text === text) return last.read;
  last = { text, read: approvalsIn(text) };
  return last.read;
}

function approvalsIn(text: string): Result<readonly Approval[], ApprovalsProblem> {
  if (text.length > MOST_APPROVALS_CHARACTERS) {
    return err({ code: 'approvals-too-large', characters: text.length, most: MOST_APPROVALS_CHARACTERS });
  }
  const json = parsedJson(text);
  const version = versioned.safeParse(json);
  if (version.success && version.data.version > VERSION) {
    return err({ code: 'approvals-version', version: String(version.data.version) });
  }
  const parsed = stored.safeParse(json);
  if (!parsed.success) return err({ code: 'approvals-unreadable' });
  const policies = new Map<string, PolicyDocument>();
  const approvals: Approval[] = [];
  for (const { on, note, ...rest } of parsed.data.approvals) {
    const policy = policies.get(rest.digest) ?? provedPolicy(parsed.data.policies[rest.digest], rest.digest);
    if (!policy) return err({ code: 'approvals-altered', document: rest.document });
    policies.set(rest.digest, policy);
    approvals.push({ ...rest, on: on as IsoDate, ...(note === undefined ? {} : { note }), policy });
  }
  return ok(approvals);
}

/** The policy that was kept, if it is the one that its digest names. */
function provedPolicy(json: unknown, digest: string): PolicyDocument | undefined {
  const policy = parsePolicy(json);
  return policy.ok && policy.value.digest === digest ? policy.value.document : undefined;
}

/** The record as text, in canonical form. */
export function writeApprovals(approvals: readonly Approval[]): string {
  const policies: Record<string, unknown> = {};
  for (const { digest, policy } of approvals) {
    const { cases: _cases, ...approved } = policy;
    policies[digest] = approved;
  }
  const records = approvals.map(({ policy: _policy, ...rest }) => rest);
  return canonicalize({ version: VERSION, policies, approvals: records }) ?? '';
}

/** What whoever records an approval says of it. */
export interface ApprovalWords {
  readonly by: string;
  readonly on: IsoDate;
  readonly document: string;
  readonly note?: string;
}

/** Why an approval can't be recorded. */
export type ApprovalRefusal =
  | { readonly code: 'approval-field-empty'; readonly field: 'by' | 'document' }
  | {
      readonly code: 'approval-field-too-long';
      readonly field: 'by' | 'document' | 'note';
      readonly length: number;
      readonly most: number;
    }
  | ApprovalsProblem;

/**
 * The record with one approval more: of the policy as written, what-if values aside.
 *
 * @param at the moment of recording, as ISO text in UTC
 */
export function approve(
  approvals: readonly Approval[],
  policy: Pick<Policy, 'document' | 'digest'>,
  words: ApprovalWords,
  at: string,
): Result<readonly Approval[], ApprovalRefusal> {
  const [by, document, note] = [words.by.trim(), words.document.trim(), (words.note ?? '').trim()];
  if (by === '') return err({ code: 'approval-field-empty', field: 'by' });
  if (document === '') return err({ code: 'approval-field-empty', field: 'document' });
  for (const [field, said, most] of [
    ['by', by, LONGEST_APPROVAL_FIELD],
    ['document', document, LONGEST_APPROVAL_FIELD],
    ['note', note, LONGEST_APPROVAL_NOTE],
  ] as const) {
    if (said.length > most) return err({ code: 'approval-field-too-long', field, length: said.length, most });
  }
  const approval: Approval = {
    by,
    on: words.on,
    document,
    ...(note === '' ? {} : { note }),
    digest: policyDigest(policy.document),
    policy: { ...policy.document, cases: [] },
    recordedAt: at,
  };
  const all = [...approvals, approval];
  const characters = writeApprovals(all).length;
  return characters > MOST_APPROVALS_CHARACTERS
    ? err({ code: 'approvals-too-large', characters, most: MOST_APPROVALS_CHARACTERS })
    : ok(all);
}

/** How a policy stands to the record that its workbook keeps. */
export function standingFrom(policy: Pick<Policy, 'document' | 'digest'>, text: string | undefined): PolicyStanding {
  const approvals = readApprovals(text);
  return approvals.ok ? standingOf(policy, approvals.value) : { kind: 'unknown', problem: approvals.error };
}
