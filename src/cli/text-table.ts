import CliTable from 'cli-table3';
import { displayWidth, wrap } from './display-width';

export interface TableColumn {
  readonly heading: string;
  readonly align?: 'right';
  /** Wrapped where the table is wider than the terminal; columns without this keep their lines whole. */
  readonly wraps?: boolean;
}

/** A cell's text, and what to put around each of its lines (colour). */
export interface TableCell {
  readonly text: string;
  readonly paint?: (line: string) => string;
}

/** Narrower than this a wrapped column can't be read. */
const NARROWEST = 8;
/** What a column adds to its text: a space on each side and a rule. */
const FRAME = 3;

/** A table with rules that fits into `width` columns where its wrapped columns allow; ends with a line break. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  width: number,
  paintHeading: (line: string) => string = (line) => line,
): string {
  const widths = columnWidths(columns, rows, width);
  const linesOf = (cell: TableCell, index: number): string => {
    const lines = columns[index]?.wraps === true ? wrap(cell.text, widths[index] ?? NARROWEST) : [cell.text];
    return lines.map(cell.paint ?? ((line) => line)).join('\n');
  };
  const table = new CliTable({
    head: columns.map(({ heading }) => paintHeading(heading)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    // The library's own colours ask no terminal; ours are put in above.
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push(row.map(linesOf));
  return `${withoutInnerRules(table.toString())}\n`;
}

/** Only the heading is ruled off: a rule under every row would double the table's length. Cells never begin a line. */
function withoutInnerRules(table: string): string {
  let ruled = false;
  return table
    .split('\n')
    .filter((line) => {
      const isRule = line.startsWith('├');
      const keep = !isRule || !ruled;
      ruled ||= isRule;
      return keep;
    })
    .join('\n');
}

/** The natural widths, with the widest wrapped columns narrowed until the table fits. */
function columnWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  width: number,
): readonly number[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(displayWidth(heading), ...rows.map((row) => displayWidth(row[index]?.text ?? ''))),
  );
  const floors = columns.map(({ heading }) => Math.max(NARROWEST, displayWidth(heading)));
  for (let excess = sum(widths) + columns.length * FRAME + 1 - width; excess > 0; excess -= 1) {
    const widest = columns.reduce(
      (best, column, index) =>
        column.wraps === true &&
        (widths[index] ?? 0) > (floors[index] ?? 0) &&
        (widths[index] ?? 0) > (widths[best] ?? -1)
          ? index
          : best,
      -1,
    );
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
