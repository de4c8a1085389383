/** What the background page and the pane's page do when they are loaded: on the fake WPS, and where something is missing. */
import { JSDOM } from 'jsdom';
import manifest from '../../../package.json';
import { readerOf } from '../../../src/addin/page-parts';
import { backgroundReport } from '../../../src/addin/wps/between-pages';
import { selfCheckLines } from '../../../src/addin/wps/self-check';
import { startBackground, type BackgroundParts } from '../../../src/addin/wps/start-background';
import { startWpsPane, type WpsPaneParts } from '../../../src/addin/wps/start-pane';
import { FUNCTIONS } from '../../../src/functions/catalogue';
import { InstantCalls } from '../../../src/functions/instant-calls';
import type { FunctionsMetadata } from '../../../src/functions/functions-json';
import { registerFunctions } from '../../../src/hosts/wps/register-functions';
import { findWps, type WpsApi } from '../../../src/hosts/wps/wps-api';
import { openWpsPort } from '../../../src/hosts/wps/wps-port';
import type { PaneHandle, PaneOptions } from '../../../src/taskpane/render-pane';
import { liveSourceOf } from '../../../src/workbook/live-answers';
import { openLiveBooks, type LiveBooks } from '../../../src/workbook/live-books';
import { fakeWps, type FakeWps } from '../../support/fake-wps';

const WORKBOOK = {
  name: 'Book',
  date1904: false,
  sheets: [{ name: 'Sheet1', rows: [], merges: [], tables: [] }],
  definedNames: [],
};

/** What functions.json says of each function, as far as registering asks for it. */
const METADATA: FunctionsMetadata = {
  functions: FUNCTIONS.map(({ id }) => ({ id, name: id, parameters: [] })),
};

let page: Window & typeof globalThis;
let live: LiveBooks[];

beforeEach(() => {
  page = new JSDOM('<div id="pane"></div>', { url: 'https://pay.example.com/wps/index.html' })
    .window as unknown as typeof page;
  page.matchMedia = () => ({ matches: false, addEventListener: () => undefined }) as unknown as MediaQueryList;
  live = [];
});
afterEach(() => {
  for (const each of live) each.dispose();
  page.close();
});

const openBooks: BackgroundParts['openBooks'] = (port) => {
  const opened = openLiveBooks(port);
  live.push(opened);
  return opened;
};

const failing = (words: string) => async (): Promise<never> => {
  throw new Error(words);
};

