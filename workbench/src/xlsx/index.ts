/** The bridge between .xlsx files and plain workbooks. */
export { afterMove, type Carried } from './carried';
export { type Loss, type LossKind, LOSS_KINDS } from './losses';
export { type ReadFault, type ReadFaultCode } from './read-fault';
export { readXlsx, type ReadOptions, type ReadResult, type XlsxContent } from './read-xlsx';
export { writeXlsx, xlsxParts, type WriteOptions } from './write-xlsx';
