import { readFile, stat } from 'node:fs/promises';
import { systemCode } from '../hosts/file/system-code';
import { parseIsoDate, type IsoDate } from '../kernel/dates';
import { decimalText, parseDecimal } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import { lintPolicy, type LintReport } from '../policy/lint';
import { builtInPacks, builtInPolicy } from '../policy/packs';
import { MAX_POLICY_DEPTH, parsePolicy } from '../policy/parse-policy';
import {
  exampleTrials,
  withWhatIf,
  type Policy,
  type PolicyFault,
  type WhatIf,
  type WhatIfProblem,
} from '../policy/policy';
import type { PolicyPlaces } from '../policy-sheets';
import { policyProblem } from '../settlement/stopped-books';
import { APPROVALS_KEY } from '../workbook/stored-keys';
import { policyHolding, policyWrittenIn } from '../workbook/open-workbook';
import { keptText, readStored } from '../workbook/stored-sheet';
import { shown, shownPath, visible } from '../wording/shown-text';
import type { CommandLineWording } from '../wording/command-line/command-line-wording';
import { scanJson } from './json-scan';
import { nearestOf } from './nearest';
import { readBook } from './read-book';
import type { PolicyChoice } from './request';
import type { Session } from './session';

const MAX_POLICY_BYTES = 4 * 1024 * 1024;
/** How many faults a one-line refusal tells. */
const FAULTS_TOLD = 5;

/** Why a policy can't be used: a sentence, faults inside a readable document, or faults in the cells of a workbook. */
export type PolicyRefusal =
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | { readonly kind: 'faults'; readonly file: string; readonly faults: readonly PolicyFault[] }
  | { readonly kind: 'cells'; readonly file: string; readonly policy: Policy };

/** A policy as written, and where it was found. */
export interface FoundPolicy {
  readonly policy: Policy;
  /** The cells of its parts, where it stands on sheets. */
  readonly places?: PolicyPlaces;
}

/**
 * The policy that a command works with that is about no workbook, what-if values put in; the error is the sentence that
 * refuses it. A policy in which lint finds faults is used as it is, but not without a word.
 */
export async function chosenPolicy(session: Session, choice: PolicyChoice): Promise<Result<Policy, string>> {
  const { policyFile } = choice;
  const written = await writtenPolicy(session, policyFile);
  if (!written.ok) return err(refusalSentence(session.wording, written.error));
  const policy = tryOut(session.wording, written.value, choice);
  if (policy.ok && policyFile !== undefined) remarkOnFaults(session, policyFile, lintPolicy(written.value));
  return policy;
}

/** Says that a policy is used although lint finds faults in it. */
export function remarkOnFaults(session: Session, file: string, { faults }: LintReport): void {
  const count = faults.filter(({ level }) => level === 'fault').length;
  if (count > 0) session.remark(session.line('policy-has-faults', { file: shownPath(file), count }));
}

/** The policy as written: the built-in one, or what `--policy` names. */
export async function writtenPolicy(
  session: Session,
  name: string | undefined,
): Promise<Result<Policy, PolicyRefusal>> {
  if (name === undefined) return ok(builtInPolicy());
  const found = await foundPolicy(session, name);
  return found.ok ? ok(found.value.policy) : found;
}

/** What a name given for a policy stands for: a document's file, a workbook, or, where no such file is, a built-in policy. */
export async function foundPolicy(session: Session, name: string): Promise<Result<FoundPolicy, PolicyRefusal>> {
  const pack = builtInPacks().find(({ id }) => id === name);
  if (pack && !(await isThere(session, name))) return ok({ policy: pack.policy() });
  return WORKBOOK_NAME.test(name) ? policyOfWorkbook(session, name) : policyOfDocument(session, name);
}

const WORKBOOK_NAME = /\.xl[st][xm]$/i;

async function isThere(session: Session, name: string): Promise<boolean> {
  try {
    await stat(session.path(name));
    return true;
  } catch {
    return false;
  }
}

async function policyOfDocument(session: Session, file: string): Promise<Result<FoundPolicy, PolicyRefusal>> {
  const text = await policyText(session, file);
  if (!text.ok) return err({ kind: 'unreadable', sentence: text.error });
  const parsed = parsePolicy(JSON.parse(text.value));
  return parsed.ok ? ok({ policy: parsed.value }) : err({ kind: 'faults', file, faults: parsed.error });
}

/** The policy that a workbook is under; that it holds none of its own is told. */
async function policyOfWorkbook(session: Session, file: string): Promise<Result<FoundPolicy, PolicyRefusal>> {
  const workbook = await readBook(session, file);
  if (!workbook.ok) return err({ kind: 'unreadable', sentence: workbook.error });
  const { policy: written, source } = policyWrittenIn({}, workbook.value);
  const policy = policyHolding(written, keptText(readStored(workbook.value), APPROVALS_KEY));
  if (policy.broken) return err({ kind: 'cells', file, policy });
  if (source.kind === 'sheets') return ok({ policy, places: source.places });
  session.remark(session.line('policy-built-in', { file: shownPath(file), id: visible(policy.document.id) }));
  return ok({ policy });
}

