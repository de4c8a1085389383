import type { WorkbookSnapshot } from '../../src/ledger/cells';
import type { Policy } from '../../src/policy/policy';
import type { DerivationInput, DerivationLeaf, DerivationNode } from '../../src/settlement/answer';

/**
 * Works a derivation out again from what it shows and nothing else: each formula is read as text, each number in it must
 * be one of the inputs' (or the policy's 0 and 12), and the result must be the value shown. Returns what does not hold.
 */
export function faultsOf(root: DerivationNode, policy: Policy, book: WorkbookSnapshot): readonly string[] {
  const faults: string[] = [];
  const visit = (input: DerivationInput, path: string): void => {
    if (input.kind === 'leaf') {
      faults.push(...leafFaults(input, book).map((fault) => `${path}: ${fault}`));
      return;
    }
    const here = `${path}/${input.name}`;
    const inputs = input.inputs();
    faults.push(...nodeFaults(input, inputs, policy).map((fault) => `${here}: ${fault}`));
    for (const each of inputs) visit(each, here);
  };
  visit(root, '');
  return faults;
}

/** Numbers of a formula that need no input: nothing, the sum of no rows, and the months of a year. */
const UNDERIVED = ['0', '0.00', '12'];

function nodeFaults(node: DerivationNode, inputs: readonly DerivationInput[], policy: Policy): string[] {
  const { name, value, formula, unit, rounding } = node;
  const faults = node.clauses.filter((id) => !policy.clauses.has(id)).map((id) => `no clause ${id}`);
  if (value === undefined) return [...faults, ...(node.problem ? [] : ['neither a value nor a problem'])];
  if (node.problem) faults.push('a value and a problem');
  if (formula.startsWith(`${name}@`)) return [...faults, ...parameterFaults(node, policy)];
  if (policy.ledgers.get('in-kind')?.derived.some(({ id }) => id === name))
    return [...faults, ...derivedFaults(node, inputs)];
  const below = inputs.some((input) => input.kind === 'leaf' || input.clauses.length > 0);
  if (node.clauses.length === 0 && below) faults.push('no clause');

  // A formula may show an input by its value or by the input's own formula, which is worked out in its turn.
  const shown = inputs.flatMap((input) => [
    ...(DECIMAL.test(input.value ?? '') ? [input.value ?? ''] : []),
    ...(input.kind === 'node' && formula.includes(input.formula) ? numbersOf(input.formula) : []),
  ]);
  const count = /^Σ (\d+)$/.exec(formula)?.[1];
  if (count !== undefined) {
    // A sum over rows, or, of people and events, their number.
    const leaves = inputs.filter((input) => input.kind === 'leaf' || input.name === name);
    if (leaves.length !== Number(count)) faults.push(`${formula} over ${leaves.length}`);
    const total = typeof unit === 'object' && unit.zh === '次' ? fraction(BigInt(leaves.length), 1n) : sumOf(leaves);
    if (!equal(total, exact(value))) faults.push(`inputs come to ${text(total)}, shown is ${value}`);
    return faults;
  }
  for (const number of numbersOf(formula)) {
    if (!UNDERIVED.includes(number) && !shown.some((figure) => equal(exact(figure), exact(number))))
      faults.push(`${number} in «${formula}» is no input’s`);
  }
  const result = evaluate(formula);
  const rounded = rounding === 'fen' ? roundedToFen(result) : result;
  if (!equal(rounded, exact(value))) faults.push(`«${formula}» is ${text(result)}, shown is ${value}`);
  if (rounding === undefined && unit === 'CNY' && !equal(roundedToFen(result), result))
    faults.push(`«${formula}» was rounded unsaid`);
  return faults;
}

function parameterFaults({ name, value, formula, clauses }: DerivationNode, policy: Policy): string[] {
  const date = formula.slice(name.length + 1);
  const entry = policy.parameters
    .get(name)
    ?.values.find(({ from, to }) => (from === undefined || from <= date) && (to === undefined || date <= to));
  if (!entry || !value || !equal(exact(entry.value), exact(value)))
    return [`the policy says ${entry?.value ?? 'nothing'} on ${date}`];
  return entry.clauses.join() === clauses.join() ? [] : [`cites ${clauses.join()}`];
}

/** A field that is computed from a row's cells: it must show those. */
function derivedFaults({ name, value }: DerivationNode, inputs: readonly DerivationInput[]): string[] {
  const cell = (label: string): string | undefined =>
    inputs.find((input): input is DerivationLeaf => input.kind === 'leaf' && input.label === label)?.value;
  const node = (of: string): string | undefined =>
    inputs.find((input) => input.kind === 'node' && input.name === of)?.value;
  if (name === 'deadline') {
    const from = cell('领用日期');
    const months = node('in-kind-window');
    return from !== undefined && months === '1' && monthLater(from) === value
      ? []
      : [`${String(from)} + ${String(months)} is not ${String(value)}`];
  }
  const [set, converted, on, deadline] = [cell('抵扣金额'), cell('转化价值'), cell('转化日期'), node('deadline')];
  if (set === undefined || converted === undefined || on === undefined || deadline === undefined)
    return ['not all of its cells are shown'];
  const over = set !== '' && converted !== '' && compare(exact(converted), exact(set)) > 0;
  const expected = over ? '超额' : on === '' ? '未转化' : on <= deadline ? '按期' : '逾期';
  return expected === value ? [] : [`should be ${expected}, is ${String(value)}`];
}

