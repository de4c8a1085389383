import { parseDecimal } from '../../kernel/decimal';
import type { DerivationNode } from '../../settlement/answer';
import { shown } from '../../wording/shown-text';

/** How many of a row's words tell it from its neighbours. */
const MOST_WORDS = 2;

/**
 * What a person knows a ledger's row by: its first cells that are words or dates («2016-03-05 · 头条广告»). The rule that
 * counted it stands on the branch above. Empty for a node that is no row.
 */
export function rowLabel(node: DerivationNode): string {
  if (!node.source) return '';
  return node
    .inputs()
    .flatMap((input) =>
      input.kind === 'leaf' && input.value !== '' && !parseDecimal(input.value) ? [input.value] : [],
    )
    .slice(0, MOST_WORDS)
    .map((word) => shown(word))
    .join(' · ');
}
