import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import type { ReactNode } from 'react';
import { Screen } from '../figures/screen';
import { usePane, type Destination } from '../pane-context';
import { focused } from '../shell/focused';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

/** A page for something that is seldom done, with the way back to the screen that it belongs to. */
export function ToolPage({ title, back, children }: { title: string; back: Destination; children: ReactNode }) {
  const { wording, go } = usePane();
  const styles = useStyles();
  return (
    <Screen>
      <div className={styles.head}>
        <Button
          ref={focused}
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          aria-label={wording.pane('pane-shell', 'back')}
          onClick={() => go(back)}
        />
        <h2 className={styles.title}>{title}</h2>
      </div>
      {children}
    </Screen>
  );
}
