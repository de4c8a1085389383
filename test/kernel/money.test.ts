import fc from 'fast-check';
import { Decimal } from '../../src/kernel/decimal';
import {
  allocate,
  fenText,
  fenToCell,
  fenToYuan,
  fitsFen,
  roundToFen,
  sumFen,
  yuanText,
  ZERO_FEN,
  type Fen,
} from '../../src/kernel/money';

/** The largest whole number of fen. */
const MOST = Number.MAX_SAFE_INTEGER;
const fen = (value: number): Fen => value as Fen;
const anyFen = fc.maxSafeInteger().map(fen);

describe('roundToFen: half up, away from zero', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['0.004', 0],
    ['0.005', 1],
    ['0.015', 2],
    ['0.025', 3],
    ['1.005', 101],
    ['2.675', 268],
    ['0.0049999999999999999999999999999999999999999999999999', 0],
    ['0.00500000000000000000000000000000000000000000000001', 1],
    ['90071992547409.91', MOST],
    ['90071992547409.914', MOST],
  ])('±%s → %d fen', (yuan, expected) => {
    expect(roundToFen(new Decimal(yuan))).toBe(expected);
    // `toBe` tells −0 from 0: no negative zero ever comes out.
    expect(roundToFen(new Decimal(`-${yuan}`))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each(['90071992547409.92', '-90071992547409.92', '1e300'])(
    '%s yuan can’t be held: a bug upstream, so it throws',
    (yuan) => {
      expect(() => roundToFen(new Decimal(yuan))).toThrow(RangeError);
    },
  );

  it('differs from the exact amount by half a fen at most, and is odd: −x rounds to −round(x)', () => {
    const amount = fc.tuple(fc.bigInt(-(10n ** 19n), 10n ** 19n), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(amount, ([digits, places]) => {
        const yuan = new Decimal(digits.toString()).dividedBy(new Decimal(10).pow(places + 6));
        const rounded = fenToYuan(roundToFen(yuan));
        expect(rounded.minus(yuan).abs().lessThanOrEqualTo('0.005')).toBe(true);
        // The half itself goes away from zero.
        if (rounded.minus(yuan).abs().equals('0.005')) expect(rounded.abs().greaterThan(yuan.abs())).toBe(true);
        expect(fenToYuan(roundToFen(yuan.negated())).equals(rounded.negated())).toBe(true);
      }),
    );
  });
});

describe('fitsFen: asked before rounding', () => {
  it.each<[string, boolean]>([
    ['90071992547409.91', true],
    ['-90071992547409.91', true],
    ['90071992547409.92', false],
    ['-90071992547409.92', false],
    ['0', true],
  ])('%s → %p', (yuan, fits) => {
    expect(fitsFen(new Decimal(yuan))).toBe(fits);
  });

  it('whatever fits can be rounded', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const yuan = new Decimal(value);
        if (fitsFen(yuan)) expect(Number.isSafeInteger(roundToFen(yuan))).toBe(true);
        else expect(() => roundToFen(yuan)).toThrow(RangeError);
      }),
    );
  });
});

