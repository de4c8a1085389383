/** A policy carried into the next year: what is missing then, for which days, and what else changes. */
import fc from 'fast-check';
import { firstDayOf, lastDayOf, parseIsoDate, toDayNumber, type IsoDate } from '../../src/kernel/dates';
import { builtInPolicy } from '../../src/policy/packs';
import type { ParameterValue, PolicyDocument } from '../../src/policy/schema';
import { inYear, rollForward } from '../../src/policy/roll-forward';

const { document } = builtInPolicy();

const day = (text: string): IsoDate => {
  const date = parseIsoDate(text);
  if (!date) throw new Error(`no day: ${text}`);
  return date;
};

/** The built-in policy with one parameter's values replaced: «2016-01-01..2016-12-31», «..2016-12-31», «2016-07-01..». */
function withValues(...spans: readonly string[]): PolicyDocument {
  const values = spans.map((span): ParameterValue => {
    const [from = '', to = ''] = span.split('..');
    return {
      ...(from === '' ? {} : { from: day(from) }),
      ...(to === '' ? {} : { to: day(to) }),
      value: '1',
      clauses: ['二.2'],
    };
  });
  return {
    ...document,
    parameters: document.parameters.map((each) => (each.id === 'event-target' ? { ...each, values } : each)),
  };
}

const openDays = (changed: PolicyDocument, year: number): readonly string[] =>
  rollForward(changed, year)
    .toBeSet.filter(({ parameter }) => parameter.id === 'event-target')
    .map(({ days }) => `${days.from}..${days.to}`);

describe('the days that a value has to be set for', () => {
  it.each<[title: string, values: readonly string[], year: number, open: readonly string[]]>([
    ['a calendar year', ['2016-01-01..2016-12-31'], 2017, ['2017-01-01..2017-12-31']],
    ['one day', ['2016-12-31..2016-12-31'], 2017, ['2017-12-31..2017-12-31']],
    ['to the end of a year', ['..2016-12-31'], 2017, ['2017-01-01..2017-12-31']],
    ['several years', ['2014-01-01..2016-12-31'], 2017, ['2017-01-01..2017-12-31']],
    [
      'half years',
      ['2016-01-01..2016-06-30', '2016-07-01..2016-12-31'],
      2017,
      ['2017-01-01..2017-06-30', '2017-07-01..2017-12-31'],
    ],
    ['a year that was left out', ['2016-01-01..2016-12-31'], 2018, ['2018-01-01..2018-12-31']],
    ['February’s last day', ['2016-02-01..2016-02-29'], 2017, ['2017-02-01..2017-02-28']],
    ['February’s last day of a longer year', ['2015-02-01..2015-02-28'], 2016, ['2016-02-01..2016-02-29']],
    ['no value at all', [], 2017, ['2017-01-01..2017-12-31']],
    ['a value that only begins later', ['2018-01-01..'], 2017, ['2017-01-01..2017-12-31']],
    ['a value for good', ['2016-01-01..'], 2017, []],
    ['a value for ever', ['..'], 2017, []],
    ['a value of the new year already', ['2016-01-01..2016-12-31', '2017-01-01..2017-12-31'], 2017, []],
    ['a value that runs out within the year', ['2016-07-01..2017-06-30'], 2017, ['2017-07-01..2017-12-31']],
    ['one that is followed later', ['2016-07-01..2017-06-30', '2017-10-01..'], 2017, ['2017-07-01..2017-09-30']],
    ['one that is followed at once', ['2016-07-01..2017-06-30', '2017-07-01..'], 2017, []],
    ['one that was set for a part of the year', ['2017-06-01..2017-08-31'], 2017, []],
  ])('%s', (_, values, year, open) => {
    expect(openDays(withValues(...values), year)).toEqual(open);
  });

  it('never has a value already, and lies within the year', () => {
    // Values of a parameter never overlap: days in order, two and two.
    const at = (days: number): string => new Date(Date.UTC(2014, 0, 1 + days)).toISOString().slice(0, 10);
    const spans = fc.uniqueArray(fc.integer({ min: 0, max: 2500 }), { maxLength: 8 }).map((days) => {
      const inOrder = [...days].sort((a, b) => a - b);
      return inOrder.flatMap((from, index) => {
        const to = inOrder[index + 1];
        return index % 2 === 0 && to !== undefined ? [`${at(from)}..${at(to - 1)}`] : [];
      });
    });
    fc.assert(
      fc.property(spans, fc.integer({ min: 2015, max: 2020 }), (written, year) => {
        const changed = withValues(...written);
        const values = changed.parameters.find(({ id }) => id === 'event-target')?.values ?? [];
        for (const { days } of rollForward(changed, year).toBeSet.filter(
          (open) => open.parameter.id === 'event-target',
        )) {
          expect([days.from >= firstDayOf(year), days.to <= lastDayOf(year), days.from <= days.to]).toEqual([
            true,
            true,
            true,
          ]);
          const overlap = values.filter(({ from = days.from, to = days.to }) => from <= days.to && to >= days.from);
          expect(overlap).toEqual([]);
        }
      }),
    );
  });
});

describe('the built-in policy', () => {
  const rolled = rollForward(document, 2017);

  it('stays as it is written', () => {
    expect(rolled.document).toBe(document);
  });

  it('lacks the two targets of 2016 in 2017, and says what they were', () => {
    expect(rolled.toBeSet.map(({ parameter, last, days }) => [parameter.id, last?.value, days.from, days.to])).toEqual([
      ['fan-target', '60000', '2017-12-31', '2017-12-31'],
      ['event-target', '12', '2017-01-01', '2017-12-31'],
    ]);
  });

  it('tells of the management fee, which it sets anew by itself', () => {
    expect(rolled.changes.map(({ parameter, before, after }) => [parameter.id, before.value, after.value])).toEqual([
      ['management-fee-ratio', '0', '0.5'],
    ]);
    expect(rollForward(document, 2018).changes).toEqual([]);
  });

  it('tells which limits ended with the year, and which begin', () => {
    expect(rolled.limitsEnded.map(({ id }) => id)).toEqual(['break-even']);
    expect(rollForward(document, 2016).limitsBegun.map(({ id }) => id)).toEqual(['break-even']);
    expect(rollForward(document, 2018).limitsEnded).toEqual([]);
  });

  it('tells what is due in the year', () => {
    expect(rollForward(document, 2015).tasks.map(({ id }) => id)).toEqual(['open-the-mall']);
    expect(rolled.tasks).toEqual([]);
  });

  it('tells when the policy itself ends within the year, or has ended before', () => {
    const until = (to: string): PolicyDocument => ({ ...document, life: { from: day('2016-01-01'), to: day(to) } });
    expect(rollForward(until('2016-12-31'), 2017).endsOn).toBe('2016-12-31');
    expect(rollForward(until('2017-06-30'), 2017).endsOn).toBe('2017-06-30');
    expect(rollForward(until('2017-12-31'), 2017).endsOn).toBeUndefined();
    expect(rolled.endsOn).toBeUndefined();
  });
});

it('moves a day to another year and keeps its place in the month', () => {
  const anyDay = fc
    .integer({ min: toDayNumber(day('1950-01-01')), max: toDayNumber(day('2099-12-31')) })
    .map((number) => day(new Date(number * 86_400_000).toISOString().slice(0, 10)));
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1950, max: 2099 }), (date, year) => {
      const moved = inYear(date, year);
      expect(moved.slice(0, 7)).toBe(`${String(year)}${date.slice(4, 7)}`);
      expect(moved.slice(8) === date.slice(8) || date.slice(5, 7) === '02').toBe(true);
    }),
  );
});
