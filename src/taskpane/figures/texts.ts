import type { PaneKey } from '../../wording/wording';
import { usePane } from '../pane-context';

export type ViewsKey = PaneKey<'pane-views'>;
/** Says a text of these screens in the reader's language; gaps are shown as the plain text they are. */
export type Say = (key: ViewsKey, gaps?: Readonly<Record<string, string | number>>) => string;

export function useText(): Say {
  const { wording } = usePane();
  return (key, gaps) => wording.pane('pane-views', key, gaps);
}
