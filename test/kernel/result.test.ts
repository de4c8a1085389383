import { err, ok } from '../../src/kernel/result';

describe('Result', () => {
  it('is a value or a refusal with its facts', () => {
    expect(ok(5)).toEqual({ ok: true, value: 5 });
    expect(err({ code: 'no-weights' })).toEqual({ ok: false, error: { code: 'no-weights' } });
  });
});
