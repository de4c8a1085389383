/**
 * Formulas as people type them, and as a file holds them: newer functions bear `_xlfn.`, some `_xlws.` too, the names of
 * LET and LAMBDA `_xlpm.`, and an add-in's functions `_xldudf_`.
 */

/** Functions that came after Excel 2007, which a file names with `_xlfn.`. */
const NEWER = new Set(
  `ACOT ACOTH ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND BITLSHIFT
  BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT
  CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH
  DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE
  FILTER FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV
  GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN
  ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT
  MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
  PERCENTILE.EXC PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST
  QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH
  SEQUENCE SHEET SHEETS SKEW.P SORT SORTBY STDEV.P STDEV.S SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE
  TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK
  WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`.split(/\s+/),
);
/** Of these, the ones that a file also names with `_xlws.`. */
const SHEET_NEWER = new Set(['FILTER', 'SORT']);
/** Functions whose result may be an array: their cells are dynamic arrays in a file. */
const ARRAYS = new Set(
  `ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER FREQUENCY GROUPBY GROWTH HSTACK INDEX LAMBDA LET LINEST
  LOGEST MAKEARRAY MAP MINVERSE MMULT MODE.MULT MUNIT OFFSET PIVOTBY RANDARRAY REDUCE SCAN SEQUENCE SORT SORTBY TAKE
  TEXTSPLIT TOCOL TOROW TRANSPOSE TREND TRIMRANGE UNIQUE VSTACK WRAPCOLS WRAPROWS XLOOKUP INDIRECT CHOOSE`.split(/\s+/),
);
const PIECES =
  /(?<text>"(?:[^"]|"")*")|(?<quoted>'(?:[^']|'')*'!?)|(?<bracket>\[[^\][]*\])|(?<error>#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|BUSY!))|(?<word>[\p{L}_\\$][\p{L}\p{N}_.\\?$]*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<space>\s+)|(?<sign><=|>=|<>|.)/gsu;

type PieceKind = 'text' | 'quoted' | 'bracket' | 'error' | 'word' | 'number' | 'space' | 'sign';

interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

function pieces(formula: string): Piece[] {
  return [...formula.matchAll(PIECES)].map((match) => {
    const groups = match.groups ?? {};
    const kind = (Object.keys(groups).find((name) => groups[name] !== undefined) ?? 'sign') as PieceKind;
    return { kind, text: match[0] };
  });
}

const CUSTOM = /^_xldudf_/i;
const PREFIX = /^(?:_xlfn\.|_xlws\.|_xlpm\.)+/i;
/** `[2]!` and `Pay.xla!` before an add-in's function: where an older Excel looked for it. */
const FOREIGN_HOME = /(?:'(?:[^']|'')*'|\[\d+\]|[\p{L}\p{N}_.]+)!(?=_xldudf_)/giu;

/** An add-in's function as a file names it: a namespace's dot becomes «_». */
export function fileName(functionName: string): string {
  return functionName.replaceAll('.', '_').toUpperCase();
}

/** Functions of the add-in by the name that a file gives them. */
export type FunctionNames = ReadonlyMap<string, string>;

export function functionNames(names: readonly string[]): FunctionNames {
  return new Map(names.map((name) => [fileName(name), name.toUpperCase()]));
}

/** The formula of a file as typed, `=` first. */
export function readFormula(text: string, custom: FunctionNames): string {
  if (!text.includes('_xl')) return `=${text}`;
  const plain = text
    .replaceAll(FOREIGN_HOME, '')
    .replaceAll(/_xlfn\.ANCHORARRAY\(([^()]*)\)/gi, '$1#')
    .replaceAll(/_xlfn\.SINGLE\(([^()]*)\)/gi, '@$1');
  const typed = pieces(plain).map(({ kind, text: piece }) => {
    if (kind !== 'word') return piece;
    const name = piece.replace(PREFIX, '');
    if (!CUSTOM.test(name)) return name;
    const own = name.replace(CUSTOM, '');
    return custom.get(own.toUpperCase()) ?? own;
  });
  return `=${typed.join('')}`;
}

/** Whether a formula of a file refers to another file: `[1]Sheet!A1`. */
export function isExternal(text: string): boolean {
  if (!text.includes('[')) return false;
  const plain = text.replaceAll(FOREIGN_HOME, '').replaceAll(/"(?:[^"]|"")*"/g, '');
  return /(?:^|[^\p{L}\p{N}_.\])[])\[\d+\]/u.test(plain) || /'[^']*\[[^\]]+\][^']*'!/.test(plain);
}

export interface FileFormula {
  /** Without `=`. */
  readonly text: string;
  /** Whether the cell must be a dynamic array: without that, Excel shows one value of what the formula gives. */
  readonly isArray: boolean;
}

/** The names that LET and LAMBDA introduce, in capitals. */
function parameters(all: readonly Piece[]): ReadonlySet<string> {
  const found = new Set<string>();
  interface Call {
    readonly name: string;
    readonly depth: number;
    /** The pieces of each argument that stand in no deeper call. */
    readonly args: Piece[][];
  }
  const calls: Call[] = [];
  let depth = 0;
  let before: Piece | undefined;
  const finish = (call: Call): void => {
    call.args.forEach((arg, index) => {
      const isLast = index === call.args.length - 1;
      const [only, ...others] = arg;
      if (!only || others.length > 0 || only.kind !== 'word' || isLast) return;
      if (call.name === 'LAMBDA' || (call.name === 'LET' && index % 2 === 0)) found.add(only.text.toUpperCase());
    });
  };
  for (const piece of all) {
    if (piece.kind === 'space') continue;
    const call = calls.at(-1);
    if (piece.text === '(') {
      depth += 1;
      calls.push({ name: before?.kind === 'word' ? before.text.toUpperCase() : '', depth, args: [[]] });
    } else if (piece.text === ')') {
      depth -= 1;
      if (call) finish(call);
      calls.pop();
      calls.at(-1)?.args.at(-1)?.push(piece);
    } else if (piece.text === ',' && call) {
      call.args.push([]);
    } else {
      call?.args.at(-1)?.push(piece);
    }
    before = piece;
  }
  return found;
}

