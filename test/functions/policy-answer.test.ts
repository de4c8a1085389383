import { callFunction } from '../../src/functions/call';
import type { Argument } from '../../src/functions/cell-values';
import { answerCallText } from '../../src/functions/catalogue';
import { evaluateCall } from '../../src/functions/evaluate-call';
import { builtInPolicy } from '../../src/policy/packs';
import type { Policy } from '../../src/policy/policy';
import { openBooks } from '../../src/settlement/books';
import { wordingFor } from '../../src/wording/wording';
import { maintenanceBook, withExamples } from '../support/maintenance-books';
import { workbook } from '../support/workbook-builder';

const ORDER = { 派单时间: '2016-03-05 09:00', 完成时间: '2016-03-05 10:00', 类型: '安装', 专员: '甲' };

function context(policy: Policy, book = maintenanceBook({ 工单: [ORDER] })) {
  return { policy, books: openBooks(policy, book), wording: wordingFor('zh-CN'), language: 'zh-CN' } as const;
}
const call = (id: string, ...args: Argument[]) => callFunction(id, args, context(withExamples()));
const typed = (formula: string) => evaluateCall(formula, context(withExamples()));

describe('POLICY_ANSWER', () => {
  it.each<[answer: string, value: number]>([
    ['ORDER_PAY', 60],
    ['maintenance_pay', 60],
    ['营维专员报酬', 60],
    ['Commission on sales', 0],
  ])('gives any answer of the policy in force, by its name or title: %s', (answer, value) => {
    expect(call('POLICY_ANSWER', answer, 2016)).toEqual({ ok: true, value });
  });

  it('gives what the function of an answer gives', () => {
    const policy = builtInPolicy();
    const books = workbook({ revenue: [['2016-03-05', '', '广告费', '', 1000.01]] });
    const own = context(policy, books);
    for (const { id } of policy.document.answers) {
      expect(callFunction('POLICY_ANSWER', [id], own)).toEqual(callFunction(id, [], own));
    }
  });

  it('takes the workbook’s year where none is given', () => {
    expect(call('POLICY_ANSWER', 'ORDER_PAY')).toEqual({ ok: true, value: 60 });
  });

  it('knows no answer of another policy, and says which is spelt most alike', () => {
    const result = call('POLICY_ANSWER', 'MAINTENANCE_PAI', 2016);
    expect(result).toMatchObject({ ok: false, error: { code: '#VALUE!' } });
    expect(!result.ok && result.error.message).toContain('MAINTENANCE_PAY');
  });

  it('is #N/A without a workbook, as any answer of ledgers is', () => {
    const { books: _books, ...without } = context(withExamples());
    expect(callFunction('POLICY_ANSWER', ['ORDER_PAY', 2016], without)).toMatchObject({
      ok: false,
      error: { code: '#N/A' },
    });
  });
});

describe('a function whose answer the policy in force does not give', () => {
  it.each(['FAN_PENALTY', 'NET_PROFIT', 'TEAM_SHARE', 'PRIZE_QUOTA'])('%s is #N/A and says so', (id) => {
    const result = call(id);
    expect(result).toMatchObject({ ok: false, error: { code: '#N/A' } });
    expect(!result.ok && result.error.message).toContain(id);
  });
});

describe('an answer without a function of its own', () => {
  it('is computed as if it had one, where formulas are typed', () => {
    expect(typed('MAINTENANCE_PAY(2016)')).toEqual({ ok: true, value: 60 });
    expect(typed('=maintenance_pay()')).toEqual({ ok: true, value: 60 });
  });

  it('takes the year and nothing else', () => {
    expect(typed('MAINTENANCE_PAY(2016,1)')).toMatchObject({
      ok: false,
      error: { kind: 'call', problem: { code: 'arguments-too-many', most: 1, given: 2 } },
    });
    expect(typed('NOBODY_PAY(2016)')).toMatchObject({ ok: false, error: { kind: 'call' } });
  });

  it('is asked for in a cell by name', () => {
    expect(answerCallText('NET_PROFIT')).toBe('NET_PROFIT()');
    expect(answerCallText('MAINTENANCE_PAY')).toBe('POLICY_ANSWER("MAINTENANCE_PAY")');
    // A row function's name is no answer's.
    expect(answerCallText('COUNTED')).toBe('POLICY_ANSWER("COUNTED")');
  });
});
