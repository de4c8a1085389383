import fc from 'fast-check';
import type { Finding } from '../../src/ledger/finding';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks, type Books } from '../../src/settlement/books';
import {
  applyWaivers,
  LONGEST_WAIVER_NAME,
  LONGEST_WAIVER_REASON,
  MOST_WAIVERS_CHARACTERS,
  readWaivers,
  rowContentOf,
  unwaive,
  waive,
  writeWaivers,
  type Waiver,
} from '../../src/workbook/waivers';
import { workbook, type Row } from '../support/workbook-builder';

const AT = '2016-03-05T08:30:00.000Z';
const WORDS = { by: '张三', reason: '与对方核对过，两笔都是真的', at: AT };

const TWICE: Row = ['2016-03-05', '广告', '广告费', null, 1000];
const ONCE: Row = ['2016-04-05', '推广', '活动推广费', null, 500];
/** A price of which less than half was paid: a warning that an amount does not depend on. */
const CHEAP: Row = ['2016-05-05', '自揽', '微商城销售', '自揽', 100, 50, 900];

function booksOf(revenue: readonly Row[]): Books {
  return openBooks(builtInPolicy(), workbook({ revenue }));
}

function findingsOf(books: Books, code: string): readonly Finding[] {
  return books.findings().filter((finding) => finding.code === code);
}

