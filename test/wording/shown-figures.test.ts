import fc from 'fast-check';
import { Decimal } from '../../src/kernel/decimal';
import { shownAmount, shownDiscount, shownNumber, shownPercent } from '../../src/wording/shown-figures';
import { wordingFor } from '../../src/wording/wording';

describe('figures in sentences', () => {
  it.each([
    ['0', '0.00', '0'],
    ['3850', '3,850.00', '3,850'],
    ['3850.5', '3,850.50', '3,850.5'],
    ['-1234567.891', '-1,234,567.891', '-1,234,567.891'],
    ['999', '999.00', '999'],
    ['90071992547409.91', '90,071,992,547,409.91', '90,071,992,547,409.91'],
    ['0012', '0,012.00', '0,012'],
    ['约一千', '约一千', '约一千'],
    ['1e5', '1e5', '1e5'],
    ['', '', ''],
  ])('%s is the amount %s and the number %s', (text, amount, number) => {
    expect(shownAmount(text)).toBe(amount);
    expect(shownNumber(text)).toBe(number);
  });

  it.each([
    ['0.5', '50%', '5 折'],
    ['0.45', '45%', '4.5 折'],
    ['0.08', '8%', '0.8 折'],
    ['1', '100%', '10 折'],
    // Cut off, never rounded up: what is below the floor must not read as the floor.
    ['0.4999999', '49.99%', '4.99 折'],
    ['0.3333333333333333333333333333333333333333', '33.33%', '3.33 折'],
    ['-0.25', '-25%', '-2.5 折'],
    ['0', '0%', '0 折'],
    ['half', 'half', 'half'],
  ])('%s is %s and %s', (ratio, percent, discount) => {
    expect(shownPercent(ratio)).toBe(percent);
    expect(shownDiscount(ratio)).toBe(discount);
  });

  it('keeps every digit of an amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(99), (whole, cents) => {
        const text = `${String(whole)}.${String(cents).padStart(2, '0')}`;
        expect(shownAmount(text).replaceAll(',', '')).toBe(text);
        expect(new Decimal(shownNumber(text).replaceAll(',', '')).equals(text)).toBe(true);
      }),
    );
  });

  it('have their units', () => {
    expect(wordingFor('zh-CN').figure('218605.06', 'CNY')).toBe('218,605.06 元');
    expect(wordingFor('en-US').figure('218605.06', 'CNY')).toBe('218,605.06 CNY');
    const people = { zh: '人', en: 'people' };
    expect(wordingFor('zh-CN').figure('52300', people)).toBe('52,300 人');
    expect(wordingFor('en-US').figure('52300', people)).toBe('52,300 people');
    expect(wordingFor('en-US').figure('0.3', '')).toBe('0.3');
    expect(wordingFor('en-US').unit(people)).toBe('people');
    expect(wordingFor('zh-CN').unit('CNY')).toBe('元');
  });
});
