import fc from 'fast-check';
import { builtInPolicy } from '../../src/policy/packs';
import { rewording } from '../../src/policy/rewording';

/** As programmers write it: «每少[-1-]{+2+}人». */
function marked(before: string, after: string): string {
  return rewording(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');
}

describe('what was reworded', () => {
  it.each([
    ['每少1人扣0.5元。', '每少1人扣0.8元。', '每少1人扣[-0.5-]{+0.8+}元。'],
    ['活粉达到60000人。', '活粉达到120000人。', '活粉达到[-60000-]{+120000+}人。'],
    ['不低于10%。', '不低于15%。', '不低于[-10%-]{+15%+}。'],
    ['甲。乙。丙。', '甲。丙。', '甲。[-乙。-]丙。'],
    ['甲。丙。', '甲。乙。丙。', '甲。{+乙。+}丙。'],
    ['甲', '甲', '甲'],
    ['', '甲', '{+甲+}'],
    ['甲', '', '[-甲-]'],
    ['the fee is due', 'the fees are due', 'the [-fee is-]{+fees are+} due'],
    // One character that happens to be kept amid a change is part of it.
    ['由总监定夺', '报会定案', '[-由总监定夺-]{+报会定案+}'],
  ])('from «%s» to «%s»', (before, after, told) => {
    expect(marked(before, after)).toBe(told);
  });

  const clause = fc.oneof(
    fc.constantFrom(...builtInPolicy().document.clauses.map(({ text }) => text)),
    fc
      .array(fc.constantFrom('甲', '乙', '。', '12', 'a', ' ', '\n', '😀', '；'), { maxLength: 30 })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  it('gives both texts back, in stretches none of which is empty', () => {
    fc.assert(
      fc.property(clause, clause, (before, after) => {
        const edits = rewording(before, after);
        const without = (kind: string): string =>
          edits
            .filter((edit) => edit.kind !== kind)
            .map(({ text }) => text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
        expect(edits.every(({ text }) => text !== '')).toBe(true);
        expect(edits.every(({ kind }, index) => kind !== edits[index + 1]?.kind)).toBe(true);
      }),
    );
  });

  it('is nothing where nothing changed', () => {
    fc.assert(
      fc.property(clause, (text) => {
        expect(rewording(text, text)).toEqual(text === '' ? [] : [{ kind: 'same', text }]);
      }),
    );
  });

  it('tells texts whole that would take too long to compare word by word', () => {
    const [before, after] = ['甲乙'.repeat(2000), '乙丙'.repeat(2000)];
    expect(rewording(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  });
});
