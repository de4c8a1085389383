import fs from 'node:fs';
import path from 'node:path';
import {
  expectedJson,
  SAMPLES,
  sampleWorkbook,
  maintenanceJson,
  maintenanceWorkbook,
} from '../../scripts/make-samples';
import { expectedYear } from '../../scripts/sample-answers';
import { LEDGERS, ledgerRows, type LedgerId } from '../../scripts/samples/sample-table';
import { samplesPage } from '../../scripts/samples/samples-page';
import { policy } from './made-workbooks';
import { XlsxPackage } from './xlsx-package';

const folder = path.join(__dirname, '../../assets/samples');

describe.each(SAMPLES.map((sample) => [sample.year, sample] as const))('the sample of %i', (year, sample) => {
  const expected = expectedYear(sample);

  test('is the one in assets: `npm run samples` makes it anew', async () => {
    const [kept, made] = [
      XlsxPackage.read(fs.readFileSync(path.join(folder, `${String(year)}.xlsx`))),
      XlsxPackage.read(await sampleWorkbook(policy, sample)),
    ];
    // Parts and not bytes: another version of zlib may pack the same text differently.
    expect(kept.names).toEqual(made.names);
    expect(made.names.filter((part) => kept.text(part) !== made.text(part))).toEqual([]);
    expect(fs.readFileSync(path.join(folder, `${String(year)}.expected.json`), 'utf8')).toBe(expectedJson(sample));
  });

  test('is a believable year: 150 rows and more, every category, of this year but for a few strays', () => {
    const rows = Object.values(sample.ledgers).reduce((sum, ledger) => sum + ledger.length, 0);
    expect(rows).toBeGreaterThanOrEqual(150);
    for (const ledger of ['revenue', 'cost'] as const) {
      const used = new Set(sample.ledgers[ledger].map(({ meant }) => meant['category']));
      const known = policy.ledgers.get(ledger)?.categories.map(({ name }) => name) ?? [];
      expect(known.filter((name) => !used.has(name))).toEqual([]);
    }
    const strays = sample.ledgers.revenue.filter(({ meant }) => meant['date']?.startsWith(String(year)) === false);
    expect(strays).toHaveLength(1);
  });

  test('its memos speak of their own category, but for the rows that are marked', () => {
    for (const ledger of ['revenue', 'cost'] as const) {
      const categories = policy.ledgers.get(ledger)?.categories ?? [];
      for (const { meant, marks, row } of sample.ledgers[ledger]) {
        const { memo = '', category = '' } = meant;
        if (marks.some(({ code }) => code === 'classification-mismatch' || code === 'total-row')) continue;
        const spoken = categories.filter(({ keywords }) =>
          keywords.some((words) => words.every((word) => memo.includes(word))),
        );
        const others = spoken
          .filter(({ name }) => name !== category)
          .map(({ name }) => `${String(row)} ${memo}: ${name}`);
        expect(others).toEqual([]);
      }
    }
  });

  test('its columns are the policy’s, in the policy’s order', () => {
    for (const id of Object.keys(LEDGERS) as LedgerId[]) {
      const ledger = policy.ledgers.get(id);
      expect(ledger?.sheet).toBe(LEDGERS[id].sheet);
      expect(ledger?.columns.map((column) => column.id)).toEqual(LEDGERS[id].columns);
    }
  });

  test('every expected finding points at a cell within its table', async () => {
    const book = XlsxPackage.read(await sampleWorkbook(policy, sample));
    for (const { sheet, cell, row } of expected.findings) {
      expect(cell).toMatch(new RegExp(`^[A-Z]${String(row)}$`));
      expect(
        Number(/:[A-Z]+(\d+)$/.exec(book.sheet(sheet).tables[0]?.attributes['ref'] ?? '')?.[1]),
      ).toBeGreaterThanOrEqual(row);
    }
    const at = new Set(expected.findings.map(({ code, sheet, cell }) => `${code} ${sheet} ${cell}`));
    expect(at.size).toBe(expected.findings.length);
  });

  test('its functions show the expected answers', async () => {
    const book = XlsxPackage.read(await sampleWorkbook(policy, sample));
    const { cells } = book.sheet('年度结算');
    policy.document.answers.forEach(({ id }, index) => {
      const cell = cells.get(`C${String(5 + index)}`);
      const answer = Object.entries(expected.answers).find(([name]) => name === id)?.[1];
      if (answer === null) expect(cell?.type).toBe('e');
      else expect(cell?.value).toBe(String(Number(answer)));
    });
  });
});

