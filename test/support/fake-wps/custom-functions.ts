import { parseArea, splitSheet } from '../../../workbench/src/grid/a1';
import type {
  Area,
  Block,
  CellError,
  CellValue,
  FunctionAnswer,
  FunctionArgument,
  FunctionCall,
  FunctionDeclaration,
  FunctionEvaluator,
} from '../../../workbench/src/grid/grid-model';
import { givenBlock, givenValue, OMITTED } from './cell-values';
import { refuse } from './refuse';
import type { WpsOptions } from './types';

/** What a function is registered with, as the declarations have it. */
export interface FunctionMetadata {
  readonly description?: string;
  readonly result: { readonly type?: string };
  readonly parameters: readonly { readonly name?: string; readonly type?: string; readonly description?: string }[];
}

/** Any function: what it takes and gives is for its caller to know. */
export type Callback = (...given: unknown[]) => unknown;

/** The `Range` of an area on a sheet. */
type RangeAt = (sheet: string, area: Area) => object;
/** The calling cell as the application tells it. */
type CellAt = (cell: FunctionCall['cell']) => object;

interface Registered {
  readonly name: string;
  readonly callback: Callback;
  readonly metadata: FunctionMetadata | undefined;
}

interface Answered {
  readonly answer: FunctionAnswer;
  readonly isVolatile: boolean;
  /** The calculation in which it was asked last. */
  readonly calculation: number;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const VALUE_ERROR: CellError = { error: '#VALUE!' };

/**
 * The functions that an add-in has registered. WPS calls one again where an argument has changed, where it has called itself
 * volatile, and where everything is calculated; else the cell keeps what it shows.
 */
export class CustomFunctions {
  private readonly registered = new Map<string, Registered>();
  /** Functions of the application's own whose results a test has given. */
  private readonly builtIn = new Map<string, Block<CellValue>>();
  /** What cells were answered, by workbook and function. */
  private readonly answered = new Map<object, Map<string, Map<string, Answered>>>();
  private readonly calls = new Map<string, number>();
  /** What functions have thrown: WPS tells nobody but the developer's console. */
  readonly thrown: unknown[] = [];
  private calculation = 0;
  private callsEverything = false;
  /** The call that is being answered; `Volatile` speaks of it. */
  private current: { isVolatile: boolean; readonly cell: () => object } | undefined;

  constructor(private readonly options: WpsOptions) {}

  get isAnswering(): boolean {
    return this.current !== undefined;
  }

  register(namespace: string, name: string, callback: unknown, metadata: FunctionMetadata | undefined): void {
    if (!NAME.test(namespace) || !NAME.test(name)) refuse(`函数名无效：${namespace}.${name}`);
    if (typeof callback !== 'function') refuse('回调无效');
    const full = `${namespace}.${name}`.toUpperCase();
    this.registered.set(full, { name: full, callback: callback as Callback, metadata });
    for (const answered of this.answered.values()) answered.delete(full);
  }

  give(name: string, values: Block<CellValue>): void {
    this.builtIn.set(name.toUpperCase(), values);
  }

  names(): readonly string[] {
    return [...this.registered.keys()];
  }

  callsOf(name: string): number {
    return this.calls.get(name.toUpperCase()) ?? 0;
  }

  declarations(): readonly FunctionDeclaration[] {
    return [...this.registered.keys(), ...this.builtIn.keys()].map((name) => ({
      name,
      description: '',
      parameters: [],
      isVolatile: false,
      returnsMatrix: true,
    }));
  }

  /** `Application.ThisCell`: the cell whose function is being answered. */
  thisCell(): object | undefined {
    return this.current?.cell();
  }

  /** `Application.Volatile()`; outside of a function it says nothing. */
  setVolatile(isVolatile: boolean): void {
    if (this.current) this.current.isVolatile = isVolatile;
  }

  begin(everything: boolean): void {
    this.calculation += 1;
    this.callsEverything = everything;
  }

