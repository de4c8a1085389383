/** The product as its first user meets it: the built add-in in the built workbench, in a real browser. */
import path from 'node:path';
import { errors, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from 'playwright-core';
import { launchBrowser, serve } from '../support/chromium';
import type {} from '../../workbench/src/page/automation';

const ROOT = path.join(__dirname, '..', '..');
export const SAMPLE = path.join(ROOT, 'assets', 'samples', '2016.xlsx');
const ADDIN = path.join(ROOT, 'dist', 'addin');
/** How often something is typed before it is given up, and how long the grid has each time, in milliseconds. */
const MOST_ATTEMPTS = 3;
const PATIENCE = 10_000;
/** Between two keys, in milliseconds: a person's pace, and more of it with each attempt. */
const PACE = 15;

/** A server and a browser for the tests of one file. */
export interface Stage {
  readonly url: string;
  /** A page in a context of its own, with the sample opened and the add-in up. */
  open(options?: BrowserContextOptions): Promise<WorkbenchPage>;
  close(): Promise<void>;
}

/** Serves the workbench as `npm start` does and starts the browser that `npm test` found. */
export async function setUpStage(): Promise<Stage> {
  const args = ['--manifest', path.join(ROOT, 'manifest.xml'), '--root', ADDIN, '--open', SAMPLE];
  // First what may not be there: a server without a browser would keep jest from ending.
  const browser = await launchBrowser();
  const served = await serve(args);
  return {
    url: served.url,
    open: (options) => openPage(browser, served.url, options),
    close: async () => {
      await browser.close();
      await served.stop();
    },
  };
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WorkbenchPage> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1360, height: 820 }, ...options });
  const page = await context.newPage();
  const opened = new WorkbenchPage(page);
  await page.goto(url);
  await page.evaluate(() => window.workbench.ready);
  await opened.settled();
  return opened;
}

/** What a test does at the workbench: by its automation surface, by keyboard in the grid, and by hand in the pane. */
export class WorkbenchPage {
  /** What the page and the add-in's frame complained of. */
  readonly complaints: string[] = [];
  readonly requests: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  /** The task pane. */
  get pane(): FrameLocator {
    return this.page.frameLocator('iframe[src*="taskpane.html"]');
  }

  settled(): Promise<void> {
    return this.page.evaluate(() => window.workbench.settled());
  }

  value(sheet: string, address: string): Promise<unknown> {
    return this.page.evaluate(([s, a]) => window.workbench.getValue(s, a), [sheet, address] as const);
  }

  error(sheet: string, address: string): Promise<string | undefined> {
    return this.page.evaluate(([s, a]) => window.workbench.getError(s, a), [sheet, address] as const);
  }

  formula(sheet: string, address: string): Promise<string> {
    return this.page.evaluate(([s, a]) => window.workbench.getFormula(s, a), [sheet, address] as const);
  }

  async put(sheet: string, address: string, value: string | number | boolean | null): Promise<void> {
    await this.page.evaluate(([s, a, v]) => window.workbench.setValue(s, a, v), [sheet, address, value] as const);
    await this.settled();
  }

  async select(sheet: string, address: string): Promise<void> {
    await this.page.evaluate(([s, a]) => window.workbench.select(s, a), [sheet, address] as const);
  }

  /** Types into a cell as a person does: the cell is selected, keys are pressed, Enter ends it. */
  async type(sheet: string, address: string, text: string): Promise<void> {
    // On a busy machine the grid may open its editor too late for some of the keys, or offer functions so late that Enter takes
    // one of them: whoever sees that leaves the editor and types once more, slower.
    for (let attempt = 1; ; attempt += 1) {
      const before = await this.content(sheet, address);
      await this.press(sheet, address, text, attempt);
      const isTyped = await this.hasChanged(sheet, address, before);
      if (isTyped && (await this.holds(sheet, address, text))) break;
      if (attempt === MOST_ATTEMPTS) {
        throw new Error(`${sheet}!${address} holds «${await this.content(sheet, address)}» and not «${text}»`);
      }
    }
    await this.settled();
  }

  /** Whether a cell holds what was typed, as far as that can be told: a date or a text may be shown in other words. */
  private async holds(sheet: string, address: string, text: string): Promise<boolean> {
    if (text.startsWith('=')) return (await this.formula(sheet, address)) === text;
    const number = Number(text);
    return Number.isNaN(number) || (await this.value(sheet, address)) === number;
  }

  private async press(sheet: string, address: string, text: string, attempt: number): Promise<void> {
    if (attempt > 1) {
      // What is offered, then the editor itself.
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Escape');
    }
    // Half a word, on a busy machine, may be what the cell's own check refused.
    const refusal = this.page.getByRole('dialog');
    if (await refusal.isVisible()) {
      await this.page.keyboard.press('Escape');
      await refusal.waitFor({ state: 'hidden' });
    }
    // Keys go where the focus is: whoever was in the pane clicks into the sheet first.
    const isInPane = await this.page.evaluate(() => document.activeElement instanceof HTMLIFrameElement);
    if (isInPane) await this.page.locator('canvas[id^="univer-sheet-main-canvas"]').click();
    await this.select(sheet, address);
    await this.selected(`${sheet}!${address}`);
    // The grid opens its editor on the first key.
    await this.page.keyboard.type(text, { delay: PACE * attempt });
    await this.page.keyboard.press('Enter');
  }

  private async hasChanged(sheet: string, address: string, before: string): Promise<boolean> {
    try {
      await this.changed(sheet, address, before, PATIENCE);
      return true;
    } catch (failure) {
      if (failure instanceof errors.TimeoutError) return false;
      throw failure;
    }
  }

  private async changed(sheet: string, address: string, before: string, timeout?: number): Promise<void> {
    await this.page.waitForFunction(
      ([s, a, was]) => {
        const { getFormula, getText } = window.workbench;
        return `${getFormula(s, a)} ${getText(s, a)}` !== was;
      },
      [sheet, address, before] as const,
      timeout === undefined ? {} : { timeout },
    );
  }

  private content(sheet: string, address: string): Promise<string> {
    return this.page.evaluate(([s, a]) => `${window.workbench.getFormula(s, a)} ${window.workbench.getText(s, a)}`, [
      sheet,
      address,
    ] as const);
  }

  /** Bytes go to and fro as text: a list of numbers would take seconds. */
  async open(bytes: Uint8Array, name: string): Promise<void> {
    await this.page.evaluate(
      ([text, n]) =>
        window.workbench.open(
          Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)),
          n,
        ),
      [Buffer.from(bytes).toString('base64'), name] as const,
    );
    await this.settled();
  }

  async save(): Promise<Uint8Array> {
    const text = await this.page.evaluate(async () =>
      btoa(Array.from(await window.workbench.save(), (byte) => String.fromCharCode(byte)).join('')),
    );
    return Buffer.from(text, 'base64');
  }

  /** Waits until this cell is selected. */
  async selected(place: string): Promise<void> {
    await this.page.waitForFunction((wanted) => {
      const { sheet, address } = window.workbench.selection();
      return `${sheet}!${address}` === wanted;
    }, place);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
