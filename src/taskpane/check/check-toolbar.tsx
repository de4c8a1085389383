import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useMemo, type JSX } from 'react';
import { countSuggestions, suggestedEdits } from '../../workbook/fixes';
import type { ListedFinding } from '../../workbook/finding-list';
import { usePane } from '../pane-context';
import { ApplyAll } from './apply-all';
import { useCheck } from './check-context';
import type { ShownReading } from './check-session';
import type { CheckActions } from './use-check-actions';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  button: { minWidth: 'fit-content', paddingLeft: tokens.spacingHorizontalS, paddingRight: tokens.spacingHorizontalS },
  more: { marginLeft: 'auto' },
});

interface Props {
  readonly shown: ShownReading;
  readonly findings: readonly ListedFinding[];
  /** Those that are set aside and that the filter lets through: an exported list has them after the others. */
  readonly waived: readonly ListedFinding[];
  readonly isLate: boolean;
  readonly actions: CheckActions;
}

/** What can be done with all findings that are listed. */
export function CheckToolbar({ shown, findings, waived, isLate, actions }: Props): JSX.Element {
  const { wording, go } = usePane();
  const { session, check } = useCheck();
  const styles = useStyles();
  const listed = useMemo(() => findings.map(({ finding }) => finding), [findings]);
  const suggestions = useMemo(() => countSuggestions(listed), [listed]);
  const isOff = check.isBusy || isLate || findings.length === 0;
  return (
    <div className={styles.bar}>
      <ApplyAll
        count={suggestions}
        isOff={check.isBusy || isLate || suggestions === 0}
        editsOf={() => suggestedEdits(shown.books.workbook, listed)}
        onApply={actions.applyAll}
      />
      {check.marks > 0 ? (
        <Button className={styles.button} size="small" disabledFocusable={check.isBusy} onClick={actions.clearMarks}>
          {wording.pane('pane-check', 'marks-clear')}
        </Button>
      ) : (
        <Button
          className={styles.button}
          size="small"
          title={wording.pane('pane-check', 'mark-hint')}
          disabledFocusable={isOff}
          onClick={() => actions.mark(listed)}
        >
          {wording.pane('pane-check', 'mark')}
        </Button>
      )}
      <Button
        className={styles.button}
        size="small"
        title={wording.pane('pane-check', 'export-hint')}
        disabledFocusable={isOff}
        onClick={() => actions.exportList([...listed, ...waived.map(({ finding }) => finding)])}
      >
        {wording.pane('pane-check', 'export')}
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.more}
            size="small"
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={wording.pane('pane-check', 'more')}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => session.showScreen('log')}>{wording.pane('pane-check', 'log')}</MenuItem>
            <MenuItem onClick={() => go({ view: 'connect' })}>{wording.pane('pane-check', 'connect-menu')}</MenuItem>
            {check.marks > 0 && (
              <MenuItem disabled={isOff} onClick={() => actions.mark(listed)}>
                {wording.pane('pane-check', 'marks-replace')}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
