import fc from 'fast-check';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { policySchema } from '../../src/policy/schema';
import { readPolicySheets, writePolicySheets } from '../../src/policy-sheets';
import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';
import { buildTemplate } from '../../src/workbook/template';
import type { Json } from '../policy/pack-change';
import { anyPolicyJson } from '../support/any-policy';
import { policyWorkbook } from '../support/policy-workbook';

function usable(json: Json): Policy {
  const parsed = parsePolicy(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

// A failure is shown as it is: making a whole policy smaller takes minutes.

test('any policy comes back from its sheets, the very document with the very digest', () => {
  fc.assert(
    fc.property(anyPolicyJson(), fc.boolean(), fc.boolean(), (json, tables, date1904) => {
      const { document, digest } = usable(json);
      const reading = readPolicySheets(policyWorkbook(writePolicySheets(document), { tables, date1904 }));
      if (reading.kind === 'broken') expect(reading.faults).toEqual([]);
      if (reading.kind !== 'read') throw new Error(reading.kind);
      expect(reading.policy.document).toEqual(document);
      expect(reading.policy.digest).toBe(digest);
    }),
    { numRuns: 120, endOnFailure: true },
  );
});

test('any policy comes back from the file of its template', async () => {
  await fc.assert(
    fc.asyncProperty(anyPolicyJson(), async (json) => {
      const policy = usable(json);
      const bytes = await buildTemplate({ policy, year: 2017, language: 'zh-CN', results: new Map() });
      const workbook = await readWorkbookBytes(bytes, 'template.xlsx');
      if (!workbook.ok) throw new Error(JSON.stringify(workbook.error));
      const reading = readPolicySheets(workbook.value);
      if (reading.kind === 'broken') expect(reading.faults).toEqual([]);
      if (reading.kind !== 'read') throw new Error(reading.kind);
      expect(reading.policy.document).toEqual(policy.document);
      expect(reading.policy.digest).toBe(policy.digest);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

// ---- Nothing of the schema is left out ---------------------------------------------------------------------------

interface SchemaNode {
  readonly _zod: { readonly def: SchemaDefinition };
}

interface SchemaDefinition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, SchemaNode>>;
  readonly element?: SchemaNode;
  readonly options?: readonly SchemaNode[];
  readonly items?: readonly SchemaNode[];
  readonly innerType?: SchemaNode;
  readonly valueType?: SchemaNode;
  readonly in?: SchemaNode;
}

/** Every place that a schema knows, lists and records as «*»; what holds itself is followed once. */
function placesIn(schema: SchemaNode, path: string): readonly string[] {
  const { type, shape, element, options, items, innerType, valueType, in: input } = schema._zod.def;
  switch (type) {
    case 'object':
      return Object.entries(shape ?? {}).flatMap(([key, part]) => [
        `${path}.${key}`,
        ...placesIn(part, `${path}.${key}`),
      ]);
    case 'array':
      return element ? placesIn(element, `${path}.*`) : [];
    case 'tuple':
      return (items ?? []).flatMap((item) => placesIn(item, `${path}.*`));
    case 'record':
      return valueType ? placesIn(valueType, `${path}.*`) : [];
    case 'union':
      return (options ?? []).flatMap((option) => placesIn(option, path));
    case 'optional':
    case 'default':
      return innerType ? placesIn(innerType, path) : [];
    case 'pipe':
      return input ? placesIn(input, path) : [];
    default:
      return [];
  }
}

function placesOf(json: Json, path: string): readonly string[] {
  if (typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap((item) => placesOf(item, `${path}.*`));
  const key = (name: string): string => (/\.(?:choices|row)$/.test(path) ? `${path}.*` : `${path}.${name}`);
  return Object.entries(json).flatMap(([name, part]) => [key(name), ...placesOf(part, key(name))]);
}

test('random policies use every part that the schema knows', () => {
  const known = new Set(placesIn(policySchema, ''));
  const used = new Set(fc.sample(anyPolicyJson(), { numRuns: 400, seed: 1 }).flatMap((json) => placesOf(json, '')));
  expect([...known].filter((place) => !used.has(place))).toEqual([]);
  expect(known.size).toBeGreaterThan(150);
});
