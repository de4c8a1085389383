/** Puts an add-in on the page: its frame, its functions and its ribbon, over any grid. */
import { openAddinFrame, type AddinFrame } from './addin-frame';
import { loadMetadata, type FunctionsMetadata } from './custom-functions/metadata';
import { type Blanks } from './custom-functions/call-arguments';
import { DocumentStore } from './document-store';
import { type GridModel } from './grid/grid-model';
import { type ManifestModel, type RibbonAction } from './manifest/manifest';
import { OfficeSession } from './office-session';
import { type RequirementSets, type Theme } from './protocol/app-context';

export interface OfficeHostOptions {
  readonly grid: GridModel;
  readonly manifest: ManifestModel;
  /** The element that gets the add-in's frame. */
  readonly frameContainer: HTMLElement;
  readonly language: string;
  readonly theme: Theme;
  /** The pane's frame, if it was opened ahead: of the manifest's page, in this language and theme. */
  readonly frame?: AddinFrame;
  /** What functions.json says, if it was asked for ahead. */
  readonly metadata?: Promise<FunctionsMetadata | undefined>;
  /** Settings and custom XML of the open file. */
  readonly document?: DocumentStore;
  readonly sets?: RequirementSets;
  readonly blanks?: Blanks;
  /** Turns an address of the manifest into the one to load, where the add-in is served from elsewhere here. */
  readonly rewriteUrl?: (url: string) => string;
  /**
   * The page in which a functions' script runs, where the functions share no runtime with the pane: like Excel on the
   * web, a host loads the `<Script>` into a page of its own and leaves the manifest's `<Page>` alone.
   */
  readonly functionsPage?: (scriptUrl: string) => string;
  /** A ribbon button or the add-in itself wants the pane in view, or out of it. */
  readonly setPaneVisible?: (isVisible: boolean) => void;
  /** The open document as a file; left out, the add-in can't have it. */
  readonly copyDocument?: () => Promise<Uint8Array>;
  /** Opens a file that the add-in has made; left out, it can't. */
  readonly openNew?: (bytes: Uint8Array) => void;
  readonly log?: (line: string) => void;
}

export interface OfficeHost {
  readonly document: DocumentStore;
  /** The page is up, and its custom functions are known to the grid. Rejects if functions.json cannot be had. */
  readonly ready: Promise<void>;
  /** No calculation, call, stream without a first value, request or event is outstanding. */
  settled(): Promise<void>;
  /** Does what a ribbon button does. */
  executeRibbon(action: RibbonAction, buttonId: string): Promise<void>;
  /** Loads the page anew, as Excel does after «Reload»: handlers and calls start over. `ready` of the result is its. */
  reloadPane(change?: { readonly theme?: Theme; readonly language?: string }): Promise<void>;
  /**
   * Another file: the page goes, `change` puts the file in place of the one there is, and the page comes up as it does in
   * a freshly opened file. If `change` throws, the page comes up all the same.
   */
  reopen(change: () => void): Promise<void>;
  dispose(): void;
}

interface Running {
  readonly session: OfficeSession;
  readonly stop: () => void;
}

interface Pages {
  readonly pane: Running;
  readonly functions?: Running;
}

