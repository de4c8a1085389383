import { builtInPolicy } from '../../src/policy/packs';
import { openBooks, type Books } from '../../src/settlement/books';
import { findingList, matchingFindings, NO_FILTER, type FindingFilter } from '../../src/workbook/finding-list';
import { cellsBySheet, countSuggestions, suggestedEdits } from '../../src/workbook/fixes';
import { inSlices } from '../../src/workbook/in-slices';
import { wordingFor } from '../../src/wording/wording';
import { FakeScheduler } from '../support/fake-scheduler';
import { typed, workbook } from '../support/workbook-builder';

const policy = builtInPolicy();
const wording = wordingFor('zh-CN');
const books = (rows = 1): Books =>
  openBooks(
    policy,
    workbook({
      revenue: Array.from({ length: rows }, () => ({
        日期: typed('2016-05-04'),
        类别: '广告废',
        金额: typed('1,000'),
      })),
      events: [['2016-06-01', '路演', null, 12]],
    }),
  );
const BOOKS = books();
const LIST = findingList(BOOKS, undefined);

function matching(filter: Partial<FindingFilter>): string[] {
  const steps = matchingFindings(LIST, { ...NO_FILTER, ...filter }, wording);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.map(({ finding }) => `${finding.sheet}!${finding.cell}`);
  }
}

describe('the list of findings', () => {
  it('holds those that are set aside apart, and counts them nowhere else', () => {
    const waived = { by: '王会计', reason: '已核对', at: '2016-06-01T08:00:00.000Z' };
    const all = BOOKS.findings();
    const list = findingList(
      { findings: () => all.map((each) => (each.severity === 'error' ? { ...each, waived } : each)) },
      undefined,
    );
    const standing = all.filter(({ severity }) => severity !== 'error');
    expect(list.findings.map(({ finding }) => finding.cell).sort()).toEqual(standing.map(({ cell }) => cell).sort());
    expect(list.counts).toEqual({ ...LIST.counts, error: 0 });
    expect(list.codes.reduce((sum, { count }) => sum + count, 0)).toBe(standing.length);
    expect(list.waived.findings.map(({ finding }) => finding.waived)).toEqual(
      all.filter(({ severity }) => severity === 'error').map(() => waived),
    );
    expect(list.waived.findings).not.toEqual([]);
    expect(LIST.waived.findings).toEqual([]);
    // A finding keeps its key when it is set aside, so that nothing else of the list moves.
    const keys = [...list.findings, ...list.waived.findings].map(({ key }) => key).sort();
    expect(keys).toEqual(LIST.findings.map(({ key }) => key).sort());
  });

  it('holds all findings of the books, the gravest first', () => {
    expect(LIST.findings).toHaveLength(BOOKS.findings().length);
    expect(new Set(LIST.findings.map(({ finding }) => finding))).toEqual(new Set(BOOKS.findings()));
    const ranks = LIST.findings.map(({ finding }) => ['error', 'warning', 'info'].indexOf(finding.severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('gives each finding a key of its own that the next reading finds again', () => {
    const keys = LIST.findings.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(findingList(books(), undefined).findings.map(({ key }) => key)).toEqual(keys);
  });

  it('is made once for a reading', () => {
    expect(findingList(BOOKS, undefined)).toBe(LIST);
    expect(findingList(BOOKS, 2016)).toBe(findingList(BOOKS, 2016));
  });

  it('offers what its findings have, with their number', () => {
    const total = LIST.findings.length;
    expect(LIST.sheets.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(LIST.codes.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(Object.values(LIST.counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  });
});

describe('a filter', () => {
  it.each<[string, Partial<FindingFilter>, string[]]>([
    ['of a severity', { severities: new Set(['error']) }, ['收入台账!C2']],
    ['of a sheet', { sheet: '活动台账' }, ['活动台账!D2']],
    ['of a code', { code: 'amount-as-text' }, ['收入台账!E2']],
    ['of a row', { row: { sheet: '活动台账', cell: 'A2' } }, ['活动台账!D2']],
    ['of words, whatever their case and order', { text: ' c2  广告废 ' }, ['收入台账!C2']],
    ['of words in the suggestion', { text: '1000' }, ['收入台账!E2']],
    ['of a clause', { clause: '二.2' }, ['活动台账!D2']],
    ['that nothing passes', { text: '没有' }, []],
  ])('%s', (_, filter, cells) => {
    expect(matching(filter)).toEqual(cells);
  });

  it('looks at ten thousand findings without keeping the page waiting', async () => {
    const scheduler = new FakeScheduler();
    scheduler.workTakes = 5;
    const list = findingList(books(4000), undefined);
    const found = await inSlices(
      matchingFindings(list, { ...NO_FILTER, text: '广告废' }, wording),
      new AbortController().signal,
      scheduler,
    );
    expect(found).toHaveLength(4000);
    expect(scheduler.pauses).toBeGreaterThan(10);
  });

  it('is given up when another one takes its place', async () => {
    expect(await inSlices(matchingFindings(LIST, NO_FILTER, wording), AbortSignal.abort())).toBeUndefined();
  });
});

describe('suggestions', () => {
  it('that leave every value what it is become edits together, bound to what the cells held', () => {
    const edits = suggestedEdits(BOOKS.workbook, BOOKS.findings());
    expect(edits).toEqual([
      { sheet: '收入台账', cell: 'A2', put: { kind: 'date', date: '2016-05-04' }, expected: '2016-05-04' },
      { sheet: '收入台账', cell: 'E2', put: { kind: 'number', value: 1000 }, expected: '1,000' },
    ]);
    expect(countSuggestions(BOOKS.findings())).toBe(2);
    expect(cellsBySheet(edits)).toEqual([{ sheet: '收入台账', cells: 2 }]);
  });

  it('are one a cell, and expect a blank cell to be blank still', () => {
    const [first] = BOOKS.findings().filter(({ suggestion }) => suggestion !== undefined);
    if (!first) throw new Error('the book has no suggestion');
    const blank = { ...first, cell: 'Z99' };
    const other = { ...blank, suggestion: { type: 'number' as const, value: '7' } };
    expect(suggestedEdits(BOOKS.workbook, [blank, other])).toMatchObject([{ cell: 'Z99', expected: null }]);
  });
});