function waived(books: Books, code: string, before: readonly Waiver[] = [], words = WORDS): readonly Waiver[] {
  const result = waive(before, findingsOf(books, code), words, rowContentOf(books));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The cells of a code's findings that are set aside, and the states of all waivers. */
function applied(
  books: Books,
  waivers: readonly Waiver[],
  code: string,
): { readonly aside: readonly string[]; readonly states: readonly string[] } {
  const { findings, states } = applyWaivers(books.findings(), waivers, rowContentOf(books));
  return {
    aside: findings.filter((finding) => finding.code === code && finding.waived).map(({ cell }) => cell),
    states: states.map((state) => (state.state === 'in-force' ? state.finding.cell : state.state)),
  };
}

describe('a finding that is set aside', () => {
  const books = booksOf([TWICE, ONCE, TWICE]);
  const waivers = waived(books, 'duplicate-row');

  it('bears who did so, why and when; everything else of it and of the others is as it was', () => {
    const { findings } = applyWaivers(books.findings(), waivers, rowContentOf(books));
    const expected = books
      .findings()
      .map((finding) => (finding.code === 'duplicate-row' ? { ...finding, waived: WORDS } : finding));
    expect(findings).toEqual(expected);
    expect(expected.filter((finding) => 'waived' in finding)).toHaveLength(1);
  });

  it('stays so when its row moves, and when other rows come, go or change', () => {
    const moved = booksOf([
      ['2016-01-01', '新', '广告费', null, 1],
      ONCE,
      TWICE,
      ['2016-06-01', '改', '代维费', null, 7],
      TWICE,
    ]);
    expect(applied(moved, waivers, 'duplicate-row')).toEqual({ aside: ['E6'], states: ['E6'] });
  });

  it('is told again when a cell of its row changes, whichever it is', () => {
    const cheap = booksOf([CHEAP]);
    const given = waived(cheap, 'discount-below-floor');
    expect(applied(cheap, given, 'discount-below-floor').states).toEqual(['E2']);
    const changes: readonly Row[] = [
      ['2016-05-06', '自揽', '微商城销售', '自揽', 100, 50, 900],
      ['2016-05-05', '自揽商品', '微商城销售', '自揽', 100, 50, 900],
      ['2016-05-05', '自揽', '微商城销售', '自揽', 101, 50, 900],
      ['2016-05-05', '自揽', '微商城销售', '自揽', 100, 51, 900],
      ['2016-05-05', '自揽', '微商城销售', '自揽', 100, 50, 901],
      ['2016-05-05', '自揽', '微商城销售', '自揽', 100, 50, 900, null, '备注'],
    ];
    for (const row of changes) {
      const changed = booksOf([row]);
      expect(findingsOf(changed, 'discount-below-floor')).toHaveLength(1);
      expect(applied(changed, given, 'discount-below-floor')).toEqual({ aside: [], states: ['expired'] });
    }
  });

  it('expires with the row, and is in force again if the row comes back as it was', () => {
    expect(applied(booksOf([ONCE]), waivers, 'duplicate-row').states).toEqual(['expired']);
    expect(applied(booksOf([TWICE, TWICE]), waivers, 'duplicate-row').states).toEqual(['E3']);
  });

  it('sets aside no further row of the same content: one waiver, one finding', () => {
    const thrice = booksOf([TWICE, TWICE, TWICE]);
    const { aside, states } = applied(thrice, waived(booksOf([TWICE, TWICE]), 'duplicate-row'), 'duplicate-row');
    expect({ aside, states }).toEqual({ aside: ['E3'], states: ['E3'] });
  });

  it('of several with the same content is the one that stood where it stands', () => {
    const thrice = booksOf([TWICE, TWICE, TWICE]);
    const result = waive([], findingsOf(thrice, 'duplicate-row').slice(1), WORDS, rowContentOf(thrice));
    expect(applied(thrice, result.ok ? result.value : [], 'duplicate-row').aside).toEqual(['E4']);
  });

  it('on one cell of a row is not set aside by a waiver for another cell', () => {
    const texts = booksOf([['2016-05-05', '自揽', '微商城销售', '自揽', '￥100', '￥50', 150]]);
    const [first] = findingsOf(texts, 'amount-as-text');
    const result = waive([], first ? [first] : [], WORDS, rowContentOf(texts));
    expect(findingsOf(texts, 'amount-as-text').map(({ cell }) => cell)).toEqual(['E2', 'F2']);
    expect(applied(texts, result.ok ? result.value : [], 'amount-as-text').aside).toEqual(['E2']);
  });

  it('on no row is known by its place and facts', () => {
    const poor = openBooks(
      builtInPolicy(),
      workbook({ revenue: [TWICE], cost: [['2016-05-05', '工资', '员工工资', 4000]] }),
    );
    const given = waived(poor, 'revenue-below-cost');
    expect(applied(poor, given, 'revenue-below-cost').states).toHaveLength(1);
    expect(applied(poor, given, 'revenue-below-cost').states).not.toContain('expired');
    const poorer = openBooks(
      builtInPolicy(),
      workbook({ revenue: [TWICE], cost: [['2016-05-05', '工资', '员工工资', 5000]] }),
    );
    expect(applied(poorer, given, 'revenue-below-cost')).toEqual({ aside: [], states: ['expired'] });
  });

  it('is never one that blocks, also where it has come to block since', () => {
    const blocked = booksOf([['2016-03-05', '广告', '广告', null, 1000]]);
    const blocking = findingsOf(blocked, 'unknown-category');
    expect(waive([], blocking, WORDS, rowContentOf(blocked))).toEqual({
      ok: false,
      error: { code: 'finding-blocks', finding: blocking[0] },
    });
    const content = rowContentOf(books);
    const stopping = books.findings().map((finding) => ({ ...finding, blocks: true }));
    const { findings, states } = applyWaivers(stopping, waivers, content);
    expect(findings).toEqual(stopping);
    expect(states).toMatchObject([{ state: 'expired' }]);
  });

  it('is found under a merge and by its user’s own cell', () => {
    const plain = workbook({ revenue: [CHEAP, CHEAP] });
    const merged: WorkbookSnapshot = {
      ...plain,
      sheets: plain.sheets.map((sheet) =>
        sheet.name === '收入台账'
          ? {
              ...sheet,
              merges: [{ top: 2, left: 1, bottom: 3, right: 1 }],
              rows: sheet.rows.map((row, index) => (index === 2 ? [null, ...(row ?? []).slice(1)] : row)),
            }
          : sheet,
      ),
    };
    const dateMoved: WorkbookSnapshot = {
      ...merged,
      sheets: merged.sheets.map((sheet) =>
        sheet.name === '收入台账'
          ? {
              ...sheet,
              rows: sheet.rows.map((row, index) => (index === 1 ? [42500, ...(row ?? []).slice(1)] : row)),
            }
          : sheet,
      ),
    };
    const open = (snapshot: WorkbookSnapshot): Books => openBooks(builtInPolicy(), snapshot);
    const given = waived(open(merged), 'discount-below-floor');
    expect(applied(open(merged), given, 'discount-below-floor').aside).toEqual(['E2', 'E3']);
    // The date stands in the first row alone, and speaks for both.
    expect(applied(open(dateMoved), given, 'discount-below-floor').states).toEqual(['expired', 'expired']);
  });
});

describe('setting aside', () => {
  const books = booksOf([TWICE, TWICE]);

  it('asks for a name and a reason, of a length that can be read', () => {
    const refusal = (words: object): unknown => {
      const result = waive([], findingsOf(books, 'duplicate-row'), { ...WORDS, ...words }, rowContentOf(books));
      return result.ok ? undefined : result.error;
    };
    expect(refusal({ by: '  ' })).toEqual({ code: 'waiver-field-empty', field: 'by' });
    expect(refusal({ reason: '' })).toEqual({ code: 'waiver-field-empty', field: 'reason' });
    for (const [field, most] of [
      ['by', LONGEST_WAIVER_NAME],
      ['reason', LONGEST_WAIVER_REASON],
    ] as const) {
      expect(refusal({ [field]: '长'.repeat(most) })).toBeUndefined();
      expect(refusal({ [field]: '长'.repeat(most + 1) })).toEqual({
        code: 'waiver-field-too-long',
        field,
        length: most + 1,
        most,
      });
    }
  });

  it('leaves alone what is set aside already', () => {
    const once = waived(books, 'duplicate-row');
    const { findings } = applyWaivers(books.findings(), once, rowContentOf(books));
    const again = waive(
      once,
      findings.filter(({ code }) => code === 'duplicate-row'),
      { ...WORDS, by: '李四' },
      rowContentOf(books),
    );
    expect(again).toEqual({ ok: true, value: once });
  });

  it('is taken back one by one', () => {
    const all = waived(booksOf([TWICE, TWICE, TWICE]), 'duplicate-row');
    const kept = readWaivers(writeWaivers(all));
    const [first] = kept.ok ? kept.value : [];
    expect(unwaive(all, first ? [first] : [])).toEqual(all.slice(1));
    expect(unwaive(all, all)).toEqual([]);
  });

  it('is refused where the workbook could not keep it', () => {
    const [one] = waived(books, 'duplicate-row');
    const many = one ? Array.from({ length: 8000 }, () => one) : [];
    const result = waive(many, findingsOf(books, 'duplicate-row'), WORDS, rowContentOf(books));
    expect(result).toMatchObject({ ok: false, error: { code: 'waivers-full', most: MOST_WAIVERS_CHARACTERS } });
  });
});

describe('what the workbook keeps', () => {
  const all = waived(booksOf([TWICE, TWICE, TWICE]), 'duplicate-row');

  it('comes back as it was written, and is nothing where nothing is set aside', () => {
    expect(readWaivers(writeWaivers(all))).toEqual({ ok: true, value: all });
    expect(writeWaivers([])).toBeUndefined();
    expect(readWaivers(undefined)).toEqual({ ok: true, value: [] });
  });

  it('says of a row no more than its fingerprint', () => {
    expect(writeWaivers(all)).not.toContain('广告');
  });

  const changed = (change: object): string => JSON.stringify({ version: 1, waivers: [{ ...all[0], ...change }] });

  it.each([
    ['is no JSON', '{', { code: 'waivers-unreadable' }],
    ['is of a later version', '{"version":3}', { code: 'waivers-version', version: '3' }],
    ['has no reason', changed({ reason: '' }), { code: 'waivers-unreadable' }],
    [
      'has a reason too long',
      changed({ reason: '长'.repeat(LONGEST_WAIVER_REASON + 1) }),
      { code: 'waivers-unreadable' },
    ],
    ['has no name', changed({ by: undefined }), { code: 'waivers-unreadable' }],
    ['has a moment that is none', changed({ at: '2016-03-05' }), { code: 'waivers-unreadable' }],
    ['has a fingerprint that is none', changed({ row: '收入台账!E3' }), { code: 'waivers-unreadable' }],
    ['is longer than anything kept', ' '.repeat(MOST_WAIVERS_CHARACTERS + 1), { code: 'waivers-unreadable' }],
  ])('is refused where it %s', (_name, text, error) => {
    expect(readWaivers(text)).toEqual({ ok: false, error });
  });

  it('is read or refused, whatever it holds, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(typeof readWaivers(text).ok).toBe('boolean')),
    );
  });
});
