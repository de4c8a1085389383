/** Ribbon, task pane and what the two pages tell each other, on the fake WPS as each system lays it out. */
import { JSDOM } from 'jsdom';
import { backgroundReport, followViews, reportBackground } from '../../../src/addin/wps/between-pages';
import { RIBBON_BUTTONS, ribbonCallbacks, type RibbonCallbacks } from '../../../src/addin/wps/ribbon';
import { hideTaskPane, showTaskPane } from '../../../src/addin/wps/task-pane';
import { findWps, type WpsAddins, type WpsApi } from '../../../src/hosts/wps/wps-api';
import type { Language } from '../../../src/wording/language';
import { fakeWps, type FakeWps } from '../../support/fake-wps';

const WORKBOOK = {
  name: 'Book',
  date1904: false,
  sheets: [{ name: 'Sheet1', rows: [], merges: [], tables: [] }],
  definedNames: [],
};

function apiOf(page: object): WpsApi {
  const api = findWps(page);
  if (!api) throw new Error('there is no WPS');
  return api;
}

interface Ribbon {
  readonly callbacks: RibbonCallbacks;
  readonly rename: () => void;
  readonly told: readonly string[];
}

function ribbonOf(api: WpsApi | undefined, language: () => Language = () => 'zh-CN'): Ribbon {
  const told: string[] = [];
  let clock = 0;
  const made = ribbonCallbacks({
    page,
    wps: () => api,
    language,
    now: () => ++clock,
    tell: (sentence) => void told.push(sentence),
  });
  return { ...made, told };
}

/** A page of the add-in; its two pages share the storage of their address. */
let page: Window & typeof globalThis;
beforeEach(() => {
  page = new JSDOM('', { url: 'https://pay.example.com/wps/index.html' }).window as unknown as typeof page;
});

describe.each(['windows', 'linux', 'macos'] as const)('on %s', (platform) => {
  let fake: FakeWps;
  let api: WpsApi;
  beforeEach(() => {
    fake = fakeWps({ workbook: WORKBOOK, platform });
    api = apiOf(fake.page);
  });

  test('each button opens the pane on its screen, and there is one pane', () => {
    const { callbacks } = ribbonOf(api);
    const opened: string[] = [];
    followViews({ plugin: apiOf(fake.panePage).addins.PluginStorage, page }, (view) => opened.push(view));
    for (const Id of Object.keys(RIBBON_BUTTONS)) {
      expect(callbacks.OnAction({ Id })).toBe(true);
      page.dispatchEvent(new page.Event('focus'));
    }
    expect(opened).toEqual(['check', 'settlement', 'trace', 'policy']);
    expect(fake.model.panes().map(({ url, isVisible }) => [url, isVisible])).toEqual([
      ['https://pay.example.com/wps/taskpane.html', true],
    ]);
  });

  test('the pane hides itself, and the ribbon brings the same one back', () => {
    const { callbacks } = ribbonOf(api);
    callbacks.OnAction({ Id: 'payclauseCheck' });
    expect(hideTaskPane(apiOf(fake.panePage).addins)).toBe(true);
    expect(fake.model.panes().map(({ isVisible }) => isVisible)).toEqual([false]);
    callbacks.OnAction({ Id: 'payclauseTrace' });
    expect(fake.model.panes().map(({ isVisible }) => isVisible)).toEqual([true]);
  });

  test('what the background page has said, the pane reads', () => {
    reportBackground(api.addins.PluginStorage, { version: '1.2.3', functions: 21 });
    expect(backgroundReport(apiOf(fake.panePage).addins.PluginStorage)).toEqual({ version: '1.2.3', functions: 21 });
  });
});