/** Hosts the add-in of a manifest. One host a page. */
export function createOfficeHost(options: OfficeHostOptions): OfficeHost {
  const { grid, manifest, frameContainer, rewriteUrl = (url: string) => url } = options;
  const store = options.document ?? new DocumentStore();
  let { theme, language } = options;
  let page = rewriteUrl(manifest.pageUrl);
  let running: Promise<Pages> | undefined;
  let isDisposed = false;
  /** What was prepared ahead serves the first start only. */
  const ahead: { frame: AddinFrame | undefined; metadata: Promise<FunctionsMetadata | undefined> | undefined } = {
    frame: options.frame,
    metadata: options.metadata,
  };

  function openPage(url: string, metadata: FunctionsMetadata | undefined, isHidden: boolean): Running {
    const isAhead = ahead.frame?.page === url;
    const frame = isAhead && ahead.frame ? ahead.frame : open(url, isHidden);
    if (isAhead) ahead.frame = undefined;
    const namespace = manifest.customFunctions?.namespace;
    const session = new OfficeSession({
      grid,
      document: store,
      ...(metadata && { metadata }),
      ...(namespace !== undefined && { namespace }),
      conversationId: frame.conversationId,
      instanceId: frame.instanceId,
      addinName: manifest.displayName,
      hostOrigin: location.origin,
      language,
      theme,
      ...(options.sets && { sets: options.sets }),
      ...(options.blanks && { blanks: options.blanks }),
      send: (text) => frame.send(text),
      ...(options.setPaneVisible && { setPaneVisible: options.setPaneVisible }),
      ...(options.copyDocument && { copyDocument: options.copyDocument }),
      ...(options.openNew && { openNew: options.openNew }),
      ...(options.log && { log: options.log }),
    });
    frame.listen((data) => void session.receive(data));
    return {
      session,
      stop: () => {
        session.dispose();
        frame.close();
      },
    };
  }

  const open = (url: string, isHidden: boolean): AddinFrame =>
    openAddinFrame(frameContainer, url, { title: manifest.displayName, language, theme, isHidden });

  function ownFunctionsPage(): string | undefined {
    const { scriptUrl, pageUrl } = manifest.customFunctions ?? {};
    if (scriptUrl !== undefined && options.functionsPage) return options.functionsPage(rewriteUrl(scriptUrl));
    return pageUrl === undefined ? undefined : rewriteUrl(pageUrl);
  }

  /** One page with a shared runtime; without one, the functions have a page of their own that nobody sees. */
  async function start(): Promise<Pages> {
    const metadata = await (ahead.metadata ?? loadMetadata(manifest.customFunctions?.metadataUrl, rewriteUrl));
    ahead.metadata = undefined;
    const own = manifest.sharedRuntime ? undefined : ownFunctionsPage();
    if (own === undefined || own === page || !metadata) return { pane: openPage(page, metadata, false) };
    return { pane: openPage(page, undefined, false), functions: openPage(own, metadata, true) };
  }

  function launch(): Promise<void> {
    const launched = start();
    running = launched;
    return launched.then(async ({ pane, functions }) => {
      await Promise.all([pane.session.ready, functions?.session.ready]);
    });
  }

  const stopRunning = async (): Promise<void> => {
    const before = running;
    running = undefined;
    const pages = await before?.catch(() => undefined);
    pages?.pane.stop();
    pages?.functions?.stop();
  };

  const current = async (): Promise<Pages> => {
    if (isDisposed || !running) throw new Error('The host is disposed of.');
    return running;
  };

  return {
    document: store,
    ready: launch(),
    settled: async () => {
      const { pane, functions } = await current();
      await Promise.all([pane.session.settled(), functions?.session.settled()]);
    },
    async executeRibbon(action, buttonId) {
      if (action.kind === 'ExecuteFunction') {
        const { pane } = await current();
        await pane.session.executeFunction(action.functionName ?? '', buttonId);
        return;
      }
      options.setPaneVisible?.(true);
      const wanted = action.url === undefined ? page : rewriteUrl(action.url);
      // With a shared runtime all buttons open the one page that runs already.
      if (wanted === page || manifest.sharedRuntime) return;
      page = wanted;
      await this.reloadPane();
    },
    async reloadPane(change = {}) {
      theme = change.theme ?? theme;
      language = change.language ?? language;
      await stopRunning();
      await launch();
    },
    async reopen(change) {
      await stopRunning();
      try {
        change();
      } finally {
        await launch();
      }
    },
    dispose() {
      isDisposed = true;
      void stopRunning();
    },
  };
}
