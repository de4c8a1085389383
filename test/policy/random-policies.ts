import fc from 'fast-check';
import { partition, rulesOf, type Plan } from './partitions';
import { salesPolicyJson } from './small-policy';
import type { Json } from './pack-change';

/**
 * Random policies whose every number decides something: a rule table cut into boxes, ratios and bounds that are parameters
 * with dated values, a measure, limits, and answers made of all of them.
 */
export interface PolicyPlan extends Plan {
  /** Hundredths of the counted amount, from a first day on. */
  readonly ratios: readonly number[];
  readonly target: number;
  readonly rate: number;
  readonly weightFloor: number;
  readonly priceFloor: number;
  readonly floorOnWeight: boolean;
}

const title = { zh: '甲', en: 'A' };
const clauses = ['一.1'];

export function randomPolicy(): fc.Arbitrary<PolicyPlan> {
  return fc
    .record({
      plan: partition(),
      ratios: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
      target: fc.integer({ min: 1, max: 100_000 }),
      // Below half a yuan a rate times the smallest unit of a number rounds to nothing.
      rate: fc.integer({ min: 50, max: 100_000 }),
      weightFloor: fc.integer({ min: 1, max: 500 }),
      priceFloor: fc.integer({ min: 1, max: 99 }),
      floorOnWeight: fc.boolean(),
    })
    .map(({ plan, ...rest }) => ({ ...plan, ...rest }));
}

/** The plan as a policy document. */
export function policyJson(plan: PolicyPlan): Json {
  const { categories, life, ratios, target, rate, weightFloor, priceFloor, floorOnWeight } = plan;
  const years = ratios.map((_, index) => 2016 + index);
  const parameter = (id: string, kind: string, values: readonly Json[]): Json => ({
    id,
    title,
    unit: title,
    kind,
    values,
  });
  const always = (value: number): readonly Json[] => [{ value: String(value), clauses }];
  return salesPolicyJson(
    rulesOf(plan).map((rule) => ({ ...(rule as { readonly [key: string]: Json }), ratio: { parameter: 'ratio' } })),
    categories.map((category) => ({ ...category })),
    {
      life: { from: life.from, to: life.to },
      parameters: [
        parameter(
          'ratio',
          'ratio',
          ratios.map((hundredths, index) => ({
            from: `${String(years[index])}-01-01`,
            ...(index < ratios.length - 1 ? { to: `${String(years[index])}-12-31` } : {}),
            value: String(hundredths / 100),
            clauses,
          })),
        ),
        parameter('target', 'count', always(target)),
        parameter('rate', 'money', always(rate / 100)),
        parameter('weight-floor', 'count', always(weightFloor)),
        parameter('price-floor', 'ratio', always(priceFloor / 100)),
      ],
      measures: [
        {
          id: 'heavy',
          kind: 'count',
          title,
          unit: title,
          ledger: 'sales',
          date: 'date',
          value: 'weight',
          atLeast: floorOnWeight ? { parameter: 'weight-floor' } : { number: String(weightFloor) },
          clauses,
        },
      ],
      limits: [
        {
          id: 'light',
          kind: 'row',
          code: 'too-light',
          severity: 'warning',
          clauses,
          ledger: 'sales',
          date: 'date',
          left: { field: 'weight' },
          atLeast: { parameter: 'weight-floor' },
          cell: 'weight',
        },
        {
          id: 'cheap',
          kind: 'row',
          code: 'too-cheap',
          severity: 'warning',
          clauses,
          ledger: 'sales',
          date: 'date',
          left: { field: 'amount' },
          of: { field: 'weight' },
          atLeast: { parameter: 'price-floor' },
          cell: 'amount',
        },
      ],
      answers: [
        { id: 'COUNTED', section: 'profit', title, unit: 'CNY', clauses, value: { counted: ['counted'] } },
        {
          id: 'SHORT',
          section: 'assessment',
          title,
          unit: 'CNY',
          clauses,
          value: {
            times: [
              { max: [{ number: '0' }, { minus: [{ parameter: 'target' }, { measure: 'heavy' }] }] },
              { parameter: 'rate' },
            ],
          },
        },
        {
          id: 'LEFT',
          section: 'share',
          title,
          unit: 'CNY',
          clauses,
          value: { minus: [{ answer: 'COUNTED' }, { answer: 'SHORT' }] },
        },
      ],
    },
  );
}
