import type { IsoDate } from '../kernel/dates';
import type { CellRef } from '../ledger/finding';
import type { PlacedFault } from '../policy/fault';
import type { Policy } from '../policy/policy';
import type { LocalText } from '../policy/schema';

/** A cell of a policy's table, before any host has written it. */
export type PolicyCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'date'; readonly date: IsoDate };

/** What stands in a column, for its alignment and number format. */
export type ColumnLook = 'text' | 'prose' | 'list' | 'formula' | 'number' | 'whole' | 'date';

/** A column of a policy's table. */
export interface PolicyColumn {
  readonly heading: string;
  /** What the heading means, for readers of English. */
  readonly english: string;
  readonly width: number;
  readonly look: ColumnLook;
  /** The only words that may stand in it. */
  readonly choices?: readonly string[];
  /** True for a condition of a rule sheet: which ones there are depends on the rules. */
  readonly isCondition?: boolean;
}

/** A table of a policy's sheet. `top` and `left` say where its headings begin, 1-based. */
export interface PolicyTable {
  /** The Excel table's name. */
  readonly name: string;
  readonly title: LocalText;
  readonly columns: readonly PolicyColumn[];
  readonly headings: readonly string[];
  /** Column widths in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly PolicyCell[])[];
  readonly top: number;
  readonly left: number;
}

/** A sheet that holds a part of a policy. */
export interface PolicySheet {
  readonly name: string;
  readonly tables: readonly PolicyTable[];
}

/** Where the parts of a document stand in the workbook. */
export interface PolicyPlaces {
  /** The cell of a place in the document («parameters.3.values.0.value»), or of the nearest thing around it. */
  of(path: string): CellRef;
}

/** What a workbook's policy sheets say. */
export type PolicySheetsReading =
  /** The workbook holds no policy. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly policy: Policy; readonly places: PolicyPlaces }
  | { readonly kind: 'broken'; readonly faults: readonly PlacedFault[]; readonly places: PolicyPlaces };
