import fc from 'fast-check';
import { dayAfter, dayBefore, parseIsoDate, type IsoDate } from '../../src/kernel/dates';
import type { TextRow } from './classify-rows';
import type { Json } from './pack-change';
import { rule } from './small-policy';

/**
 * Random rule tables that are right by construction: the space category × source × date × amount is cut into boxes, one
 * cut at a time, and each box becomes a rule. Every valid row lies in exactly one.
 */
export interface Plan {
  readonly categories: readonly { readonly name: string; readonly sources?: readonly string[] }[];
  readonly life: { readonly from: IsoDate; readonly to: IsoDate };
  readonly boxes: readonly Box[];
}

export interface Box {
  readonly categories: readonly string[];
  /** The sources that the box is cut down to; none: any source that the categories allow. */
  readonly sources?: readonly string[];
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly low?: { readonly at: number; readonly closed: boolean };
  readonly high?: { readonly at: number; readonly closed: boolean };
}

interface Cut {
  readonly box: number;
  readonly by: 'category' | 'source' | 'date' | 'amount';
  readonly at: number;
}

const SOURCES = ['自有', '自揽', '公司代理'];

/** A random plan of at least `minBoxes` boxes. */
export function partition(minBoxes = 1): fc.Arbitrary<Plan> {
  const sources = fc.option(fc.constantFrom(SOURCES, SOURCES.slice(1), SOURCES.slice(0, 1)), { nil: undefined });
  const cut = fc.record({
    box: fc.nat(1000),
    by: fc.constantFrom<Cut['by']>('category', 'source', 'date', 'amount'),
    at: fc.nat(100_000),
  });
  return fc
    .record({
      sources: fc.array(sources, { minLength: 1, maxLength: 6 }),
      days: fc.integer({ min: 0, max: 800 }),
      cuts: fc.array(cut, { maxLength: 25 }),
    })
    .map(({ sources: allowed, days, cuts }): Plan => {
      const from = day('2016-01-01');
      const categories = allowed.map((list, index) => ({ name: `类${index}`, ...(list ? { sources: list } : {}) }));
      const plan = { categories, life: { from, to: later(from, days) } };
      const root: Box = { categories: categories.map((category) => category.name) };
      return { ...plan, boxes: cuts.reduce<readonly Box[]>((boxes, next) => afterCut(plan, boxes, next), [root]) };
    })
    .filter((plan) => plan.boxes.length >= minBoxes);
}

function afterCut(plan: Omit<Plan, 'boxes'>, boxes: readonly Box[], cut: Cut): readonly Box[] {
  const index = cut.box % boxes.length;
  const box = boxes[index];
  const halves = box && halvesOf(plan, box, cut);
  return halves ? [...boxes.slice(0, index), ...halves, ...boxes.slice(index + 1)] : boxes;
}

/** The two parts of a box, or `undefined` where it can't be cut that way. */
export function halvesOf(
  { categories, life }: Omit<Plan, 'boxes'>,
  box: Box,
  { by, at }: Omit<Cut, 'box'>,
): readonly [Box, Box] | undefined {
  switch (by) {
    case 'category': {
      const half = halfOf(box.categories, at);
      return (
        half && [
          { ...box, categories: half[0] },
          { ...box, categories: half[1] },
        ]
      );
    }
    case 'source': {
      const allowed = categories.filter((category) => box.categories.includes(category.name)).map((c) => c.sources);
      const [first] = allowed;
      // Categories with different sources have no cut in common; open sources can't be named in full.
      if (!first || allowed.some((list) => list !== first)) return undefined;
      const half = halfOf(box.sources ?? first, at);
      return (
        half && [
          { ...box, sources: half[0] },
          { ...box, sources: half[1] },
        ]
      );
    }
    case 'date': {
      const cut = later(life.from, at % 900);
      if (cut <= (box.from ?? life.from) || cut > (box.to ?? life.to)) return undefined;
      return [
        { ...box, to: dayBefore(cut) ?? cut },
        { ...box, from: cut },
      ];
    }
    case 'amount': {
      const cut = (at % 4001) / 4 - 500;
      if ((box.low && cut <= box.low.at) || (box.high && cut >= box.high.at)) return undefined;
      const closed = at % 2 === 0;
      return [
        { ...box, high: { at: cut, closed } },
        { ...box, low: { at: cut, closed: !closed } },
      ];
    }
  }
}

function halfOf<T>(list: readonly T[], at: number): readonly [readonly T[], readonly T[]] | undefined {
  if (list.length < 2) return undefined;
  const first = 1 + (at % (list.length - 1));
  return [list.slice(0, first), list.slice(first)];
}

