import { basename, extname } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { shown, shownPath } from '../wording/shown-text';
import type { CommandLineKey, CommandLineWording } from '../wording/command-line/command-line-wording';
import { version } from './version';
import { helpStyle } from './help-style';
import { nearestOf } from './nearest';
import type { PolicyChoice, Request } from './request';
import { FIRST_LEDGER_YEAR, LAST_LEDGER_YEAR } from '../ledger/read-cell';
import { yearFrom } from './year';

/** What came of reading the arguments. */
export type ReadArguments =
  | { readonly kind: 'request'; readonly request: Request }
  /** Text that was asked for: help or the version. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly sentence: string };

interface SharedOptions {
  readonly policy?: string;
  readonly set?: readonly string[];
}
interface BookOptions extends SharedOptions {
  readonly year?: string;
  readonly json?: true;
}
interface TemplateOptions {
  readonly year?: string;
  readonly out?: string;
  readonly force?: true;
}

const WORKBOOK_ENDING = '.xlsx';

/** Reads the command line's arguments. Nothing is looked up in the file system yet. */
export function readArguments(argv: readonly string[], wording: CommandLineWording, width: number): ReadArguments {
  return new ArgumentReader(wording, width).read(argv);
}

/** Refuses the arguments with a sentence; thrown inside commander's own call-backs, caught where it was called. */
class Refusal extends Error {}

class ArgumentReader {
  private text = '';
  /** The command whose arguments were at fault. */
  private failed: Command | undefined;
  private request: Request | undefined;

  constructor(
    private readonly wording: CommandLineWording,
    private readonly width: number,
  ) {}

  read(argv: readonly string[]): ReadArguments {
    const program = this.program();
    try {
      program.parse(argv, { from: 'user' });
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', sentence: error.message };
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return { kind: 'text', text: this.text };
      return { kind: 'refused', sentence: this.sentence(error, namesIn(program)) };
    }
    if (!this.request) throw new Error('a command without an action');
    return { kind: 'request', request: this.request };
  }

  // ---- The commands --------------------------------------------------------------------------------------------

  private program(): Command {
    const { wording } = this;
    const program = new Command('payclause')
      .configureOutput({
        writeOut: (text) => {
          this.text += text;
        },
        writeErr: () => undefined,
        getOutHelpWidth: () => this.width,
        getErrHelpWidth: () => this.width,
      })
      .configureHelp(helpStyle(wording))
      .showSuggestionAfterError(false)
      .allowExcessArguments()
      .helpOption('-h, --help', wording.line('help-option-help'))
      .version(version, '-V, --version', wording.line('help-option-version'));
    this.describe(program, 'help-program', 'COMMAND …', 'help-program-examples');
    program.addOption(this.languageOption());
    program.helpCommand('help [COMMAND]', wording.line('help-command-help'));

    this.bookCommand(program, 'settle', 'help-settle', 'help-settle-examples');
    this.bookCommand(program, 'check', 'help-check', 'help-check-examples');
    this.formulaCommands(program);
    this.templateCommand(program);
    this.policyCommands(program);
    return program;
  }

  private bookCommand(
    program: Command,
    name: 'settle' | 'check',
    description: CommandLineKey,
    examples: CommandLineKey,
  ): void {
    const command = program.command(name).argument('<BOOK.xlsx>', this.wording.line('help-argument-book'));
    this.describe(command, description, 'BOOK.xlsx [--year YEAR] [--json]', examples);
    command.option('--year <YEAR>', this.wording.line(`help-option-year-${name}`));
    this.sharedOptions(command).action((book: string, options: BookOptions) => {
      this.refuseSurplus(command, 1);
      this.request = {
        command: name,
        book,
        ...(options.year === undefined ? {} : { year: this.year(options.year) }),
        json: options.json === true,
        ...policyChoice(options),
      };
    });
  }

