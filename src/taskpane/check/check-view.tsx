import {
  Button,
  Caption1,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { lazy, Suspense, useCallback, useEffect, useState, type JSX } from 'react';
import type { Finding } from '../../ledger/finding';
import { findingList, isFiltering } from '../../workbook/finding-list';
import type { PortProblem } from '../../workbook/port';
import { brokenFormulasAmong } from '../../workbook/repair-formulas';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';
import { AllClear } from './all-clear';
import { useCheck } from './check-context';
import type { ShownReading } from './check-session';
import { CheckToolbar } from './check-toolbar';
import { ledgersMissing, ledgersThere } from './checked-scope';
import { FindingFeed } from './finding-feed';
import { FindingFilters } from './finding-filters';
import { FixLogPage } from './fix-log-page';
import { NoLedger } from './no-ledger';
import { FirstReading, progressShare, progressText } from './reading-progress';
import { SeverityFilter } from './severity-filter';
import { shownTime } from './shown-time';
import { StatePage } from './state-page';
import { useCheckActions } from './use-check-actions';
import { useMatching } from './use-matching';

const WaiveDialog = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-waivers" */ '../tools/waivers')).WaiveDialog,
}));

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: '320px' },
  top: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  list: { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' },
  check: { minWidth: '88px' },
  status: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  progress: { position: 'absolute', top: 0, left: 0, right: 0, zIndex: 1 },
});

/** 校验: is the workbook right? */
export function CheckView(): JSX.Element {
  const { state, destination } = usePane();
  const { session, check } = useCheck();
  const actions = useCheckActions();
  const row = destination.view === 'check' ? destination.row : undefined;

  useEffect(() => {
    if (!row) return;
    session.clearFilter();
    session.filter({ row });
    session.showAllYears(true);
    session.showScreen('findings');
  }, [row, session]);

  if (check.screen === 'log') return <FixLogPage actions={actions} />;
  if (check.shown) return <Findings shown={check.shown} />;
  if (state.reading) return <FirstReading reading={state.reading} />;
  if (state.problem && state.problem.code !== 'cancelled') return <NotRead problem={state.problem} />;
  return <NeverRead />;
}

function NeverRead(): JSX.Element {
  const { wording } = usePane();
  const { session } = useCheck();
  return (
    <StatePage
      icon={<ClipboardTaskListLtrRegular aria-hidden="true" />}
      title={wording.pane('pane-check', 'never-title')}
      text={wording.pane('pane-check', 'never-text')}
      actions={
        <Button appearance="primary" onClick={() => void session.checkNow()}>
          {wording.pane('pane-check', 'check')}
        </Button>
      }
    />
  );
}

function NotRead({ problem }: { problem: PortProblem }): JSX.Element {
  const { wording, go } = usePane();
  const { session } = useCheck();
  const isTooOld = problem.code === 'not-supported';
  return (
    <StatePage
      icon={<ErrorCircleRegular aria-hidden="true" />}
      title={wording.pane('pane-check', isTooOld ? 'too-old-title' : 'problem-title')}
      text={wording.portProblem(problem)}
      actions={
        <>
          <Button appearance="primary" onClick={() => void session.checkNow()}>
            {wording.pane('pane-check', 'check-again')}
          </Button>
          {isTooOld && (
            <Button onClick={() => go({ view: 'about' })}>{wording.pane('pane-check', 'too-old-self-check')}</Button>
          )}
        </>
      }
    />
  );
}

