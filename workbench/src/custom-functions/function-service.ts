/**
 * Runs the add-in's custom functions: the grid asks here while it calculates, the calls go to the add-in as messages, and
 * what comes back makes the grid calculate the cells that asked.
 *
 * - A cell's equal calls share one invocation until its formula is entered anew; a stream is shared by all cells that
 *   make the same call, as in Excel.
 * - A call no cell makes any more is cancelled.
 */
import { contains } from '../grid/a1';
import {
  type CellPlace,
  type CellsChanged,
  type FunctionAnswer,
  type FunctionCall,
  type FunctionEvaluator,
  type GridModel,
} from '../grid/grid-model';
import { formatAddress, cellArea } from '../grid/a1';
import { prepareArguments, type Blanks, type WireArgument } from './call-arguments';
import { readArrayResults, type CallResult } from './call-results';
import { toDeclaration, typedName, type CustomFunctionInfo, type FunctionsMetadata } from './metadata';

/** One entry of a `richApiMessage` to the custom functions' runtime. */
export type FunctionMessage = readonly [
  category: number,
  type: number,
  target: string,
  message: string,
  sequence: number,
];

const CATEGORY = 1;
const MESSAGE = { invoke: 1000, cancel: 1001 } as const;
const FLAG = { cancelable: 1, stream: 2, allowErrors: 4 } as const;

/** Calculating again at its own answer, a volatile function would never come to rest. */
const VOLATILE_PAUSE = 500;

interface Invocation {
  readonly key: string;
  readonly info: CustomFunctionInfo;
  readonly isStream: boolean;
  readonly cells: Set<string>;
  id: number;
  /** The calculation in which the add-in was asked. */
  pass: number;
  askedAt: number;
  isPending: boolean;
  answer: FunctionAnswer;
}

const PENDING: FunctionAnswer = { state: 'pending' };

const cellKey = ({ sheet, row, column }: CellPlace): string => `${sheet} ${row} ${column}`;

function cellOf(key: string): CellPlace {
  const [sheet = '', row, column] = key.split(' ');
  return { sheet, row: Number(row), column: Number(column) };
}

export class FunctionService implements FunctionEvaluator {
  private readonly functions = new Map<string, CustomFunctionInfo>();
  private readonly invocations = new Map<string, Invocation>();
  private readonly byId = new Map<number, Invocation>();
  /** Cell → the calls it made when it was calculated last. */
  private readonly used = new Map<string, Set<string>>();
  private asked = new Map<string, Set<string>>();
  private suspects = new Set<string>();
  private readonly stops: (() => void)[];
  private waiting: FunctionMessage[] = [];
  private isReady = false;
  private isOwnPass = false;
  private isSendDue = false;
  private lastId = 0;
  private lastMessage = 0;
  private pass = 0;

  constructor(
    private readonly grid: GridModel,
    private readonly send: (messages: readonly FunctionMessage[]) => void,
    private readonly metadata: FunctionsMetadata,
    private readonly namespace: string | undefined,
    private readonly blanks: Blanks = 'web',
    private readonly now: () => number = () => Date.now(),
  ) {
    for (const info of metadata.functions) this.functions.set(typedName(info, namespace), info);
    this.stops = [
      grid.on('calculationStarted', () => void (this.pass += 1)),
      grid.on('calculated', () => this.finishPass()),
      grid.on('cellsChanged', (event) => this.cellsChanged(event)),
      grid.on('sheetDeleted', () => this.suspectAll()),
    ];
  }

  /** Makes the functions known to the grid. Calls wait until the add-in is ready for them. */
  register(): void {
    const declarations = this.metadata.functions.map((info) => toDeclaration(info, this.namespace));
    this.grid.setFunctions(declarations, this);
  }

  /** The add-in takes calls from now on. */
  ready(): void {
    this.isReady = true;
    this.flush();
  }

  /** Calls without an answer, and streams without their first. */
  get pendingCount(): number {
    return [...this.invocations.values()].filter(({ isPending }) => isPending).length;
  }

  dispose(): void {
    for (const stop of this.stops) stop();
  }

  private readonly argumentsOf = new Map<
    string,
    { readonly values: readonly WireArgument[]; readonly call: FunctionCall }
  >();

  evaluate(call: FunctionCall): FunctionAnswer {
    const info = this.functions.get(call.name.toUpperCase());
    if (!info) return { state: 'value', value: { error: '#NAME?' } };
    const { stream = false, requiresAddress = false, volatile: isVolatile = false } = info.options ?? {};
    const prepared = prepareArguments(info, call, this.blanks, this.metadata.allowErrorForDataTypeAny);
    if ('error' in prepared) return { state: 'value', value: prepared.error };
    const cell = cellKey(call.cell);
    const own = !stream || requiresAddress ? cell : '';
    const key = `${info.id} ${own} ${JSON.stringify(prepared.values)}`;
    const asked = this.asked.get(cell) ?? new Set();
    this.asked.set(cell, asked.add(key));
    let invocation = this.invocations.get(key);
    if (!invocation) {
      invocation = {
        key,
        info,
        isStream: stream,
        cells: new Set(),
        id: 0,
        pass: this.pass,
        askedAt: 0,
        isPending: true,
        answer: PENDING,
      };
      this.invocations.set(key, invocation);
      this.argumentsOf.set(key, { values: prepared.values, call });
      this.invoke(invocation, call);
    } else if (isVolatile && !stream && !this.isOwnPass && this.now() - invocation.askedAt > VOLATILE_PAUSE) {
      if (!invocation.isPending) this.invoke(invocation, call);
    }
    invocation.cells.add(cell);
    return invocation.answer;
  }

