import { columnLetters, columnOfReference, LAST_COLUMN, LAST_ROW } from '../../../ledger/a1';

/** What of a formula is never a reference: texts, quoted sheet names, numbers. */
const APART = /"(?:[^"]|"")*"|'(?:[^']|'')*'/y;
const ROWS = /(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\p{L}\p{N}_.])/uy;
const COLUMNS = /(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\p{L}\p{N}_.(!])/uy;
const NUMBER = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/y;
const WORD = /[$\p{L}_\\][\p{L}\p{N}_.$\\?]*/uy;
const CELL = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/;

/**
 * A formula as it reads in a cell some rows down and columns to the right: its relative references move along, as they do
 * when it is filled down. One that would leave the sheet becomes #REF!.
 */
export function shiftedFormula(formula: string, rows: number, columns: number): string {
  let out = '';
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(formula);
  };
  while (at < formula.length) {
    const bracket = bracketEnd(formula, at);
    const apart = bracket > at ? null : match(APART);
    const row = bracket > at || apart ? null : match(ROWS);
    const column = bracket > at || apart || row ? null : match(COLUMNS);
    if (bracket > at) {
      out += formula.slice(at, bracket);
      at = bracket;
    } else if (apart) {
      out += apart[0];
      at += apart[0].length;
    } else if (row) {
      const [all, fixed1 = '', row1 = '', fixed2 = '', row2 = ''] = row;
      out += joined(shiftedRow(fixed1, row1, rows), shiftedRow(fixed2, row2, rows));
      at += all.length;
    } else if (column) {
      const [all, fixed1 = '', column1 = '', fixed2 = '', column2 = ''] = column;
      out += joined(shiftedColumn(fixed1, column1, columns), shiftedColumn(fixed2, column2, columns));
      at += all.length;
    } else {
      const [token] = match(NUMBER) ?? match(WORD) ?? [formula.charAt(at)];
      at += token.length;
      // A function («LOG10(») or a sheet («AB1!») may look like a cell.
      out += /^\s*[(!]/.test(formula.slice(at, at + 2)) ? token : shiftedCell(token, rows, columns);
    }
  }
  return out;
}

/** Where the square brackets that open here are closed: a table's column, or another workbook. */
function bracketEnd(formula: string, at: number): number {
  if (formula[at] !== '[') return at;
  let depth = 0;
  for (let i = at; i < formula.length; i++) {
    const letter = formula[i];
    // Within a table's column names an apostrophe makes the next sign an ordinary one.
    if (letter === "'") i++;
    else if (letter === '[') depth++;
    else if (letter === ']' && --depth === 0) return i + 1;
  }
  return formula.length;
}

function shiftedCell(token: string, rows: number, columns: number): string {
  const [, fixedColumn = '', letters = '', fixedRow = '', digits = ''] = CELL.exec(token) ?? [];
  if (digits === '' || !isRow(Number(digits)) || columnOfReference(letters) === 0) return token;
  const column = shiftedColumn(fixedColumn, letters, columns);
  const row = shiftedRow(fixedRow, digits, rows);
  return column === undefined || row === undefined ? '#REF!' : column + row;
}

function shiftedRow(fixed: string, digits: string, rows: number): string | undefined {
  if (fixed !== '') return fixed + digits;
  const row = Number(digits) + rows;
  return isRow(row) ? String(row) : undefined;
}

function shiftedColumn(fixed: string, letters: string, columns: number): string | undefined {
  if (fixed !== '') return fixed + letters;
  const column = columnOfReference(letters) + columns;
  return column >= 1 && column <= LAST_COLUMN ? columnLetters(column) : undefined;
}

function isRow(row: number): boolean {
  return row >= 1 && row <= LAST_ROW;
}

function joined(first: string | undefined, second: string | undefined): string {
  return first === undefined || second === undefined ? '#REF!' : `${first}:${second}`;
}
