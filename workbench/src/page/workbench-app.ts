/** The workbench at work: a grid, the add-in that a manifest names, and the file that is open. */
import { functionsPageOf, localAddress } from '../addin-address';
import { type AddinFrame } from '../addin-frame';
import { typedName, type FunctionsMetadata } from '../custom-functions/metadata';
import { DocumentStore } from '../document-store';
import { type SheetId } from '../grid/grid-model';
import { createUniverGrid, type UniverGrid } from '../grid/univer/univer-grid';
import { createOfficeHost, type OfficeHost } from '../host';
import { type ManifestModel, type RibbonButton } from '../manifest/manifest';
import { type Theme } from '../protocol/app-context';
import { afterMove, readXlsx, writeXlsx, type Carried, type Loss, type ReadFault, type XlsxContent } from '../xlsx';
import { findButton } from './ribbon';
import { manifestIn } from './served';
import { TEXTS, type Language } from './texts';

/** A file that cannot be opened; the message is the sentence to show. */
export class FileRefusal extends Error {
  constructor(
    readonly fault: ReadFault,
    message: string,
  ) {
    super(message);
    this.name = 'FileRefusal';
  }
}

export interface AppOptions {
  readonly gridContainer: HTMLElement;
  readonly frameContainer: HTMLElement;
  /** The manifest's text: its own texts come in whichever language is set. */
  readonly manifestXml: string;
  readonly addinOrigin: string;
  readonly language: Language;
  readonly theme: Theme;
  /** The add-in's frame and what its functions.json says: both were asked for while this code was loading. */
  readonly frame: AddinFrame;
  readonly metadata: Promise<FunctionsMetadata | undefined>;
  /** The workbook to begin with; without one, an empty one. */
  readonly first?: { readonly bytes: Promise<Uint8Array>; readonly name: string };
  /** Something that the page shows has changed. */
  readonly changed: () => void;
  readonly setPaneVisible: (isVisible: boolean) => void;
  /** The add-in has made a workbook and wants it opened. */
  readonly openNew: (bytes: Uint8Array) => void;
  readonly log: (line: string) => void;
}