/** The cell must hold the value that the leaf shows. */
function leafFaults({ label, sheet, cell, value }: DerivationLeaf, book: WorkbookSnapshot): string[] {
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  const rows = book.sheets.find(({ name }) => name === sheet)?.rows;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const held = rows?.[Number(row) - 1]?.[column - 1] ?? null;
  const heading = rows?.[0]?.[column - 1];
  const faults =
    typeof heading === 'string' && label.endsWith(heading) ? [] : [`${label} stands under ${JSON.stringify(heading)}`];
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const same =
    held === null
      ? value === ''
      : typeof held === 'string'
        ? held.trim() === value
        : typeof held === 'number' && (isDate ? isoOf(held) === value : equal(exact(decimalOf(held)), exact(value)));
  return same ? faults : [...faults, `${sheet}!${cell} holds ${JSON.stringify(held)}, shown is ${value}`];
}

// ---- Fractions -----------------------------------------------------------------------------------------------------

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

function fraction(over: bigint, under: bigint): Fraction {
  return { over, under };
}

function exact(decimal: string): Fraction {
  const [, sign = '', whole = '', decimals = ''] = DECIMAL.exec(decimal) ?? [];
  if (whole === '') throw new Error(`no decimal: «${decimal}»`);
  const size = BigInt(whole + decimals);
  return fraction(sign === '-' ? -size : size, 10n ** BigInt(decimals.length));
}

const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
const minus = (a: Fraction, b: Fraction): Fraction => plus(a, fraction(-b.over, b.under));
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
const compare = (a: Fraction, b: Fraction): number => Number(minus(a, b).over);
const equal = (a: Fraction, b: Fraction): boolean => minus(a, b).over === 0n;
const text = ({ over, under }: Fraction): string => `${over}/${under}`;

function sumOf(inputs: readonly DerivationInput[]): Fraction {
  return inputs.reduce((sum, { value }) => plus(sum, exact(value ?? '0')), fraction(0n, 1n));
}

function roundedToFen({ over, under }: Fraction): Fraction {
  const size = over < 0n ? -over : over;
  const fen = (size * 200n + under) / (under * 2n);
  return fraction(over < 0n ? -fen : fen, 100n);
}

// ---- Formulas ------------------------------------------------------------------------------------------------------

const TOKEN = /\s*(max|min|\(|\)|,|\+|−|×|-?\d+(?:\.\d+)?)/y;

function tokensOf(formula: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.length) {
    const token = TOKEN.exec(formula)?.[1];
    if (token === undefined) throw new Error(`unreadable formula: «${formula}»`);
    tokens.push(token);
  }
  return tokens;
}

function numbersOf(formula: string): string[] {
  return tokensOf(formula).filter((token) => /\d/.test(token));
}

/** Sums of products of numbers, brackets, max and min. */
function evaluate(formula: string): Fraction {
  const tokens = tokensOf(formula);
  let next = 0;
  const take = (expected: string): void => {
    if (tokens[next] !== expected) throw new Error(`«${formula}»: ${expected} expected`);
    next += 1;
  };
  const factor = (): Fraction => {
    const token = tokens[next] ?? '';
    if (token === 'max' || token === 'min') {
      next += 1;
      take('(');
      let result = sum();
      while (tokens[next] === ',') {
        next += 1;
        const other = sum();
        const first = compare(result, other) >= 0 === (token === 'max');
        result = first ? result : other;
      }
      take(')');
      return result;
    }
    if (token === '(') {
      next += 1;
      const result = sum();
      take(')');
      return result;
    }
    next += 1;
    return exact(token);
  };
  const product = (): Fraction => {
    let result = factor();
    while (tokens[next] === '×') {
      next += 1;
      result = times(result, factor());
    }
    return result;
  };
  const sum = (): Fraction => {
    let result = product();
    for (let sign = tokens[next]; sign === '+' || sign === '−'; sign = tokens[next]) {
      next += 1;
      result = sign === '+' ? plus(result, product()) : minus(result, product());
    }
    return result;
  };
  const result = sum();
  if (next !== tokens.length) throw new Error(`«${formula}» goes on after its end`);
  return result;
}

// ---- Cells ---------------------------------------------------------------------------------------------------------

function isoOf(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

/** A number cell with up to ten decimals, none of them by an exponent. */
function decimalOf(value: number): string {
  return value.toFixed(10);
}

function monthLater(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}