describe('the background page', () => {
  async function start(fake: FakeWps, change: Partial<BackgroundParts> = {}): Promise<InstantCalls> {
    const calls = new InstantCalls((error) => {
      throw error;
    });
    await startBackground({
      page,
      reader: readerOf(page),
      version: manifest.version,
      wps: () => findWps(fake.page),
      openPort: openWpsPort,
      openBooks,
      sourceOf: liveSourceOf,
      calls,
      keepCalculated: () => undefined,
      metadata: () => METADATA,
      registerFunctions: (api, metadata) => void registerFunctions(api, calls, metadata),
      renameRibbon: () => undefined,
      ...change,
    });
    return calls;
  }
  const reportOf = (fake: FakeWps): ReturnType<typeof backgroundReport> =>
    backgroundReport(findWps(fake.panePage)?.addins.PluginStorage);

  test('registers every function, follows the workbook and says so', async () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'windows' });
    const calls = await start(fake);
    expect(fake.model.functions()).toHaveLength(FUNCTIONS.length);
    expect(reportOf(fake)).toEqual({ version: manifest.version, functions: FUNCTIONS.length });
    expect(calls.moment().kind).toBe('waiting');
    expect(page.document.documentElement.lang).toBe('zh-CN');
  });

  test('says why there are no functions, and does the rest', async () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'windows' });
    const calls = await start(fake, {
      registerFunctions: () => {
        throw new Error('拒绝');
      },
    });
    expect(reportOf(fake)).toEqual({ version: manifest.version, functions: 0, problem: '拒绝' });
    expect(calls.moment().kind).toBe('waiting');
  });

  test('works in a WPS without custom functions', async () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'linux' });
    const api = findWps(fake.page) as WpsApi;
    await start(fake, {
      wps: () => ({
        ...api,
        addins: { ...api.addins, AddCustomFunction: undefined, PluginStorage: api.addins.PluginStorage },
      }),
    });
    expect(reportOf(fake)?.problem).toContain('12.1.0.20540');
  });

  test('tells every cell where the workbook can’t be reached', async () => {
    const calls = await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), {
      openPort: failing('0x80010105'),
    });
    expect(calls.moment()).toMatchObject({ kind: 'stopped', sentence: expect.stringContaining('0x80010105') });
  });

  test('speaks the language that is chosen in the pane', async () => {
    let renamed = 0;
    const calls = await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), {
      renameRibbon: () => void (renamed += 1),
    });
    const before = renamed;
    const chosen = { key: 'payclause.language', newValue: 'en-US' };
    page.dispatchEvent(new page.StorageEvent('storage', chosen));
    expect([calls.moment().context?.language ?? (calls.moment() as { language?: string }).language, renamed]).toEqual([
      'en-US',
      before + 1,
    ]);
  });

  test('does nothing in a page that is none of WPS', async () => {
    jest.useFakeTimers();
    try {
      page.setTimeout = setTimeout;
      const started = start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), { wps: () => undefined });
      await jest.advanceTimersByTimeAsync(4000);
      expect((await started).moment().kind).toBe('waiting');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the pane’s page', () => {
  const told: string[] = [];
  let options: PaneOptions | undefined;

  function root(): HTMLElement {
    const found = page.document.getElementById('pane');
    if (!found) throw new Error('there is no place for the pane');
    return found;
  }

  async function start(fake: FakeWps, change: Partial<WpsPaneParts> = {}): Promise<void> {
    told.length = 0;
    options = undefined;
    const handle: PaneHandle = {
      open: (view) => void told.push(`open ${view}`),
      setTheme: (theme) => void told.push(`theme ${theme}`),
      setLanguage: (language) => void told.push(`language ${language}`),
      dispose: () => undefined,
    };
    await startWpsPane(root(), {
      wps: () => findWps(fake.panePage),
      openPort: openWpsPort,
      openBooks,
      loadFileTools: failing('no file is asked for here'),
      loadPane: async () => (_root, given) => {
        options = given;
        return handle;
      },
      loadSelfCheck: failing('the self-check is not asked for here'),
      ...change,
    });
  }

  test('is the same pane, in the language of WPS’s menus, with a button to hide it', async () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'macos', language: 1033 });
    const made = findWps(fake.page)?.addins.CreateTaskPane?.('x', 'y') as { ID: number; Visible: boolean };
    made.Visible = true;
    findWps(fake.page)?.addins.PluginStorage?.setItem('payclause.task-pane.et', String(made.ID));
    await start(fake);
    expect([options?.language, options?.theme]).toEqual(['en-US', 'light']);
    expect(options?.docked?.hideLabel('en-US')).toBe('Hide');
    options?.docked?.hide();
    expect(fake.model.panes().map(({ isVisible }) => isVisible)).toEqual([false]);
  });

  test('a pane that can’t be hidden says what else to do', async () => {
    await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }));
    options?.docked?.hide();
    expect(page.document.querySelector('[role=alert]')?.textContent).toContain('任务窗格没有收起');
  });

  test('opens the screen that the ribbon has asked for before', async () => {
    page.localStorage.setItem('payclause.view', 'policy 5');
    await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }));
    expect(told).toEqual(['open policy']);
  });

  test('a pane that fails is told', async () => {
    await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), {
      loadPane: failing('Loading chunk pane failed'),
    });
    expect(root().textContent).toContain('任务窗格没有打开：Loading chunk pane failed');
  });

  test('a workbook that can’t be reached is told, and other people’s words stay words', async () => {
    await start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), { openPort: failing('<img src=x>') });
    expect(root().textContent).toContain('PayClause has not started: <img src=x>');
    expect(root().querySelector('img')).toBeNull();
  });

  test('a browser is told what this page is', async () => {
    jest.useFakeTimers();
    try {
      page.setTimeout = setTimeout;
      const started = start(fakeWps({ workbook: WORKBOOK, platform: 'windows' }), { wps: () => undefined });
      await jest.advanceTimersByTimeAsync(4000);
      await started;
      expect(root().textContent).toContain('install.html');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the self-check', () => {
  const linesOf = (fake: FakeWps): ReadonlyMap<string, { state: string; todo?: string }> => {
    const api = findWps(fake.panePage);
    if (!api) throw new Error('there is no WPS');
    Object.assign(page, fake.panePage);
    return new Map(selfCheckLines(page, api, 'zh-CN').map((line) => [line.id, line]));
  };

  test.each(['windows', 'linux', 'macos'] as const)('finds on %s all that is used', (platform) => {
    const fake = fakeWps({ workbook: WORKBOOK, platform });
    findWps(fake.page)?.addins.PluginStorage?.setItem(
      'payclause.background',
      JSON.stringify({ version: manifest.version, functions: 21 }),
    );
    const lacking = [...linesOf(fake)].filter(([, { state }]) => state === 'lacks').map(([id]) => id);
    // jsdom's browser is no Chromium.
    expect(lacking).toEqual(['browser']);
  });

  test('says what to do at what is lacking, and changes nothing', () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'windows', hasFiles: false, listObjects: 'throws' });
    fake.model.setReadOnly();
    const before = fake.model.bytes();
    const lines = linesOf(fake);
    for (const id of ['background', 'registered', 'files', 'tables', 'writable']) {
      expect([id, lines.get(id)?.state, lines.get(id)?.todo?.length]).toEqual([id, 'lacks', expect.any(Number)]);
    }
    expect(fake.model.bytes()).toEqual(before);
  });

  test('tells a background page of another release', () => {
    const fake = fakeWps({ workbook: WORKBOOK, platform: 'windows' });
    findWps(fake.page)?.addins.PluginStorage?.setItem(
      'payclause.background',
      '{"version":"0.0.1","functions":0,"problem":"x"}',
    );
    const lines = linesOf(fake);
    expect(lines.get('background')?.todo).toContain('0.0.1');
    expect(lines.get('registered')?.todo).toContain('x');
  });
});