function Findings({ shown }: { shown: ShownReading }): JSX.Element {
  const { state, wording, year: paneYear, showCell, tell, go } = usePane();
  const { session, check } = useCheck();
  const actions = useCheckActions();
  const styles = useStyles();
  const year = check.allYears ? undefined : paneYear;
  const list = findingList(shown.opened, year);
  const { findings, isLate } = useMatching(list, check.filter, wording);
  const waived = useMatching(list.waived, check.filter, wording);
  const broken = brokenFormulasAmong(shown.opened.findings());
  const isEmpty = list.findings.length === 0;
  const missing = ledgersMissing(shown.books);
  const hasNoLedger =
    !shown.books.policy.broken && shown.books.rowsRead === 0 && ledgersThere(shown.books).length === 0;
  // What was asked about stays while the dialog fades out.
  const [asked, setAsked] = useState<{ readonly finding: Finding; readonly isOpen: boolean }>();
  const waive = useCallback(
    (finding: Finding) => {
      if (finding.blocks) tell({ intent: 'info', sentence: wording.pane('pane-check', 'waive-blocks') });
      else setAsked({ finding, isOpen: true });
    },
    [tell, wording],
  );
  const isBehind = state.revision !== shown.revision && !state.reading;

  return (
    <div className={styles.screen}>
      {state.reading && <ReadingLine />}
      <div className={styles.top}>
        {!hasNoLedger && <SeverityFilter counts={list.counts} />}
        <div className={styles.row}>
          <Button className={styles.check} appearance="primary" onClick={() => void session.checkNow()}>
            {wording.pane('pane-check', 'check')}
          </Button>
          <Switch
            checked={check.isFollowing}
            label={wording.pane('pane-check', 'auto')}
            title={wording.pane('pane-check', 'auto-hint')}
            onChange={(_, { checked }) => session.follow(checked)}
          />
        </div>
        <StatusLine
          shown={shown}
          isLate={isLate}
          {...(!hasNoLedger && { all: list.findings.length })}
          {...(isFiltering(check.filter) && { listed: findings.length })}
        />
        <WaivedLine shown={shown} count={list.waived.findings.length} />
        {missing.length > 0 && !hasNoLedger && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {wording.pane('pane-check', 'ledgers-missing', {
                ledgers: wording.list(missing.map(({ sheet }) => visible(sheet))),
              })}
            </MessageBarBody>
            <MessageBarActions>
              <Button size="small" data-way-to="connect" onClick={() => go({ view: 'connect' })}>
                {wording.pane('pane-check', 'connect')}
              </Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {broken.length > 0 && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{wording.pane('pane-check', 'broken', { count: broken.length })}</MessageBarBody>
            <MessageBarActions>
              <Button size="small" disabledFocusable={check.isBusy} onClick={() => actions.repair(broken)}>
                {wording.pane('pane-check', 'repair')}
              </Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {isBehind && !check.isFollowing && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{wording.pane('pane-check', 'changed-since')}</MessageBarBody>
          </MessageBar>
        )}
        {state.problem && state.problem.code !== 'cancelled' && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {wording.portProblem(state.problem)} {wording.pane('pane-check', 'problem-kept')}
            </MessageBarBody>
          </MessageBar>
        )}
        {!isEmpty && !hasNoLedger && (
          <>
            <FindingFilters list={list} />
            <CheckToolbar
              shown={shown}
              findings={findings}
              waived={waived.findings}
              isLate={isLate || waived.isLate}
              actions={actions}
            />
          </>
        )}
      </div>
      {hasNoLedger ? (
        <NoLedger />
      ) : isEmpty ? (
        <AllClear
          shown={shown}
          year={year}
          elsewhere={year === undefined ? 0 : findingList(shown.opened, undefined).findings.length}
        />
      ) : findings.length === 0 ? (
        <StatePage
          title={wording.pane('pane-check', isLate ? 'searching' : 'none-match')}
          actions={<Button onClick={() => session.clearFilter()}>{wording.pane('pane-check', 'filter-clear')}</Button>}
        />
      ) : (
        <FindingFeed
          findings={findings}
          isLate={isLate}
          wording={wording}
          onApply={actions.applyOne}
          onWaive={waive}
          onShow={showCell}
        />
      )}
      {asked && (
        <Suspense fallback={null}>
          <WaiveDialog
            finding={asked.finding}
            isOpen={asked.isOpen}
            onClose={() => setAsked({ ...asked, isOpen: false })}
          />
        </Suspense>
      )}
    </div>
  );
}

/** How many findings are set aside, and how many waivers have expired: the way to the page that lists them. */
function WaivedLine({ shown, count }: { shown: ShownReading; count: number }): JSX.Element | null {
  const { wording, go } = usePane();
  const expired = shown.opened.waivers.filter(({ state }) => state === 'expired').length;
  const parts = [
    ...(count > 0 ? [wording.pane('pane-check', 'waived-count', { count })] : []),
    ...(expired > 0 ? [wording.pane('pane-check', 'waivers-expired', { count: expired })] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <div>
      <Link as="button" data-way-to="waivers" onClick={() => go({ view: 'waivers' })}>
        {parts.join(' · ')} ›
      </Link>
    </div>
  );
}

/** A bar along the upper edge while the workbook is read again: what is shown stays where it is. */
function ReadingLine(): JSX.Element | null {
  const { state, wording } = usePane();
  const styles = useStyles();
  if (!state.reading) return null;
  const share = progressShare(state.reading);
  return (
    <ProgressBar
      className={styles.progress}
      aria-label={wording.pane('pane-check', 'reading-title')}
      {...(share === undefined ? {} : { value: share })}
    />
  );
}

interface StatusProps {
  readonly shown: ShownReading;
  /** How many findings there are, where there is a list of them; and how many of these are listed, where not all are. */
  readonly all?: number;
  readonly listed?: number;
  readonly isLate: boolean;
}

/** When the workbook was read and how much of it, or how far the reading under way has come; and what the list shows of it. */
function StatusLine({ shown, listed, all, isLate }: StatusProps): JSX.Element {
  const { state, wording, language } = usePane();
  const { session } = useCheck();
  const styles = useStyles();
  const rows = wording.pane('pane-check', 'rows', { count: shown.books.rowsRead });
  const counted =
    all === undefined
      ? ''
      : listed === undefined
        ? wording.pane('pane-check', 'shown-all', { count: all })
        : wording.pane('pane-check', 'shown-of', {
            shown: wording.number(String(listed)),
            all: wording.number(String(all)),
          });
  return (
    <div className={styles.status}>
      {state.reading ? (
        <>
          <Caption1>{progressText(wording, state.reading)}</Caption1>
          <Link as="button" onClick={() => session.cancel()}>
            {wording.pane('pane-check', 'cancel')}
          </Link>
        </>
      ) : (
        <>
          <Caption1>
            {shown.readAt === undefined
              ? rows
              : wording.pane('pane-check', 'last-read', { time: shownTime(shown.readAt, language), rows })}
          </Caption1>
          <Caption1 role="status">{isLate ? wording.pane('pane-check', 'searching') : counted}</Caption1>
        </>
      )}
    </div>
  );
}