describe('the ribbon', () => {
  test('is shown whatever it is loaded with', () => {
    const { callbacks, rename } = ribbonOf(undefined);
    for (const given of [undefined, null, {}, 'ribbon']) expect(callbacks.OnAddinLoad(given)).toBe(true);
    expect(rename).not.toThrow();
  });

  test('names its buttons in the reader’s language, and anew when that changes', () => {
    let language: Language = 'zh-CN';
    const { callbacks, rename } = ribbonOf(undefined, () => language);
    const asked: string[] = [];
    callbacks.OnAddinLoad({ InvalidateControl: (id: string) => asked.push(id) });
    expect(callbacks.GetLabel({ Id: 'payclauseCheck' })).toBe('校验');
    language = 'en-US';
    rename();
    expect(asked).toEqual(Object.keys(RIBBON_BUTTONS));
    expect(callbacks.GetLabel({ id: 'payclauseCheck' })).toBe('Check');
    expect(callbacks.GetSupertip({ Id: 'payclauseCheck' })).toContain('row by row');
  });

  test('knows nothing of other controls', () => {
    const { callbacks } = ribbonOf(undefined);
    for (const control of [undefined, {}, { Id: 'toString' }, { Id: 7 }]) {
      expect([callbacks.GetLabel(control), callbacks.GetImage(control), callbacks.OnAction(control)]).toEqual([
        '',
        '',
        true,
      ]);
    }
  });

  test('says why the pane does not open, and stays', () => {
    const { callbacks, told } = ribbonOf(undefined);
    expect(callbacks.OnAction({ Id: 'payclauseCheck' })).toBe(true);
    expect(told).toEqual([expect.stringContaining('薪规的任务窗格没有打开')]);
  });
});

describe('the task pane', () => {
  /** The application's side of panes and storage, by hand. */
  function addins(change: Partial<WpsAddins> = {}): WpsAddins & { readonly kept: Map<string, unknown> } {
    const kept = new Map<string, unknown>();
    return {
      kept,
      AddCustomFunction: undefined,
      CreateTaskPane: () => ({ ID: 5, Visible: false, Width: 0, DockPosition: 0 }),
      GetTaskPane: () => undefined,
      PluginStorage: {
        setItem: (key, value) => void kept.set(key, value),
        getItem: (key) => kept.get(key),
        removeItem: (key) => void kept.delete(key),
      },
      ...change,
    };
  }

  test('is made anew where the one kept is gone', () => {
    for (const GetTaskPane of [
      () => null,
      () => {
        throw new Error('no such pane');
      },
    ]) {
      const there = addins({ GetTaskPane });
      there.kept.set('payclause.task-pane.et', '3');
      showTaskPane(there, 'https://pay.example.com/taskpane.html', 'PayClause');
      expect(there.kept.get('payclause.task-pane.et')).toBe('5');
    }
  });

  test('is shown where WPS does not let it be arranged', () => {
    const pane = Object.defineProperty({ ID: 5, Visible: false }, 'DockPosition', {
      set: () => {
        throw new Error('not here');
      },
    });
    showTaskPane(addins({ CreateTaskPane: () => pane }), 'https://pay.example.com/taskpane.html', 'PayClause');
    expect(pane.Visible).toBe(true);
  });

  test('that WPS does not make is told', () => {
    for (const CreateTaskPane of [undefined, () => null]) {
      expect(() => showTaskPane(addins({ CreateTaskPane }), 'x', 'y')).toThrow('CreateTaskPane');
    }
  });

  test('that nobody knows is not hidden', () => {
    expect(hideTaskPane(addins())).toBe(false);
  });
});

describe('what is kept between the pages', () => {
  const open = (kept: string): readonly string[] => {
    page.localStorage.setItem('payclause.view', kept);
    const opened: string[] = [];
    followViews({ plugin: undefined, page }, (view) => opened.push(view));
    return opened;
  };

  test.each([
    ['settlement 17', ['settlement']],
    ['about 17', []],
    ['settlement', []],
    ['settlement x', []],
    ['<script> 17', []],
    ['', []],
  ])('«%s» opens %j', (kept, opened) => {
    expect(open(kept)).toEqual(opened);
  });

  test('a wish is heeded once, and again when it is made again', () => {
    const opened: string[] = [];
    page.localStorage.setItem('payclause.view', 'trace 1');
    followViews({ plugin: undefined, page }, (view) => opened.push(view));
    page.dispatchEvent(new page.Event('focus'));
    page.localStorage.setItem('payclause.view', 'trace 2');
    page.dispatchEvent(new page.StorageEvent('storage'));
    expect(opened).toEqual(['trace', 'trace']);
  });

  test.each(['', '{', '{"version":1}', '[]', '{"version":"1","functions":"x"}'])('a report «%s» is none', (kept) => {
    expect(
      backgroundReport({ getItem: () => kept, setItem: () => undefined, removeItem: () => undefined }),
    ).toBeUndefined();
  });
});
