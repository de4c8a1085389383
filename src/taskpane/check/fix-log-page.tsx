import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type JSX } from 'react';
import { qualifiedAddress } from '../../ledger/a1';
import type { FixChange, FixStep } from '../../workbook/fix-log';
import type { CellInput } from '../../workbook/port';
import { shown, visible } from '../../wording/shown-text';
import type { Wording } from '../../wording/wording';
import { PageHead } from '../figures/page-head';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';
import { shownTime } from './shown-time';
import type { CheckActions } from './use-check-actions';

/** How many cells of a step stand there before the rest is asked for. */
const SHOWN_CHANGES = 5;

const useStyles = makeStyles({
  page: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXL}` },
  steps: { margin: 0, padding: 0 },
  step: {
    listStyleType: 'none',
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  when: { flexGrow: 1, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  undone: { color: tokens.colorNeutralForeground3 },
  changes: { margin: `${tokens.spacingVerticalXS} 0 0`, padding: 0, overflowWrap: 'anywhere' },
  change: { listStyleType: 'none', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase300 },
  place: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
});

/** What has been changed through the pane, newest first: when, where, from what to what. Each step can be taken back. */
export function FixLogPage({ actions }: { actions: CheckActions }): JSX.Element {
  const { wording } = usePane();
  const { session, check } = useCheck();
  const styles = useStyles();
  return (
    <section className={styles.page}>
      <PageHead title={wording.pane('pane-check', 'log')} onBack={() => session.showScreen('findings')}>
        {check.log.length > 0 && (
          <Button
            size="small"
            appearance="subtle"
            disabledFocusable={check.isBusy}
            onClick={() => void session.forgetLog()}
          >
            {wording.pane('pane-check', 'log-forget')}
          </Button>
        )}
      </PageHead>
      {check.log.length === 0 && <Body1 as="p">{wording.pane('pane-check', 'log-empty')}</Body1>}
      <ol className={styles.steps}>
        {check.log.map((step) => (
          <LoggedStep key={step.id} step={step} onUndo={actions.undo} isBusy={check.isBusy} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly step: FixStep;
  readonly isBusy: boolean;
  readonly onUndo: (step: FixStep) => void;
}

function LoggedStep({ step, isBusy, onUndo }: StepProps): JSX.Element {
  const { language, wording } = usePane();
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const changes = isOpen ? step.changes : step.changes.slice(0, SHOWN_CHANGES);
  const hidden = step.changes.length - changes.length;
  return (
    <li className={styles.step}>
      <div className={styles.line}>
        <span className={styles.when}>
          {wording.pane('pane-check', 'log-step', { time: shownTime(step.at, language), count: step.changes.length })}
        </span>
        {step.undoneAt === undefined ? (
          <Button size="small" disabledFocusable={isBusy} onClick={() => onUndo(step)}>
            {wording.pane('pane-check', 'log-undo')}
          </Button>
        ) : (
          <Caption1 className={styles.undone}>
            {wording.pane('pane-check', 'log-undone', { time: shownTime(step.undoneAt, language) })}
          </Caption1>
        )}
      </div>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={`${change.done.sheet}!${change.done.cell}`} className={styles.change}>
            <span className={styles.place}>{visible(qualifiedAddress(change.done.sheet, change.done.cell))}</span>{' '}
            {changeText(wording, change)}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button size="small" appearance="subtle" onClick={() => setIsOpen(true)}>
          {wording.pane('pane-check', 'log-more', { count: hidden })}
        </Button>
      )}
    </li>
  );
}

function changeText(wording: Wording, { undo, done }: FixChange): string {
  // «2016-02-02» that was text and is a date now looks the same: then what it is says more than what it reads.
  const isKindTold = undo.put.kind !== done.put.kind;
  return wording.pane('pane-check', 'log-change', {
    from: inputText(wording, undo.put, isKindTold),
    to: inputText(wording, done.put, isKindTold),
  });
}

/** What is put into a cell, as it would be typed. */
function inputText(wording: Wording, put: CellInput, isKindTold: boolean): string {
  switch (put.kind) {
    case 'blank':
      return wording.pane('pane-check', 'log-blank');
    case 'boolean':
      return wording.pane('pane-check', 'log-value', { value: put.value ? 'TRUE' : 'FALSE' });
    case 'formula':
      return wording.pane('pane-check', 'log-as-formula', { value: shown(put.formula) });
    case 'text':
      return wording.pane('pane-check', isKindTold ? 'log-as-text' : 'log-value', { value: shown(put.text) });
    case 'number':
      return wording.pane('pane-check', isKindTold ? 'log-as-number' : 'log-value', { value: String(put.value) });
    case 'date':
      return wording.pane('pane-check', isKindTold ? 'log-as-date' : 'log-value', { value: put.date });
  }
}
