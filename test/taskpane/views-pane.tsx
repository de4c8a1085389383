/** A pane around one screen, over a workbook in memory. */
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, render, screen } from '@testing-library/react';
import { useMemo, useState, type ComponentType } from 'react';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellRef } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import type { Policy } from '../../src/policy/policy';
import { FunctionsView } from '../../src/taskpane/functions';
import { PaneContext, type Destination, type Notice, type Pane, type ViewName } from '../../src/taskpane/pane-context';
import { PolicyView } from '../../src/taskpane/policy';
import { SettlementView } from '../../src/taskpane/settlement';
import { TraceView } from '../../src/taskpane/trace';
import { openWorkbook } from '../../src/workbook/open-workbook';
import type { LiveBooks, LiveState } from '../../src/workbook/live-books';
import type { HostInfo, PortProblem } from '../../src/workbook/port';
import type { Language } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';
import { MemoryPort } from '../support/memory-port';

const VIEWS: Readonly<Partial<Record<ViewName, ComponentType>>> = {
  settlement: SettlementView,
  trace: TraceView,
  policy: PolicyView,
  functions: FunctionsView,
};

export interface Opened {
  readonly port: MemoryPort;
  /** Where the screens wanted to go, in order. */
  readonly went: readonly Destination[];
  readonly notices: readonly Notice[];
  readonly problems: readonly PortProblem[];
  /** The cells that were selected from the pane. */
  readonly shown: readonly CellRef[];
  readonly go: (destination: Destination) => Promise<void>;
}

/** Shows the screen of a destination; the screens of these four that it leads to are shown in its place. */
export function openView(
  workbook: WorkbookSnapshot | undefined,
  first: Destination,
  options: {
    readonly language?: Language;
    readonly year?: number;
    readonly policy?: Policy;
    readonly host?: HostInfo['kind'];
  } = {},
): Opened {
  const policy = options.policy ?? builtInPolicy();
  const port = MemoryPort.of(workbook ?? EMPTY, { kind: options.host ?? 'memory' });
  const opened = workbook && openWorkbook(options.policy ? { given: policy } : {}, workbook);
  const state: LiveState = {
    books: opened?.books,
    opened,
    revision: 1,
    readAt: 0,
    reading: undefined,
    problem: undefined,
    date1904: false,
    failures: 0,
  };
  const live: LiveBooks = {
    policy,
    port,
    state: () => state,
    subscribe: () => () => undefined,
    refresh: () => Promise.resolve(),
    dispose: () => undefined,
  };
  const language = options.language ?? 'zh-CN';
  const went: Destination[] = [];
  const notices: Notice[] = [];
  const problems: PortProblem[] = [];
  const shown: CellRef[] = [];
  let move: (destination: Destination) => void = () => undefined;

  function Shell() {
    const [destination, setDestination] = useState(first);
    const [year, setYear] = useState(options.year ?? opened?.books.policyYear);
    move = setDestination;
    const pane = useMemo(
      (): Pane => ({
        live,
        files: () => Promise.reject(new Error('no file is asked for here')),
        state,
        language,
        wording: wordingFor(language),
        year,
        setYear,
        destination,
        go: (to) => {
          went.push(to);
          setDestination(to);
        },
        showCell: async (place) => {
          shown.push(place);
          await port.select(place);
        },
        tell: (notice) => void notices.push(notice),
        tellProblem: (problem) => void problems.push(problem),
      }),
      [destination, year],
    );
    const View = VIEWS[destination.view];
    return (
      <FluentProvider theme={webLightTheme}>
        <PaneContext.Provider value={pane}>{View && <View />}</PaneContext.Provider>
      </FluentProvider>
    );
  }

  render(<Shell />);
  return { port, went, notices, problems, shown, go: (destination) => act(async () => move(destination)) };
}

/** Presses a button by its name; the last one where several bear it. */
export function button(name: RegExp | string): HTMLElement {
  return screen.getByRole('button', { name });
}

const EMPTY: WorkbookSnapshot = { name: 'empty.xlsx', date1904: false, sheets: [], definedNames: [] };