/** A box with one of its bounds moved by the smallest step that a valid row can show. */
export interface MovedBound {
  readonly box: Box;
  /** True where the box lost rows, false where it took some of its neighbours'. */
  readonly inwards: boolean;
}

/** Every way to move a bound of a box: a day earlier or later, a figure that is no longer or now included, a choice more or less. */
export function movedBounds({ categories, life }: Omit<Plan, 'boxes'>, box: Box | undefined): readonly MovedBound[] {
  if (!box) return [];
  const moved: MovedBound[] = [];
  const { from, to, low, high } = box;
  const first = from ?? life.from;
  const last = to ?? life.to;
  if (first < last) {
    moved.push({ box: { ...box, from: later(first, 1) }, inwards: true });
    moved.push({ box: { ...box, to: dayBefore(last) ?? last }, inwards: true });
  }
  if (from) moved.push({ box: { ...box, from: dayBefore(from) ?? from }, inwards: false });
  if (to) moved.push({ box: { ...box, to: later(to, 1) }, inwards: false });
  if (low) moved.push({ box: { ...box, low: { ...low, closed: !low.closed } }, inwards: low.closed });
  if (high) moved.push({ box: { ...box, high: { ...high, closed: !high.closed } }, inwards: high.closed });
  if (box.categories.length > 1) moved.push({ box: { ...box, categories: box.categories.slice(1) }, inwards: true });
  // A further category brings overlaps with all that decide it, whatever sources it allows.
  const [more] = categories.filter(({ name, sources }) => !box.categories.includes(name) && sources === undefined);
  if (more && !box.sources) moved.push({ box: { ...box, categories: [...box.categories, more.name] }, inwards: false });
  return moved;
}

/** A box as the conditions of a rule. */
export function conditionsOf({ categories, sources, from, to, low, high }: Box): readonly Json[] {
  return [
    { field: 'category', in: categories },
    ...(sources ? [{ field: 'source', in: sources }] : []),
    ...(from || to ? [{ field: 'date', ...(from ? { from } : {}), ...(to ? { to } : {}) }] : []),
    ...(low || high
      ? [
          {
            field: 'amount',
            ...(low ? { [low.closed ? 'atLeast' : 'above']: String(low.at) } : {}),
            ...(high ? { [high.closed ? 'atMost' : 'below']: String(high.at) } : {}),
          },
        ]
      : []),
  ];
}

/** One rule for each box, «box-0», «box-1» …. */
export function rulesOf({ boxes }: Pick<Plan, 'boxes'>): readonly Json[] {
  return boxes.map((box, index) => rule(`box-${index}`, conditionsOf(box)));
}

/** A row that the plan's ledger can validly hold during the plan's life. */
export function validRow({ categories, life }: Plan): fc.Arbitrary<TextRow> {
  return fc
    .record({
      category: fc.constantFrom(...categories),
      source: fc.nat(100),
      days: fc.nat(800),
      quarters: fc.integer({ min: -2100, max: 2100 }),
    })
    .map(({ category, source, days, quarters }) => {
      const allowed = category.sources ?? ['', ...SOURCES, '别处'];
      const date = later(life.from, days);
      return {
        category: category.name,
        source: allowed[source % allowed.length] ?? '',
        date: date > life.to ? life.to : date,
        amount: String(quarters / 4),
      };
    });
}

/** Any row at all: blank and unknown values, days outside the life. */
export function anyRow(): fc.Arbitrary<TextRow> {
  return fc.record({
    category: fc.constantFrom('', '类0', '类1', '类2', '类9'),
    source: fc.constantFrom('', ...SOURCES, '别处'),
    date: fc.integer({ min: -10, max: 900 }).map((days) => (days === -10 ? '' : later(day('2015-12-25'), days))),
    amount: fc.integer({ min: -2100, max: 2100 }).map((quarters) => (quarters === 7 ? '' : String(quarters / 4))),
  });
}

/** Tells whether the plan's ledger can validly hold a row. */
export function isValid({ categories, life }: Plan, row: TextRow): boolean {
  const category = categories.find(({ name }) => name === row['category']);
  const { source = '', date = '', amount } = row;
  return (
    category !== undefined &&
    (category.sources === undefined || category.sources.includes(source)) &&
    life.from <= date &&
    date <= life.to &&
    amount !== ''
  );
}

function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new Error(text);
  return date;
}

function later(date: IsoDate, days: number): IsoDate {
  let result = date;
  for (let step = 0; step < days; step += 1) result = dayAfter(result) ?? result;
  return result;
}
