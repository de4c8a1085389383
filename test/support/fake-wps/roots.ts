import { FakeApiEvent } from './events';
import type { Callback, FunctionMetadata } from './custom-functions';
import { FakeEnv, FakeFileSystem } from './files';
import { FakeApplication } from './objects/application';
import { FakePluginStorage, FakeTaskPane } from './panes';
import type { FakeRibbon } from './ribbon';
import { refuse } from './refuse';
import type { Session } from './session';

/** Which of an add-in's pages a window shows. */
export type PageKind = 'background' | 'pane';

/** What WPS puts into a window. */
export interface FakePage {
  readonly wps?: object;
  readonly Application?: object;
}

/** What an add-in asks of WPS beside the workbook. */
export interface AddinMembers {
  readonly ApiEvent: FakeApiEvent;
  readonly CreateTaskPane: (url: string, title?: string) => FakeTaskPane;
  readonly GetTaskPane: (id: number) => FakeTaskPane;
  readonly AddCustomFunction: (
    namespace: string,
    name: string,
    callback: Callback,
    metadata?: FunctionMetadata,
  ) => void;
  readonly PluginStorage: FakePluginStorage;
  readonly ribbonUI: FakeRibbon;
  readonly FileSystem: FakeFileSystem;
  readonly Env: FakeEnv;
}

function membersFor(session: Session, kind: PageKind): AddinMembers {
  const ApiEvent = new FakeApiEvent();
  session.listening.push(ApiEvent);
  return {
    ApiEvent,
    CreateTaskPane: (url, title = '') => new FakeTaskPane(session.panes, session.panes.make(url, title)),
    GetTaskPane: (id) => new FakeTaskPane(session.panes, id),
    // Only the background page, which stays for as long as WPS runs, can register functions.
    AddCustomFunction: (namespace, name, callback, metadata) => {
      if (kind !== 'background') refuse('自定义函数只能在加载项主页中注册');
      session.functions.register(namespace, name, callback, metadata);
      session.functionsChanged();
    },
    PluginStorage: new FakePluginStorage(session.shared),
    ribbonUI: session.ribbon,
    FileSystem: new FakeFileSystem(session.files),
    Env: new FakeEnv(session.files),
  };
}

/**
 * The objects of WPS as each platform lays them out. On Windows both roots have nearly everything; on Linux there is no `wps`;
 * on macOS either root lacks some of what the other has, and `Application.ApiEvent` is undefined.
 */
export function pageOf(session: Session, kind: PageKind): FakePage {
  const { FileSystem, ...rest } = membersFor(session, kind);
  const members: Partial<AddinMembers> = session.options.hasFiles ? { ...rest, FileSystem } : rest;
  const app = (more: Partial<AddinMembers>): object => Object.assign(new FakeApplication(session), more);
  switch (session.platform) {
    case 'windows':
      return { wps: { ...members, EtApplication: () => app({}) }, Application: app(members) };
    case 'linux':
      return { Application: app(members) };
    case 'macos': {
      const { ApiEvent, AddCustomFunction, PluginStorage, ribbonUI, ...others } = members;
      const Application = app(others);
      return { wps: { Application, ApiEvent, AddCustomFunction, PluginStorage, ribbonUI }, Application };
    }
  }
}
