import { distance } from 'fastest-levenshtein';

/** The name spelt most alike, capitals aside; of equals the one that begins most alike. «» where there are none. */
export function nearestName(wanted: string, names: Iterable<string>): string {
  const plain = wanted.slice(0, LONGEST_COMPARED).toLowerCase();
  let nearest = '';
  let apart = Number.POSITIVE_INFINITY;
  let begun = -1;
  for (const name of names) {
    const candidate = name.toLowerCase();
    const steps = distance(plain, candidate);
    const alike = commonBeginning(plain, candidate);
    if (steps > apart || (steps === apart && alike <= begun)) continue;
    nearest = name;
    apart = steps;
    begun = alike;
  }
  return nearest;
}

function commonBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1;
  return length;
}

/** Names are short; comparing a cell's 32,767 characters with each of them would only take time. */
const LONGEST_COMPARED = 100;
