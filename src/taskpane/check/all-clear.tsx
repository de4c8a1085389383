import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import type { JSX } from 'react';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';
import type { ShownReading } from './check-session';
import { clausesChecked, ledgersThere } from './checked-scope';
import { StatePage } from './state-page';

const useStyles = makeStyles({
  icon: { color: tokens.colorStatusSuccessForeground1 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  figure: { margin: 0, fontVariantNumeric: 'tabular-nums' },
});

interface Props {
  readonly shown: ShownReading;
  /** The year that was looked at; `undefined` for all. */
  readonly year: number | undefined;
  /** Findings that stand in other years. */
  readonly elsewhere: number;
}

/** Nothing was found: said with what was looked at, so that it can be believed. */
export function AllClear({ shown: { books }, year, elsewhere }: Props): JSX.Element {
  const { wording, go } = usePane();
  const { session } = useCheck();
  const styles = useStyles();
  const ledgers = ledgersThere(books).map(({ sheet }) => sheet);
  const facts = [
    ['clean-rows', wording.number(String(books.rowsRead))],
    ['clean-ledgers', wording.list(ledgers)],
    ['clean-clauses', wording.number(String(clausesChecked(books.policy).size))],
  ] as const;
  return (
    <StatePage
      icon={<CheckmarkCircleRegular className={styles.icon} aria-hidden="true" />}
      title={
        year === undefined
          ? wording.pane('pane-check', 'clean-title')
          : wording.pane('pane-check', 'clean-title-year', { year: String(year) })
      }
      text={wording.pane('pane-check', 'clean-text')}
      actions={
        <>
          {elsewhere > 0 && (
            <Button onClick={() => session.showAllYears(true)}>
              {wording.pane('pane-check', 'clean-other-years', { count: elsewhere })}
            </Button>
          )}
          {books.workbook.connected && (
            <Button onClick={() => go({ view: 'connect' })}>{wording.pane('pane-check', 'connect-menu')}</Button>
          )}
        </>
      }
    >
      <dl className={styles.facts} aria-label={wording.pane('pane-check', 'clean-checked')}>
        {facts.map(([key, figure]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt className={styles.term}>{wording.pane('pane-check', key)}</dt>
            <dd className={styles.figure}>{figure}</dd>
          </div>
        ))}
      </dl>
    </StatePage>
  );
}
