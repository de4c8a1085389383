import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbookBytes } from '../../../src/hosts/file/read-workbook';
import { fenText } from '../../../src/kernel/money';
import { answerQuestion, connectWorkbook, proposeConnection, readConnection, writeConnection, type ConnectionProposal } from '../../../src/ledger/connect';
import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import { builtInPolicy } from '../../../src/policy/packs';
import { openBooks } from '../../../src/settlement/books';
import { LAYOUT } from '../../support/layout';
import { FOREIGN_LAYOUTS, NO_LEDGER, foreignWorkbook, templateWorkbook, type ForeignLayout } from './layouts';

const policy = builtInPolicy();

function answersOf(workbook: WorkbookSnapshot): Record<string, string> {
  const { answers } = openBooks(policy, workbook).settle(2016);
  return Object.fromEntries(answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : value.problem.code]));
}

function proposed(layout: ForeignLayout, workbook = foreignWorkbook(layout)): ConnectionProposal {
  return Object.entries(layout.answers).reduce((proposal, [id, option]) => answerQuestion(proposal, id, option), proposeConnection(workbook, policy));
}

async function committed(name: string): Promise<WorkbookSnapshot> {
  const read = await readWorkbookBytes(new Uint8Array(readFileSync(join(__dirname, `${name}.xlsx`))), `${name}.xlsx`);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** What a sheet holds, without blank cells at the ends of rows and blank rows at the end. */
function contentOf({ sheets }: WorkbookSnapshot): unknown {
  return sheets.map(({ name, rows, merges }) => ({
    name,
    merges,
    cells: rows.flatMap((cells, row) => (cells ?? []).flatMap((value, column) => (value === null || value === '' ? [] : [[row, column, value]]))),
  }));
}

describe.each(FOREIGN_LAYOUTS)('$name: $title', (layout) => {
  it('asks nothing, or the one question that is truly open', () => {
    const { questions } = proposeConnection(foreignWorkbook(layout), policy);
    expect(questions.map(({ id }) => id)).toEqual(Object.keys(layout.answers));
    expect(questions.length).toBeLessThanOrEqual(1);
  });

  it('connects the ledgers that stand in the company’s own layout, and no others', () => {
    const { connection, ownLayout, missing, questions } = proposed(layout);
    const names = { inKind: 'in-kind' } as Readonly<Record<string, string>>;
    expect(questions).toEqual([]);
    expect(missing).toEqual([]);
    expect(new Set(connection.blocks.map(({ ledger }) => ledger))).toEqual(new Set(layout.ledgers.map((id) => names[id] ?? id)));
    expect(ownLayout).not.toEqual(expect.arrayContaining([...layout.ledgers]));
  });

  it('gives the answers of the same entries in the template’s layout', () => {
    const workbook = foreignWorkbook(layout);
    const wanted = answersOf(templateWorkbook(layout));
    expect(Object.values(wanted).every((value) => /^\d+\.\d\d$/.test(value))).toBe(true);
    expect(answersOf(connectWorkbook(workbook, policy, proposed(layout).connection))).toEqual(wanted);
  });

  it('is the committed file, which gives the same answers by the stored connection', async () => {
    const workbook = await committed(layout.name);
    expect(contentOf(workbook)).toEqual(contentOf(foreignWorkbook(layout)));
    const stored = readConnection(writeConnection(proposed(layout, workbook).connection));
    if (!stored.ok) throw new Error(stored.error.code);
    expect(answersOf(connectWorkbook(workbook, policy, stored.value))).toEqual(answersOf(templateWorkbook(layout)));
  });

  it('finds nothing wrong with its rows, and names only cells that are there', () => {
    const workbook = foreignWorkbook(layout);
    const books = openBooks(policy, connectWorkbook(workbook, policy, proposed(layout).connection));
    const sheets = new Set(workbook.sheets.map(({ name }) => name));
    const findings = books.findings(2016);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const finding of findings) expect(sheets).toContain(finding.sheet);
  });

  it('is asked nothing about once it is connected', () => {
    const { connection } = proposed(layout);
    const again = proposeConnection(foreignWorkbook(layout), policy, connection);
    expect(again.questions).toEqual([]);
    expect(again.connection).toEqual(connection);
  });
});

it('holds at least ten layouts, of which at least eight connect', () => {
  expect(FOREIGN_LAYOUTS.length).toBeGreaterThanOrEqual(10);
  expect(new Set(FOREIGN_LAYOUTS.map(({ name }) => name)).size).toBe(FOREIGN_LAYOUTS.length);
});

it('proposes nothing for a workbook that holds no ledger', async () => {
  for (const workbook of [NO_LEDGER, await committed('no-ledger')]) {
    const { connection, questions, ownLayout, missing } = proposeConnection(workbook, policy);
    expect(connection.blocks).toEqual([]);
    expect(questions).toEqual([]);
    expect(ownLayout).toEqual([]);
    expect(missing).toEqual(['revenue', 'cost', 'fans', 'events']);
  }
});

it('proposes nothing for a workbook in the template’s layout', () => {
  const { connection, questions, ownLayout, missing } = proposeConnection(templateWorkbook(FOREIGN_LAYOUTS[0] as ForeignLayout), policy);
  expect(connection.blocks).toEqual([]);
  expect(questions).toEqual([]);
  expect(missing).toEqual([]);
  expect(ownLayout).toEqual(expect.arrayContaining(['revenue', 'cost', 'fans', 'events']));
  expect(LAYOUT.revenue.sheet).toBe('收入台账');
});