export class WorkbenchApp {
  manifest: ManifestModel;
  isUnsaved = false;
  losses: readonly Loss[] = [];
  private readonly host: OfficeHost;
  private readonly document: DocumentStore;
  /** What the file has of its sheets and the grid does not know. */
  private carried = new Map<SheetId, Carried>();
  /** How many workbooks the add-in has made. */
  private lastMade = 1;
  /** What changes the add-in as a whole happens one at a time. */
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly grid: UniverGrid,
    private readonly options: AppOptions,
    /** The add-in's functions as typed, which a file names otherwise. */
    private readonly functionNames: readonly string[],
    first: XlsxContent | undefined,
    private language: Language,
    private theme: Theme,
  ) {
    this.manifest = manifestIn(options.manifestXml, language);
    this.document = new DocumentStore(options.first?.name ?? TEXTS[language].bookName);
    if (first) this.put(first, this.document.name);
    this.host = createOfficeHost({
      grid,
      manifest: this.manifest,
      frameContainer: options.frameContainer,
      language,
      theme,
      frame: options.frame,
      metadata: options.metadata,
      document: this.document,
      rewriteUrl: this.rewriteUrl,
      functionsPage: functionsPageOf,
      setPaneVisible: options.setPaneVisible,
      copyDocument: () => this.fileBytes(),
      openNew: options.openNew,
      log: options.log,
    });
    this.followChanges();
  }

  /** Resolves once the grid shows the first workbook; `addinReady` says when the add-in is up. */
  static async start(options: AppOptions): Promise<WorkbenchApp> {
    const { language, theme } = options;
    const manifest = manifestIn(options.manifestXml, language);
    // A canvas draws with what it has: the faces of page.css must be there before the grid. Where a machine has none of
    // a face's fonts, loading it fails, and the browser's own choice is drawn.
    const fonts = Promise.allSettled([...document.fonts].map((face) => face.load()));
    const [names, bytes] = await Promise.all([functionNames(manifest, options.metadata), options.first?.bytes, fonts]);
    const [grid, first] = await Promise.all([
      createUniverGrid(options.gridContainer, { language, theme }),
      options.first && bytes && readChecked(bytes, options.first.name, { language, manifest, names }),
    ]);
    return new WorkbenchApp(grid, options, names, first, language, theme);
  }

  get addinReady(): Promise<void> {
    return this.host.ready;
  }

  get fileName(): string {
    return this.document.name;
  }

  iconUrl = (url: string): string => this.rewriteUrl(url);

  private readonly rewriteUrl = (url: string): string => localAddress(url, this.options.addinOrigin);

  /** Puts a workbook that was read into the grid and the document. */
  private put(content: XlsxContent, name: string): void {
    this.document.load(content.document, name);
    this.grid.load(content.image);
    this.losses = content.losses;
    const ids = this.grid.sheets().map(({ id }) => id);
    this.carried = new Map(
      content.carried.flatMap((carried, index) => {
        const id = ids[index];
        return id === undefined ? [] : [[id, carried] as const];
      }),
    );
    this.isUnsaved = false;
  }

  private followChanges(): void {
    const changed = (): void => {
      if (this.isUnsaved) return;
      this.isUnsaved = true;
      this.options.changed();
    };
    const kinds = [
      'cellsChanged',
      'formatChanged',
      'sheetAdded',
      'sheetDeleted',
      'sheetRenamed',
      'sheetMoved',
      'sheetVisibilityChanged',
      'tableAdded',
      'tableDeleted',
    ] as const;
    for (const kind of kinds) this.grid.on(kind, changed);
    this.grid.on('cellsChanged', (event) => {
      const carried = this.carried.get(event.sheet);
      if (carried) this.carried.set(event.sheet, afterMove(carried, event));
    });
    this.document.onChange(changed);
  }

  /** One after the other; a failure is its caller's and holds up nobody. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Rejects with a `FileRefusal`, the workbook on screen as it was, for a file that cannot be opened. */
  openBytes(bytes: Uint8Array, name: string): Promise<void> {
    return this.inTurn(async () => {
      const { language, manifest, functionNames: names } = this;
      const content = await readChecked(bytes, name, { language, manifest, names });
      await this.host.reopen(() => this.put(content, name));
      this.options.changed();
    });
  }

  /** The workbook as it is, as a file. */
  private async fileBytes(): Promise<Uint8Array> {
    await this.grid.whenCalculated();
    const { id, version } = this.manifest;
    return writeXlsx(this.grid.image(), this.document.save(), {
      customFunctions: this.functionNames,
      addin: { id, version },
      carried: this.grid.sheets().map((sheet) => this.carried.get(sheet.id)),
    });
  }

  /** A workbook that the add-in has made, under a name of its own: it is in no file yet. */
  async openMade(bytes: Uint8Array): Promise<void> {
    this.lastMade += 1;
    await this.openBytes(bytes, TEXTS[this.language].madeBookName(this.lastMade));
    this.isUnsaved = true;
    this.options.changed();
  }

  /** The workbook as it is; what was changed counts as saved from now on. */
  async saveBytes(): Promise<Uint8Array> {
    const bytes = await this.fileBytes();
    this.isUnsaved = false;
    this.options.changed();
    return bytes;
  }

  async settled(): Promise<void> {
    await this.queue;
    await this.grid.whenCalculated();
    await this.host.settled();
  }

  async run(button: RibbonButton): Promise<void> {
    if (button.action) await this.host.executeRibbon(button.action, button.id);
  }

  async runRibbon(id: string): Promise<void> {
    const button = findButton(this.manifest.tabs, id);
    if (!button?.action) throw new Error(`There is no button «${id}».`);
    await this.run(button);
  }

  reloadPane(): Promise<void> {
    return this.inTurn(() => this.host.reloadPane());
  }

  setLanguage(language: Language): Promise<void> {
    return this.inTurn(async () => {
      this.language = language;
      this.manifest = manifestIn(this.options.manifestXml, language);
      this.grid.setLanguage(language);
      this.options.changed();
      await this.host.reloadPane({ language });
    });
  }

  setTheme(theme: Theme): Promise<void> {
    return this.inTurn(async () => {
      this.theme = theme;
      this.grid.setTheme(theme);
      this.options.changed();
      await this.host.reloadPane({ theme });
    });
  }

  get settings(): { readonly language: Language; readonly theme: Theme } {
    return { language: this.language, theme: this.theme };
  }
}

async function readChecked(
  bytes: Uint8Array,
  name: string,
  context: { readonly language: Language; readonly manifest: ManifestModel; readonly names: readonly string[] },
): Promise<XlsxContent> {
  const read = await readXlsx(bytes, name, { customFunctions: context.names, addinId: context.manifest.id });
  if (read.ok) return read.value;
  const texts = TEXTS[context.language];
  throw new FileRefusal(read.fault, `${texts.cannotOpen(name)}: ${texts.fault(read.fault)}`);
}

/** As typed; an add-in whose functions.json cannot be had says so when the host starts it. */
async function functionNames(
  manifest: ManifestModel,
  metadata: Promise<FunctionsMetadata | undefined>,
): Promise<string[]> {
  const known = await metadata.catch(() => undefined);
  return known?.functions.map((info) => typedName(info, manifest.customFunctions?.namespace)) ?? [];
}
