import { builtInPolicy } from '../../src/policy/packs';
import type { PolicyStanding } from '../../src/policy/standing';
import { openBooks } from '../../src/settlement/books';
import { derivationText } from '../../src/taskpane/trace/derivation-copy';
import { derivationLines } from '../../src/taskpane/trace/derivation-lines';
import { wordingFor } from '../../src/wording/wording';
import { workbook } from '../support/workbook-builder';

/** What is copied of the fan penalty, closed, under a policy that stands so. */
function copied(standing?: PolicyStanding): string {
  const policy = { ...builtInPolicy(), ...(standing && { standing }) };
  const books = openBooks(policy, workbook({ fans: [['2016-12-31', '公司网站', 52300]] }));
  const answer = books.settle(2016).answers.find(({ id }) => id === 'FAN_PENALTY');
  if (!answer) throw new Error('no FAN_PENALTY');
  const lines = derivationLines(answer.derivation, { open: new Set(), asked: new Map() });
  return derivationText(wordingFor('zh-CN'), policy, lines);
}

describe('a copied derivation', () => {
  it('ends with how the policy stands to what was approved', () => {
    expect(copied({ kind: 'unapproved' })).toBe(`${copied()}\n\n这份制度没有批准记录`);
  });

  it('says nothing of approval where no workbook’s record was read', () => {
    expect(copied()).toMatch(/^活粉考核 {2}= 3,850\.00 元/);
    expect(copied()).not.toContain('批准');
  });
});
