import type { ClassificationResult } from './classification';
import type { CommandResult } from './commands';
import type { EndToEnd, EndToEndResult } from './end-to-end';
import type { InMemoryResult } from './in-memory';
import type { Machine } from './machine';
import { table } from './page';
import type { PaneResult } from './pane';

/** Everything that one run measured. */
export interface BenchResults {
  readonly machine: Machine;
  readonly libreOffice: string | undefined;
  readonly rounds: number;
  readonly runs: number;
  readonly classification: readonly ClassificationResult[];
  readonly inMemory: InMemoryResult;
  readonly bookRows: number;
  readonly endToEnd: EndToEnd;
  readonly commands: readonly CommandResult[];
  readonly pane: PaneResult | undefined;
}

/** The results as Markdown. */
export function report(results: BenchResults): string {
  return [
    machineText(results),
    '## Classifying rows',
    classificationText(results),
    '## Settling a book in memory',
    `${whole(results.inMemory.rows)} rows of all ledgers, cells already in memory: reading the cells, limits, classification, ` +
      `findings and the twelve answers at **${thousands(results.inMemory.rowsPerSecond)} rows/s** ` +
      `(${seconds((results.inMemory.rows * 1000) / results.inMemory.rowsPerSecond)} for the book).`,
    inStepsText(results),
    '## Settling a workbook, from file to figures',
    endToEndText(results),
    ...paneText(results.pane),
    '## Commands without a workbook',
    table(
      ['command', 'wall time'],
      results.commands.map(({ command, milliseconds }) => [`\`${command}\``, seconds(milliseconds)]),
    ),
  ].join('\n\n');
}

function machineText({ machine, libreOffice, rounds, runs }: BenchResults): string {
  const { processor, cores, memoryGiB, system, node, date, load } = machine;
  const office = libreOffice === undefined ? 'no LibreOffice' : `LibreOffice ${libreOffice}`;
  return (
    `Measured ${date} on ${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, ${office}. ` +
    `In-process figures are medians of ${rounds} rounds after a warm-up, processes medians of ${runs} runs; the most ` +
    `memory of any run. Load of the machine before the start: ${load.toFixed(1)}.`
  );
}

function classificationText({ classification }: BenchResults): string {
  const [ours] = classification;
  const rows = classification.map(({ engine, rows: given, rowsPerSecond }) => [
    engine.name,
    engine.form,
    whole(given),
    thousands(rowsPerSecond),
    ours && ours.engine !== engine ? `1 : ${ratio(ours.rowsPerSecond / rowsPerSecond)}` : '',
    engine.reasons,
  ]);
  return (
    table(['engine', 'rules as', 'rows', 'rows/s', 'against PayClause', 'reasons why other rules do not apply'], rows) +
    '\n\nEvery engine gave every rule the same number of rows as PayClause did on the same rows.'
  );
}

function inStepsText({ inMemory }: BenchResults): string {
  const { total, longest, settling, findings, oneSheet } = inMemory.inSteps;
  return [
    'The same book in the steps in which the task pane reads it, so that Excel can be worked in meanwhile:',
    table(
      ['what', 'time'],
      [
        ['all steps together', seconds(total)],
        ['all steps after a change on the sheet of the largest ledger', seconds(oneSheet)],
        ['the longest step', milliseconds(longest)],
        ['the year’s answers, after the last step', milliseconds(settling)],
        ['the year’s findings, after the answers', milliseconds(findings)],
      ],
    ),
  ].join('\n\n');
}

function endToEndText({ endToEnd, bookRows, libreOffice }: BenchResults): string {
  const { results, answers } = endToEnd;
  const figures = [...answers].map(([name, value]) => `${name} ${value}`).join(', ');
  const agreed = libreOffice === undefined ? 'Figures' : 'Both came to the same fen';
  return [
    `A workbook of ${whole(bookRows)} revenue rows and as many cost rows, each measured in a process of its own.`,
    table(
      ['what', 'file', 'wall time', 'processor time', 'peak memory'],
      results.map((result) => [
        result.what,
        `${result.megabytes.toFixed(1)} MB`,
        seconds(result.milliseconds),
        result.cpuMilliseconds === undefined ? 'not told' : seconds(result.cpuMilliseconds),
        memory(result),
      ]),
    ),
    `${agreed}: ${figures}.`,
  ].join('\n\n');
}

function paneText(pane: PaneResult | undefined): readonly string[] {
  if (!pane) return [];
  return [
    '## The task pane in a browser',
    'The built add-in in the workbench, in headless Chromium on the same machine; grid and pane share one thread.',
    table(
      ['what', 'measured'],
      [
        ['functions and pane, compressed', `${(pane.bundleBytes / 1000).toFixed(0)} kB`],
        ['the tools, loaded on request, compressed', `${(pane.toolBytes / 1000).toFixed(0)} kB`],
        ['first paint of the pane, from the request for its page', seconds(pane.firstPaint)],
        ['the sample workbook with live answers, from the start of the page', seconds(pane.sampleReady)],
        [
          `the first of ${whole(pane.findings)} findings of ${whole(pane.rows)} rows, from the start of the pane`,
          seconds(pane.firstFinding),
        ],
        ['校验 pressed again, nothing changed, to the end of the reading', seconds(pane.checkedAgain)],
        ['the longest pause of the thread within either', milliseconds(pane.longestPause)],
        [
          `${whole(pane.cells)} cells with an answer, from putting them in to the last answer`,
          seconds(pane.cellsSettled),
        ],
        ['cells without an answer then', whole(pane.cellsStuck)],
        ['the same book with the policy on its own sheets: the first finding', seconds(pane.ownFirstFinding)],
        ['the longest pause of the thread until then', milliseconds(pane.ownLongestPause)],
        ['a number changed in 制度参数, to the answer that follows', seconds(pane.editFollowed)],
      ],
    ),
  ];
}

function memory({ peakBytes }: EndToEndResult): string {
  return peakBytes === undefined ? 'not told' : `${(peakBytes / 1e6).toFixed(0)} MB`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}

function whole(count: number): string {
  return count.toLocaleString('en-US');
}

/** Three digits tell all there is to tell. */
function thousands(perSecond: number): string {
  return Number(perSecond.toPrecision(3)).toLocaleString('en-US');
}

function ratio(times: number): string {
  return times < 10 ? times.toFixed(1) : Number(times.toPrecision(2)).toLocaleString('en-US');
}
