import { commandLineWording } from '../wording/command-line/command-line-wording';
import { LANGUAGES } from '../wording/language';
import { shown, visible } from '../wording/shown-text';
import { readArguments } from './arguments';
import { languageOf } from './command-language';
import { check } from './commands/check';
import { connect } from './commands/connect';
import { evaluate } from './commands/evaluate';
import { explain } from './commands/explain';
import { newYear } from './commands/new-year';
import { policyDiff } from './commands/policy-diff';
import { policyLint } from './commands/policy-lint';
import { policyShow } from './commands/policy-show';
import { policyTest } from './commands/policy-test';
import { settle } from './commands/settle';
import { template } from './commands/template';
import { OutputFailure, type CliIo } from './output';
import type { Request } from './request';
import { Session, widthOf, type ExitCode } from './session';

/**
 * Runs one command line and answers with its exit code: 0 done; 1 done, but a result is an error; 2 the arguments or a file
 * can't be used, said in one line on standard error. It never throws and never ends the process.
 *
 * @param argv the arguments after the program's name
 */
export async function run(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const session = sessionFor(argv, io);
  try {
    return await readAndCarryOut(session, argv);
  } catch (error) {
    return await reportFailure(session, error);
  }
}

/** Says in one line that something went wrong outside of `run`, where only the system could notice. */
export async function reportStray(error: unknown, argv: readonly string[], io: CliIo): Promise<2> {
  return reportFailure(sessionFor(argv, io), error);
}

function sessionFor(argv: readonly string[], io: CliIo): Session {
  const language = languageOf(argv, io.env);
  return new Session(io, commandLineWording(language.ok ? language.value : LANGUAGES[0]));
}

async function readAndCarryOut(session: Session, argv: readonly string[]): Promise<ExitCode> {
  const { io, wording } = session;
  const language = languageOf(argv, io.env);
  if (!language.ok) return session.refuse(wording.line('refuse-language', { value: shown(language.error) }));
  const read = readArguments(argv, wording, widthOf(io));
  if (read.kind === 'refused') return session.refuse(read.sentence);
  if (read.kind === 'request') return carryOut(session, read.request);
  await session.print(read.text);
  return 0;
}

function carryOut(session: Session, request: Request): Promise<ExitCode> {
  switch (request.command) {
    case 'settle':
      return settle(session, request);
    case 'check':
      return check(session, request);
    case 'explain':
      return explain(session, request);
    case 'eval':
      return evaluate(session, request);
    case 'connect':
      return connect(session, request);
    case 'template':
      return template(session, request);
    case 'new-year':
      return newYear(session, request);
    case 'policy-lint':
      return policyLint(session, request);
    case 'policy-show':
      return policyShow(session, request);
    case 'policy-diff':
      return policyDiff(session, request);
    case 'policy-test':
      return policyTest(session, request);
  }
}

/** A failing output is said as what it is; anything else that gets here is a bug of ours. */
async function reportFailure(session: Session, error: unknown): Promise<2> {
  const { wording } = session;
  const sentence =
    error instanceof OutputFailure
      ? wording.line('refuse-output', { cause: shown(error.cause) })
      : wording.line('internal-error', { detail: shown(error instanceof Error ? error.message : String(error), 300) });
  try {
    await session.complain(sentence);
    if ((session.io.env['PAYCLAUSE_DEBUG'] ?? '') !== '' && error instanceof Error) {
      const stack = (error.stack ?? '').split('\n').map(visible).join('\n');
      await session.io.stderr.write(`${stack}\n`);
    }
  } catch {
    // Nobody is left to be told.
  }
  return 2;
}
