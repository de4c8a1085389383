import pack from '../../src/policy/packs/internet-centre.json';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A deep copy of the built-in pack as plain JSON. */
export function packJson(): Json {
  return structuredClone<Json>(pack);
}

/** A place in the pack as text with «#name» resolved to the index of the item with this id or name. */
export function placeInPack(path: string): string {
  let here: Json | undefined = packJson();
  return path
    .split('.')
    .map((step) => {
      const key = step.startsWith('#') ? indexOf(here, step.slice(1)) : step;
      here = part(here, key);
      return key;
    })
    .join('.');
}

/** The pack with the value at one place replaced, or left out where `value` is undefined. */
export function packWith(path: string, value: Json | undefined): Json {
  return replaced(packJson(), placeInPack(path).split('.'), value);
}

/** The pack's value at a place. */
export function inPack(path: string): Json {
  let here: Json | undefined = packJson();
  for (const step of placeInPack(path).split('.')) here = part(here, step);
  if (here === undefined) throw new Error(`nothing at ${path}`);
  return here;
}

export function replaced(json: Json, [step, ...rest]: readonly string[], value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  if (isList(json)) {
    const list = [...json];
    const index = Number(step);
    if (rest.length === 0 && value === undefined) list.splice(index, 1);
    else list[index] = replaced(list[index] ?? null, rest, value);
    return list;
  }
  const fields = typeof json === 'object' && json !== null ? { ...json } : {};
  if (rest.length > 0 || value !== undefined) return { ...fields, [step]: replaced(fields[step] ?? null, rest, value) };
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step));
}

function part(json: Json | undefined, key: string): Json | undefined {
  if (isList(json)) return json[Number(key)];
  return typeof json === 'object' && json !== null ? json[key] : undefined;
}

function indexOf(json: Json | undefined, name: string): string {
  if (!isList(json)) throw new Error(`no list to look for ${name} in`);
  const index = json.findIndex((item) => part(item, 'id') === name || part(item, 'name') === name);
  if (index < 0) throw new Error(`nothing called ${name}`);
  return String(index);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
