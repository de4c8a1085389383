import { err, ok, type Result } from '../kernel/result';
import { isCellErrorCode, type Argument, type ScalarArgument } from './cell-values';

/** A call as typed: the function's name without prefix, in capitals, and its literal arguments. */
export interface Call {
  readonly name: string;
  readonly arguments: readonly Argument[];
}

/** Why a text is no call. `position` counts characters from 1; `found` is what stands there, cut short. */
export interface ParseProblem {
  readonly code:
    | 'call-empty'
    | 'call-too-long'
    | 'name-missing'
    | 'bracket-missing'
    | 'bracket-unclosed'
    | 'text-unclosed'
    | 'array-unclosed'
    | 'array-ragged'
    | 'array-item-expected'
    | 'number-invalid'
    | 'error-unknown'
    | 'reference'
    | 'nested-call'
    | 'character-unexpected'
    | 'text-after-call';
  readonly position: number;
  readonly found: string;
}

/** The longest call that is read. */
export const LONGEST_CALL = 100_000;

const LONGEST_FOUND = 30;
/** What Excel and WPS put before a custom function's name, in the file or in the cell. */
const PREFIXES = ['_XLDUDF_PAY_', '_XLDUDF_', 'PAY.'];

const LETTER = /^[\p{L}_]$/u;
const NAME_PART = /^[\p{L}\p{N}_.]$/u;
const SPACE = /^\s$/;

/**
 * Reads one call with literal arguments: `FAN_PENALTY(52300,2016)`, `=ALLOCATE(100,{1;1;1})`. Numbers (also -1.5, 1e3,
 * 50%), "text" with doubled quotes, TRUE and FALSE, arrays in braces, errors such as #N/A, arguments left out. Full-width
 * brackets, commas and semicolons are read like their half-width twins. Cell references, nested calls and operators are
 * refused: there is no sheet to look them up in. One pass over the text; nothing is ever executed.
 */
export function parseCall(source: string): Result<Call, ParseProblem> {
  if (source.length > LONGEST_CALL) return err({ code: 'call-too-long', position: LONGEST_CALL + 1, found: '' });
  return new CallReader(source).read();
}

/** The position moves forward only; the first refusal ends the reading. */
class CallReader {
  private at = 0;
  private problem: ParseProblem | undefined;

  constructor(private readonly source: string) {}

  read(): Result<Call, ParseProblem> {
    const call = this.call();
    return call ? ok(call) : err(this.problem ?? { code: 'call-empty', position: 1, found: '' });
  }

  private call(): Call | null {
    this.skipSpace();
    if (this.peek() === '=') {
      this.at += 1;
      this.skipSpace();
    }
    if (this.peek() === '') return this.refuse('call-empty', this.at);
    if (!LETTER.test(this.peek())) return this.refuse('name-missing', this.at);
    const name = this.name();
    this.skipSpace();
    if (this.peek() !== '(') return this.refuse('bracket-missing', this.at);
    this.at += 1;
    const given = this.arguments();
    if (!given) return null;
    this.skipSpace();
    return this.peek() === '' ? { name: plainName(name), arguments: given } : this.refuse('text-after-call', this.at);
  }

  private arguments(): Argument[] | null {
    const given: Argument[] = [];
    this.skipSpace();
    if (this.take(')')) return given;
    for (;;) {
      this.skipSpace();
      const next = this.peek();
      if (next === ',' || next === ')') {
        given.push(undefined);
      } else {
        const argument = this.argument();
        if (!argument) return null;
        given.push(argument.value);
        this.skipSpace();
      }
      if (this.take(')')) return given;
      if (!this.take(',')) return this.refuse(this.peek() === '' ? 'bracket-unclosed' : this.misplaced(), this.at);
    }
  }

  private argument(): { readonly value: Argument } | null {
    return this.peek() === '{' ? this.array() : this.scalar();
  }

  private array(): { readonly value: readonly (readonly ScalarArgument[])[] } | null {
    const opened = this.at;
    this.at += 1;
    const rows: ScalarArgument[][] = [[]];
    for (;;) {
      this.skipSpace();
      if (this.peek() === '') return this.refuse('array-unclosed', opened);
      if (ARRAY_MARKS.has(this.peek())) return this.refuse('array-item-expected', this.at);
      const item = this.scalar();
      if (!item) return null;
      rows.at(-1)?.push(item.value);
      this.skipSpace();
      const rowEnds = this.peek() === ';' || this.peek() === '}';
      if (rowEnds && rows.at(-1)?.length !== rows[0]?.length) return this.refuse('array-ragged', this.at);
      if (this.take('}')) return { value: rows };
      if (this.take(';')) rows.push([]);
      else if (!this.take(','))
        return this.refuse(
          this.peek() === '' ? 'array-unclosed' : this.misplaced(),
          this.peek() === '' ? opened : this.at,
        );
    }
  }

  private scalar(): { readonly value: ScalarArgument } | null {
    const next = this.peek();
    if (next === '') return this.refuse('bracket-unclosed', this.at);
    if (next === '"') return this.text();
    if (next === '#') return this.error();
    if (isDigit(next) || next === '.' || next === '+' || next === '-') return this.number();
    if (REFERENCE_MARKS.has(next)) return this.refuse('reference', this.at);
    if (!LETTER.test(next)) return this.refuse('character-unexpected', this.at);
    const start = this.at;
    const word = this.name();
    this.skipSpace();
    if (this.peek() === '(') return this.refuse('nested-call', start);
    const value = word.toUpperCase();
    if (value === 'TRUE' || value === 'FALSE') return { value: value === 'TRUE' };
    return this.refuse('reference', start);
  }

