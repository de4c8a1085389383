import { err, ok } from '../../kernel/result';
import { askingAgain } from '../../workbook/asking-again';
import type { PortResult } from '../../workbook/port';
import { hasExcelApi, UNDO_GROUPS, type OfficeApi } from './office-api';
import { problemOf, type About } from './problems';

/** Cells of one request: each takes some 500 bytes of the 5 MB that a request may have, and its text. */
const CELLS_PER_REQUEST = 1000;

/**
 * Reads from the workbook. A host that can wait until a cell is left does so (`delayForCellEdit`); any other is asked again
 * for half a minute.
 */
export function reading<T>(
  api: OfficeApi,
  about: About,
  work: (context: Excel.RequestContext) => Promise<T>,
): PortResult<T> {
  return askingAgain(() => running(api, { delayForCellEdit: true }, about, work));
}

/**
 * Changes the workbook, once the cell that is being typed into has been left. Where the host can group them, all requests of
 * the work are one step of undo; elsewhere each request is a step of its own.
 */
export function changing<T>(
  api: OfficeApi,
  about: About,
  work: (context: Excel.RequestContext) => Promise<T>,
): PortResult<T> {
  const options: Excel.RunOptions = {
    delayForCellEdit: true,
    ...(hasExcelApi(api, UNDO_GROUPS) && { mergeUndoGroup: true }),
  };
  return running(api, options, about, work);
}

async function running<T>(
  api: OfficeApi,
  options: Excel.RunOptions,
  about: About,
  work: (context: Excel.RequestContext) => Promise<T>,
): PortResult<T> {
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
