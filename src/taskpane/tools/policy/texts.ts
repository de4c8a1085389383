import type { Gaps } from '../../../wording/sentences';
import { policyToolsText, type PolicyToolsKey } from '../../../wording/tools/policy-tools-wording';
import { usePane } from '../../pane-context';

/** Says a text of these pages in the reader's language. */
export function useToolText(): (key: PolicyToolsKey, gaps?: Gaps) => string {
  const { language } = usePane();
  return (key, gaps) => policyToolsText(language, key, gaps);
}
