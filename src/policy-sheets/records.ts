/** Parts of a document by their place, «title.zh». */

/** The value at a place; `undefined` where there is none. */
export function valueAt(record: unknown, path: string): unknown {
  let here = record;
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[step];
  }
  return here;
}

/** Puts a value at a place, with what it needs around it. The steps are ours, never a user's. */
export function putAt(record: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let here = record;
  for (const step of steps) {
    const next = here[step];
    if (typeof next === 'object' && next !== null) {
      here = next as Record<string, unknown>;
    } else {
      const made: Record<string, unknown> = {};
      here[step] = made;
      here = made;
    }
  }
  here[last] = value;
}
