import type { CellFormat } from '../../../../workbench/src/grid/grid-model';
import { bgrOf, colorOf } from '../cell-values';
import { refuse } from '../refuse';

const NONE = -4142;
const SOLID = 1;
const WHITE = 0xff_ff_ff;

/** `Interior`. */
export class FakeInterior {
  readonly #read: () => string | null | undefined;
  readonly #set: (color: string | null) => void;

  constructor(read: () => string | null | undefined, set: (color: string | null) => void) {
    this.#read = read;
    this.#set = set;
  }

  /** Blue, green, red; white where there is no fill, null where the cells differ. */
  get Color(): number | null {
    const color = this.#read();
    if (color === undefined) return null;
    return color === null ? WHITE : bgrOf(color);
  }

  set Color(bgr: unknown) {
    this.#set(colorOf(bgr));
  }

  get ColorIndex(): number | null {
    return this.Pattern === SOLID ? 2 : this.Pattern;
  }

  set ColorIndex(index: unknown) {
    if (index !== NONE) refuse('颜色索引未模拟');
    this.#set(null);
  }

  get Pattern(): number | null {
    const color = this.#read();
    if (color === undefined) return null;
    return color === null ? NONE : SOLID;
  }

  /** Solid fills are all that the grid knows. */
  set Pattern(pattern: unknown) {
    if (pattern === NONE) this.#set(null);
    else if (pattern === SOLID) this.#set(this.#read() ?? colorOf(WHITE));
    else refuse('图案未模拟');
  }
}

/** `Font`. */
export class FakeFont {
  readonly #read: () => Partial<CellFormat>;
  readonly #set: (format: Partial<CellFormat>) => void;

  constructor(read: () => Partial<CellFormat>, set: (format: Partial<CellFormat>) => void) {
    this.#read = read;
    this.#set = set;
  }

  get Bold(): boolean | null {
    return this.#read().bold ?? null;
  }

  set Bold(bold: unknown) {
    this.#set({ bold: bold === true });
  }
}
