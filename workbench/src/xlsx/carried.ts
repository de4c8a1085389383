/** What no grid knows of: carried, sheet by sheet, from the file that was read to the file that is written. */
import { columnName } from '../grid/a1';
import { type ConditionalImage } from '../grid/workbook-image';
import { shiftFormula } from './formula-text';
import { moveHyperlink, type CellsMoved, type Hyperlink } from './hyperlinks';
import { type PrintSetup } from './print-setup';
import { type ConditionalDetail } from './read-styles';

export interface CarriedRule {
  readonly rule: ConditionalImage;
  readonly detail: ConditionalDetail;
}

export interface Carried {
  readonly print?: PrintSetup;
  readonly hyperlinks: readonly Hyperlink[];
  /** Conditional formats that show more than a grid draws. */
  readonly rules: readonly CarriedRule[];
}

/** As it would stand in a rule that began at the first cell: a rule that was moved or copied says the same. */
function relativeFormula({ areas: [area], formula }: ConditionalImage): string {
  if (!area) return formula;
  return shiftFormula(formula, -area.row, -area.column, (column) => (column < 0 ? `[${column}]` : columnName(column)));
}

const lookOf = ({ format }: ConditionalImage): string => JSON.stringify(Object.entries(format).sort());

/** What a rule of the grid shows beyond what the grid draws, if it came from the file. */
export function detailOf(rule: ConditionalImage, carried: Carried | undefined): ConditionalDetail {
  const found = carried?.rules.find(
    ({ rule: known }) =>
      (known.formula === rule.formula || relativeFormula(known) === relativeFormula(rule)) &&
      lookOf(known) === lookOf(rule),
  );
  return found?.detail ?? {};
}

/** After rows, columns or cells of the sheet were put in or taken out. */
export function afterMove(carried: Carried, change: CellsMoved): Carried {
  const hyperlinks = carried.hyperlinks.flatMap((link) => moveHyperlink(link, change) ?? []);
  return { ...carried, hyperlinks };
}
