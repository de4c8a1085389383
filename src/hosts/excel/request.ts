import { err, ok } from '../../kernel/result';
import type { PortResult } from '../../workbook/port';
import { hasExcelApi, UNDO_GROUPS, type OfficeApi } from './office-api';
import { EDITING, isOfficeFailure, problemOf, type About } from './problems';

/** Cells of one request: each takes some 500 bytes of the 5 MB that a request may have, and its text. */
const CELLS_PER_REQUEST = 1000;

/** How often, and how many times, a reading asks again while somebody is typing into a cell. */
const ASK_AGAIN = { milliseconds: 300, times: 100 };

/**
 * Reads from the workbook. A host that can wait until a cell is left does so (`delayForCellEdit`); any other is asked again
 * for half a minute.
 */
export async function reading<T>(
  api: OfficeApi,
  about: About,
  work: (context: Excel.RequestContext) => Promise<T>,
): PortResult<T> {
  for (let asked = 1; ; asked += 1) {
    try {
      return ok(await api.Excel.run({ delayForCellEdit: true }, work));
    } catch (thrown) {
      const isEditing = isOfficeFailure(thrown) && thrown.code === EDITING;
      if (!isEditing || asked > ASK_AGAIN.times) return err(problemOf(thrown, about));
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN.milliseconds));
    }
  }
}

/**
 * Changes the workbook, once the cell that is being typed into has been left. Where the host can group them, all requests of
 * the work are one step of undo; elsewhere each request is a step of its own.
 */
export async function changing<T>(
  api: OfficeApi,
  about: About,
  work: (context: Excel.RequestContext) => Promise<T>,
): PortResult<T> {
  const options: Excel.RunOptions = {
    delayForCellEdit: true,
    ...(hasExcelApi(api, UNDO_GROUPS) && { mergeUndoGroup: true }),
  };
  try {
    return ok(await api.Excel.run(options, work));
  } catch (thrown) {
    return err(problemOf(thrown, about));
  }
}

/** Does something for each of many, in as few requests as their size allows. */
export async function inRequests<T>(
  context: Excel.RequestContext,
  all: readonly T[],
  each: (one: T) => void,
  perRequest = CELLS_PER_REQUEST,
): Promise<void> {
  for (let start = 0; start < all.length; start += perRequest) {
    all.slice(start, start + perRequest).forEach(each);
    await context.sync();
  }
}
