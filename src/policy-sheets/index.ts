export type {
  ColumnLook,
  PolicyCell,
  PolicyColumn,
  PolicyPlaces,
  PolicySheet,
  PolicySheetsReading,
  PolicyTable,
} from './policy-sheet';
export { policySheetNames } from './find-policy';
export { readPolicySheets } from './read-policy-sheets';
export { SHEET_FAULT_CODES, type SheetFaultCode } from './sheet-faults';
export { writePolicySheets, type PolicySheetOptions } from './write-policy-sheets';
export { waitingRows, type WaitingRow, type WaitingRows, type WaitingValue } from './waiting-rows';