const OPERATORS = new Set(['+', '-', '*', '/', '^', '&', '=', '<', '>', '<=', '>=', '<>']);
const CELL = /^\$?[A-Za-z]{1,3}\$?\d{1,7}$/;

/** Whether an operator meets a range, or a range is the whole formula: both give an array. */
function meetsRange(all: readonly Piece[]): boolean {
  const tokens = all.filter(({ kind }) => kind !== 'space');
  const isRangeEnd = (index: number): boolean => {
    const token = tokens[index];
    if (token?.kind === 'bracket' || token?.text === ']') return !isThisRow(index);
    const isCorner = token !== undefined && (CELL.test(token.text) || /^\$?[A-Za-z]{1,3}$|^\$?\d+$/.test(token.text));
    return isCorner && tokens[index - 1]?.text === ':';
  };
  /** `T[@c]` and `T[[#This Row],[c]]` are one cell. */
  const isThisRow = (index: number): boolean => {
    for (let at = index; at >= 0 && tokens[at]?.kind !== 'word'; at -= 1) {
      if (/^\[(?:#This Row|@)/i.test(tokens[at]?.text ?? '') || tokens[at]?.text === '@') return true;
    }
    return false;
  };
  const isRangeStart = (index: number): boolean => {
    const token = tokens[index];
    if (token === undefined) return false;
    const next = tokens[index + 1];
    if (next?.text === ':' && (CELL.test(token.text) || /^\$?[A-Za-z]{1,3}$|^\$?\d+$/.test(token.text))) return true;
    return token.kind === 'word' && (next?.text === '[' || next?.kind === 'bracket') && !isRowOfTable(index);
  };
  const isRowOfTable = (index: number): boolean =>
    /^\[@/.test(tokens[index + 1]?.text ?? '') || /^\[#This Row/i.test(tokens[index + 2]?.text ?? '');
  return tokens.some(
    (token, index) =>
      (OPERATORS.has(token.text) && (isRangeEnd(index - 1) || isRangeStart(index + 1))) ||
      (index === tokens.length - 1 && isRangeEnd(index) && !tokens.some(({ text }) => text === '(')),
  );
}

/** A typed formula (`=` first) as a file holds it. */
export function writeFormula(formula: string, custom: FunctionNames): FileFormula {
  const source = formula
    .slice(1)
    .replaceAll(
      /((?:'(?:[^']|'')*'!|[\p{L}\p{N}_.]+!)?\$?[A-Za-z]{1,3}\$?\d{1,7})#(?![A-Za-z])/gu,
      '_xlfn.ANCHORARRAY($1)',
    );
  const all = pieces(source);
  const own = parameters(all);
  const typedNames = new Set(custom.values());
  let isArray = meetsRange(all);
  const text = all.map((piece, index) => {
    if (piece.kind !== 'word') return piece.text;
    const name = piece.text.toUpperCase();
    if (own.has(name) && all[index + 1]?.text !== '[') return `_xlpm.${piece.text}`;
    if (all.slice(index + 1).find(({ kind }) => kind !== 'space')?.text !== '(') return piece.text;
    if (typedNames.has(name)) {
      isArray = true;
      return `_xldudf_${fileName(name)}`;
    }
    if (ARRAYS.has(name)) isArray = true;
    if (!NEWER.has(name)) return piece.text;
    return `_xlfn.${SHEET_NEWER.has(name) ? '_xlws.' : ''}${name}`;
  });
  return { text: text.join(''), isArray: isArray || source.includes('ANCHORARRAY(') };
}

/** A shared formula for the cell this many rows and columns from the one that holds it. */
export function shiftFormula(text: string, rows: number, columns: number, rename: (column: number) => string): string {
  const shiftCell = (cell: string): string =>
    cell.replace(
      /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/,
      (_all, fixedColumn: string, letters: string, fixedRow: string, digits: string) =>
        `${fixedColumn}${fixedColumn === '' ? shiftLetters(letters, columns, rename) : letters}${fixedRow}${
          fixedRow === '' ? Number(digits) + rows : digits
        }`,
    );
  const all = pieces(text);
  return all
    .map(({ kind, text: piece }, index) => {
      const next = all[index + 1]?.text;
      const beside = all[index - 1]?.text === ':' || next === ':';
      if (kind === 'word' && next !== '(' && next !== '!') {
        if (CELL.test(piece)) return shiftCell(piece);
        // Whole columns, and whole rows with a $ before them.
        const column = /^[A-Za-z]{1,3}$/.exec(piece)?.[0];
        if (beside && column !== undefined) return shiftLetters(column, columns, rename);
      }
      if (kind === 'number' && beside && /^\d+$/.test(piece)) return String(Number(piece) + rows);
      return piece;
    })
    .join('');
}

function shiftLetters(letters: string, columns: number, rename: (column: number) => string): string {
  const index = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return rename(index + columns);
}
