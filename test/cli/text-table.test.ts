import fc from 'fast-check';
import { displayWidth, wrap } from '../../src/cli/display-width';
import { textTable } from '../../src/cli/text-table';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['净利润', 6],
    ['净利润 NET', 10],
    ['「五.1」、', 10],
    ['é', 1],
    ['e\u0301', 1],
    ['１２００', 8],
    ['😀', 2],
    ['── ✓ ▲', 6],
  ])('%j is %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('wrapping', () => {
  it.each([
    ['short', 10, ['short']],
    ['two words', 5, ['two', 'words']],
    ['净利润等于收入减成本', 8, ['净利润等', '于收入减', '成本']],
    // A closing mark goes with the character before it, an opening one with the character after it.
    ['净利润，收入', 6, ['净利', '润，收', '入']],
    ['收入（含税）', 6, ['收入', '（含', '税）']],
    ['金额 1,234.50 元', 10, ['金额', '1,234.50', '元']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['一\n二三四', 4, ['一', '二三', '四']],
    ['', 5, ['']],
    ['a  b', 1, ['a', 'b']],
  ])('%j in %i columns', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('loses nothing but spaces, and no line is too wide', () => {
    const piece = fc.constantFrom(
      'a',
      'bc',
      '1,234.50',
      ' ',
      '净',
      '利润',
      '，',
      '（',
      '）',
      '「',
      '」',
      '…',
      '😀',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 2, max: 30 }), (pieces, width) => {
        const text = pieces.join('');
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('a table', () => {
  const columns = [{ heading: '结果' }, { heading: '名称', wraps: true }, { heading: '金额', align: 'right' }] as const;

  it('is ruled off under its heading alone', () => {
    expect(
      textTable(
        columns,
        [
          [{ text: 'NET_PROFIT' }, { text: '净利润' }, { text: '1.00' }],
          [{ text: 'A' }, { text: '乙' }, { text: '-12,345.00' }],
        ],
        60,
      ),
    ).toBe(
      [
        '┌────────────┬────────┬────────────┐',
        '│ 结果       │ 名称   │       金额 │',
        '├────────────┼────────┼────────────┤',
        '│ NET_PROFIT │ 净利润 │       1.00 │',
        '│ A          │ 乙     │ -12,345.00 │',
        '└────────────┴────────┴────────────┘',
        '',
      ].join('\n'),
    );
  });

  it('keeps a cell that looks like a rule', () => {
    const table = textTable(columns, [[{ text: '├──┤' }, { text: '├──┤' }, { text: '├──┤' }]], 60);
    expect(table.match(/├──┤/g)).toHaveLength(3);
  });

  it('wraps the columns that may be wrapped, and paints each line', () => {
    const paint = (line: string): string => `<${line}>`;
    const table = textTable(
      columns,
      [[{ text: 'TEAM_SHARE' }, { text: '团队分红的全年合计', paint }, { text: '1.00' }]],
      30,
    );
    expect(table).toContain('<团队分红>');
    expect(table).toContain('<的全年合>');
    expect(table).toContain('TEAM_SHARE');
  });

  it('paints its heading', () => {
    expect(textTable(columns, [], 60, (line) => `*${line}*`)).toContain('*结果*');
  });
});
