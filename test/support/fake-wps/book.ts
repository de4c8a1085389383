import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import type { GridEvents, SheetId } from '../../../workbench/src/grid/grid-model';
import { MemoryGrid } from '../../../workbench/src/grid/memory-grid';
import type { WorkbookImage } from '../../../workbench/src/grid/workbook-image';
import { fillGrid } from '../grid-person';
import { loadImage } from './grid-image';

/** What happened in a workbook, before anybody is told. */
export type Happening = {
  readonly [Kind in keyof GridEvents]: { readonly kind: Kind; readonly event: GridEvents[Kind] };
}[keyof GridEvents];

const KEPT = [
  'cellsChanged',
  'sheetAdded',
  'sheetDeleted',
  'sheetActivated',
  'selectionChanged',
] as const satisfies readonly (keyof GridEvents)[];

/** An open workbook: a grid, and what a file has beside its cells. */
export class Book {
  readonly grid = new MemoryGrid();
  readonly date1904: boolean;
  readonly name: string;
  /** `''` for a workbook that nobody has saved yet. */
  readonly folder: string;
  isReadOnly = false;
  isStructureProtected = false;
  /** The cell at the upper left of the window, and where it is split. */
  scrolled = { row: 1, column: 1 };
  split = { row: 0, column: 0 };
  /** A sheet's own name within the file, which its tab does not change. */
  private readonly codeNames = new Map<SheetId, string>();
  private readonly happened: Happening[] = [];

  private constructor(name: string, folder: string, date1904: boolean, fill: (grid: MemoryGrid) => void) {
    this.name = name;
    this.folder = folder;
    this.date1904 = date1904;
    // When formulas are calculated, and what is told before, is the application's to say.
    this.grid.setCalculationMode('manual');
    fill(this.grid);
    for (const kind of KEPT) this.grid.on(kind, (event) => this.happened.push({ kind, event } as Happening));
  }

  static of(workbook: WorkbookSnapshot, folder: string): Book {
    return new Book(workbook.name, folder, workbook.date1904, (grid) => fillGrid(grid, workbook));
  }

  static read(name: string, folder: string, image: WorkbookImage): Book {
    return new Book(name, folder, false, (grid) => loadImage(grid, image));
  }

  /** What has happened since this was last asked. */
  takeHappenings(): readonly Happening[] {
    return this.happened.splice(0);
  }

  codeName(sheet: SheetId): string {
    const known = this.codeNames.get(sheet);
    if (known !== undefined) return known;
    const name = `Sheet${String(this.codeNames.size + 1)}`;
    this.codeNames.set(sheet, name);
    return name;
  }
}