  private text(): { readonly value: string } | null {
    const opened = this.at;
    this.at += 1;
    let value = '';
    for (;;) {
      const quote = this.source.indexOf('"', this.at);
      if (quote < 0) return this.refuse('text-unclosed', opened);
      value += this.source.slice(this.at, quote);
      this.at = quote + 1;
      if (this.source[this.at] !== '"') return { value };
      value += '"';
      this.at += 1;
    }
  }

  private error(): { readonly value: ScalarArgument } | null {
    const start = this.at;
    this.at += 1;
    while (ERROR_PART.test(this.source[this.at] ?? '')) this.at += 1;
    const code = this.source.slice(start, this.at).toUpperCase();
    return isCellErrorCode(code) ? { value: { error: code } } : this.refuse('error-unknown', start);
  }

  private number(): { readonly value: number } | null {
    const start = this.at;
    const sign = this.source[this.at] === '-' ? '-' : '';
    if (this.source[this.at] === '-' || this.source[this.at] === '+') {
      this.at += 1;
      this.skipSpace();
    }
    const whole = this.digits();
    const fraction = this.source[this.at] === '.' ? this.digitsAfterMark() : '';
    if (whole === '' && fraction === '') return this.refuse('number-invalid', start);
    const exponent = this.exponent();
    if (exponent === undefined || exponent.length > 6) return this.refuse('number-invalid', start);
    this.skipSpace();
    const percent = this.source[this.at] === '%';
    if (percent) this.at += 1;
    this.skipSpace();
    if (REFERENCE_MARKS.has(this.peek()) || this.peek() === ':') return this.refuse('reference', start);
    if (NAME_PART.test(this.peek())) return this.refuse('number-invalid', start);
    // A percentage moves the exponent, so that 12.3% is exactly the cell's 0.123 and no quotient of two doubles.
    const power = Number(exponent) - (percent ? 2 : 0);
    const value = Number(`${sign}${whole === '' ? '0' : whole}.${fraction === '' ? '0' : fraction}e${String(power)}`);
    if (!Number.isFinite(value)) return this.refuse('number-invalid', start);
    return { value: value === 0 ? 0 : value };
  }

  private digits(): string {
    const start = this.at;
    while (isDigit(this.source[this.at] ?? '')) this.at += 1;
    return this.source.slice(start, this.at);
  }

  private digitsAfterMark(): string {
    this.at += 1;
    return this.digits();
  }

  /** The exponent's digits with their sign, «0» where there is none; `undefined` for an «e» without digits. */
  private exponent(): string | undefined {
    const mark = this.source[this.at];
    if (mark !== 'e' && mark !== 'E') return '0';
    this.at += 1;
    const sign = this.source[this.at];
    const signed = sign === '+' || sign === '-';
    const digits = signed ? this.digitsAfterMark() : this.digits();
    return digits === '' ? undefined : `${sign === '-' ? '-' : ''}${digits}`;
  }

  private name(): string {
    const start = this.at;
    while (NAME_PART.test(this.characterAt(this.at))) this.at += this.characterAt(this.at).length;
    return this.source.slice(start, this.at);
  }

  /** What to call a character behind a finished argument: an operator, or simply out of place. */
  private misplaced(): ParseProblem['code'] {
    return REFERENCE_MARKS.has(this.peek()) || this.peek() === ':' ? 'reference' : 'character-unexpected';
  }

  private skipSpace(): void {
    while (SPACE.test(this.source[this.at] ?? '')) this.at += 1;
  }

  /** The character ahead, full-width punctuation as its half-width twin; «» at the end. */
  private peek(): string {
    const character = this.characterAt(this.at);
    return FULL_WIDTH.get(character) ?? character;
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at += 1;
    return true;
  }

  private characterAt(index: number): string {
    const code = this.source.codePointAt(index);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private refuse(code: ParseProblem['code'], at: number): null {
    this.problem ??= { code, position: at + 1, found: foundAt(this.source, at) };
    return null;
  }
}

const FULL_WIDTH: ReadonlyMap<string, string> = new Map([
  ['，', ','],
  ['（', '('],
  ['）', ')'],
  ['；', ';'],
]);
/** A sheet in quotes or brackets, a fixed or whole-column reference. */
const REFERENCE_MARKS: ReadonlySet<string> = new Set(['$', "'", '[', '!', '@']);
const ARRAY_MARKS: ReadonlySet<string> = new Set([',', ';', '}', ')', '{']);
const ERROR_PART = /^[A-Za-z0-9_/!?]$/;

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1;
}

/** A name as the catalogue writes it: in capitals, without what hosts put before it. */
export function plainName(name: string): string {
  const upper = name.toUpperCase();
  const prefix = PREFIXES.find((candidate) => upper.startsWith(candidate) && upper.length > candidate.length);
  return prefix === undefined ? upper : upper.slice(prefix.length);
}

/** What stands at a place: a mark alone, else to the end of the word, but a few characters at most. */
function foundAt(source: string, at: number): string {
  const ahead = Array.from(source.slice(at, at + 2 * LONGEST_FOUND));
  if (LONE_MARKS.has(ahead[0] ?? '')) return ahead[0] ?? '';
  const end = ahead.findIndex((character, index) => index > 0 && !WORD_PART.test(character));
  return ahead.slice(0, Math.min(end < 0 ? ahead.length : end, LONGEST_FOUND)).join('');
}

const WORD_PART = /^[\p{L}\p{N}_.$!':?/]$/u;
const LONE_MARKS: ReadonlySet<string> = new Set('()=,;}&，；（）');
