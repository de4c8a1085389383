import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommandLine } from './end-to-end';
import { median } from './measure';

/** How long a command takes from its start to its end. */
export interface CommandResult {
  readonly command: string;
  readonly milliseconds: number;
}

/** The commands that read no workbook, and the bare start of the program beside them. */
export async function timeCommands(folder: string, runs: number): Promise<readonly CommandResult[]> {
  const file = path.join(folder, 'template.xlsx');
  const commands = [
    { command: '--version', args: ['--version'] },
    { command: 'policy lint', args: ['policy', 'lint'] },
    { command: 'template --year 2017', args: ['template', '--year', '2017', '--out', file] },
  ];
  const results: CommandResult[] = [];
  for (const { command, args } of commands) {
    const taken: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await rm(file, { force: true });
      taken.push((await runCommandLine(args)).milliseconds);
    }
    results.push({ command, milliseconds: median(taken) });
  }
  return results;
}
