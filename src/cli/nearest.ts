import { distance } from 'fastest-levenshtein';
import { nearestName } from '../functions/nearest-name';

/** A name further than this share of its length from every candidate is no slip of the finger. */
const NEAR_ENOUGH = 0.4;

/** The candidate that a mistyped name most likely means, capitals aside; `undefined` where none is near. */
export function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const best = nearestName(name, candidates);
  const apart = distance(name.toLowerCase(), best.toLowerCase());
  return best !== '' && apart <= Math.max(name.length, best.length) * NEAR_ENOUGH ? best : undefined;
}