  private formulaCommands(program: Command): void {
    const { wording } = this;
    const explain = program
      .command('explain')
      .argument('<ANSWER>', wording.line('help-argument-answer'))
      .argument('<BOOK.xlsx>', wording.line('help-argument-book'));
    this.describe(explain, 'help-explain', "'ANSWER(YEAR)' BOOK.xlsx [--json]", 'help-explain-examples');
    this.sharedOptions(explain).action((formula: string, book: string, options: BookOptions) => {
      this.refuseSurplus(explain, 2);
      this.request = { command: 'explain', formula, book, json: options.json === true, ...policyChoice(options) };
    });

    const evaluate = program
      .command('eval')
      .argument('<CALL>', wording.line('help-argument-call'))
      .argument('[BOOK.xlsx]', wording.line('help-argument-optional-book'));
    this.describe(evaluate, 'help-eval', "'FUNCTION(…)' [BOOK.xlsx] [--json]", 'help-eval-examples');
    this.sharedOptions(evaluate).action((formula: string, book: string | undefined, options: BookOptions) => {
      this.refuseSurplus(evaluate, 2);
      this.request = {
        command: 'eval',
        formula,
        ...(book === undefined ? {} : { book }),
        json: options.json === true,
        ...policyChoice(options),
      };
    });
  }

  private templateCommand(program: Command): void {
    const { wording } = this;
    const command = program.command('template');
    this.describe(command, 'help-template', '--year YEAR --out NEW.xlsx [--force]', 'help-template-examples');
    command
      .option('--year <YEAR>', wording.line('help-option-year-template'))
      .option('--out <FILE>', wording.line('help-option-out'))
      .option('--force', wording.line('help-option-force'));
    command.addOption(this.languageOption()).action((options: TemplateOptions) => {
      this.refuseSurplus(command, 0);
      const { year, out } = options;
      if (year === undefined) throw new Refusal(wording.line('refuse-option-needed', { option: '--year' }));
      if (out === undefined) throw new Refusal(wording.line('refuse-option-needed', { option: '--out' }));
      this.request = {
        command: 'template',
        year: this.templateYear(year),
        out: this.workbookName(out),
        force: options.force === true,
      };
    });
  }

  private policyCommands(program: Command): void {
    const { wording } = this;
    const policy = program.command('policy');
    this.describe(policy, 'help-policy', 'lint|show [FILE] [--json]', 'help-policy-examples');
    policy.addOption(this.languageOption()).helpCommand(false);
    for (const name of ['lint', 'show'] as const) {
      const command = policy.command(name).argument('[FILE]', wording.line('help-argument-policy'));
      this.describe(command, `help-policy-${name}`, '[FILE] [--json]', `help-policy-${name}-examples`);
      this.sharedOptions(command).action((file: string | undefined, options: BookOptions) => {
        this.refuseSurplus(command, 1);
        if (file !== undefined && options.policy !== undefined) throw new Refusal(wording.line('refuse-policy-twice'));
        const policyFile = file ?? options.policy;
        this.request = {
          command: `policy-${name}`,
          json: options.json === true,
          ...policyChoice({ ...options, ...(policyFile === undefined ? {} : { policy: policyFile }) }),
        };
      });
    }
  }

  private describe(command: Command, description: CommandLineKey, usage: string, examples: CommandLineKey): void {
    const { wording } = this;
    command.description(wording.line(description)).usage(usage);
    command.exitOverride((error) => {
      this.failed = command;
      throw error;
    });
    const heading = wording.line('help-examples');
    const lines = wording.line(examples).split('\n');
    command.addHelpText('after', ['', heading, ...lines.map((line) => `  ${line}`)].join('\n'));
  }

  private sharedOptions(command: Command): Command {
    const { wording } = this;
    return command
      .option('--json', wording.line('help-option-json'))
      .option('--policy <FILE>', wording.line('help-option-policy'))
      .option('--set <VALUE>', wording.line('help-option-set'), (value: string, before?: readonly string[]) => [
        ...(before ?? []),
        value,
      ])
      .addOption(this.languageOption());
  }

