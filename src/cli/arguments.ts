import { basename, extname } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { FORMULA_FORMS, type FormulaForm } from '../functions/formula-form';
import { shown, shownPath } from '../wording/shown-text';
import type { CommandLineKey, CommandLineWording } from '../wording/command-line/command-line-wording';
import { version } from './version';
import { helpStyle } from './help-style';
import { nearestOf } from './nearest';
import type { BookChoice, PolicyChoice, Request, RequestFor } from './request';
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
  readonly examples?: true;
}
interface BookOptions extends SharedOptions {
  readonly year?: string;
  readonly json?: true;
  readonly connect?: string;
}
interface ConnectOptions {
  readonly out?: string;
  readonly force?: true;
  readonly answer?: readonly string[];
  readonly connect?: string;
  readonly policy?: string;
  readonly json?: true;
}
interface CheckOptions extends BookOptions {
  readonly mark?: string;
  readonly force?: true;
}
interface PolicyDiffOptions {
  readonly book?: string;
  readonly year?: string;
  readonly json?: true;
}
interface PolicyTestOptions extends BookOptions {
  readonly propose?: true;
}
interface TemplateOptions {
  readonly from?: string;
  readonly connect?: string;
  readonly policy?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly year?: string;
  readonly out?: string;
  readonly force?: true;
  readonly host?: string;
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
    this.connectCommand(program);
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
    const usage = name === 'check' ? 'BOOK.xlsx [--year YEAR] [--mark OUT.xlsx [--force]] [--json]' : undefined;
    this.describe(command, description, usage ?? 'BOOK.xlsx [--year YEAR] [--json]', examples);
    command.option('--year <YEAR>', this.wording.line(`help-option-year-${name}`));
    if (name === 'check') {
      command
        .option('--mark <FILE>', this.wording.line('help-option-mark'))
        .option('--force', this.wording.line('help-option-force'));
    }
    this.bookOptions(command).action((book: string, options: CheckOptions) => {
      this.refuseSurplus(command, 1);
      const shared = {
        book,
        ...(options.year === undefined ? {} : { year: this.year(options.year) }),
        json: options.json === true,
        ...bookChoice(options),
      };
      this.request =
        name === 'check'
          ? { command: 'check', ...shared, ...this.markCopy(options) }
          : { command: 'settle', ...shared };
    });
  }

  private markCopy({ mark, force }: CheckOptions): Pick<RequestFor<'check'>, 'mark'> {
    if (mark !== undefined) return { mark: { out: mark, force: force === true } };
    if (force !== true) return {};
    throw new Refusal(this.wording.line('refuse-option-alone', { option: '--force', with: '--mark' }));
  }

  private formulaCommands(program: Command): void {
    const { wording } = this;
    const explain = program
      .command('explain')
      .argument('<ANSWER>', wording.line('help-argument-answer'))
      .argument('<BOOK.xlsx>', wording.line('help-argument-book'));
    this.describe(explain, 'help-explain', "'ANSWER(YEAR)' BOOK.xlsx [--json]", 'help-explain-examples');
    this.bookOptions(explain).action((formula: string, book: string, options: BookOptions) => {
      this.refuseSurplus(explain, 2);
      this.request = { command: 'explain', formula, book, json: options.json === true, ...bookChoice(options) };
    });

    const evaluate = program
      .command('eval')
      .argument('<CALL>', wording.line('help-argument-call'))
      .argument('[BOOK.xlsx]', wording.line('help-argument-optional-book'));
    this.describe(evaluate, 'help-eval', "'FUNCTION(…)' [BOOK.xlsx] [--json]", 'help-eval-examples');
    this.bookOptions(evaluate).action((formula: string, book: string | undefined, options: BookOptions) => {
      this.refuseSurplus(evaluate, 2);
      if (book === undefined && options.connect !== undefined) {
        throw new Refusal(wording.line('refuse-option-alone', { option: '--connect', with: 'BOOK.xlsx' }));
      }
      this.request = {
        command: 'eval',
        formula,
        ...(book === undefined ? {} : { book }),
        json: options.json === true,
        ...bookChoice(options),
      };
    });
  }

  private connectCommand(program: Command): void {
    const { wording } = this;
    const command = program.command('connect').argument('<BOOK.xlsx>', wording.line('help-argument-book'));
    const usage = 'BOOK.xlsx [--answer ID=OPTION …] [--out FILE.json [--force]] [--connect FILE] [--json]';
    this.describe(command, 'help-connect', usage, 'help-connect-examples');
    command
      .option(
        '--answer <ID=OPTION>',
        wording.line('help-option-answer'),
        (value: string, before?: readonly string[]) => [...(before ?? []), value],
      )
      .option('--out <FILE>', wording.line('help-option-out-connection'))
      .option('--force', wording.line('help-option-force'))
      .option('--connect <FILE>', wording.line('help-option-connect-known'))
      .option('--policy <FILE>', wording.line('help-option-policy'))
      .option('--json', wording.line('help-option-json'))
      .addOption(this.languageOption())
      .action((book: string, options: ConnectOptions) => {
        this.refuseSurplus(command, 1);
        const { out, force, answer = [], connect, policy, json } = options;
        if (force === true && out === undefined) {
          throw new Refusal(wording.line('refuse-option-alone', { option: '--force', with: '--out' }));
        }
        this.request = {
          command: 'connect',
          book,
          ...(out === undefined ? {} : { out }),
          force: force === true,
          answers: answer,
          ...(connect === undefined ? {} : { connectFile: connect }),
          ...(policy === undefined ? {} : { policyFile: policy }),
          json: json === true,
        };
      });
  }

  private templateCommand(program: Command): void {
    const { wording } = this;
    const command = program.command('template');
    const usage =
      '[--from LAST.xlsx [--connect FILE] [--dry-run] [--json]] --year YEAR --out NEW.xlsx [--host excel|wps] [--policy POLICY] [--force]';
    this.describe(command, 'help-template', usage, 'help-template-examples');
    command
      .option('--from <LAST.xlsx>', wording.line('help-option-from'))
      .option('--year <YEAR>', wording.line('help-option-year-template'))
      .option('--out <FILE>', wording.line('help-option-out'))
      .option('--host <HOST>', wording.line('help-option-host'))
      .option('--force', wording.line('help-option-force'))
      .option('--policy <POLICY>', wording.line('help-option-policy'))
      .option('--connect <FILE>', wording.line('help-option-connect'))
      .option('--dry-run', wording.line('help-option-dry-run'))
      .option('--json', wording.line('help-option-json-report'));
    command.addOption(this.languageOption()).action((options: TemplateOptions) => {
      this.refuseSurplus(command, 0);
      const { from, year, out, policy } = options;
      if (year === undefined) throw new Refusal(wording.line('refuse-option-needed', { option: '--year' }));
      if (from !== undefined && options.host !== undefined) throw new Refusal(wording.line('refuse-host-from'));
      const isDry = options.dryRun === true && from !== undefined;
      if (out === undefined && !isDry) throw new Refusal(wording.line('refuse-option-needed', { option: '--out' }));
      const shared = {
        year: this.templateYear(year),
        force: options.force === true,
        ...(policy === undefined ? {} : { policyFile: policy }),
      };
      this.request =
        from === undefined
          ? { command: 'template', out: this.workbookName(this.newAlone(options)), host: this.host(options), ...shared }
          : {
              command: 'new-year',
              from,
              ...shared,
              ...(isDry || out === undefined ? {} : { out }),
              ...(options.connect === undefined ? {} : { connectFile: options.connect }),
              json: options.json === true,
            };
    });
  }

  /** The program that a workbook is made for. */
  private host({ host = 'excel' }: TemplateOptions): FormulaForm {
    const known = FORMULA_FORMS.find((form) => form === host.toLowerCase());
    if (known) return known;
    throw new Refusal(this.wording.line('refuse-host', { host: shown(host), hosts: FORMULA_FORMS.join(', ') }));
  }

  /** The file of a workbook that is made from nothing, of which there is nothing to report. */
  private newAlone({ out = '', dryRun, json, connect }: TemplateOptions): string {
    const given = { '--dry-run': dryRun === true, '--json': json === true, '--connect': connect !== undefined };
    const option = Object.entries(given).find(([, isGiven]) => isGiven)?.[0];
    if (option === undefined) return out;
    throw new Refusal(this.wording.line('refuse-option-alone', { option, with: '--from' }));
  }

  private policyCommands(program: Command): void {
    const { wording } = this;
    const policy = program.command('policy');
    this.describe(policy, 'help-policy', 'lint|show|test|diff [FILE …] [--json]', 'help-policy-examples');
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
    this.policyTestCommand(policy);
    this.policyDiffCommand(policy);
  }

  private policyTestCommand(policy: Command): void {
    const { wording } = this;
    const command = policy.command('test').argument('[FILE]', wording.line('help-argument-policy'));
    this.describe(command, 'help-policy-test', '[FILE] [--propose] [--json]', 'help-policy-test-examples');
    command.option('--propose', wording.line('help-option-propose'));
    this.sharedOptions(command).action((file: string | undefined, options: PolicyTestOptions) => {
      this.refuseSurplus(command, 1);
      if (file !== undefined && options.policy !== undefined) throw new Refusal(wording.line('refuse-policy-twice'));
      const policyFile = file ?? options.policy;
      this.request = {
        command: 'policy-test',
        propose: options.propose === true,
        json: options.json === true,
        ...policyChoice({ ...options, ...(policyFile === undefined ? {} : { policy: policyFile }) }),
      };
    });
  }

  private policyDiffCommand(policy: Command): void {
    const { wording } = this;
    const command = policy
      .command('diff')
      .argument('<BEFORE>', wording.line('help-argument-policy-before'))
      .argument('<AFTER>', wording.line('help-argument-policy-after'));
    this.describe(
      command,
      'help-policy-diff',
      'BEFORE AFTER [--book BOOK.xlsx] [--year YEAR] [--json]',
      'help-policy-diff-examples',
    );
    command
      .option('--book <BOOK.xlsx>', wording.line('help-option-book-diff'))
      .option('--year <YEAR>', wording.line('help-option-year-diff'))
      .option('--json', wording.line('help-option-json'))
      .addOption(this.languageOption())
      .action((before: string, after: string, options: PolicyDiffOptions) => {
        this.refuseSurplus(command, 2);
        this.request = {
          command: 'policy-diff',
          before,
          after,
          ...(options.book === undefined ? {} : { book: options.book }),
          ...(options.year === undefined ? {} : { year: this.year(options.year) }),
          json: options.json === true,
        };
      });
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

  /** What every command takes that reads a workbook's ledgers. */
  private bookOptions(command: Command): Command {
    return this.sharedOptions(command).option('--connect <FILE>', this.wording.line('help-option-connect'));
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
      .option('--examples', wording.line('help-option-examples'))
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

function policyChoice({ policy, set, examples }: SharedOptions): PolicyChoice {
  return {
    ...(policy === undefined ? {} : { policyFile: policy }),
    trials: set ?? [],
    ...(examples === true ? { examples } : {}),
  };
}

function bookChoice(options: BookOptions): BookChoice {
  const { connect } = options;
  return { ...policyChoice(options), ...(connect === undefined ? {} : { connectFile: connect }) };
}

/** The names of all commands and options, for what was mistyped. */
function namesIn(command: Command): readonly string[] {
  return [
    '--help',
    ...command.options.flatMap((option) => option.long ?? []),
    ...command.commands.flatMap((sub) => [sub.name(), ...namesIn(sub)]),
  ];
}
