import type { CellRange, CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';
import type { FakeRibbon } from './ribbon';

/** The systems on which WPS lays its objects out differently. */
export type WpsPlatform = 'windows' | 'linux' | 'macos';

/**
 * What is known of WPS by nobody, or differs from version to version. The defaults are what add-in authors report, else what
 * Excel does; docs/host-differences.md tells which of them are guesses.
 */
export interface WpsOptions {
  /** Whether `SheetChange` is told before the formulas are calculated, or after. */
  readonly tellsChange: 'before calculation' | 'after calculation';
  /** What `ListObjects` does: it is typed, and nobody has reported that it answers. */
  readonly listObjects: 'answers' | 'throws' | 'absent';
  /** What a blank cell's `Value2` is, and what it arrives as in a function. */
  readonly blank: undefined | null;
  /** What an optional argument that is left out arrives as. */
  readonly omitted: 'marker' | 'undefined';
  /** Whether a function's array fills the cells around it; else its first value is shown. */
  readonly spills: boolean;
  /** Whether `FileSystem` is there. */
  readonly hasFiles: boolean;
  /** «12.1.0.26200». */
  readonly build: string;
  /** The language of the menus, as Windows counts languages. */
  readonly language: 2052 | 1033;
}

/** A task pane that the add-in has made. */
export interface ShownPane {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly isVisible: boolean;
  readonly width: number;
}

/** All of it happens in the workbook that is shown. */
export interface WpsModel {
  /** Types a value, exactly: a text stays text. */
  edit(sheet: string, cell: string, value: CellValue): void;
  /** Types what a keyboard would: «=PAY.NET_PROFIT(2016)», «12», «2016-03-05». */
  type(sheet: string, cell: string, typed: string): void;
  /** Enters a formula of a function of WPS's own, whose results are these. */
  spill(sheet: string, cell: string, formula: string, values: readonly (readonly CellValue[])[]): void;
  value(sheet: string, cell: string): CellValue;
  /** What the cell shows. */
  text(sheet: string, cell: string): string;
  formula(sheet: string, cell: string): string;
  numberFormat(sheet: string, cell: string): string;
  setNumberFormat(sheet: string, cell: string, format: string): void;
  fill(sheet: string, cell: string): string | undefined;
  setFill(sheet: string, cell: string, color: string | undefined): void;
  note(sheet: string, cell: string): string | undefined;
  setNote(sheet: string, cell: string, text: string | undefined): void;
  sheets(): readonly { readonly name: string; readonly isVisible: boolean }[];
  addSheet(name: string): void;
  deleteSheet(name: string): void;
  renameSheet(name: string, to: string): void;
  hideSheet(name: string): void;
  protectSheet(name: string): void;
  unprotectSheet(name: string): void;
  insertRows(sheet: string, row: number, count: number): void;
  deleteRows(sheet: string, row: number, count: number): void;
  selectRange(sheet: string, range: CellRange): void;
  selected(): { readonly sheet: string; readonly range: CellRange };

  /** Begins or ends typing into a cell. */
  setTyping(isTyping: boolean): void;

  /** F9: what is due, and what is volatile. */
  recalculate(): void;
  setCalculation(mode: 'automatic' | 'manual'): void;
  /** How often a function has been called since the workbook was opened. */
  callsOf(name: string): number;
  /** The functions that formulas know, as they are typed: `PAY.NET_PROFIT`. */
  functions(): readonly string[];

  /** What functions have thrown, which WPS tells nobody. */
  thrown(): readonly unknown[];

  /** The names of the open workbooks; the one that is shown comes first. */
  workbooks(): readonly string[];
  /** Opens a workbook beside the others and shows it. */
  open(workbook: WorkbookSnapshot): void;
  /** Opens an .xlsx file beside the others and shows it. */
  openFile(name: string, bytes: Uint8Array): Promise<void>;
  /** Shows one of the open workbooks. */
  show(name: string): void;
  /** Saves the workbook that is shown where it is. */
  save(): void;
  /** Closes a workbook without saving it. */
  close(name: string): void;
  protectStructure(): void;
  setReadOnly(): void;
  /** Resolves once every file that the add-in has opened is shown; a real WPS is done when `Open` returns. */
  opened(): Promise<void>;
  /** The workbook as a file. */
  bytes(): Uint8Array;
  /** The paths of the files that the add-in has left behind. */
  files(): readonly string[];

  panes(): readonly ShownPane[];
  /** Told whenever a pane was made, shown, hidden, resized or deleted, until the returned function is called. */
  onPanes(listener: () => void): () => void;
  /** How often the add-in has asked for a deletion that the person was asked to confirm; they never do. */
  questions(): number;
  /** The object that `OnAddinLoad` is given. */
  readonly ribbon: FakeRibbon;
}