test('2016 can be settled in full; 2017 shows what an undecided row and a missing target do', () => {
  const [of2016, of2017] = SAMPLES.map((sample) => expectedYear(sample));
  expect(of2016?.answers).toEqual({
    FAN_PENALTY: '3850.00',
    EVENT_PENALTY: '2000.00',
    TASK_PENALTY: '800.00',
    PENALTY_TOTAL: '6650.00',
    PERFORMANCE_PAY: '41350.00',
    PENALTY_EXCESS: '0.00',
    COUNTED_REVENUE: '221738.08',
    COUNTED_COST: '149841.67',
    NET_PROFIT: '71896.41',
    TEAM_SHARE: '35948.21',
    COMPANY_SHARE: '35948.20',
    PRIZE_QUOTA: '1870.00',
  });
  expect(of2016?.corrected).toEqual(of2016?.answers);
  expect(of2017?.errors).toEqual({
    FAN_PENALTY: '#N/A',
    EVENT_PENALTY: '#N/A',
    PENALTY_TOTAL: '#N/A',
    PERFORMANCE_PAY: '#N/A',
    PENALTY_EXCESS: '#N/A',
    COUNTED_REVENUE: '#VALUE!',
    COUNTED_COST: '#VALUE!',
    NET_PROFIT: '#VALUE!',
    TEAM_SHARE: '#VALUE!',
    COMPANY_SHARE: '#VALUE!',
  });
  expect(of2017?.answers.TASK_PENALTY).toBe('550.00');
  expect(of2017?.answers.PRIZE_QUOTA).toBe('2106.67');
});

test('the page beside the samples shows the arithmetic of these rows', () => {
  const page = samplesPage(SAMPLES.map((sample) => [sample, expectedYear(sample)]));
  expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(page);
});

describe('the rows as they are written down', () => {
  test('say what was meant and what is shown', () => {
    const [row] = ledgerRows(
      'revenue',
      '2016-03-05 => 2016/3/5 | 软文 | 广告费 | | 100.00 => | 1 => =2 | 3 => #REF! | !x@amount',
    );
    expect(row).toEqual({
      row: 2,
      meant: {
        date: '2016-03-05',
        memo: '软文',
        category: '广告费',
        amount: '100.00',
        purchaseCost: '1',
        listPrice: '3',
      },
      altered: { date: 'text', amount: 'blank', purchaseCost: 'number', listPrice: 'error' },
      shown: {
        date: { raw: '2016/3/5' },
        memo: '软文',
        category: '广告费',
        amount: null,
        purchaseCost: { raw: 2 },
        listPrice: { raw: { fault: '#REF!' } },
      },
      marks: [{ code: 'x', column: 'amount' }],
    });
  });

  test('are refused where they don’t fit their ledger', () => {
    expect(() => ledgerRows('fans', 'a | b | c | d')).toThrow('too many cells');
    expect(() => ledgerRows('fans', 'a | b | c | !x@nonsense')).toThrow('no column nonsense');
  });
});

test('the sample of the maintenance posts is the one in assets', async () => {
  const kept = XlsxPackage.read(fs.readFileSync(path.join(folder, 'maintenance-2016.xlsx')));
  const made = XlsxPackage.read(await maintenanceWorkbook());
  expect(kept.names).toEqual(made.names);
  expect(made.names.filter((part) => kept.text(part) !== made.text(part))).toEqual([]);
  expect(fs.readFileSync(path.join(folder, 'maintenance-2016.expected.json'), 'utf8')).toBe(maintenanceJson());
});
