import { Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { TableSearchRegular } from '@fluentui/react-icons/svg/table-search';
import type { JSX } from 'react';
import { HELP_PAGES } from '../../functions/help-pages';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';
import { StatePage } from './state-page';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    width: '100%',
  },
  item: {
    listStyleType: 'none',
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold, marginRight: tokens.spacingHorizontalS },
  muted: { color: tokens.colorNeutralForeground3 },
  columns: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** A workbook without any ledger: what it needs to have. */
export function NoLedger(): JSX.Element {
  const { live, language, wording, go } = usePane();
  const { session } = useCheck();
  const styles = useStyles();
  return (
    <StatePage
      icon={<TableSearchRegular aria-hidden="true" />}
      title={wording.pane('pane-check', 'no-ledger-title')}
      text={wording.pane('pane-check', 'no-ledger-text')}
      actions={
        <>
          <Button appearance="primary" data-way-to="connect" onClick={() => go({ view: 'connect' })}>
            {wording.pane('pane-check', 'connect')}
          </Button>
          <Button onClick={() => void session.checkNow()}>{wording.pane('pane-check', 'check-again')}</Button>
          <Link href={HELP_PAGES[language]} target="_blank" rel="noopener">
            {wording.pane('pane-check', 'no-ledger-help')}
          </Link>
        </>
      }
    >
      <ul className={styles.list}>
        {live.policy.document.ledgers.map(({ id, sheet, presence, columns }) => (
          <li key={id} className={styles.item}>
            <span className={styles.name}>{visible(sheet)}</span>
            <Caption1 className={styles.muted}>
              {wording.pane('pane-check', presence === 'required' ? 'no-ledger-required' : 'no-ledger-optional')}
            </Caption1>
            <Caption1 className={styles.columns}>
              {wording.pane('pane-check', 'no-ledger-columns', {
                columns: wording.list(columns.map(({ header }) => header)),
              })}
            </Caption1>
          </li>
        ))}
      </ul>
    </StatePage>
  );
}
