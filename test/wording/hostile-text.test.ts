import fc from 'fast-check';
import { wordingFor } from '../../src/wording/wording';
import { shown, shownPath, visible } from '../../src/wording/shown-text';
import { finding } from './findings';

const chinese = wordingFor('zh-CN');
const sentenceWith = (value: string): string => chinese.finding(finding('total-row', { value }));

describe('other people’s text in a sentence', () => {
  it.each([
    ['a gap', '{{value}}'],
    ['an unescaped gap', '{{- value}}'],
    ['a gap with a format', '{{value, uppercase}}'],
    ['nesting', '$t(finding.total-row)'],
    ['nesting with options', '$t(finding.total-row, {"value": "x"})'],
    ['a replacement pattern', "$& $1 $' $$"],
    ['markup', '<b>&amp;</b>'],
    ['our own token', '\uE0000\uE001'],
  ])('stays literal: %s', (_what, value) => {
    expect(sentenceWith(value)).toBe(`收入台账 C15：「${value}」是合计行，不计入，请把它移到表格的汇总行或台账之外。`);
  });

  it('is never taken for a gap of another fact', () => {
    const sentence = chinese.finding(
      finding('classification-mismatch', { memo: '{{other}}', category: '{{memo}}', other: '甲' }),
    );
    expect(sentence).toBe('收入台账 C15：摘要「{{other}}」像是「甲」，类别却是「{{memo}}」，请核对类别。');
  });

  it('can’t choose the language, the key or the options of the sentence', () => {
    const facts = {
      value: '合计',
      lng: 'en-US',
      ns: 'x',
      count: 3,
      context: 'y',
      defaultValue: 'z',
      replace: 'r',
      nest: 'n',
    };
    expect(chinese.finding(finding('total-row', facts))).toBe(sentenceWith('合计'));
  });

  it('is shown with its control characters spelt out', () => {
    expect(sentenceWith('\u001B[31m红\u001B]0;x\u0007')).toContain('\\u001b[31m红\\u001b]0;x\\u0007');
    expect(sentenceWith('两\n行\r\t')).toContain('两\\n行\\r\\t');
    expect(chinese.finding(finding('total-row', { value: 'x' }, { sheet: 'a\u001B[2Jb' }))).toContain('a\\u001b[2Jb');
  });

  it('is shown with what is unseen spelt out: direction marks, blanks without width, C1 controls, halves of pairs', () => {
    expect(visible('a\u202Eb\u200Bc\u009Bd\uFEFFe\u2028f\uD800g\u{E0041}')).toBe(
      'a\\u202eb\\u200bc\\u009bd\\ufeffe\\u2028f\\ud800g\\u{e0041}',
    );
  });

  it('is quoted with what is unseen spelt out, line by line', () => {
    expect(chinese.quoted('第一行\n\u001B[2J第二行')).toBe('「第一行\n\\u001b[2J第二行」');
  });

  it('keeps what people write as it is', () => {
    for (const text of ['广告费·二月', 'naïve café', '￥１２００', '👨‍👩‍👧 活动', 'हिन्दी'])
      expect(visible(text)).toBe(text);
  });

  it('is shortened to 60 characters', () => {
    expect(shown('字'.repeat(60))).toBe('字'.repeat(60));
    expect(shown('字'.repeat(61))).toBe(`${'字'.repeat(59)}…`);
    expect(sentenceWith('字'.repeat(40_000))).toBe(sentenceWith('字'.repeat(61)));
  });

  it('never grows past its limit, nor ends inside an escape or a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const short = shown(text);
        expect(short.length).toBeLessThanOrEqual(60);
        expect(short).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(short === visible(text) || visible(text).startsWith(short.slice(0, -1))).toBe(true);
        expect(short).not.toMatch(/\\u[0-9a-f]{0,3}…$/);
      }),
    );
  });

  it('keeps the end of a long path, which tells files apart', () => {
    const path = `${'folder/'.repeat(100)}2016.xlsx`;
    expect(shownPath(path)).toHaveLength(200);
    expect(shownPath(path)).toMatch(/^….*2016\.xlsx$/);
    expect(shownPath('a\u001B.xlsx')).toBe('a\\u001b.xlsx');
  });

  it('leaves no control character in any sentence, whatever the facts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, nearest) => {
        for (const language of ['zh-CN', 'en-US'] as const) {
          const sentence = wordingFor(language).finding(
            finding('unknown-category', { value, nearest }, { sheet: nearest }),
          );
          expect(sentence).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