describe('fen as text and as a cell', () => {
  it.each<[number, string]>([
    [0, '0.00'],
    [1, '0.01'],
    [-1, '-0.01'],
    [10, '0.10'],
    [-99, '-0.99'],
    [100, '1.00'],
    [-385000, '-3850.00'],
    [MOST, '90071992547409.91'],
  ])('%d fen is «%s»', (value, text) => {
    expect(fenText(fen(value))).toBe(text);
  });

  it.each<[string, string]>([
    ['3', '3.00'],
    ['3.1', '3.10'],
    ['3.14', '3.14'],
    ['50.005', '50.005'],
    ['-0.5', '-0.50'],
    ['0', '0.00'],
  ])('%s yuan is «%s», with all its decimals', (amount, text) => {
    expect(yuanText(new Decimal(amount))).toBe(text);
  });

  it('text, exact yuan and back: the same fen', () => {
    fc.assert(
      fc.property(anyFen, (value) => {
        expect(roundToFen(fenToYuan(value))).toBe(value === 0 ? 0 : value);
        expect(roundToFen(new Decimal(fenText(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('a cell holds the nearest double, which reads as the same two decimals (up to ten trillion yuan)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (value) => {
        expect(fenToCell(fen(value))).toBe(Number((value / 100).toFixed(2)));
      }),
    );
  });
});

describe('sumFen', () => {
  it('nothing adds up to nothing', () => {
    expect(sumFen([])).toBe(0);
  });

  it('is exact up to the largest safe integer, and says nothing past it', () => {
    expect(sumFen([fen(MOST - 1), fen(1)])).toBe(MOST);
    expect(sumFen([fen(MOST), fen(1)])).toBeUndefined();
    expect(sumFen([fen(-MOST), fen(-1)])).toBeUndefined();
    expect(sumFen([fen(MOST), fen(2), fen(-2)])).toBe(MOST);
  });

  it('is the exact sum in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyFen, { maxLength: 8 }), (amounts) => {
        const exact = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        const expected = exact >= BigInt(-MOST) && exact <= BigInt(MOST) ? Number(exact) : undefined;
        expect(sumFen(amounts)).toBe(expected);
        expect(sumFen([...amounts].reverse())).toBe(expected);
      }),
    );
  });
});

describe('allocate (六.1): shares that sum to the pool to the fen', () => {
  const weights = (...values: (number | string)[]): Decimal[] => values.map((value) => new Decimal(value));
  it.each<[string, number, (number | string)[], number[]]>([
    ['equal shares, one fen left: the earlier', 100, [1, 1, 1], [34, 33, 33]],
    ['two fen left: the two earlier', 101, [1, 1, 1], [34, 34, 33]],
    ['the largest remainder first: 2.5, 3.5 and 4 of 10', 10, [25, 35, 40], [3, 3, 4]],
    ['remainders 0.2, 0.3 and 0.5', 1, [2, 3, 5], [0, 0, 1]],
    ['a weight of zero gets nothing', 100, [0, 1], [0, 100]],
    ['not even a fen left over', 1, [0, 1, 1], [0, 1, 0]],
    ['one person takes it all', 2777767, ['0.1'], [2777767]],
    ['a pool of nothing', 0, [1, 2], [0, 0]],
    ['a negative pool is split like a positive one', -100, [1, 1, 1], [-34, -33, -33]],
    ['fractions weigh as they are written: 0.1, 0.2', 30, ['0.1', '0.2'], [10, 20]],
    ['a third and two thirds, cut to 15 digits', 300, ['0.333333333333333', '0.666666666666667'], [100, 200]],
    ['the largest pool there is', MOST, [1, 1], [(MOST + 1) / 2, (MOST - 1) / 2]],
  ])('%s', (_, pool, given, expected) => {
    expect(allocate(fen(pool), weights(...given))).toEqual({ ok: true, value: expected });
  });

  it.each<[string, (number | string)[], object]>([
    ['nobody to share with', [], { code: 'no-weights' }],
    ['a negative weight', [1, '-0.5', 2], { code: 'negative-weight', index: 1, weight: '-0.5' }],
    ['weights of nothing', [0, 0], { code: 'weights-sum-to-zero' }],
  ])('%s is refused', (_, given, error) => {
    expect(allocate(fen(100), weights(...given))).toEqual({ ok: false, error });
  });

  it('sums to the pool, and each share is less than one fen from the exact one; equal weights never differ by more than one', () => {
    const weight = fc.tuple(fc.nat(10 ** 9), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(anyFen, fc.array(weight, { minLength: 1, maxLength: 12 }), (pool, given) => {
        fc.pre(given.some(([digits]) => digits > 0));
        const units = given.map(([digits, places]) => BigInt(digits) * 10n ** BigInt(6 - places));
        const shares = allocate(
          pool,
          given.map(([digits, places]) => new Decimal(`${digits}e-${places}`)),
        );
        if (!shares.ok) throw new Error(shares.error.code);
        const total = units.reduce((sum, unit) => sum + unit, 0n);
        expect(shares.value.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(pool));
        shares.value.forEach((share, index) => {
          const exact = BigInt(pool) * (units[index] ?? 0n);
          const apart = BigInt(share) * total - exact;
          expect(apart < total && apart > -total).toBe(true);
        });
      }),
    );
  });

  it('ZERO_FEN is nothing', () => {
    expect(fenText(ZERO_FEN)).toBe('0.00');
  });
});
