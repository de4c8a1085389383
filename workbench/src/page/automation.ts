/**
 * `window.workbench`: the page for programs. Tests and scripts drive it as a person would, without reaching into the grid.
 * Addresses are in A1 style, sheets are named by their names.
 */
import { formatArea, parseArea } from '../grid/a1';
import { type Area, type CellValue, type SheetId } from '../grid/grid-model';
import { readTyped, type TypedCell } from '../rich-api/typed-text';
import { type Theme } from '../protocol/app-context';
import { type Loss } from '../xlsx';
import { type Language } from './texts';
import { type WorkbenchApp } from './workbench-app';

/** What a cell shows: `null` for a blank one, an error as its text (`#VALUE!`), dates as serial numbers. */
export type ShownValue = string | number | boolean | null;

export interface SelectedArea {
  readonly sheet: string;
  /** `B2`, `A1:C9` … of the area that was selected last. */
  readonly address: string;
}

export interface WorkbenchAutomation {
  /** The grid, the add-in and its functions are up. Rejects with the reason if they cannot be. */
  readonly ready: Promise<void>;
  /** The name of the workbook on screen. */
  readonly name: string;
  /** Whether there are changes that were not saved. */
  readonly isUnsaved: boolean;
  /**
   * Opens an .xlsx in place of the workbook on screen, unsaved changes or not; resolves when the add-in is up again, as
   * in a freshly opened file. Rejects for a file that cannot be opened, with the sentence that a person would read; the
   * workbook on screen stays.
   */
  open(bytes: Uint8Array | ArrayBuffer | readonly number[], name: string): Promise<void>;
  /** The workbook as the bytes of an .xlsx. Asks nothing; see `losses`. */
  save(): Promise<Uint8Array>;
  /** What a saved file will be without. */
  losses(): readonly Loss[];
  /** The value of a cell; of a larger area, its values row by row. */
  getValue(sheet: string, address: string): ShownValue | ShownValue[][];
  /** As displayed. */
  getText(sheet: string, address: string): string;
  /** The formula of a cell, with its `=`; `''` where there is none. */
  getFormula(sheet: string, address: string): string;
  /** The sentence that came with a cell's error; `''` where there is none. */
  getError(sheet: string, address: string): string;
  /** As if typed: `=…` becomes a formula, `2016-01-31` a date, `null` empties the cells. */
  setValue(sheet: string, address: string, value: ShownValue): void;
  select(sheet: string, address: string): void;
  selection(): SelectedArea;
  /** The sheets that can be seen, in the order of their tabs. */
  sheets(): readonly string[];
  /** No calculation, stream without a first value, request or event is outstanding. */
  settled(): Promise<void>;
  /** Presses the ribbon button of this id; resolves when what it does is done. */
  ribbon(buttonId: string): Promise<void>;
  /** Loads the add-in anew; resolves when it is up. */
  reloadPane(): Promise<void>;
  setLanguage(language: Language): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
}

declare global {
  interface Window {
    workbench: WorkbenchAutomation;
  }
}

function shown(value: CellValue): ShownValue {
  return typeof value === 'object' && value !== null ? value.error : value;
}

/** What the page around the app does: its own texts and colours change with the app's. */
export interface PageControls {
  /** Once it is there: the app comes up later than this surface. */
  app(): WorkbenchApp | undefined;
  setLanguage(language: Language): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
}

