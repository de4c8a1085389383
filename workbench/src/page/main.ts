/** The page: its shell at once, the grid and the add-in as soon as they are there. */
import '../no-code-from-text';
import './page.css';
import { localAddress } from '../addin-address';
import { openAddinFrame } from '../addin-frame';
import { loadMetadata } from '../custom-functions/metadata';
import { type Theme } from '../protocol/app-context';
import { automationOf } from './automation';
import { ask } from './dialog';
import { preferences } from './preferences';
import { Ribbon } from './ribbon';
import { manifestIn, servedFacts, servedFile, servedManifest, type ServedFacts } from './served';
import { Shell, type ShellState } from './shell';
import { TEXTS, type Language } from './texts';
import { type WorkbenchApp } from './workbench-app';

class Page {
  app: WorkbenchApp | undefined;
  private state: ShellState;
  private facts: ServedFacts | undefined;
  private readonly shell: Shell;
  private readonly ribbon: Ribbon;
  private language = preferences.language();
  private theme = preferences.theme();
  /** What is under way, the last one shown. */
  private readonly tasks: string[] = [];
  private readonly log: (line: string) => void;

  constructor(root: HTMLElement, log: (line: string) => void) {
    this.log = log;
    const texts = TEXTS[this.language];
    this.state = {
      texts,
      language: this.language,
      theme: this.theme,
      fileName: texts.bookName,
      isUnsaved: false,
      paneTitle: '',
      isPaneOpen: true,
      paneWidth: preferences.paneWidth(),
      hint: '',
      busy: texts.loading,
    };
    this.shell = new Shell(root, this.state, {
      open: (file) => void this.open(file),
      save: () => void this.save(),
      undo: () => this.app?.grid.undo(),
      redo: () => this.app?.grid.redo(),
      reloadPane: () => void this.during(this.texts.startingAddin, async () => this.app?.reloadPane()),
      switchLanguage: () => void this.setLanguage(this.language === 'zh-CN' ? 'en-US' : 'zh-CN'),
      switchTheme: () => void this.setTheme(this.theme === 'light' ? 'dark' : 'light'),
      closePane: () => this.draw({ isPaneOpen: false }),
      paneWidthChanged: (width) => {
        preferences.setPaneWidth(width);
        this.draw({ paneWidth: width });
      },
      dismissHint: () => {
        preferences.dismissHint(JSON.stringify(this.facts?.hint));
        this.draw({ hint: '' });
      },
    });
    this.ribbon = new Ribbon({
      tabs: [],
      texts,
      iconUrl: (url) => this.app?.iconUrl(url) ?? url,
      run: (button) => {
        void this.reporting(
          (reason) => this.texts.commandFailed(button.label, reason),
          async () => this.app?.run(button),
        );
      },
    });
    this.shell.ribbonPlace.append(this.ribbon.root);
    window.addEventListener('beforeunload', (event) => {
      if (this.app?.isUnsaved === true) event.preventDefault();
    });
  }

  private get texts() {
    return TEXTS[this.language];
  }

  private draw(change: Partial<ShellState> = {}): void {
    this.state = { ...this.state, ...change };
    this.shell.draw(this.state);
  }

  /** What the app says of itself, and the chosen language and theme. */
  private follow(): void {
    const { app, language, theme, texts } = this;
    const hint = this.facts?.hint;
    const isDismissed = hint === undefined || preferences.dismissedHint() === JSON.stringify(hint);
    this.draw({
      texts,
      language,
      theme,
      hint: isDismissed ? '' : (hint[language] ?? ''),
      busy: this.tasks.at(-1) ?? '',
      ...(app && { fileName: app.fileName, isUnsaved: app.isUnsaved, paneTitle: app.manifest.displayName }),
    });
  }

  private drawRibbon(): void {
    this.ribbon.change({ texts: this.texts, ...(this.app && { tabs: this.app.manifest.tabs }) });
  }

  /** Shows that something is under way until it is over. */
  private async during<Result>(task: string, work: () => Promise<Result>): Promise<Result> {
    this.tasks.push(task);
    this.follow();
    try {
      return await work();
    } finally {
      this.tasks.splice(this.tasks.indexOf(task), 1);
      this.follow();
    }
  }

