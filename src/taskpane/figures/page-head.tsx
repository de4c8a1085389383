import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import type { ReactNode } from 'react';
import { usePane } from '../pane-context';
import { focused } from '../shell/focused';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

/** The head of a page that is opened from a screen: the way back, the title, and what can be done with all of the page. */
export function PageHead({ title, onBack, children }: { title: string; onBack: () => void; children?: ReactNode }) {
  const { wording } = usePane();
  const styles = useStyles();
  return (
    <div className={styles.head}>
      <Button
        ref={focused}
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        aria-label={wording.pane('pane-shell', 'back')}
        onClick={onBack}
      />
      <h2 className={styles.title}>{title}</h2>
      {children}
    </div>
  );
}
