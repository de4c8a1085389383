/** What a call gives at a moment of the workbook: the same for calls that stay open and for calls answered at once. */
import { err, type Result } from '../kernel/result';
import type { Language } from '../wording/language';
import { hasDates1904 } from './answer-functions';
import { computeCall, shownOutcome } from './call';
import type { CallContext } from './call-context';
import { functionNamed } from './catalogue';
import { isRange, type Argument, type CallResult, type CallValue } from './cell-values';
import type { FunctionProblem } from './function-problem';
import { faultSentence, waitingSentence } from './function-texts';
import type { LiveMoment } from './live-source';
import { singleCell } from './read-arguments';

/** Before anybody has said what the answers are computed from. */
export const UNCONNECTED: LiveMoment = { kind: 'waiting' };

/** A call as it was asked, with what is known of it already. */
export interface AskedCall {
  readonly id: string;
  readonly args: readonly Argument[];
  alone?: Alone | undefined;
}

/** What a call gives without the workbook, and the circumstances that it was computed in. */
interface Alone {
  readonly context: CallContext;
  readonly outcome: Result<CallValue, FunctionProblem>;
}

/**
 * What a call gives at a moment; `undefined` where it should wait for the workbook and `mayWait` says that it may. It never
 * throws: a bug is told to `reportBug` and shows as an error.
 */
export function resultAt(
  call: AskedCall,
  moment: LiveMoment,
  mayWait: boolean,
  bugs: BugReports,
): CallResult | undefined {
  try {
    return answerAt(call, moment, mayWait);
  } catch (error) {
    bugs.report(call.id, error);
    return err({ code: '#VALUE!', message: faultSentence(call.id, languageOf(moment)) });
  }
}

function answerAt(call: AskedCall, moment: LiveMoment, mayWait: boolean): CallResult | undefined {
  const { context } = moment;
  // Days are counted in the workbook's own system, which is known only once it is being read.
  if (moment.kind === 'stopped' && !context) return err({ code: '#N/A', message: moment.sentence });
  const isEarly = moment.kind === 'waiting' && mayWait;
  const hasToWait = isEarly && context?.date1904 === undefined && bringsDates(call);
  if (!context || hasToWait) return isEarly ? undefined : waitingResult(languageOf(moment));
  const alone = outcomeAlone(call, context);
  if (!needsWorkbook(alone)) return shownOutcome(alone, context);
  if (moment.kind === 'ready') return shownOutcome(computeCall(call.id, call.args, context), context);
  if (moment.kind === 'stopped') return err({ code: '#N/A', message: moment.sentence });
  return isEarly ? undefined : waitingResult(context.language);
}

/** Tells of each function's bugs once: a bug in one formula may show in thousands of cells. */
export class BugReports {
  private readonly reported = new Set<string>();

  constructor(private readonly reportBug: (error: unknown) => void) {}

  report(id: string, error: unknown): void {
    if (!this.reported.has(id)) this.reportBug(error);
    this.reported.add(id);
  }
}

/** What a call gives without the workbook, computed once for as long as nothing else changes. */
function outcomeAlone(call: AskedCall, context: CallContext): Alone['outcome'] {
  const { policy, wording, language, blanksArriveAsZero } = context;
  const own: CallContext = {
    policy,
    wording,
    language,
    date1904: hasDates1904(context),
    ...(blanksArriveAsZero === undefined ? {} : { blanksArriveAsZero }),
  };
  const known = call.alone;
  if (known && isSameContext(known.context, own)) return known.outcome;
  const outcome = computeCall(call.id, call.args, own);
  call.alone = { context: own, outcome };
  return outcome;
}

/** Tells the outcome of a call that lacks a ledger, or the policy year, for want of a workbook. */
function needsWorkbook(outcome: Alone['outcome']): boolean {
  return !outcome.ok && (outcome.error.code === 'workbook-missing' || outcome.error.code === 'year-missing');
}

/** Tells a call with cells that may be dates. */
function bringsDates({ id, args }: AskedCall): boolean {
  const parameters = functionNamed(id)?.parameters ?? [];
  return parameters.some(({ kind }, position) => {
    const given = args[position];
    if (kind === 'date') return typeof given === 'number';
    return (kind === 'ledger' || kind === 'range' || kind === 'count') && singleCell(given) === undefined;
  });
}

export function languageOf(moment: LiveMoment): Language | undefined {
  return moment.context?.language ?? (moment.kind === 'ready' ? undefined : moment.language);
}

function waitingResult(language: Language | undefined): CallResult {
  return err({ code: '#N/A', message: waitingSentence(language) });
}

/** Ranges are not compared: hosts themselves make equal calls once, and a ledger's text would only fill the memory. */
export function keyOf(id: string, args: readonly Argument[]): string | undefined {
  return args.some(isRange) ? undefined : `${id} ${JSON.stringify(args)}`;
}

function isSameContext(a: CallContext, b: CallContext): boolean {
  return (
    a.policy === b.policy &&
    a.books === b.books &&
    a.language === b.language &&
    a.date1904 === b.date1904 &&
    a.blanksArriveAsZero === b.blanksArriveAsZero
  );
}

export function isSameMoment(a: LiveMoment, b: LiveMoment): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'stopped' && b.kind === 'stopped' && a.sentence !== b.sentence) return false;
  if (!a.context || !b.context) return a.context === b.context && languageOf(a) === languageOf(b);
  return isSameContext(a.context, b.context);
}

export function isSameResult(a: CallResult, b: CallResult): boolean {
  if (!a.ok || !b.ok) return !a.ok && !b.ok && a.error.code === b.error.code && a.error.message === b.error.message;
  if (typeof a.value !== 'object' || typeof b.value !== 'object') return a.value === b.value;
  const rows = b.value;
  return (
    a.value.length === rows.length &&
    a.value.every(
      (row, at) => row.length === rows[at]?.length && row.every((cell, index) => cell === rows[at]?.[index]),
    )
  );
}
