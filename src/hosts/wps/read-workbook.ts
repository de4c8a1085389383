import { err, type Result } from '../../kernel/result';
import type { PortProblem, PortResult } from '../../workbook/port';
import { activeWorkbook, workbookKey } from './sheets';
import { numberOf, optionally } from './told';
import type { WpsApi } from './wps-api';

/**
 * Which workbook was read last. One pane serves all workbooks of WPS: what somebody does there they decide over the one that
 * they see in it, and a moment later another may be the one that WPS shows.
 */
export class ReadWorkbook {
  private read: string | undefined;

  /** `isOther` is called where another workbook is found to be shown, so that it is read as soon as may be. */
  constructor(
    private readonly api: WpsApi,
    private readonly isOther: () => void,
  ) {}

  async reading<T>(work: () => PortResult<T>): PortResult<T> {
    const shown = this.shown();
    const done = await work();
    if (done.ok) this.read = shown;
    return done;
  }

  /** Does the work if it is done to the workbook that was read last. */
  async writing<T>(work: () => PortResult<T>): Promise<Result<T, PortProblem>> {
    const shown = this.shown();
    if (shown === undefined || this.read === undefined || shown === this.read || !this.isOpen(this.read)) return work();
    this.isOther();
    const message = 'Another workbook is shown by now.';
    return err({ code: 'host-failed', hostCode: 'InactiveWorkbook', message });
  }

  private shown(): string | undefined {
    return optionally(() => workbookKey(activeWorkbook(this.api)));
  }

  /** One that is not may have been saved under another name, which nobody tells. */
  private isOpen(key: string): boolean {
    const found = optionally(() => {
      const { Workbooks: workbooks } = this.api.app;
      const count = numberOf(workbooks.Count, 'Workbooks.Count');
      return Array.from({ length: count }, (_workbook, index) => workbookKey(workbooks.Item(index + 1))).includes(key);
    });
    return found ?? true;
  }
}
