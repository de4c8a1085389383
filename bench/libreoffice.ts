import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseDecimal, type Decimal } from '../src/kernel/decimal';
import { runChild, type ChildRun } from './child-process';
import { writeXlsx } from './xlsx-writer';

/** LibreOffice of this machine with a profile of its own, or `undefined` where there is none. */
export async function findLibreOffice(folder: string): Promise<LibreOffice | undefined> {
  let version: string;
  try {
    version = (await runChild('soffice', ['--version'])).output.trim();
  } catch {
    return undefined;
  }
  const office = new LibreOffice(/LibreOffice ([\d.]+)/.exec(version)?.[1] ?? version, folder);
  await office.warmUp();
  return office;
}

/** Formulas are computed on loading, whatever results the file stores. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

/** Comma, quotes, UTF-8, from the first line on; values in full rather than as shown. Of all sheets the first. */
const CSV_OF_FIRST_SHEET = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false';

export class LibreOffice {
  private readonly profile: string;
  private readonly out: string;

  constructor(
    readonly version: string,
    private readonly folder: string,
  ) {
    this.profile = path.join(folder, 'libreoffice-profile');
    this.out = path.join(folder, 'libreoffice-out');
  }

  /** Sets the profile up: the first start of a new profile takes seconds that no later one takes. */
  async warmUp(): Promise<void> {
    const settings = path.join(this.profile, 'user');
    mkdirSync(settings, { recursive: true });
    writeFileSync(path.join(settings, 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
    const file = path.join(this.folder, 'warm-up.xlsx');
    await writeXlsx(
      file,
      [{ name: 'A', rows: [['sum', { formula: '1+1' }]], tables: [], dateColumns: new Set<number>() }],
      'inline',
    );
    const { values } = await this.recalculate(file);
    if (values.get('sum')?.equals(2) !== true) throw new Error('LibreOffice did not compute 1+1');
  }

  /**
   * Opens a workbook, computes every formula and writes the first sheet as CSV, which costs next to nothing beside the
   * opening. `values` are the numbers of the first sheet's second column by the text before them.
   */
  async recalculate(file: string): Promise<{ readonly run: ChildRun; readonly values: ReadonlyMap<string, Decimal> }> {
    rmSync(this.out, { recursive: true, force: true });
    const run = await runChild('soffice', [
      `-env:UserInstallation=${pathToFileURL(this.profile).href}`,
      '--headless',
      '--norestore',
      '--convert-to',
      CSV_OF_FIRST_SHEET,
      '--outdir',
      this.out,
      file,
    ]);
    const csv = readFileSync(path.join(this.out, `${path.basename(file, '.xlsx')}.csv`), 'utf8');
    return { run, values: valuesOf(csv) };
  }
}

function valuesOf(csv: string): ReadonlyMap<string, Decimal> {
  return new Map(
    csv.split('\n').flatMap((line) => {
      // Neither labels nor figures hold a comma or a quote; figures come in quotes when they are not rounded as shown.
      const [label, figure] = line.trim().replaceAll('"', '').split(',');
      const value = figure === undefined ? undefined : parseDecimal(figure);
      return label === undefined || value === undefined ? [] : [[label, value] as const];
    }),
  );
}
