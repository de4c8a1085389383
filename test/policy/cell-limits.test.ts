import { parsePolicy } from '../../src/policy/parse-policy';
import { packWith, type Json } from './pack-change';

/** What a policy must not hold, because no sheet could: each is refused where it stands. */
const NAME = 'parameters.0.title.zh';
const TEXT = 'clauses.0.text';

function codesAt(place: string, value: Json): readonly string[] {
  const parsed = parsePolicy(packWith(place, value));
  return parsed.ok ? [] : parsed.error.map(({ code, path, facts }) => `${code} ${path} ${facts['detail'] ?? ''}`);
}

describe('a text', () => {
  it.each(['甲\u0000', '甲\u0007', '甲\r\n乙', '甲\u007f', '\ud800甲', '甲\uffff'])(
    'without what no cell holds: %j',
    (text) => {
      expect(codesAt(TEXT, text)).toEqual([`schema-invalid-format ${TEXT} printable`]);
      expect(codesAt(NAME, text)).toEqual([`schema-invalid-format ${NAME} printable`]);
    },
  );

  it.each(['甲\n乙', '甲\t乙'])('of several lines where it is no name: %j', (text) => {
    expect(codesAt(TEXT, text)).toEqual([]);
    expect(codesAt('chapters.0.title', text)).toEqual(['schema-invalid-format chapters.0.title one-line']);
  });

  it.each([' ', '\u3000', '\n'])('is never blank: %j', (text) => {
    expect(codesAt(TEXT, text)).toContain(`schema-invalid-format ${TEXT} filled`);
  });

  it.each([' 甲 ', '😀', '=1+1', '甲\u2028', 'é'])('may be anything else: %j', (text) => {
    expect(codesAt(TEXT, text)).toEqual([]);
  });
});

describe('a list in one cell', () => {
  const categories = (length: number): Json =>
    Array.from({ length: 200 }, (_, index) => String(index).padEnd(length, '甲'));

  it('holds 15,000 characters and no more', () => {
    const place = 'ruleTables.0.rules.0.when.0.in';
    // A condition of any form was tried: the refusal is of all of them.
    const refusal = 'schema-invalid-union ruleTables.0.rules.0.when.0 ';
    expect(codesAt(place, categories(75))).not.toContain(refusal);
    expect(codesAt(place, categories(76))).toEqual([refusal]);
    const keywords = 'ledgers.0.categories.0.keywords';
    expect(codesAt(keywords, [Array.from({ length: 6 }, () => '甲'.repeat(100))])).toEqual([]);
    expect(
      codesAt(
        keywords,
        Array.from({ length: 26 }, () => Array.from({ length: 6 }, () => '甲'.repeat(100))),
      ),
    ).toEqual([`schema-custom ${keywords} one-cell`]);
  });

  it('of a limit’s conditions, 20,000 with what separates them', () => {
    const place = 'limits.0.when';
    const condition = (length: number): Json => ({ field: 'category', in: categories(length) });
    expect(codesAt(place, [condition(40)]).filter((code) => code.includes('one-cell'))).toEqual([]);
    expect(codesAt(place, [condition(40), condition(40)])).toEqual([`schema-custom ${place} one-cell`]);
  });
});

it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
  'no column is called %s, as every object has that',
  (id) => {
    expect(codesAt('ledgers.0.columns.8.id', id)).toEqual(['schema-custom ledgers.0.columns.8.id column-id']);
  },
);
