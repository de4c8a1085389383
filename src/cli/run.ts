import { wordingFor, type Wording } from '../wording/wording';
import { LANGUAGES } from '../wording/language';
import { shown, visible } from '../wording/shown-text';
import { readArguments } from './arguments';
import { languageOf } from './command-language';
import { check } from './commands/check';
import { evaluate } from './commands/evaluate';
import { explain } from './commands/explain';
import { policyLint } from './commands/policy-lint';
import { policyShow } from './commands/policy-show';
import { settle } from './commands/settle';
import { template } from './commands/template';
import type { CliIo } from './output';
import type { Request } from './request';
import { Session, widthOf, type ExitCode } from './session';

/**
 * Runs one command line and answers with its exit code: 0 done; 1 done, but a result is an error; 2 the arguments or a file
 * can't be used, said in one line on standard error. It never throws and never ends the process.
 *
 * @param argv the arguments after the program's name
 */
export async function run(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const language = languageOf(argv, io.env);
  const wording = wordingFor(language.ok ? language.value : LANGUAGES[0]);
  const session = new Session(io, wording);
  try {
    if (!language.ok) return await session.refuse(wording.line('refuse-language', { value: shown(language.error) }));
    const read = readArguments(argv, wording, widthOf(io));
    if (read.kind === 'refused') return await session.refuse(read.sentence);
    if (read.kind === 'text') {
      await session.print(read.text);
      return 0;
    }
    return await carryOut(session, read.request);
  } catch (error) {
    return reportBug(session, wording, error);
  }
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
    case 'template':
      return template(session, request);
    case 'policy-lint':
      return policyLint(session, request);
    case 'policy-show':
      return policyShow(session, request);
  }
}

/** A failing output is said as what it is; anything else that gets here is a bug of ours. */
async function reportBug(session: Session, wording: Wording, error: unknown): Promise<2> {
  const cause = error instanceof Error && 'syscall' in error && error.syscall === 'write' && 'code' in error;
  const sentence = cause
    ? wording.line('refuse-output', { cause: shown(String(error.code)) })
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