export function automationOf(ready: Promise<WorkbenchApp>, page: PageControls): WorkbenchAutomation {
  const up = async (): Promise<WorkbenchApp> => ready;
  const app = (): WorkbenchApp => {
    const there = page.app();
    if (!there) throw new Error('The workbench is not up yet: wait for window.workbench.ready.');
    return there;
  };
  const place = (sheet: string, address: string): { grid: WorkbenchApp['grid']; id: SheetId; area: Area } => {
    const { grid } = app();
    const found = grid.sheets().find(({ name }) => name.toLowerCase() === sheet.toLowerCase());
    if (!found) throw new Error(`There is no sheet «${sheet}».`);
    const area = parseArea(address);
    if (!area) throw new Error(`«${address}» is no address.`);
    return { grid, id: found.id, area };
  };
  const first = (area: Area): Area => ({ ...area, rowCount: 1, columnCount: 1 });
  return {
    ready: ready.then(() => undefined),
    get name() {
      return app().fileName;
    },
    get isUnsaved() {
      return app().isUnsaved;
    },
    async open(bytes, name) {
      const data = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
      await (await up()).openBytes(data, name);
    },
    async save() {
      return (await up()).saveBytes();
    },
    losses: () => app().losses,
    getValue(sheet, address) {
      const { grid, id, area } = place(sheet, address);
      const used = clip(area, grid.usedArea(id, true));
      const values = grid.readValues(id, used).map((row) => row.map(shown));
      return used.rowCount === 1 && used.columnCount === 1 && isCell(area) ? (values[0]?.[0] ?? null) : values;
    },
    getText(sheet, address) {
      const { grid, id, area } = place(sheet, address);
      return grid.readTexts(id, first(area))[0]?.[0] ?? '';
    },
    getFormula(sheet, address) {
      const { grid, id, area } = place(sheet, address);
      return grid.readFormulas(id, first(area))[0]?.[0] ?? '';
    },
    getError(sheet, address) {
      const { grid, id, area } = place(sheet, address);
      const value = grid.readValues(id, first(area))[0]?.[0] ?? null;
      return typeof value === 'object' && value !== null ? (value.message ?? '') : '';
    },
    setValue(sheet, address, value) {
      const { grid, id, area } = place(sheet, address);
      const format = grid.readNumberFormats(id, first(area))[0]?.[0];
      const typed: TypedCell = value === null ? { content: null } : readTyped(value, format === '@');
      const fill = <T>(content: T): T[][] =>
        Array.from({ length: area.rowCount }, () => Array.from({ length: area.columnCount }, () => content));
      grid.batch('user', () => {
        grid.writeCells(id, area, fill(typed.content));
        if (typed.numberFormat !== undefined && format === 'General') {
          grid.writeNumberFormats(id, area, fill(typed.numberFormat));
        }
      });
    },
    select(sheet, address) {
      const { grid, id, area } = place(sheet, address);
      grid.select(id, area);
    },
    selection() {
      const { grid } = app();
      const { sheet, areas } = grid.selection();
      const [area] = areas.slice(-1);
      return {
        sheet: grid.sheets().find(({ id }) => id === sheet)?.name ?? '',
        address: area ? formatArea(area) : '',
      };
    },
    sheets: () =>
      app()
        .grid.sheets()
        .filter(({ visibility }) => visibility === 'Visible')
        .map(({ name }) => name),
    async settled() {
      await (await up()).settled();
    },
    async ribbon(buttonId) {
      await (await up()).runRibbon(buttonId);
    },
    async reloadPane() {
      await (await up()).reloadPane();
    },
    async setLanguage(language) {
      await up();
      await page.setLanguage(language);
    },
    async setTheme(theme) {
      await up();
      await page.setTheme(theme);
    },
  };
}

const isCell = ({ rowCount, columnCount }: Area): boolean => rowCount === 1 && columnCount === 1;

/** Whole rows and columns end where the sheet's content does. */
function clip(area: Area, used: Area | undefined): Area {
  const lastRow = used ? used.row + used.rowCount : 1;
  const lastColumn = used ? used.column + used.columnCount : 1;
  const fits = (start: number, count: number, end: number, isWhole: boolean): number =>
    isWhole ? Math.max(1, Math.min(count, end - start)) : count;
  return {
    ...area,
    rowCount: fits(area.row, area.rowCount, lastRow, area.row === 0 && area.rowCount > 100_000),
    columnCount: fits(area.column, area.columnCount, lastColumn, area.column === 0 && area.columnCount > 10_000),
  };
}
