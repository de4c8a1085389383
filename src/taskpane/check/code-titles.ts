import { visible } from '../../wording/shown-text';
import type { PaneKey, Wording } from '../../wording/wording';

type CodeKey = Extract<PaneKey<'pane-check'>, `code-${string}`>;

/** The codes that have a short title of their own. */
const TITLED = [
  'code-unknown-category',
  'code-source-missing',
  'code-date-missing',
  'code-date-invalid',
  'code-amount-invalid',
  'code-purchase-cost-missing',
  'code-list-price-missing',
  'code-required-field-missing',
  'code-in-kind-over-converted',
  'code-in-kind-overdue',
  'code-agency-commission-below-floor',
  'code-discount-below-floor',
  'code-product-cost-below-floor',
  'code-prize-use-over-limit',
  'code-event-below-attendance',
  'code-classification-mismatch',
  'code-revenue-below-cost',
  'code-post-missing',
  'code-duplicate-row',
  'code-total-row',
  'code-amount-as-text',
  'code-date-as-text',
  'code-time-of-day-missing',
  'code-excluded-revenue',
  'code-excluded-cost',
  'code-plan-not-approved',
  'code-row-outside-table',
  'code-ledger-not-read',
  'code-no-rule',
  'code-rules-overlap',
  'code-policy-invalid',
  'code-ledgers-wait',
  'code-policy-case-failed',
  'code-policy-rule-gap',
  'code-policy-rule-overlap',
  'code-policy-rule-shadowed',
  'code-policy-rule-unreachable',
  'code-policy-too-complex',
  'code-policy-parameter-gap',
  'code-policy-parameter-unset',
  'code-policy-parameter-unused',
  'code-policy-number-in-expression',
  'code-policy-clause-uncited',
  'code-policy-clause-manual-but-cited',
  'code-formula-broken',
  'code-storage-broken',
  'code-table-missing',
  'code-header-missing',
  'code-column-missing',
  'code-column-ambiguous',
  'code-connected-sheet-missing',
  'code-connected-sheet-ambiguous',
  'code-connected-heading-missing',
  'code-table-empty',
] as const satisfies readonly CodeKey[];

const keys: ReadonlyMap<string, CodeKey> = new Map(TITLED.map((key) => [key.slice('code-'.length), key]));

/** What a kind of finding is called in a list of kinds; a policy's own code, which nobody has worded, is shown as it is. */
export function codeTitle(wording: Wording, code: string): string {
  const key = keys.get(code);
  return key === undefined ? visible(code) : wording.pane('pane-check', key);
}