  /** Answers the cells of one workbook; a live range of it is made by `rangeAt`. */
  evaluatorFor(book: object, rangeAt: RangeAt, cellAt: CellAt): FunctionEvaluator {
    const answered = this.answered.get(book) ?? new Map<string, Map<string, Answered>>();
    this.answered.set(book, answered);
    return {
      evaluate: (call) => {
        const given = this.builtIn.get(call.name);
        if (given) return { state: 'value', value: given };
        const known = this.registered.get(call.name);
        if (!known) return { state: 'value', value: { error: '#NAME?' } };
        const answers = answered.get(call.name) ?? new Map<string, Answered>();
        answered.set(call.name, answers);
        return this.answerOnce(known, call, answers, rangeAt, cellAt);
      },
    };
  }

  private answerOnce(
    known: Registered,
    call: FunctionCall,
    answers: Map<string, Answered>,
    rangeAt: RangeAt,
    cellAt: CellAt,
  ): FunctionAnswer {
    const key = JSON.stringify([call.cell, call.arguments, call.argumentAddresses]);
    const last = answers.get(key);
    const isDue = !last || ((last.isVolatile || this.callsEverything) && last.calculation !== this.calculation);
    if (!isDue) return last.answer;
    const current = { isVolatile: false, cell: () => cellAt(call.cell) };
    const outer = this.current;
    this.current = current;
    try {
      const answer: FunctionAnswer = { state: 'value', value: this.answer(known, call, rangeAt) };
      answers.set(key, { answer, isVolatile: current.isVolatile, calculation: this.calculation });
      return answer;
    } finally {
      this.current = outer;
    }
  }

  private answer(known: Registered, call: FunctionCall, rangeAt: RangeAt): CellValue | Block<CellValue> {
    this.calls.set(known.name, this.callsOf(known.name) + 1);
    const given = this.argumentsOf(known, call, rangeAt);
    if (!given) return VALUE_ERROR;
    try {
      return this.shown(known.callback(...given));
    } catch (thrown) {
      this.thrown.push(thrown);
      return VALUE_ERROR;
    }
  }

  /** `undefined` where a range is given for what can be no range. */
  private argumentsOf({ metadata }: Registered, call: FunctionCall, rangeAt: RangeAt): readonly unknown[] | undefined {
    const count = Math.max(metadata?.parameters.length ?? 0, call.arguments.length);
    const given: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      // A «?» says that the argument may be left out; any may.
      const type = metadata?.parameters[index]?.type?.replace(/\?$/, '');
      const argument = call.arguments[index];
      if (argument === undefined) {
        given.push(this.options.omitted === 'marker' ? OMITTED : undefined);
        continue;
      }
      if (isMany(argument) && ['number', 'string', 'boolean'].includes(type ?? '')) return undefined;
      given.push(this.given(argument, type, call.argumentAddresses?.[index], rangeAt));
    }
    return given;
  }

  private given(
    argument: CellValue | Block<CellValue>,
    type: string | undefined,
    address: string | undefined,
    rangeAt: RangeAt,
  ): unknown {
    if (type === 'object' && address !== undefined) {
      const { sheet, rest } = splitSheet(address);
      const area = parseArea(rest);
      if (sheet !== undefined && area) return rangeAt(sheet, area);
    }
    const { blank } = this.options;
    return isBlock(argument) ? givenBlock(argument, blank) : givenValue(argument, blank);
  }

  /** Nothing but values and rows of them can be shown: a promise is an object like any other. */
  private shown(answer: unknown): CellValue | Block<CellValue> {
    if (!Array.isArray(answer)) return shownValue(answer);
    const rows = (answer as readonly unknown[]).map((row) =>
      (Array.isArray(row) ? (row as readonly unknown[]) : [row]).map(shownValue),
    );
    return this.options.spills ? rows : (rows[0]?.[0] ?? VALUE_ERROR);
  }
}

function isBlock(argument: FunctionArgument): argument is Block<CellValue> {
  return Array.isArray(argument);
}

function isMany(argument: FunctionArgument): boolean {
  return isBlock(argument) && (argument.length > 1 || (argument[0]?.length ?? 0) > 1);
}

function shownValue(value: unknown): CellValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { error: '#NUM!' };
  if (value === null || value === undefined) return 0;
  return VALUE_ERROR;
}
