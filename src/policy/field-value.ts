import type { Decimal } from '../kernel/decimal';
import type { IsoDate } from '../kernel/dates';
import type { IsoMoment } from '../kernel/moments';

/** Stands where a cell is filled but can't be read as its column's type; a finding says so. */
export const INVALID: unique symbol = Symbol('invalid cell');

/** A ledger cell once read: a date or moment, a text or choice, an amount or count, blank, or unreadable. */
export type FieldValue = IsoDate | IsoMoment | string | Decimal | null | typeof INVALID;
