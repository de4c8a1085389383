import { Body1, Button, makeStyles, ProgressBar, Subtitle2, tokens } from '@fluentui/react-components';
import type { JSX } from 'react';
import type { ReadingProgress } from '../../workbook/live-books';
import { visible } from '../../wording/shown-text';
import type { Wording } from '../../wording/wording';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
  },
  title: { margin: 0 },
  bar: { width: '100%' },
  figures: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
});

/** How far a reading has come, in words. */
export function progressText(wording: Wording, { step, sheet, done, of }: ReadingProgress): string {
  if (of <= 0) return wording.pane('pane-check', 'reading-started');
  return wording.pane('pane-check', `reading-${step}`, {
    sheet: visible(sheet),
    done: wording.number(String(done)),
    of: wording.number(String(of)),
  });
}

/** How far a reading has come, for a bar; `undefined` where that is not known yet. */
export function progressShare({ done, of }: ReadingProgress): number | undefined {
  return of > 0 ? Math.min(1, done / of) : undefined;
}

/** The first reading: there is nothing else to look at yet. */
export function FirstReading({ reading }: { reading: ReadingProgress }): JSX.Element {
  const { wording } = usePane();
  const { session } = useCheck();
  const styles = useStyles();
  const share = progressShare(reading);
  return (
    <section className={styles.page}>
      <Subtitle2 as="h2" className={styles.title}>
        {wording.pane('pane-check', 'reading-title')}
      </Subtitle2>
      <ProgressBar
        className={styles.bar}
        thickness="large"
        aria-label={wording.pane('pane-check', 'reading-title')}
        {...(share === undefined ? {} : { value: share })}
      />
      <Body1 className={styles.figures}>{progressText(wording, reading)}</Body1>
      <Button onClick={() => session.cancel()}>{wording.pane('pane-check', 'cancel')}</Button>
    </section>
  );
}
