import type { WorkbookPort } from '../../workbook/port';
import { PAGE_SCHEDULER, type Scheduler } from '../../workbook/scheduler';
import { readBlocks } from './blocks';
import { WpsListening } from './events';
import { openNew, readFile } from './files';
import { readFormula, readFormulas, readMerges } from './formulas';
import { hostInfo } from './host-info';
import { putListSheet } from './list-sheet';
import { markCells, unmarkCells } from './marks';
import { readOutline } from './outline';
import { ReadWorkbook } from './read-workbook';
import { readSelection, selectCell } from './selection';
import { readStorage, writeStorage } from './storage';
import type { WpsApi } from './wps-api';
import { writeEdits } from './writing';

/**
 * The workbook that WPS shows, through its JSAPI. It asks nothing of the application by itself and refuses nothing: what a
 * version lacks, the port's methods say when they are called.
 *
 * The calls are synchronous and take effect one by one. There is no step of undo for all of a write, a marking or a sheet:
 * each call is one of its own, and WPS may keep none of them. Nothing is written to another workbook than the one whose
 * outline was read last.
 */
export function openWpsPort(api: WpsApi, scheduler: Scheduler = PAGE_SCHEDULER): Promise<WorkbookPort> {
  const listening = new WpsListening(api, scheduler);
  const workbook = new ReadWorkbook(api, () => listening.look());
  return Promise.resolve({
    host: hostInfo(api),
    readOutline: () => workbook.reading(() => readOutline(api, scheduler)),
    readCells: (sheet, range, options = {}) => readBlocks(api, scheduler, sheet, range, options),
    readMerges: (sheet) => readMerges(api, scheduler, sheet),
    readFormula: (sheet, cell) => readFormula(api, sheet, cell),
    readFormulas: (sheet, cells) => readFormulas(api, scheduler, sheet, cells),
    write: (edits) => workbook.writing(() => writeEdits(api, edits)),
    mark: (marks) => workbook.writing(() => markCells(api, scheduler, marks)),
    unmark: (receipts) => workbook.writing(() => unmarkCells(api, scheduler, receipts)),
    putSheet: (content, replaces) => workbook.writing(() => putListSheet(api, scheduler, content, replaces)),
    readFile: () => readFile(api),
    openNew: (file) => openNew(api, file),
    selection: () => readSelection(api),
    select: (place) => selectCell(api, place),
    readStorage: (key) => readStorage(api, key),
    writeStorage: (key, text) => workbook.writing(() => writeStorage(api, key, text)),
    listen: (listener) => listening.listen(listener),
  } satisfies WorkbookPort);
}
