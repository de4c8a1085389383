import { findWps } from '../../../src/hosts/wps/wps-api';

const app = { Name: 'Microsoft Excel', Workbooks: { Count: 1 } };

describe('WPS is found', () => {
  test('where `wps` has the application as a method, as a property, behind `Application` or is it', () => {
    const method = {
      root: app,
      EtApplication() {
        return this.root;
      },
    };
    expect(findWps({ wps: method })?.app).toBe(app);
    expect(findWps({ wps: { EtApplication: app } })?.app).toBe(app);
    expect(findWps({ wps: { Application: app } })?.app).toBe(app);
    expect(findWps({ wps: app })?.app).toBe(app);
  });

  test('where there is `Application` alone', () => {
    expect(findWps({ Application: app })?.app).toBe(app);
    expect(findWps({ Application: { Application: app } })?.app).toBe(app);
    expect(findWps({ wps: {}, Application: app })?.app).toBe(app);
  });

  test('where a member refuses to be asked', () => {
    const refusing = {
      get EtApplication() {
        throw new Error('not here');
      },
      Application: app,
    };
    expect(findWps({ wps: refusing })?.app).toBe(app);
    const failing = {
      EtApplication: () => {
        throw new Error('not now');
      },
      Application: app,
    };
    expect(findWps({ wps: failing })?.app).toBe(app);
  });

  test('by its workbooks and never by its name', () => {
    expect(findWps({})).toBeUndefined();
    expect(findWps({ wps: null, Application: 'WPS Spreadsheets' })).toBeUndefined();
    // The same globals in its word processor.
    expect(findWps({ wps: { Name: 'WPS', Application: { Documents: {} } } })).toBeUndefined();
  });
});

describe('what else it has', () => {
  const ApiEvent = { AddApiEventListener: () => undefined, RemoveApiEventListener: () => undefined };

  test('is taken from whichever root has it', () => {
    const FileSystem = { readAsBinaryString: () => '' };
    const PluginStorage = { getItem: () => '' };
    const Env = { GetTempPath: () => '/tmp' };
    const api = findWps({
      wps: { EtApplication: () => app, ApiEvent, PluginStorage: undefined },
      Application: { ...app, ApiEvent: undefined, FileSystem, PluginStorage, Env },
    });
    expect([api?.events, api?.files, api?.environment, api?.addins.PluginStorage]).toEqual([
      ApiEvent,
      FileSystem,
      Env,
      PluginStorage,
    ]);
  });

  test('is not there where no root has it', () => {
    const api = findWps({ wps: { Application: app, FileSystem: null } });
    const { CreateTaskPane, GetTaskPane, AddCustomFunction, PluginStorage } = api?.addins ?? {};
    expect([api?.events, api?.files, api?.environment]).toEqual([undefined, undefined, undefined]);
    expect([CreateTaskPane, GetTaskPane, AddCustomFunction, PluginStorage]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  test('may come later', () => {
    const wps: { Application: typeof app; ApiEvent?: typeof ApiEvent } = { Application: app };
    const api = findWps({ wps });
    expect(api?.events).toBeUndefined();
    wps.ApiEvent = ApiEvent;
    expect(api?.events).toBe(ApiEvent);
  });

  test('is called on the object that has it', () => {
    const wps = {
      Application: app,
      made: [] as string[],
      CreateTaskPane(url: string, title: string) {
        this.made.push(`${url} ${title}`);
        return this.made.length;
      },
    };
    const create = findWps({ wps })?.addins.CreateTaskPane;
    expect(create?.('taskpane.html', '薪规')).toBe(1);
    expect(wps.made).toEqual(['taskpane.html 薪规']);
  });
});
