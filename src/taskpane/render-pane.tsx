import { createRoot } from 'react-dom/client';
import type { LiveBooks } from '../workbook/live-books';
import type { Language } from '../wording/language';
import type { FileTools } from './file-tools';
import { CheckSession } from './check/check-session';
import type { DockedPane, ViewName } from './pane-context';
import { followState } from './shell/followed-state';
import { PaneFrame, type FrameSettings } from './shell/pane-frame';
import { browserPreferences } from './shell/preferences';
import type { ThemeName } from './shell/themes';
import { ValueStore } from './shell/value-store';

export interface PaneOptions {
  /** The workbook. It stays the caller's: disposing of the pane leaves it alone. */
  readonly live: LiveBooks;
  readonly files: () => Promise<FileTools>;
  /** Given where the pane is docked. */
  readonly docked?: DockedPane;
  readonly language: Language;
  readonly theme: ThemeName;
  /** Told when the reader chooses another language in the pane. */
  readonly onLanguage: (language: Language) => void;
}

/** A pane that is shown. */
export interface PaneHandle {
  open(view: ViewName): void;
  setTheme(theme: ThemeName): void;
  setLanguage(language: Language): void;
  dispose(): void;
}

/** Shows the task pane in an element of the page. */
export function renderPane(root: HTMLElement, options: PaneOptions): PaneHandle {
  const { live, files, docked, language, theme, onLanguage } = options;
  const settings = new ValueStore<FrameSettings>({ language, theme, destination: { view: 'check' } });
  const check = new CheckSession(live, browserPreferences());
  const followed = followState(live);
  const reactRoot = createRoot(root);
  reactRoot.render(
    <PaneFrame
      live={live}
      files={files}
      docked={docked}
      followed={followed.store}
      check={check}
      settings={settings}
      onLanguage={onLanguage}
    />,
  );
  void check.recall();
  return {
    open: (view) => settings.change({ destination: { view } }),
    setTheme: (chosen) => settings.change({ theme: chosen }),
    setLanguage: (chosen) => settings.change({ language: chosen }),
    dispose() {
      check.dispose();
      followed.stop();
      reactRoot.unmount();
    },
  };
}
