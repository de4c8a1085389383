import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import type { JSX } from 'react';
import type { Severity } from '../../policy/schema';
import { SEVERITIES, type FindingList } from '../../workbook/finding-list';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';
import { SeverityShape } from './severity-shape';

const useStyles = makeStyles({
  group: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  button: {
    flexGrow: 1,
    minWidth: 'fit-content',
    paddingLeft: tokens.spacingHorizontalSNudge,
    paddingRight: tokens.spacingHorizontalSNudge,
    fontWeight: tokens.fontWeightRegular,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  shape: { display: 'inline-flex', marginRight: '4px' },
});

/** How many findings there are of each severity; pressed, the list shows those only. */
export function SeverityFilter({ counts }: { counts: FindingList['counts'] }): JSX.Element {
  const { wording } = usePane();
  const { session, check } = useCheck();
  const styles = useStyles();
  const { severities } = check.filter;
  const toggle = (severity: Severity): void => {
    const chosen = new Set(severities);
    if (!chosen.delete(severity)) chosen.add(severity);
    // All of them are as good as none.
    session.filter({ severities: chosen.size === SEVERITIES.length ? new Set() : chosen });
  };
  return (
    <div className={styles.group} role="group" aria-label={wording.pane('pane-check', 'severities')}>
      {SEVERITIES.map((severity) => (
        <ToggleButton
          key={severity}
          className={styles.button}
          checked={severities.has(severity)}
          onClick={() => toggle(severity)}
        >
          <span className={styles.shape}>
            <SeverityShape severity={severity} />
          </span>
          {wording.pane('pane-check', `count-${severity}`, { count: counts[severity] })}
        </ToggleButton>
      ))}
    </div>
  );
}
