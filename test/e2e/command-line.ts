/** What the command line says of a workbook: the add-in must say the same. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PROGRAM = path.join(__dirname, '..', '..', 'dist', 'cli', 'payclause.js');

export interface CommandLineFinding {
  readonly code: string;
  readonly severity: string;
  readonly sheet: string;
  readonly cell: string;
  readonly blocks: boolean;
  readonly suggestion?: string;
  readonly waived?: { readonly by: string; readonly reason: string };
}

function run(args: readonly string[]): unknown {
  try {
    return JSON.parse(
      execFileSync(process.execPath, [PROGRAM, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
    );
  } catch (failure) {
    // Exit code 1: done, and an error stands.
    const { status, stdout } = failure as { status?: number; stdout?: Buffer };
    if (status === 1 && stdout !== undefined) return JSON.parse(stdout.toString());
    throw failure;
  }
}

/** `check BOOK.xlsx`. */
export function checkedBy(file: string): readonly CommandLineFinding[] {
  return (run(['check', file]) as { findings: readonly CommandLineFinding[] }).findings;
}

export type CommandLineAnswer =
  { readonly value: string } | { readonly error: { readonly code: string; readonly message: string } };

/** `settle BOOK.xlsx --year Y`: the answers by name. */
export function settledBy(file: string, year: number): Readonly<Record<string, CommandLineAnswer>> {
  return (run(['settle', file, '--year', String(year)]) as { answers: Record<string, CommandLineAnswer> }).answers;
}

/** How the policy stands to what was approved, as `settle` tells it. */
export function approvalOf(file: string, year: number): unknown {
  return (run(['settle', file, '--year', String(year)]) as { approval: unknown }).approval;
}

/** An answer as the number that a cell shows. */
export function figureOf(answer: CommandLineAnswer | undefined): number {
  if (answer === undefined || !('value' in answer)) throw new Error(`no figure: ${JSON.stringify(answer)}`);
  return Number(answer.value);
}

/** Bytes as a file for the command line, for as long as the work takes. */
export function withFile<Result>(bytes: Uint8Array, work: (file: string) => Result): Result {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payclause-e2e-'));
  try {
    const file = path.join(folder, 'saved.xlsx');
    fs.writeFileSync(file, bytes);
    return work(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
