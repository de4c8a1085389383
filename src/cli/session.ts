import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { visible } from '../wording/shown-text';
import type { CommandLineKey, CommandLineWording } from '../wording/command-line/command-line-wording';
import type { Gaps } from '../wording/sentences';
import { displayWidth, wrap } from './display-width';
import { jsonText } from './json-text';
import type { CliIo } from './output';
import { Progress } from './progress';

/** How a command ends: 0 done; 1 done, but a result is an error; 2 the arguments or a file can't be used. */
export type ExitCode = 0 | 1 | 2;

type Paint = Parameters<typeof styleText>[0];

/** Lines are this wide where no terminal says otherwise. */
const USUAL_WIDTH = 100;
/** Narrower than this a table can't be read; the terminal may break its lines. */
const NARROWEST = 40;

/** How wide a command's text may be. */
export function widthOf(io: CliIo): number {
  return Math.max(io.stdout.columns ?? USUAL_WIDTH, NARROWEST);
}

/** One run of a command: where it speaks, in which language, and how wide. */
export class Session {
  readonly width: number;
  readonly progress: Progress;
  private readonly coloured: boolean;
  private readonly remarks: string[] = [];

  constructor(
    readonly io: CliIo,
    readonly wording: CommandLineWording,
  ) {
    this.width = widthOf(io);
    this.progress = new Progress(io, wording);
    this.coloured = io.stdout.isTTY && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb';
  }

  /** A file name as typed, from the folder where the user is. */
  path(file: string): string {
    return resolve(this.io.cwd, file);
  }

  line(key: CommandLineKey, gaps?: Gaps): string {
    return this.wording.line(key, gaps);
  }

  /** Colour, on terminals that want it. */
  paint(style: Paint, text: string): string {
    return this.coloured ? styleText(style, text, { validateStream: false }) : text;
  }

  /** A text broken into lines of the terminal's width, all of them indented and, where a style is given, painted. */
  wrapped(text: string, indent: string, style?: Paint): string {
    const lines = wrap(text, this.width - displayWidth(indent));
    return lines.map((line) => `${indent}${style === undefined ? line : this.paint(style, line)}\n`).join('');
  }

  /** Keeps a line for standard error that goes with the result; a refusal stands alone. */
  remark(sentence: string): void {
    this.remarks.push(sentence);
  }

  /** Writes the result. */
  async print(text: string): Promise<void> {
    this.progress.done();
    for (const remark of this.remarks.splice(0)) await this.complain(remark);
    await this.io.stdout.write(text);
  }

  async printJson(value: unknown): Promise<void> {
    await this.print(`${jsonText(value)}\n`);
  }

  /** Says in one line on standard error why nothing could be done. */
  async refuse(sentence: string): Promise<2> {
    await this.complain(sentence);
    return 2;
  }

  /** One line on standard error. */
  async complain(sentence: string): Promise<void> {
    this.progress.done();
    await this.io.stderr.write(`payclause: ${visible(sentence)}\n`);
  }
}
