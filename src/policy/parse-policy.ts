import type * as z from 'zod/mini';
import { err, ok, type Result } from '../kernel/result';
import { withConditionsInOrder } from './condition-order';
import type { PolicyFault } from './fault';
import { usablePolicy, type Policy } from './policy';
import { referenceFaults } from './references';
import { policySchema, type PolicyDocument } from './schema';

/**
 * Reads a policy document from parsed JSON. A refusal lists every fault with its place; nothing is repaired silently.
 */
export function parsePolicy(json: unknown): Result<Policy, readonly PolicyFault[]> {
  if (isTooDeep(json, MAX_POLICY_DEPTH)) {
    return err([{ path: '', code: 'schema-too-deep', facts: { depth: String(MAX_POLICY_DEPTH) } }]);
  }
  const parsed = policySchema.safeParse(json);
  if (!parsed.success) return err(parsed.error.issues.map((issue) => schemaFault(issue, json)));
  // Proved as it was written, so that a fault's place is the document's own.
  const proved = provedPolicy(parsed.data);
  return proved.ok ? ok(usablePolicy(withConditionsInOrder(parsed.data))) : proved;
}

/** Proves a document of the right form, such as a policy's own with a number changed. */
export function provedPolicy(document: PolicyDocument): Result<Policy, readonly PolicyFault[]> {
  const faults = referenceFaults(document);
  return faults.length > 0 ? err(faults) : ok(usablePolicy(document));
}

/** Nothing in a policy is nested nearly as deep; reading a document that is would overflow the stack. */
export const MAX_POLICY_DEPTH = 100;

function isTooDeep(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return levels === 0 || Object.values(json).some((part) => isTooDeep(part, levels - 1));
}

/** A schema's refusal with its facts instead of the library's English sentence. */
function schemaFault(issue: z.core.$ZodIssue, json: unknown): PolicyFault {
  const facts: Record<string, string> = { detail: schemaDetail(issue) };
  if (issue.code === 'unrecognized_keys') facts['keys'] = issue.keys.join(', ');
  if (issue.code === 'invalid_type' && isAbsent(json, issue.path)) facts['given'] = 'nothing';
  // What has the size: the characters of a text («string»), the items of a list («array»).
  if (issue.code === 'too_big' || issue.code === 'too_small') facts['origin'] = issue.origin;
  return { path: issue.path.map(String).join('.'), code: `schema-${issue.code.replaceAll('_', '-')}`, facts };
}

/** Tells a place at which the document says nothing. */
function isAbsent(json: unknown, path: readonly PropertyKey[]): boolean {
  let part = json;
  for (const step of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) return true;
    part = (part as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return part === undefined;
}

/** What was expected, or the schema's own name of the form («decimal», «date», «id»). */
function schemaDetail(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'too_big':
      return `≤ ${String(issue.maximum)}`;
    case 'too_small':
      return `≥ ${String(issue.minimum)}`;
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'not_multiple_of':
      return String(issue.divisor);
    case 'invalid_format':
    case 'custom':
      return issue.message;
    default:
      return '';
  }
}
