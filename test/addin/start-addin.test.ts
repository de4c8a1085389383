/** @jest-environment jsdom */
import '../taskpane/views-globals';
import { RIBBON_ACTIONS } from '../../src/addin/ribbon-actions';
import { startAddin, type AddinParts, type OfficeApi } from '../../src/addin/start-addin';
import type { LiveSource } from '../../src/functions/live-source';
import { builtInPolicy } from '../../src/policy/packs';
import type { PaneHandle, PaneOptions } from '../../src/taskpane/render-pane';
import { liveSourceOf } from '../../src/workbook/live-answers';
import { openLiveBooks } from '../../src/workbook/live-books';
import { MemoryPort } from '../support/memory-port';

type Action = Parameters<OfficeApi['actions']['associate']>[1];

/** An Office whose ribbon can be pressed. */
class FakeOffice implements OfficeApi {
  readonly pressed = new Map<string, Action>();
  readonly context: OfficeApi['context'];
  shown = 0;
  readonly actions = { associate: (name: string, action: Action) => void this.pressed.set(name, action) };
  readonly addin = {
    showAsTaskpane: async () => {
      this.shown += 1;
    },
  };

  constructor(
    private readonly host: string | null = 'Excel',
    context: Partial<OfficeApi['context']> = {},
  ) {
    this.context = { displayLanguage: 'zh-CN', ...context };
  }

  async onReady(): Promise<{ readonly host: string | null }> {
    return { host: this.host };
  }

  press(name: string): Promise<void> {
    return new Promise((resolve) => {
      this.pressed.get(name)?.({ completed: resolve } as unknown as Office.AddinCommands.Event);
    });
  }
}

/** A pane that writes down what it is told. */
class FakePane implements PaneHandle {
  readonly told: string[] = [];
  options: PaneOptions | undefined;
  readonly render = (root: HTMLElement, options: PaneOptions): PaneHandle => {
    this.options = options;
    root.textContent = `pane in ${options.language}, ${options.theme}`;
    return this;
  };
  open(view: string): void {
    this.told.push(`open ${view}`);
  }
  setTheme(theme: string): void {
    this.told.push(`theme ${theme}`);
  }
  setLanguage(language: string): void {
    this.told.push(`language ${language}`);
  }
  dispose(): void {
    this.told.push('dispose');
  }
}

interface Started {
  readonly root: HTMLElement;
  readonly office: FakeOffice;
  readonly pane: FakePane;
  readonly source: () => LiveSource | undefined;
}

let queries: Record<string, boolean>;
let told: Map<string, () => void>;

beforeEach(() => {
  localStorage.clear();
  document.body.replaceChildren();
  queries = {};
  told = new Map();
  // jsdom lays nothing out and so has no media queries.
  window.matchMedia = (query: string) =>
    ({
      get matches() {
        return queries[query] ?? false;
      },
      addEventListener: (_event: string, listener: () => void) => told.set(query, listener),
      removeEventListener: () => told.delete(query),
    }) as unknown as MediaQueryList;
});

/** Starts the add-in over an empty workbook in memory; `change` puts other parts in. */
async function start(office = new FakeOffice(), change: Partial<AddinParts> = {}): Promise<Started> {
  const root = document.createElement('div');
  document.body.append(root);
  const pane = new FakePane();
  let source: LiveSource | undefined;
  await startAddin(root, {
    office,
    openPort: async () => MemoryPort.of({ name: 'Book', date1904: false, sheets: [], definedNames: [] }),
    openBooks: openLiveBooks,
    sourceOf: liveSourceOf,
    loadFileTools: () => Promise.reject(new Error('no file is asked for here')),
    connectFunctions: (connected) => {
      source = connected;
    },
    loadPane: async () => pane.render,
    ...change,
  });
  pane.options?.live.dispose();
  return { root, office, pane, source: () => source };
}

const failing = (words: string) => async (): Promise<never> => {
  throw new Error(words);
};

