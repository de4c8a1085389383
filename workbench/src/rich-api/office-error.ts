/** Refusals in Office's own words, so that an add-in meets here the codes it would meet in Excel. */
import { GridRefusal, type GridRefusalCode } from '../grid/grid-model';

export type OfficeErrorCode =
  | 'AccessDenied'
  | 'ApiNotFound'
  | 'GeneralException'
  | 'InsertDeleteConflict'
  | 'InvalidArgument'
  | 'InvalidObjectPath'
  | 'InvalidOperation'
  | 'InvalidOperationInCellEditMode'
  | 'InvalidReference'
  | 'InvalidSelection'
  | 'ItemAlreadyExists'
  | 'ItemNotFound'
  | 'NotImplemented'
  | 'RangeExceedsLimit'
  | 'UnsupportedOperation';

export class OfficeError extends Error {
  constructor(
    readonly code: OfficeErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'OfficeError';
  }
}

export const itemNotFound = (): OfficeError => new OfficeError('ItemNotFound', "The requested resource doesn't exist.");

export const invalidArgument = (why = 'The argument is invalid or missing or has an incorrect format.'): OfficeError =>
  new OfficeError('InvalidArgument', why);

/** Excel has it, the workbench has not. Listed in docs/host-differences.md. */
export const notImplemented = (member: string): OfficeError =>
  new OfficeError('NotImplemented', `The requested feature isn't implemented: ${member}.`);

const CODES: Readonly<Record<GridRefusalCode, OfficeErrorCode>> = {
  notFound: 'ItemNotFound',
  protected: 'AccessDenied',
  nameTaken: 'ItemAlreadyExists',
  badName: 'InvalidArgument',
  badFormula: 'InvalidArgument',
  outOfBounds: 'InvalidArgument',
  sizeMismatch: 'InvalidArgument',
  overlap: 'InvalidArgument',
  lastSheet: 'InvalidOperation',
  wrongPassword: 'InvalidArgument',
  notSupported: 'NotImplemented',
};

/** Any failure as Office would tell it; what nobody foresaw is a GeneralException and never breaks the host. */
export function toOfficeError(failure: unknown): OfficeError {
  if (failure instanceof OfficeError) return failure;
  if (failure instanceof GridRefusal) return new OfficeError(CODES[failure.code], failure.message);
  return new OfficeError('GeneralException', failure instanceof Error ? failure.message : String(failure));
}
