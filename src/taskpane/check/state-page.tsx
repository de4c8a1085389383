import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { JSX, ReactNode } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    overflowWrap: 'anywhere',
  },
  title: { margin: 0 },
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  icon: { fontSize: '32px', lineHeight: 0 },
});

interface Props {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What the check screen says when there is no list to show: what is the matter, and what to do next. */
export function StatePage({ icon, title, text, children, actions }: Props): JSX.Element {
  const styles = useStyles();
  return (
    <section className={styles.page}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <Subtitle1 as="h2" className={styles.title}>
        {title}
      </Subtitle1>
      {text !== undefined && (
        <Body1 as="p" className={styles.text}>
          {text}
        </Body1>
      )}
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