  /** Shown and accepted everywhere; `languageOf` has read it before. */
  private languageOption(): Option {
    return new Option('--lang <LANGUAGE>', this.wording.line('help-option-lang'));
  }

  // ---- Refusals ------------------------------------------------------------------------------------------------

  private refuseSurplus(command: Command, most: number): void {
    const surplus = command.args.slice(most);
    if (surplus.length === 0) return;
    throw new Refusal(this.wording.line('refuse-surplus', { arguments: shown(surplus.join(' ')) }));
  }

  private year(text: string): number {
    const year = yearFrom(text);
    if (year === undefined) throw new Refusal(this.wording.line('refuse-year', { value: shown(text) }));
    return year;
  }

  /** A year whose dates the ledgers can hold. */
  private templateYear(text: string): number {
    const year = this.year(text);
    if (year >= FIRST_LEDGER_YEAR && year <= LAST_LEDGER_YEAR) return year;
    const bounds = { first: FIRST_LEDGER_YEAR, last: LAST_LEDGER_YEAR };
    throw new Refusal(this.wording.line('refuse-year-template', { year, ...bounds }));
  }

  /** A name that Excel and WPS open by themselves. */
  private workbookName(file: string): string {
    if (extname(file).toLowerCase() === WORKBOOK_ENDING) return file;
    const suggested = shownPath(`${basename(file, extname(file)) || 'NEW'}${WORKBOOK_ENDING}`);
    throw new Refusal(this.wording.line('refuse-out-ending', { file: shownPath(file), suggested }));
  }

  private sentence(error: CommanderError, names: readonly string[]): string {
    const { wording } = this;
    const name = /'(.*)'/s.exec(error.message)?.[1] ?? '';
    if (error.code === 'commander.unknownOption') {
      const [option = ''] = name.split('=');
      if (names.includes(option)) return this.misplaced(option);
    }
    // An option is never meant by a command's name, nor the other way round.
    const nearest = nearestOf(
      name,
      names.filter((known) => known.startsWith('-') === name.startsWith('-')),
    );
    const guess = nearest === undefined ? {} : { nearest };
    switch (error.code) {
      case 'commander.unknownOption':
        return wording.line(nearest === undefined ? 'refuse-option' : 'refuse-option-nearest', {
          option: shown(name),
          ...guess,
        });
      case 'commander.unknownCommand':
        return wording.line(nearest === undefined ? 'refuse-command' : 'refuse-command-nearest', {
          command: shown(name),
          ...guess,
        });
      case 'commander.missingArgument':
        return wording.line('refuse-argument-missing', { argument: shown(name) });
      case 'commander.optionMissingArgument':
        return wording.line('refuse-option-value', { option: shown(name) });
      case 'commander.help':
        return wording.line('refuse-no-command');
      default:
        return wording.line('refuse-arguments', { detail: shown(error.message) });
    }
  }

  /** An option of ours that this command does not take. */
  private misplaced(option: string): string {
    const command = pathOf(this.failed);
    return command === ''
      ? this.wording.line('refuse-option-too-early', { option })
      : this.wording.line('refuse-option-not-here', { option, command });
  }
}

/** The words of a command behind the program's name, «policy lint»; «» for the program itself. */
function pathOf(command: Command | undefined): string {
  if (!command?.parent) return '';
  return [pathOf(command.parent), command.name()].filter((word) => word !== '').join(' ');
}

function policyChoice({ policy, set }: SharedOptions): PolicyChoice {
  return { ...(policy === undefined ? {} : { policyFile: policy }), trials: set ?? [] };
}

/** The names of all commands and options, for what was mistyped. */
function namesIn(command: Command): readonly string[] {
  return [
    '--help',
    ...command.options.flatMap((option) => option.long ?? []),
    ...command.commands.flatMap((sub) => [sub.name(), ...namesIn(sub)]),
  ];
}
