import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo, Output } from '../../src/cli/output';
import { run } from '../../src/cli/run';
import { builtInPolicy } from '../../src/policy/packs';
import type { Policy } from '../../src/policy/policy';
import { buildTemplate, type TemplateRow } from '../../src/workbook/template';

/** An output that keeps what is written. */
export class MemoryOutput implements Output {
  readonly pieces: string[] = [];
  isTTY = false;
  columns: number | undefined;
  closed = false;

  get text(): string {
    return this.pieces.join('');
  }

  async write(text: string): Promise<void> {
    if (!this.closed) this.pieces.push(text);
  }
}

/** How a test differs from a quiet pipe on a Chinese machine whose clock stands still. */
export interface Surroundings {
  readonly env?: CliIo['env'];
  readonly cwd?: string;
  readonly stdout?: MemoryOutput;
  readonly stderr?: MemoryOutput;
  readonly now?: () => number;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function payclause(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const { stdout = new MemoryOutput(), stderr = new MemoryOutput(), env = {}, now = () => 0 } = surroundings;
  const code = await run(argv, { stdout, stderr, env, now, cwd: surroundings.cwd ?? process.cwd() });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** Runs a command line with --json, and answers with what it printed. */
export async function payclauseJson(
  argv: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ended & { readonly json: unknown }> {
  const ended = await payclause([...argv, '--json'], surroundings);
  return { ...ended, json: JSON.parse(ended.stdout) as unknown };
}

/** A terminal of a width. */
export function terminal(columns: number): MemoryOutput {
  const output = new MemoryOutput();
  output.isTTY = true;
  output.columns = columns;
  return output;
}

/** How many columns of a terminal a line takes, Chinese characters two each; counted apart from the code under test. */
export function columnsOf(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\u3000-\u9FFF\uFF00-\uFF60]/.test(character) ? 2 : 1), 0);
}

/** A folder for one test file, removed when its tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payclause-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a workbook in the template's layout with these rows, and answers with its path. */
export async function bookFile(
  folder: string,
  name: string,
  rows: Readonly<Record<string, readonly TemplateRow[]>>,
  { year = 2016, policy = builtInPolicy() }: { readonly year?: number; readonly policy?: Policy } = {},
): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await buildTemplate({ policy, year, language: 'zh-CN', rows, results: new Map() }));
  return path;
}

/** Writes a JSON file, and answers with its path. */
export function jsonFile(folder: string, name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** One line that begins with the program's name: what every refusal is. */
export const ONE_LINE = /^payclause: [^\n]+\n$/;

/** Workbooks of the repository. */
export const CASE_1 = 'test/cases/case-1.xlsx';
export const SAMPLE_2016 = 'assets/samples/2016.xlsx';