  /** Shows why something failed. */
  private async reporting(words: (reason: string) => string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      await this.tell(this.texts.failedTitle, [words(reasonOf(failure))]);
    }
  }

  private async tell(title: string, paragraphs: readonly string[]): Promise<void> {
    await ask({ title, paragraphs, buttons: [{ label: this.texts.close, value: 'close' }] });
  }

  async start(): Promise<WorkbenchApp> {
    const { language, theme } = this;
    const loading = import(/* webpackChunkName: "app" */ './workbench-app');
    const [facts, manifestXml] = await Promise.all([servedFacts(), servedManifest()]);
    this.facts = facts;
    const { addinOrigin, open } = facts;
    const manifest = manifestIn(manifestXml, language);
    this.draw({ paneTitle: manifest.displayName });
    // The grid is most of what is loaded: meanwhile the add-in's page comes up, and the first workbook is fetched.
    const rewriteUrl = (url: string): string => localAddress(url, addinOrigin);
    const frame = openAddinFrame(this.shell.frameContainer, rewriteUrl(manifest.pageUrl), {
      title: manifest.displayName,
      language,
      theme,
    });
    const metadata = loadMetadata(manifest.customFunctions?.metadataUrl, rewriteUrl);
    const first = open && { bytes: servedFile(open.url), name: open.name };
    // Whoever waits for them hears of a failure; until then nobody does.
    for (const asked of [metadata, first?.bytes]) asked?.catch(() => undefined);
    const { WorkbenchApp } = await loading;
    const app = await WorkbenchApp.start({
      gridContainer: this.shell.gridContainer,
      frameContainer: this.shell.frameContainer,
      manifestXml,
      addinOrigin,
      language,
      theme,
      frame,
      metadata,
      ...(first && { first }),
      changed: () => this.follow(),
      setPaneVisible: (isVisible) => this.draw({ isPaneOpen: isVisible }),
      openNew: (bytes) => void this.openMade(bytes),
      log: this.log,
    });
    this.app = app;
    this.drawRibbon();
    await this.during(this.texts.startingAddin, async () => {
      await app.addinReady;
      // What was switched before there was an app to follow.
      if (this.language !== language) await app.setLanguage(this.language);
      if (this.theme !== theme) await app.setTheme(this.theme);
    });
    this.drawRibbon();
    return app;
  }

  /** The page is of no use any more: says why. */
  async failed(failure: unknown): Promise<void> {
    this.draw({ busy: '' });
    await this.tell(this.texts.failedTitle, [this.texts.addinFailed(reasonOf(failure))]);
  }

  private async open(file: File): Promise<void> {
    await this.replace(file.name, async (app) => app.openBytes(new Uint8Array(await file.arrayBuffer()), file.name));
  }

  /** A page shows one workbook: the one that the add-in has made takes the place of the one it was made from. */
  private async openMade(bytes: Uint8Array): Promise<void> {
    await this.replace(this.texts.madeBook, (app) => app.openMade(bytes));
  }

  /** Puts another workbook in the place of the one on screen, unless somebody wants to save that one first. */
  private async replace(name: string, open: (app: WorkbenchApp) => Promise<void>): Promise<void> {
    const { app, texts } = this;
    if (!app) return;
    if (app.isUnsaved && !(await this.mayLeave(app))) return;
    const { FileRefusal } = await import(/* webpackChunkName: "app" */ './workbench-app');
    try {
      await this.during(texts.opening(name), () => open(app));
    } catch (failure) {
      const reason = failure instanceof FileRefusal ? texts.fault(failure.fault) : reasonOf(failure);
      await this.tell(texts.cannotOpen(name), [reason, texts.stays]);
    }
  }

  /** Asks what becomes of changes that are in no file; saving can be called off, or fail. */
  private async mayLeave(app: WorkbenchApp): Promise<boolean> {
    const { texts } = this;
    const answer = await ask({
      title: texts.unsavedTitle,
      paragraphs: [texts.unsavedText(app.fileName)],
      buttons: [
        { label: texts.saveFirst, value: 'save' },
        { label: texts.discard, value: 'discard' },
        { label: texts.cancel, value: 'cancel' },
      ],
    });
    if (answer !== 'save') return answer === 'discard';
    await this.save();
    return !app.isUnsaved;
  }

  private async save(): Promise<void> {
    const { app, texts } = this;
    if (!app) return;
    if (app.losses.length > 0) {
      const answer = await ask({
        title: texts.lossTitle,
        paragraphs: [texts.lossIntroduction(app.fileName)],
        list: app.losses.map(texts.loss),
        buttons: [
          { label: texts.saveAnyway, value: 'save' },
          { label: texts.cancel, value: 'cancel' },
        ],
      });
      if (answer !== 'save') return;
    }
    await this.reporting(texts.saveFailed, async () => download(await app.saveBytes(), app.fileName));
  }

  async setLanguage(language: Language): Promise<void> {
    this.language = language;
    preferences.setLanguage(language);
    this.follow();
    this.drawRibbon();
    await this.during(this.texts.startingAddin, async () => {
      await this.app?.setLanguage(language);
      this.drawRibbon();
    });
  }

  async setTheme(theme: Theme): Promise<void> {
    this.theme = theme;
    preferences.setTheme(theme);
    this.follow();
    await this.during(this.texts.startingAddin, async () => this.app?.setTheme(theme));
  }
}

function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function download(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: XLSX }));
  const link = document.createElement('a');
  link.href = url;
  // A file with macros is saved without them.
  link.download = name.replace(/\.[^.]*$/, '') + '.xlsx';
  link.click();
  URL.revokeObjectURL(url);
}

const log: string[] = [];
const page = new Page(document.body, (line) => void log.push(line));
const ready = page.start();
ready.catch((failure: unknown) => page.failed(failure));
window.workbench = automationOf(ready, {
  app: () => page.app,
  setLanguage: (language) => page.setLanguage(language),
  setTheme: (theme) => page.setTheme(theme),
});
