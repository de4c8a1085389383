/** The copies of the open document that an add-in reads slice by slice: `Office.context.document.getFileAsync`. */

interface Copy {
  readonly bytes: Uint8Array;
  readonly sliceSize: number;
}

/** Office lends an add-in two at a time. */
const MOST_COPIES = 2;
/** The largest slice that Office gives. */
const LARGEST_SLICE = 4 * 1024 * 1024;

export class DocumentCopies {
  private readonly copies = new Map<number, Copy>();
  private lastHandle = 0;

  get isFull(): boolean {
    return this.copies.size >= MOST_COPIES;
  }

  /** Keeps a copy until it is released; the number is what the add-in asks for it by. */
  keep(bytes: Uint8Array, sliceSize: number): number {
    this.lastHandle += 1;
    this.copies.set(this.lastHandle, { bytes, sliceSize });
    return this.lastHandle;
  }

  /** A slice as numbers, as Office gives it; `undefined` for one that there is not. */
  slice(handle: number, index: number): readonly number[] | undefined {
    const copy = this.copies.get(handle);
    if (!copy || !Number.isInteger(index) || index < 0 || index * copy.sliceSize >= copy.bytes.length) return undefined;
    return Array.from(copy.bytes.subarray(index * copy.sliceSize, (index + 1) * copy.sliceSize));
  }

  /** Whether there was such a copy. */
  release(handle: number): boolean {
    return this.copies.delete(handle);
  }
}

export function isSliceSize(size: number): boolean {
  return Number.isInteger(size) && size > 0 && size <= LARGEST_SLICE;
}
