import {
  Body1,
  Button,
  FluentProvider,
  makeStyles,
  mergeClasses,
  Spinner,
  Subtitle2,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type JSX } from 'react';
import type { LiveBooks, LiveState } from '../../workbook/live-books';
import type { Language } from '../../wording/language';
import { wordingFor } from '../../wording/wording';
import { CheckContext } from '../check/check-context';
import type { CheckSession } from '../check/check-session';
import { CheckView } from '../check/check-view';
import type { FileTools } from '../file-tools';
import {
  PaneContext,
  usePane,
  type Destination,
  type DockedPane,
  type Notice,
  type Pane,
  type ViewName,
} from '../pane-context';
import { NoticeArea } from './notice-area';
import { PaneHeader } from './pane-header';
import { THEMES, type ThemeName } from './themes';
import { useStored, type ValueStore } from './value-store';
import { ViewBoundary } from './view-boundary';

// The first screen is there at once; the others come when they are first looked at.
const SettlementView = lazy(async () => ({ default: (await import('../settlement')).SettlementView }));
const TraceView = lazy(async () => ({ default: (await import('../trace')).TraceView }));
const PolicyView = lazy(async () => ({ default: (await import('../policy')).PolicyView }));
const FunctionsView = lazy(async () => ({ default: (await import('../functions')).FunctionsView }));
// Few ever ask for these: what only they need is weighed apart.
const ApprovalView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-policy" */ '../tools/policy')).ApprovalView,
}));
const NewYearView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-new-year" */ '../tools/new-year')).NewYearView,
}));
const ProofView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-policy" */ '../tools/policy')).ProofView,
}));
const ChangesView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-policy" */ '../tools/policy')).ChangesView,
}));
const WaiversView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-waivers" */ '../tools/waivers')).WaiversView,
}));
const ConnectView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "tool-connect" */ '../tools/connect')).ConnectView,
}));
const AboutView = lazy(async () => ({ default: (await import('../about')).AboutView }));

const TABS = ['check', 'settlement', 'trace', 'policy', 'functions'] as const satisfies readonly ViewName[];

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    height: '100vh',
    minWidth: 0,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // Wider than this, lines grow too long to read and figures lie far from their names.
  docked: { maxWidth: '560px' },
  tabs: {
    flexShrink: 0,
    paddingLeft: tokens.spacingHorizontalXS,
    paddingRight: tokens.spacingHorizontalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  view: { flexGrow: 1, minHeight: 0, overflowX: 'hidden', overflowY: 'auto', position: 'relative' },
  panel: { height: '100%' },
  wait: { padding: tokens.spacingVerticalXXL },
  failed: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    overflowWrap: 'anywhere',
  },
});

/** What the pane is told from outside: by the ribbon, by Office's theme, by its own menu. */
export interface FrameSettings {
  readonly language: Language;
  readonly theme: ThemeName;
  readonly destination: Destination;
}

export interface FrameProps {
  readonly live: LiveBooks;
  readonly files: () => Promise<FileTools>;
  readonly docked: DockedPane | undefined;
  readonly followed: ValueStore<LiveState>;
  readonly check: CheckSession;
  readonly settings: ValueStore<FrameSettings>;
  readonly onLanguage: (language: Language) => void;
}

/** The pane: what all screens share, and the one that is being looked at. */
export function PaneFrame(props: FrameProps): JSX.Element {
  const { live, files, docked, followed, check, settings, onLanguage } = props;
  const { language, theme, destination } = useStored(settings);
  const state = useStored(followed);
  const [chosenYear, setYear] = useState<number>();
  const [told, setTold] = useState<{ readonly notice: Notice; readonly workbook: string | undefined }>();
  const close = useCallback(() => setTold(undefined), []);
  // What a notice would take back was done to the workbook that was shown then.
  const isOffered = told?.notice.action === undefined || told.workbook === state.books?.workbook.name;
  const wording = wordingFor(language);
  const year = chosenYear ?? state.books?.policyYear;

  // These stay the same while a reading tells how far it has come, and with them all that hangs on them.
  const ways = useMemo((): Pick<Pane, 'go' | 'showCell' | 'tell' | 'tellProblem'> => {
    const tell: Pane['tell'] = (notice) => setTold({ notice, workbook: live.state().books?.workbook.name });
    const tellProblem: Pane['tellProblem'] = (problem) =>
      tell({ intent: problem.code === 'cancelled' ? 'info' : 'error', sentence: wording.portProblem(problem) });
    return {
      go: (place) => settings.change({ destination: place }),
      async showCell({ sheet, cell }) {
        const shown = await live.port.select({ sheet, cell });
        if (!shown.ok) tellProblem(shown.error);
      },
      tell,
      tellProblem,
    };
  }, [live, wording, settings]);
  const pane = useMemo(
    (): Pane => ({ live, files, docked, state, language, wording, year, setYear, destination, ...ways }),
    [live, files, docked, state, language, wording, year, destination, ways],
  );

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <FluentProvider theme={THEMES[theme]} lang={language}>
      <PaneContext.Provider value={pane}>
        <CheckContext.Provider value={check}>
          <Frame
            notice={isOffered ? told?.notice : undefined}
            onClose={close}
            onLanguage={(chosen) => {
              settings.change({ language: chosen });
              onLanguage(chosen);
            }}
          />
        </CheckContext.Provider>
      </PaneContext.Provider>
    </FluentProvider>
  );
}

