/**
 * A page with Microsoft's own office.js in jsdom, hosted by an OfficeSession over a memory grid. The host stands where
 * `window.opener` is; no frame is needed.
 */
/// <reference types="office-js" />
import fs from 'node:fs';
import path from 'node:path';
import { JSDOM, ResourceLoader, VirtualConsole } from 'jsdom';
import { parseMetadata } from '../../workbench/src/custom-functions/metadata';
import { DocumentStore } from '../../workbench/src/document-store';
import { MemoryGrid } from '../../workbench/src/grid/memory-grid';
import { OfficeSession, type SessionOptions } from '../../workbench/src/office-session';
import { frameUrl } from '../../workbench/src/protocol/app-context';

type ExcelApi = typeof Excel;
type OfficeApi = typeof Office;

/** What the page's own scripts see. */
export interface PageWindow {
  readonly Office: OfficeApi;
  readonly Excel: ExcelApi;
  readonly CustomFunctions: {
    associate(name: string, call: (...args: never[]) => unknown): void;
    readonly Error: new (code: string, message?: string) => Error;
    readonly ErrorCode: Readonly<Record<string, string>>;
  };
}

export interface OfficePage extends PageWindow {
  readonly grid: MemoryGrid;
  readonly document: DocumentStore;
  readonly session: OfficeSession;
  readonly log: readonly string[];
  /** The workbooks that the add-in has made and opened. */
  readonly made: readonly Uint8Array[];
  settled(): Promise<void>;
  close(): void;
}

/** Longer than the runtime of custom functions holds results back on an idle machine (50 ms, then 200 ms). */
const QUIET = 350;

const ORIGIN = 'https://addin.test';
const DIST = path.join(path.dirname(require.resolve('@microsoft/office-js/package.json')), 'dist');

/** Gives the page office.js from node_modules and nothing else. */
class LocalOffice extends ResourceLoader {
  override fetch(url: string): ReturnType<ResourceLoader['fetch']> {
    const { pathname, origin } = new URL(url);
    const file = path.join(DIST, path.normalize(pathname.replace(/^\/office\//, '/')));
    if (origin !== ORIGIN || !file.startsWith(DIST) || !fs.existsSync(file)) return null;
    const loaded = Promise.resolve(fs.readFileSync(file));
    return Object.assign(loaded, { abort: () => undefined });
  }
}

interface PageOptions extends Partial<Pick<SessionOptions, 'namespace' | 'language' | 'blanks' | 'sets'>> {
  /** functions.json as an object. */
  readonly functions?: object;
  /** Runs before the host is ready, as the scripts of the page would. */
  readonly script?: (window: PageWindow) => void;
  readonly document?: DocumentStore;
  readonly grid?: MemoryGrid;
}

/** Starts the page; resolves when the host says that it is ready. */
export async function openOfficePage(options: PageOptions = {}): Promise<OfficePage> {
  const grid = options.grid ?? new MemoryGrid();
  const document = options.document ?? new DocumentStore('Book1.xlsx');
  const language = options.language ?? 'en-US';
  const log: string[] = [];
  const made: Uint8Array[] = [];
  const ids = { conversationId: 'conversation-1', instanceId: 'instance-1' };
  const consoleOfPage = new VirtualConsole();
  consoleOfPage.on('jsdomError', (error) => log.push(`page: ${error.message}`));
  let deliver: (text: string) => void = () => undefined;
  const { functions, namespace, blanks, sets } = options;
  const session = new OfficeSession({
    grid,
    document,
    ...ids,
    addinName: 'Test',
    hostOrigin: ORIGIN,
    language,
    ...(functions && { metadata: parseMetadata(JSON.stringify(functions)) }),
    ...(namespace !== undefined && { namespace }),
    ...(blanks && { blanks }),
    ...(sets && { sets }),
    copyDocument: async () =>
      new TextEncoder().encode(
        grid
          .sheets()
          .map(({ name }) => name)
          .join(),
      ),
    openNew: (bytes) => void made.push(bytes),
    send: (text) => deliver(text),
    setPaneVisible: (isVisible) => log.push(isVisible ? 'pane shown' : 'pane hidden'),
    log: (line) => log.push(line),
  });
  const dom = new JSDOM(
    '<!doctype html><html><head><script src="/office/office.js"></script></head><body></body></html>',
    {
      url: frameUrl(`${ORIGIN}/pane.html`, { ...ids, language, hostOrigin: ORIGIN }),
      runScripts: 'dangerously',
      resources: new LocalOffice(),
      virtualConsole: consoleOfPage,
      pretendToBeVisual: true,
      beforeParse(window) {
        // jsdom has no document.domain, which office.js reads.
        Object.defineProperty(window.Document.prototype, 'domain', { get: () => 'addin.test', configurable: true });
        const opener = { postMessage: (text: unknown) => queueMicrotask(() => void session.receive(text)) };
        Object.defineProperty(window, 'opener', { value: opener, configurable: true });
      },
    },
  );
  const { window } = dom;
  deliver = (text) =>
    setImmediate(() =>
      window.dispatchEvent(new window.MessageEvent('message', { data: text, origin: ORIGIN, source: null })),
    );
  await new Promise((resolve) => window.addEventListener('load', resolve));
  const page = window as unknown as PageWindow;
  options.script?.(page);
  await page.Office.onReady();
  await session.ready;
  return {
    Office: page.Office,
    Excel: page.Excel,
    CustomFunctions: page.CustomFunctions,
    grid,
    document,
    session,
    log,
    made,
    settled: () => session.settled(QUIET),
    close: () => {
      session.dispose();
      window.close();
    },
  };
}
