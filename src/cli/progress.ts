import type { CommandLineKey, CommandLineWording } from '../wording/command-line/command-line-wording';
import type { CliIo } from './output';

/** Nothing is said of work shorter than this. */
const SILENT_MS = 500;
/** How often a terminal's line is renewed, and how often a log gets a new line. */
const TERMINAL_MS = 100;
const LOG_MS = 2000;

const TO_LINE_START = '\r';
const CLEAR_LINE = '\u001B[K';

/** The steps of a long piece of work. */
export type ProgressStep = Extract<CommandLineKey, `progress-${string}`>;

/** Tells on standard error how far long work has come: one line that renews itself on a terminal, a line now and then elsewhere. */
export class Progress {
  private readonly started: number;
  private lastShown = Number.NEGATIVE_INFINITY;
  private lastText = '';

  constructor(
    private readonly io: CliIo,
    private readonly wording: CommandLineWording,
  ) {
    this.started = io.now();
  }

  /** Tells that a step has begun, or how much of it is done (0 to 1). */
  report(step: ProgressStep, fraction?: number): void {
    const now = this.io.now();
    const { isTTY } = this.io.stderr;
    // Asked before a sentence is made: files report far more often than anything is shown.
    if (now - this.started < SILENT_MS || now - this.lastShown < (isTTY ? TERMINAL_MS : LOG_MS)) return;
    const text =
      fraction === undefined
        ? this.wording.line(step)
        : this.wording.line('progress-part', {
            step: this.wording.line(step),
            percent: Math.floor(fraction * 100),
          });
    if (text === this.lastText) return;
    this.lastShown = now;
    this.lastText = text;
    this.say(isTTY ? `${TO_LINE_START}${text}${CLEAR_LINE}` : `${text}\n`);
  }

  /** Takes the line away again, before anything else is written to the terminal. */
  done(): void {
    if (this.io.stderr.isTTY && this.lastText !== '') this.say(`${TO_LINE_START}${CLEAR_LINE}`);
    this.lastText = '';
  }

  private say(text: string): void {
    // That progress can't be shown is no reason to give up the work.
    this.io.stderr.write(text).catch(() => undefined);
  }
}
