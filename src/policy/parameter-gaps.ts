import { dayAfter, dayBefore, type IsoDate } from '../kernel/dates';
import type { Parameter, PolicyDocument } from './schema';

/** Days within a policy's life on which a parameter has no value, both included; without an end, from then on. */
export interface ParameterToBeSet {
  readonly parameter: string;
  readonly title: Parameter['title'];
  readonly from: IsoDate;
  readonly to?: IsoDate;
}

/** Days in a row, both included; without one of them, without an end on that side. */
interface Days {
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
}

/** The days on which a parameter of the later document has no value, without those on which it had none before either. */
export function newGaps(before: PolicyDocument, after: PolicyDocument): readonly ParameterToBeSet[] {
  const earlier = new Map(before.parameters.map((parameter) => [parameter.id, parameter]));
  return after.parameters.flatMap(({ id, title, values }) => {
    const was = earlier.get(id);
    const gapsBefore = was ? without([before.life], was.values) : [];
    return without(without([after.life], values), gapsBefore).map(({ from, to }) => ({
      parameter: id,
      title,
      from: from ?? after.life.from,
      ...(to === undefined ? {} : { to }),
    }));
  });
}

/** What is left of stretches of days when others are taken out of them. */
function without(stretches: readonly Days[], taken: readonly Days[]): readonly Days[] {
  return taken.reduce<readonly Days[]>((left, days) => left.flatMap((stretch) => around(stretch, days)), stretches);
}

function around(stretch: Days, { from, to }: Days): readonly Days[] {
  const isApart =
    (from !== undefined && stretch.to !== undefined && from > stretch.to) ||
    (to !== undefined && stretch.from !== undefined && to < stretch.from);
  if (isApart) return [stretch];
  const lastBefore = from === undefined ? undefined : dayBefore(from);
  const firstAfter = to === undefined ? undefined : dayAfter(to);
  const startsEarlier = lastBefore !== undefined && (stretch.from === undefined || stretch.from <= lastBefore);
  const endsLater = firstAfter !== undefined && (stretch.to === undefined || stretch.to >= firstAfter);
  return [
    ...(startsEarlier ? [{ from: stretch.from, to: lastBefore }] : []),
    ...(endsLater ? [{ from: firstAfter, to: stretch.to }] : []),
  ];
}
