import type { ReactNode } from 'react';
import { PageHead } from '../figures/page-head';
import { Screen } from '../figures/screen';
import { usePane, type Destination } from '../pane-context';

/** A page for something that is seldom done, with the way back to the screen that it belongs to. */
export function ToolPage({ title, back, children }: { title: string; back: Destination; children: ReactNode }) {
  const { go } = usePane();
  return (
    <Screen>
      <PageHead title={title} onBack={() => go(back)} />
      {children}
    </Screen>
  );
}
