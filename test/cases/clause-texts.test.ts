import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInPolicy } from '../../src/policy/packs';

const WRITTEN = readFileSync(path.join(__dirname, 'internet-centre-policy.txt'), 'utf8');
const { document } = builtInPolicy();
const PARAGRAPHS = document.clauses.flatMap(({ id, text }) => text.split('\n').map((paragraph) => ({ id, paragraph })));

describe('the policy’s clauses are the written ones, word for word', () => {
  it.each(PARAGRAPHS)('$id: $paragraph', ({ paragraph }) => {
    expect(WRITTEN).toContain(paragraph);
  });

  it('and none of the written text is left out', () => {
    const rest = PARAGRAPHS.sort((a, b) => b.paragraph.length - a.paragraph.length)
      .reduce((left, { paragraph }) => left.replace(paragraph, ''), WRITTEN)
      .replace(document.title.zh, '')
      .replace(document.source, '');
    const headings = document.chapters.reduce((left, { title }) => left.replace(title, ''), rest);
    // What is left are numbers, and the headings of 六、2 and 六、3, which say nothing by themselves.
    expect(headings.replace(/[\s0-9().、一二三四五六]/g, '')).toBe('收入计算:成本计算:');
  });
});
