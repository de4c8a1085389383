import fc from 'fast-check';
import { scanJson } from '../../src/cli/json-scan';
import { escapeUnseen, jsonText } from '../../src/cli/json-text';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('scanning JSON', () => {
  it.each([
    ['', 1, 1],
    ['  \n ', 2, 2],
    ['{', 1, 2],
    ['[1,]', 1, 4],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{a:1}', 1, 2],
    ['[1 2]', 1, 4],
    ['[1}', 1, 3],
    ['1 2', 1, 3],
    ['tru', 1, 1],
    ['"abc', 1, 1],
    ['"a\\x"', 1, 1],
    ['"\\u12g4"', 1, 1],
    ['"a\tb"', 1, 1],
    ['{"a":1\n,"b":\r\n  oops}', 3, 3],
    ['["甲😀" 1]', 1, 7],
    ['-', 1, 1],
    ['01', 1, 2],
    ['[.5]', 1, 2],
    ['NaN', 1, 1],
    ['// comment\n1', 1, 1],
    [']', 1, 1],
  ])('%j breaks at line %i, column %i', (text, line, column) => {
    expect(scanJson(text).fault).toEqual({ line, column });
    expect(isJson(text)).toBe(false);
  });

  it.each([
    ['0', 0],
    [' -1.5e+3 ', 0],
    ['"\\u00e9\\n"', 0],
    ['[]', 1],
    ['{}', 1],
    ['{"a":[{"b":[]}]}', 4],
    ['[[],[[]]]', 3],
    ['"[[["', 0],
  ])('%j is whole, nested %i deep', (text, depth) => {
    expect(scanJson(text)).toEqual({ fault: undefined, depth });
  });

  it('agrees with JSON.parse on whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(scanJson(text).fault).toBeUndefined();
      }),
    );
  });

  it('agrees with JSON.parse on JSON with one character changed', () => {
    const characters = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '1',
      '-',
      '.',
      'e',
      't',
      ' ',
      '\n',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), characters, (json, place, character) => {
        const at = place % json.length;
        const changed = `${json.slice(0, at)}${character}${json.slice(at + 1)}`;
        expect([changed, scanJson(changed).fault === undefined]).toEqual([changed, isJson(changed)]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'a', 1, 8],
    ['{"a":{"b":1},\n "c":[{"d":1,\n  "d":2}], "a":3}', 'd', 3, 3],
    ['{"甲":1,"\\u7532":2}', '甲', 1, 8],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 1, 16],
  ])('%j has a key twice', (text, key, line, column) => {
    expect(scanJson(text)).toMatchObject({ fault: undefined, duplicate: { key, line, column } });
  });

  it.each(['{"a":{"a":1},"b":{"a":1}}', '[{"a":1},{"a":1}]', '{"a":1,"A":2}'])('%j has no key twice', (text) => {
    expect(scanJson(text).duplicate).toBeUndefined();
  });

  it('goes through text nested without end', () => {
    expect(scanJson('['.repeat(1_000_000))).toEqual({ fault: undefined, depth: 1_000_000 });
  });
});

describe('printing JSON', () => {
  it('means the same, and holds nothing unseen', () => {
    fc.assert(
      fc.property(
        fc.anything({
          maxDepth: 2,
          key: fc.string({ unit: 'binary' }),
          values: [fc.string({ unit: 'binary' }), fc.nat()],
        }),
        (value) => {
          const plain = JSON.stringify(value) as string | undefined;
          if (plain === undefined) return;
          const text = jsonText(value);
          expect(JSON.parse(text)).toEqual(JSON.parse(plain));
          expect(text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
        },
      ),
    );
  });

  it('leaves what is seen as it is', () => {
    expect(jsonText({ 类别: '广告费 “é” 😀' })).toBe('{"类别":"广告费 “é” 😀"}');
    expect(escapeUnseen('{"a":"\u202E\u009B"}')).toBe('{"a":"\\u202e\\u009b"}');
  });
});