  private invoke(invocation: Invocation, call: FunctionCall | undefined): void {
    const { info, key } = invocation;
    const known = this.argumentsOf.get(key);
    if (!known) return;
    const { values } = known;
    const from = call ?? known.call;
    const { cancelable = false, stream = false, requiresAddress, requiresParameterAddresses } = info.options ?? {};
    if (invocation.id > 0) this.byId.delete(invocation.id);
    this.lastId += 1;
    invocation.id = this.lastId;
    invocation.pass = this.pass;
    invocation.askedAt = this.now();
    invocation.isPending = true;
    this.byId.set(invocation.id, invocation);
    const flags =
      (cancelable ? FLAG.cancelable : 0) |
      (stream ? FLAG.stream | FLAG.cancelable : 0) |
      (this.metadata.allowErrorForDataTypeAny ? FLAG.allowErrors : 0);
    const message = [
      invocation.id,
      info.id,
      values,
      requiresAddress === true ? this.addressOf(from.cell) : null,
      flags,
      ...(requiresParameterAddresses === true ? [from.argumentAddresses?.map((one) => one ?? '') ?? []] : []),
    ];
    this.post(MESSAGE.invoke, message);
  }

  private addressOf({ sheet, row, column }: CellPlace): string {
    const name = this.grid.sheets().find(({ id }) => id === sheet)?.name ?? '';
    return formatAddress(name, cellArea(row, column));
  }

  private post(type: number, message: unknown): void {
    this.lastMessage += 1;
    this.waiting.push([CATEGORY, type, '', JSON.stringify(message), this.lastMessage]);
    if (!this.isReady || this.isSendDue) return;
    this.isSendDue = true;
    // What one calculation asks goes out together.
    queueMicrotask(() => {
      this.isSendDue = false;
      this.flush();
    });
  }

  private flush(): void {
    if (!this.isReady || this.waiting.length === 0) return;
    const messages = this.waiting;
    this.waiting = [];
    this.send(messages);
  }

  /** Takes the argument of SetInvocationArrayResults. */
  takeResults(argument: unknown): void {
    const cells = new Map<string, CellPlace>();
    for (const result of readArrayResults(argument)) {
      const invocation = this.byId.get(result.id);
      if (!invocation) continue;
      invocation.isPending = false;
      if (!invocation.isStream) this.byId.delete(result.id);
      if (!changes(invocation.answer, result)) continue;
      invocation.answer = toAnswer(result);
      for (const cell of invocation.cells) cells.set(cell, cellOf(cell));
    }
    if (cells.size > 0) this.recalculate([...cells.values()]);
  }

  private recalculate(cells: readonly CellPlace[]): void {
    this.isOwnPass = true;
    this.grid.recalculate(cells);
  }

  private finishPass(): void {
    this.isOwnPass = false;
    const { asked } = this;
    this.asked = new Map();
    for (const [cell, calls] of asked) {
      for (const key of this.used.get(cell) ?? []) if (!calls.has(key)) this.release(key, cell);
      this.used.set(cell, calls);
      this.suspects.delete(cell);
      // A grid that calculates in its own time may ask for a formula that was taken away meanwhile.
      if (!this.stillCalls(cell)) this.suspects.add(cell);
    }
    for (const cell of this.suspects) {
      if (this.stillCalls(cell)) continue;
      for (const key of this.used.get(cell) ?? []) this.release(key, cell);
      this.used.delete(cell);
    }
    this.suspects = new Set();
  }

  private stillCalls(key: string): boolean {
    const { sheet, row, column } = cellOf(key);
    if (!this.grid.sheets().some(({ id }) => id === sheet)) return false;
    return this.grid.readFormulas(sheet, cellArea(row, column))[0]?.[0] !== '';
  }

  private release(key: string, cell: string): void {
    const invocation = this.invocations.get(key);
    if (!invocation) return;
    invocation.cells.delete(cell);
    if (invocation.cells.size > 0) return;
    this.invocations.delete(key);
    this.argumentsOf.delete(key);
    this.byId.delete(invocation.id);
    const isCancelable = invocation.info.options?.cancelable === true && invocation.isPending;
    if (invocation.isStream || isCancelable) this.post(MESSAGE.cancel, { invocationId: invocation.id });
  }

  private suspectAll(): void {
    this.suspects = new Set(this.used.keys());
    this.finishPass();
  }

  private cellsChanged({ kind, sheet, area, origin }: CellsChanged): void {
    const here = [...this.used.keys()].filter((key) => key.startsWith(`${sheet} `));
    if (here.length === 0) return;
    if (kind !== 'rangeEdited') {
      // Cells have moved: all are asked again where they are now, which costs nothing where nothing changed.
      this.suspects = new Set(here);
      this.isOwnPass = true;
      this.grid.calculate(true);
      return;
    }
    const edited = here.filter((key) => {
      const { row, column } = cellOf(key);
      return contains(area, row, column);
    });
    if (edited.length === 0) return;
    for (const cell of edited) {
      if (!this.stillCalls(cell)) {
        for (const key of this.used.get(cell) ?? []) this.release(key, cell);
        this.used.delete(cell);
        continue;
      }
      // A formula that is entered once more is asked once more.
      for (const key of this.used.get(cell) ?? []) {
        const invocation = this.invocations.get(key);
        const isOld = invocation && !invocation.isStream && !invocation.isPending && invocation.pass < this.pass;
        if (origin === 'user' && isOld) this.invoke(invocation, undefined);
      }
    }
  }
}

function toAnswer({ value, numberFormat }: CallResult): FunctionAnswer {
  return numberFormat === undefined ? { state: 'value', value } : { state: 'value', value, numberFormat };
}

function changes(before: FunctionAnswer, result: CallResult): boolean {
  return JSON.stringify(before) !== JSON.stringify(toAnswer(result));
}
