/** The whole pane over a workbook in memory that it follows. */
import { act, configure, fireEvent, screen } from '@testing-library/react';
import axe from 'axe-core';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { renderPane, type PaneHandle } from '../../src/taskpane/render-pane';
import { openLiveBooks, type LiveBooks } from '../../src/workbook/live-books';
import type { HostInfo } from '../../src/workbook/port';
import type { Language } from '../../src/wording/language';
import { FakeScheduler } from '../support/fake-scheduler';
import { MemoryPort } from '../support/memory-port';

export interface OpenedPane {
  readonly port: MemoryPort;
  readonly live: LiveBooks;
  readonly pane: PaneHandle;
  readonly languages: readonly Language[];
  /** Lets what follows the workbook come to rest. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
}

export interface PaneSetting {
  readonly language?: Language;
  readonly host?: Partial<HostInfo>;
  /** What is done to the workbook before the pane is opened. */
  readonly before?: (port: MemoryPort) => void;
  /** The workbook itself, as another pane has left it. */
  readonly port?: MemoryPort;
}

// A busy machine draws slowly; what is waited for comes or does not come.
configure({ asyncUtilTimeout: 10_000 });

const open = new Set<OpenedPane>();

/** Longer than any wait of what follows the workbook. */
const LONG_ENOUGH = 2000;

export async function openPane(workbook: WorkbookSnapshot, setting: PaneSetting = {}): Promise<OpenedPane> {
  const port = setting.port ?? MemoryPort.of(workbook, setting.host);
  setting.before?.(port);
  const scheduler = new FakeScheduler();
  const live = openLiveBooks(port, {}, { scheduler });
  const root = document.body.appendChild(document.createElement('div'));
  const languages: Language[] = [];
  const settle = (): Promise<void> => act(() => scheduler.pass(LONG_ENOUGH));
  const pane = await act(async () =>
    renderPane(root, {
      live,
      files: () => import('../../src/hosts/file/make-new-year'),
      language: setting.language ?? 'zh-CN',
      theme: 'light',
      onLanguage: (language) => void languages.push(language),
    }),
  );
  const opened: OpenedPane = {
    port,
    live,
    pane,
    languages,
    settle,
    close() {
      act(() => pane.dispose());
      live.dispose();
      root.remove();
      open.delete(opened);
    },
  };
  open.add(opened);
  await settle();
  return opened;
}

afterEach(() => {
  for (const opened of [...open]) opened.close();
  localStorage.clear();
});

export const findings = (): HTMLElement[] => screen.queryAllByRole('article');

export function press(name: RegExp | string): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

/** Rules that axe breaks; colours can't be seen in jsdom. */
export async function violations(): Promise<readonly string[]> {
  const { violations: found } = await axe.run(document.body, {
    // There are no style sheets to wait for.
    preload: false,
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}