/** A refusal as one line. */
export function refusalSentence(wording: CommandLineWording, refusal: PolicyRefusal): string {
  if (refusal.kind === 'unreadable') return refusal.sentence;
  if (refusal.kind === 'cells') {
    const problem = policyProblem(refusal.policy);
    return `${shownPath(refusal.file)}: ${problem ? wording.problem(problem) : ''}`;
  }
  const { file, faults } = refusal;
  const told = faults.slice(0, FAULTS_TOLD).map((fault) => wording.policyFault(fault));
  return wording.line(faults.length > FAULTS_TOLD ? 'refuse-policy-faults-more' : 'refuse-policy-faults', {
    file: shownPath(file),
    count: faults.length,
    faults: told.join(wording.line('between-faults')),
  });
}

/** The policy with what-if values; none leave it as it is. */
export function tryOut(wording: CommandLineWording, policy: Policy, choice: PolicyChoice): Result<Policy, string> {
  const trials = trialsOf(wording, choice);
  if (!trials.ok) return trials;
  const values = [...(choice.examples === true ? exampleTrials(policy) : []), ...trials.value];
  if (values.length === 0) return ok(policy);
  const tried = withWhatIf(policy, values);
  return tried.ok ? tried : err(trialRefusal(wording, policy, tried.error));
}

/** The what-if values as they were typed; the error is the sentence that refuses one. */
export function trialsOf(wording: CommandLineWording, { trials }: PolicyChoice): Result<readonly WhatIf[], string> {
  const values: WhatIf[] = [];
  for (const trial of trials) {
    const value = trialFrom(wording, trial);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

/** Why a policy does not take a what-if value, in one sentence. */
export function trialRefusal(wording: CommandLineWording, policy: Policy, problem: WhatIfProblem): string {
  const { parameter } = problem;
  if (problem.code === 'parameter-unknown') {
    const nearest = nearestOf(parameter, [...policy.parameters.keys()]);
    return nearest === undefined
      ? wording.line('refuse-set-parameter', { parameter: shown(parameter) })
      : wording.line('refuse-set-parameter-nearest', { parameter: shown(parameter), nearest: visible(nearest) });
  }
  const title = policy.parameters.get(parameter)?.title;
  const named = {
    parameter: visible(parameter),
    title: title ? wording.title(title) : visible(parameter),
    value: shown(problem.value),
  };
  // That it is a number was proved when the option was read; what is left is a number of months with a fraction.
  if (problem.code === 'parameter-value-invalid') return wording.line('refuse-set-whole', named);
  const { min, max } = problem;
  const bounds = max === '' ? 'refuse-set-below' : min === '' ? 'refuse-set-above' : 'refuse-set-bounds';
  return wording.line(bounds, { ...named, min, max });
}

/** «team-share@2016-07-01=0.6»: parameter, the first day, value. */
function trialFrom(wording: CommandLineWording, text: string): Result<WhatIf, string> {
  const parts = /^([^@=]+)(?:@([^=]*))?=(.*)$/s.exec(text.trim());
  if (!parts) return err(wording.line('refuse-set-form', { value: shown(text) }));
  const [, parameter = '', day, number = ''] = parts;
  let from: IsoDate | undefined;
  if (day !== undefined) {
    from = parseIsoDate(day.trim());
    if (from === undefined)
      return err(wording.line('refuse-set-date', { parameter: shown(parameter), date: shown(day) }));
  }
  const value = parseDecimal(number);
  if (!value) return err(wording.line('refuse-set-value', { parameter: shown(parameter), value: shown(number) }));
  return ok({ parameter: parameter.trim(), from, value: decimalText(value) });
}

async function policyText(session: Session, file: string): Promise<Result<string, string>> {
  const { wording } = session;
  const shownFile = shownPath(file);
  const bytes = await policyBytes(session, file);
  if (!bytes.ok) return bytes;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
  } catch {
    return err(wording.line('refuse-policy-encoding', { file: shownFile }));
  }
  const { fault, duplicate, depth } = scanJson(text);
  if (fault) return err(wording.line('refuse-policy-json', { file: shownFile, ...fault }));
  if (duplicate) {
    return err(wording.line('refuse-policy-twice-key', { file: shownFile, ...duplicate, key: shown(duplicate.key) }));
  }
  if (depth > MAX_POLICY_DEPTH) {
    return err(wording.line('refuse-policy-depth', { file: shownFile, max: MAX_POLICY_DEPTH }));
  }
  return ok(text);
}

async function policyBytes(session: Session, file: string): Promise<Result<Uint8Array, string>> {
  const { wording } = session;
  const refused = (code: string, facts: Readonly<Record<string, string | number>> = {}): Result<never, string> =>
    err(wording.readProblem({ code, file, facts }));
  const path = session.path(file);
  try {
    const found = await stat(path);
    if (found.isDirectory()) return err(wording.line('refuse-policy-folder', { file: shownPath(file) }));
    if (!found.isFile()) return refused('file-unreadable', { cause: 'not-a-file' });
    if (found.size > MAX_POLICY_BYTES) {
      return err(
        wording.line('refuse-policy-size', {
          file: shownPath(file),
          size: wording.number(String(found.size)),
          max: wording.number(String(MAX_POLICY_BYTES)),
        }),
      );
    }
    return ok(await readFile(path));
  } catch (error) {
    const cause = systemCode(error);
    const missing = cause === 'ENOENT' || cause === 'ENOTDIR';
    return missing ? refused('file-not-found') : refused('file-unreadable', { cause });
  }
}
