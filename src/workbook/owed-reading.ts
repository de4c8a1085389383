import type { CellRange } from '../ledger/cells';
import type { PortEvent } from './port';

/** What has changed in the workbook since it was read, as far as anybody told. */
export interface Owed {
  /** Nothing of what is known can be relied on. */
  readonly everything: boolean;
  /** Sheets may bear other names, or be others under the same names. */
  readonly structure: boolean;
  /** The changed sheets by name, each with the ranges that were edited, or as a whole. */
  readonly sheets: ReadonlyMap<string, readonly CellRange[] | 'whole'>;
  /** Sheets whose formulas have new results. */
  readonly calculated: ReadonlySet<string>;
}

export const NOTHING: Owed = { everything: false, structure: false, sheets: new Map(), calculated: new Set() };
export const EVERYTHING: Owed = { ...NOTHING, everything: true };

/** Ranges beyond so many are not worth being read one by one. */
const MOST_RANGES = 16;

/** What an event makes stale; `undefined` for one that changes no cell. */
export function owedFor(event: PortEvent): Owed | undefined {
  switch (event.kind) {
    case 'cells-changed':
      return { ...NOTHING, sheets: new Map([[event.sheet, event.range ? [event.range] : 'whole']]) };
    case 'calculated':
      return { ...NOTHING, calculated: new Set([event.sheet]) };
    case 'structure-changed':
      return { ...NOTHING, structure: true };
    case 'selection-changed':
      return undefined;
  }
}

export function together(a: Owed, b: Owed): Owed {
  const sheets = new Map(a.sheets);
  for (const [sheet, ranges] of b.sheets) {
    const before = sheets.get(sheet) ?? [];
    const all = before === 'whole' || ranges === 'whole' ? 'whole' : [...before, ...ranges];
    sheets.set(sheet, all.length > MOST_RANGES ? 'whole' : all);
  }
  return {
    everything: a.everything || b.everything,
    structure: a.structure || b.structure,
    sheets,
    calculated: new Set([...a.calculated, ...b.calculated]),
  };
}

export function isNothing(owed: Owed): boolean {
  return !owed.everything && !isEdited(owed) && owed.calculated.size === 0;
}

/** Tells whether somebody changed something, beside formulas that came to new results. */
export function isEdited(owed: Owed): boolean {
  return owed.structure || owed.sheets.size > 0;
}
