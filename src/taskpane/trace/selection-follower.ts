import { cellAddress } from '../../ledger/a1';
import type { CellRef } from '../../ledger/finding';
import type { PortProblem, WorkbookPort } from '../../workbook/port';

/** How long the selection must rest before it is read: somebody who walks through cells with the arrow keys asks nothing. */
const REST_MS = 150;

/** What was found selected. */
export interface SelectedCell {
  readonly place: CellRef;
  readonly formula: string;
}

/**
 * Follows the selection: reads the cell once it rests, one reading at a time, and only the last of many. What is read too
 * late is dropped.
 */
export class SelectionFollower {
  private stopListening: (() => void) | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private isReading = false;
  private isStale = false;
  private isStopped = false;

  constructor(
    private readonly port: WorkbookPort,
    private readonly onSelected: (selected: SelectedCell) => void,
    private readonly onProblem: (problem: PortProblem) => void,
  ) {}

  async start(): Promise<void> {
    const listening = await this.port.listen((event) => {
      if (event.kind === 'selection-changed' || event.kind === 'cells-changed') this.wait();
    });
    if (!listening.ok) {
      if (!this.isStopped) this.onProblem(listening.error);
      return;
    }
    if (this.isStopped) listening.value();
    else this.stopListening = listening.value;
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.rest);
    this.stopListening?.();
  }

  /** Reads what is selected now. */
  async readNow(): Promise<void> {
    if (this.isReading) {
      this.isStale = true;
      return;
    }
    this.isReading = true;
    do {
      this.isStale = false;
      await this.readOnce();
    } while (this.mustReadAgain());
    this.isReading = false;
  }

  private wait(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.readNow(), REST_MS);
  }

  private async readOnce(): Promise<void> {
    const selection = await this.port.selection();
    if (this.isOver()) return;
    if (!selection.ok) {
      this.onProblem(selection.error);
      return;
    }
    const { sheet, range } = selection.value;
    const cell = cellAddress(range.top, range.left);
    const formula = await this.port.readFormula(sheet, cell);
    if (this.isOver()) return;
    if (formula.ok) this.onSelected({ place: { sheet, cell }, formula: formula.value });
    else this.onProblem(formula.error);
  }

  private mustReadAgain(): boolean {
    return this.isStale && !this.isStopped;
  }

  private isOver(): boolean {
    return this.isStopped || this.isStale;
  }
}
