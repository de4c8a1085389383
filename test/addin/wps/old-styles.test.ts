import { FlexGaps, inOlderWords } from '../../../src/addin/wps/old-styles';

test.each([
  ['.f1{inset:0;}', '.f1{top:0;right:0;bottom:0;left:0;}'],
  ['.f1{inset:1px 2px}', '.f1{top:1px;right:2px;bottom:1px;left:2px}'],
  ['.f1{inset:1px 2px 3px}', '.f1{top:1px;right:2px;bottom:3px;left:2px}'],
  ['.f1{inset-inline-start:4px;}', '.f1{left:4px;}'],
  [
    '.f1{margin-inline:calc(-1 * var(--s)) auto;}',
    '.f1{margin-inline-start:calc(-1 * var(--s));margin-inline-end:auto;}',
  ],
  [
    '.f1{padding-block:calc(var(--a) - calc(var(--b) + 1px));}',
    '.f1{padding-block-start:calc(var(--a) - calc(var(--b) + 1px));padding-block-end:calc(var(--a) - calc(var(--b) + 1px));}',
  ],
  ['.f1{border-inline:1px solid var(--c)}', '.f1{border-left:1px solid var(--c);border-right:1px solid var(--c)}'],
  ['.f1{overflow-wrap:anywhere;}', '.f1{overflow-wrap:break-word;word-break:break-word;}'],
  ['@media (hover:hover){.f1{overflow-y:clip}}', '@media (hover:hover){.f1{overflow-y:hidden}}'],
  ['.f1:focus-visible,.f1:hover{color:red}', '.f1[data-fui-focus-visible],.f1:hover{color:red}'],
  ['.f1{color:red;display:flex;}', '.f1{color:red;display:flex;}'],
])('%s is said as %s', (rule, older) => {
  expect(inOlderWords(rule)).toBe(older);
});

describe('gaps of flex boxes', () => {
  const rulesOf = (...rules: readonly string[]): readonly string[] => {
    const gaps = new FlexGaps();
    return rules.flatMap((rule) => gaps.see(rule));
  };

  test.each([
    ['the gap first', ['.gap{column-gap:8px;}', '.flex{display:flex;}']],
    ['the box first', ['.flex{display:flex;}', '.gap{column-gap:8px;}']],
  ])('need a box and a gap: %s', (_case, rules) => {
    expect(rulesOf(...rules)).toEqual(['.gap.flex>*:not(:last-child){margin-right:8px}']);
  });

  test('are nothing to a grid', () => {
    expect(rulesOf('.gap{column-gap:8px;}', '.grid{display:grid;}')).toEqual([]);
  });

  test('lie between the rows of a column, and no longer beside them', () => {
    expect(rulesOf('.flex{display:inline-flex}', '.gap{gap:4px 8px}', '.column{flex-direction:column}')).toEqual([
      '.gap.flex>*:not(:last-child){margin-right:8px}',
      '.gap.flex.column>*:not(:last-child){margin-right:0;margin-bottom:4px}',
    ]);
  });

  test('of a rule that says all by itself', () => {
    expect(rulesOf('.all{display:flex;flex-wrap:wrap;gap:6px}')).toEqual([
      '.all>*:not(:last-child){margin-right:6px}',
      '.all>*{margin-top:calc(6px / 2);margin-bottom:calc(6px / 2)}',
    ]);
  });

  test('of a box that is a column on narrow pages only', () => {
    expect(rulesOf('.all{display:flex;gap:8px}', '@media (max-width: 480px){.all{flex-direction:column}}')).toEqual([
      '.all>*:not(:last-child){margin-right:8px}',
      '@media (max-width: 480px){.all>*:not(:last-child){margin-right:0;margin-bottom:8px}}',
    ]);
  });

  test('are made once for a rule that comes again', () => {
    expect(rulesOf('.all{display:flex;gap:8px}', '.all{display:flex;gap:8px}')).toHaveLength(1);
  });
});
