/** The bridge between .xlsx files and plain workbooks. */
export { type Loss, type LossKind, LOSS_KINDS } from './losses';
export { type PrintSetup } from './print-setup';
export { type ReadFault, type ReadFaultCode } from './read-fault';
export { readXlsx, type ReadOptions, type ReadResult, type XlsxContent } from './read-xlsx';
export { writeXlsx, type WriteOptions } from './write-xlsx';
