/** The Univer grid alone in a page, with the contract's cases. */
import { createUniverGrid, type UniverGrid } from '../../workbench/src/grid/univer';
import { type WorkbookImage } from '../../workbench/src/grid/workbook-image';
import { observe, type Observation } from './grid-contract';

export const EMPTY: WorkbookImage = {
  sheets: [
    {
      name: 'Sheet1',
      visibility: 'Visible',
      isProtected: false,
      tabColor: '',
      showGridlines: true,
      frozenRows: 0,
      frozenColumns: 0,
      formats: [],
      rows: [],
      columns: [],
      merges: [],
      notes: [],
      validations: [],
      conditionals: [],
    },
  ],
  activeSheet: 0,
  tables: [],
  names: [],
};

declare global {
  interface Window {
    readonly opened: Promise<UniverGrid>;
    grid: UniverGrid;
    /** What a test hears while it listens, and how it ends that. */
    heard: unknown[];
    stopHearing?: () => void;
    /** Runs a case of the contract on an empty workbook. */
    observe(name: string): Promise<readonly Observation[]>;
  }
}

async function open(): Promise<UniverGrid> {
  const container = document.createElement('div');
  container.style.cssText = 'position: absolute; inset: 0';
  document.body.append(container);
  const grid = await createUniverGrid(container, { language: 'en-US', theme: 'light' });
  window.grid = grid;
  return grid;
}

Object.assign(window, {
  opened: open(),
  observe: async (name: string) => {
    window.grid.load(EMPTY);
    await window.grid.whenCalculated();
    return observe(name, window.grid);
  },
});