interface InnerProps {
  readonly notice: Notice | undefined;
  readonly onClose: () => void;
  readonly onLanguage: (language: Language) => void;
}

function Frame({ notice, onClose, onLanguage }: InnerProps): JSX.Element {
  const { wording, destination, docked, go } = usePane();
  const styles = useStyles();
  const { view } = destination;
  const SelfCheckView = useMemo(() => (docked ? lazy(docked.loadSelfCheck) : AboutView), [docked]);
  const main = useRef<HTMLElement>(null);
  const left = useRef(view);

  // Every screen begins at its top, whatever was looked at of the one before.
  useLayoutEffect(() => {
    if (main.current) main.current.scrollTop = 0;
  }, [view]);
  // A page that is left takes the focus along: it returns to the way that led there, or to the tab of the screen shown.
  useEffect(() => {
    const from = left.current;
    left.current = view;
    if (from === view || document.activeElement !== document.body || !document.hasFocus()) return;
    const way = main.current?.querySelector<HTMLElement>(`[data-way-to="${from}"]`);
    (way ?? document.getElementById(`tab-${tabOf(view)}`))?.focus();
  }, [view]);

  return (
    <div className={mergeClasses(styles.frame, docked && styles.docked)}>
      <PaneHeader onLanguage={onLanguage} />
      <TabList
        className={styles.tabs}
        size="small"
        aria-label={wording.pane('pane-shell', 'tabs')}
        selectedValue={tabOf(view)}
        onTabSelect={(_, { value }) => {
          const chosen = TABS.find((tab) => tab === value);
          if (chosen) go({ view: chosen });
        }}
      >
        {TABS.map((tab) => (
          <Tab key={tab} value={tab} id={`tab-${tab}`} aria-controls="view">
            {wording.pane('pane-shell', `tab-${tab}`)}
          </Tab>
        ))}
      </TabList>
      <main ref={main} className={styles.view}>
        <div
          id="view"
          className={styles.panel}
          {...(view === 'about' || view === 'self-check'
            ? {}
            : { role: 'tabpanel', 'aria-labelledby': `tab-${tabOf(view)}` })}
        >
          <ViewBoundary key={view} failed={(error, retry) => <FailedView error={error} retry={retry} />}>
            <Suspense
              fallback={<Spinner className={styles.wait} size="small" label={wording.pane('pane-shell', 'loading')} />}
            >
              {view === 'self-check' ? <SelfCheckView /> : <View name={view} />}
            </Suspense>
          </ViewBoundary>
        </div>
      </main>
      <NoticeArea notice={notice} onClose={onClose} />
    </div>
  );
}

/** The tab that a page belongs to. */
function tabOf(view: ViewName): ViewName {
  switch (view) {
    case 'approval':
    case 'changes':
    case 'proof':
    case 'new-year':
      return 'policy';
    case 'connect':
    case 'waivers':
      return 'check';
    default:
      return view;
  }
}

function View({ name }: { name: Exclude<ViewName, 'self-check'> }): JSX.Element {
  switch (name) {
    case 'check':
      return <CheckView />;
    case 'settlement':
      return <SettlementView />;
    case 'trace':
      return <TraceView />;
    case 'policy':
      return <PolicyView />;
    case 'functions':
      return <FunctionsView />;
    case 'about':
      return <AboutView />;
    case 'approval':
      return <ApprovalView />;
    case 'changes':
      return <ChangesView />;
    case 'proof':
      return <ProofView />;
    case 'new-year':
      return <NewYearView />;
    case 'waivers':
      return <WaiversView />;
    case 'connect':
      return <ConnectView />;
  }
}

function FailedView({ error, retry }: { error: Error; retry: () => void }): JSX.Element {
  const { wording } = usePane();
  const styles = useStyles();
  return (
    <div className={styles.failed} role="alert">
      <Subtitle2 as="h2">{wording.pane('pane-shell', 'view-failed')}</Subtitle2>
      <Body1>{wording.pane('pane-shell', 'view-failed-why')}</Body1>
      <Body1>{wording.pane('pane-shell', 'view-failed-detail', { detail: error.message })}</Body1>
      <Button onClick={retry}>{wording.pane('pane-shell', 'view-retry')}</Button>
    </div>
  );
}