describe('in Excel', () => {
  test('functions and pane are connected to the same workbook', async () => {
    const { root, source, pane } = await start();
    expect(root.textContent).toBe('pane in zh-CN, light');
    expect(source()?.moment().kind).toBe('waiting');
    expect(pane.options?.live.policy).toBe(builtInPolicy());
  });

  test('a pane that fails is told, and the functions stay connected', async () => {
    const { root, source } = await start(new FakeOffice(), { loadPane: failing('Loading chunk pane failed') });
    expect(root.textContent).toContain('任务窗格没有打开：Loading chunk pane failed 工作表里的函数仍可使用。');
    expect(source()?.moment().kind).toBe('waiting');
  });

  test('functions that fail are told above the pane, which stays', async () => {
    const { root } = await start(new FakeOffice(), {
      connectFunctions: () => {
        throw new Error('no runtime');
      },
    });
    expect(root.textContent).toBe('pane in zh-CN, light');
    expect(document.querySelector('[role=alert]')?.textContent).toBe(
      '工作表里的薪规函数没有接通：no runtime 其余功能仍可使用。',
    );
  });

  test('a workbook that can’t be reached is told in the pane and in every cell', async () => {
    const { root, source } = await start(new FakeOffice(), { openPort: failing('GeneralException') });
    expect(root.textContent).toContain('薪规没有启动：GeneralException');
    expect(root.querySelector('button')?.textContent).toBe('重新载入');
    expect(source()?.moment()).toMatchObject({ kind: 'stopped', sentence: '薪规没有启动：GeneralException' });
  });

  test('other people’s words stay words', async () => {
    const { root } = await start(new FakeOffice(), { openPort: failing('<img src=x onerror=alert(1)>') });
    expect(root.querySelector('img')).toBeNull();
    expect(root.textContent).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('outside of Excel', () => {
  test('a browser is told what this page is', async () => {
    const { root, source } = await start(new FakeOffice(null));
    expect(root.textContent).toContain('This is the page of PayClause, an add-in for Excel.');
    expect(root.querySelector('a')?.getAttribute('href')).toBe('help/functions.en-US.html');
    expect(source()).toBeUndefined();
  });

  test('another program of Office is told to be the wrong one', async () => {
    const { root } = await start(new FakeOffice('Word'));
    expect(root.textContent).toContain('PayClause works in Excel only, not in Word.');
  });

  test('a missing office.js is named with the place it should have come from', async () => {
    const script = document.createElement('script');
    script.type = 'text/plain';
    script.src = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
    document.body.append(script);
    const { root } = await start(undefined, { office: undefined });
    expect(root.textContent).toContain('could not be loaded from https://appsforoffice.microsoft.com.');
  });

  test('an Excel that does not answer is waited for aloud', async () => {
    jest.useFakeTimers();
    try {
      const office = new FakeOffice();
      office.onReady = () => new Promise(() => undefined);
      const root = document.createElement('div');
      document.body.append(root);
      void start(office);
      const [, shown] = document.body.children;
      jest.advanceTimersByTime(9_999);
      expect(shown?.textContent).toBe('');
      jest.advanceTimersByTime(1);
      expect(shown?.textContent).toContain('Excel has not answered yet.');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the ribbon', () => {
  test.each(Object.entries(RIBBON_ACTIONS))('%s brings the pane into view and opens %s', async (action, view) => {
    const { office, pane } = await start();
    await office.press(action);
    expect([office.shown, pane.told]).toEqual([1, [`open ${view}`]]);
  });

  test('a button that is pressed before the pane is there is remembered', async () => {
    const office = new FakeOffice();
    const pane = new FakePane();
    await start(office, {
      loadPane: async () => pane.render,
      openPort: async () => {
        await office.press('openTrace');
        return MemoryPort.of({ name: 'Book', date1904: false, sheets: [], definedNames: [] });
      },
    });
    expect(pane.told).toEqual(['open trace']);
  });

  test('a button is free again, and says why, where Excel does not show the pane', async () => {
    const { office } = await start();
    office.addin.showAsTaskpane = failing('not now');
    await office.press('openCheck');
    expect(document.querySelector('[role=alert]')?.textContent).toContain('not now');
  });
});

describe('the language', () => {
  test.each([
    ['zh-TW', 'zh-CN'],
    ['en-GB', 'en-US'],
    ['de-DE', 'en-US'],
  ])('is Excel’s: %s is shown as %s', async (displayLanguage, shown) => {
    const { root } = await start(new FakeOffice('Excel', { displayLanguage }));
    expect(root.textContent).toBe(`pane in ${shown}, light`);
    expect(document.documentElement.lang).toBe(shown);
  });

  test('that the reader chooses is kept, and the functions speak it too', async () => {
    const spoken: string[] = [];
    const { pane } = await start(new FakeOffice(), {
      sourceOf: (live, language) =>
        Object.assign(liveSourceOf(live, language), { announce: () => void spoken.push(language()) }),
    });
    pane.options?.onLanguage('en-US');
    expect([pane.told, spoken, document.title]).toEqual([['language en-US'], ['en-US'], 'PayClause']);
    const { root } = await start();
    expect(root.textContent).toBe('pane in en-US, light');
  });

  test('holds where the browser keeps nothing', async () => {
    const blocked = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const { pane } = await start();
    pane.options?.onLanguage('en-US');
    expect(pane.told).toEqual(['language en-US']);
    blocked.mockRestore();
  });
});

describe('the theme', () => {
  const DARK = '(prefers-color-scheme: dark)';
  const FORCED = '(forced-colors: active)';

  test.each([
    ['Office’s own word', { isDarkTheme: true, bodyBackgroundColor: '#FFFFFF' }, {}, 'dark'],
    ['the colour of Office’s ground', { bodyBackgroundColor: '#262626' }, {}, 'dark'],
    [
      'the colour of Office’s ground, against the browser',
      { bodyBackgroundColor: '#F3F3F3' },
      { [DARK]: true },
      'light',
    ],
    ['the browser’s wish where Office says nothing', undefined, { [DARK]: true }, 'dark'],
    ['high contrast before all', { isDarkTheme: true }, { [FORCED]: true, [DARK]: true }, 'high-contrast'],
  ])('goes by %s', async (_by, officeTheme, matching, theme) => {
    queries = matching;
    const { root } = await start(new FakeOffice('Excel', { ...(officeTheme && { officeTheme }) }));
    expect(root.textContent).toBe(`pane in zh-CN, ${theme}`);
  });

  test('is followed, and told once', async () => {
    const { pane } = await start();
    queries = { [DARK]: true };
    told.get(DARK)?.();
    window.dispatchEvent(new Event('focus'));
    expect(pane.told).toEqual(['theme dark']);
    expect(document.documentElement.style.colorScheme).toBe('dark');
  });
});
