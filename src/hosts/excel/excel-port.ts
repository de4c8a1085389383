/// <reference types="office-js" />
import type { WorkbookPort } from '../../workbook/port';
import { readBlocks } from './blocks';
import { listen } from './events';
import { readFormula, readFormulas, readMerges } from './formulas';
import { openNew, readFile } from './files';
import { hostInfo } from './host-info';
import { putListSheet } from './list-sheet';
import { markCells, unmarkCells } from './marks';
import type { OfficeApi } from './office-api';
import { readOutline } from './outline';
import { readSelection, selectCell } from './selection';
import { SheetNames } from './sheet-names';
import { readStorage, writeStorage } from './storage';
import { writeEdits } from './writing';

/**
 * The workbook that Excel has open, through Office.js. To be called once the host is there (`Office.onReady`). It asks
 * nothing of the host by itself and refuses nothing: what the host lacks, the port's methods say when they are called.
 */
export function openExcelPort(api: OfficeApi = { Excel, Office }): Promise<WorkbookPort> {
  const names = new SheetNames();
  return Promise.resolve({
    host: hostInfo(api),
    readOutline: () => readOutline(api, names),
    readCells: (sheet, range, options = {}) => readBlocks(api, sheet, range, options),
    readMerges: (sheet) => readMerges(api, sheet),
    readFormula: (sheet, cell) => readFormula(api, sheet, cell),
    readFormulas: (sheet, cells) => readFormulas(api, sheet, cells),
    write: (edits) => writeEdits(api, edits),
    mark: (marks) => markCells(api, marks),
    unmark: (receipts) => unmarkCells(api, receipts),
    putSheet: (content, replaces) => putListSheet(api, content, replaces),
    readFile: () => readFile(api),
    openNew: (file) => openNew(api, file),
    selection: () => readSelection(api),
    select: (place) => selectCell(api, place),
    readStorage: (key) => readStorage(api, key),
    writeStorage: (key, text) => writeStorage(api, key, text),
    listen: (listener) => listen(api, names, listener),
  } satisfies WorkbookPort);
}
