/** What Excel is told of the functions: the same as the catalogue says, in both languages. */
import fs from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { helpMarkdown, helpPages } from '../../scripts/function-help';
import { baseMetadata, localizedMetadata } from '../../scripts/functions-metadata';
import { FUNCTIONS, type FunctionContract, type ParameterContract } from '../../src/functions/catalogue';
import type { FunctionsMetadata } from '../../src/functions/functions-json';
import { LANGUAGES } from '../../src/wording/language';

const ROOT = path.join(__dirname, '..', '..');
const BASE = 'https://pay.example.com/addin';

const takesRange = (parameter: ParameterContract): boolean =>
  parameter.kind === 'count' ? parameter.orReadings : ['ledger', 'range', 'list'].includes(parameter.kind);
/** What is computed from the workbook, were it only for the policy year. */
const isLive = ({ kind, id }: FunctionContract): boolean =>
  kind === 'answer' || id === 'EXPLAIN' || id === 'POLICY_ANSWER' || id === 'POLICY_VALUE';

let base: string;
beforeAll(async () => {
  base = (await baseMetadata()).metadataJson;
});

const functionsIn = (json: string): FunctionsMetadata['functions'] => (JSON.parse(json) as FunctionsMetadata).functions;

describe('the comments', () => {
  it('describe each function and argument in the words of the catalogue', () => {
    const described = functionsIn(base).map(({ id, name, description, helpUrl, parameters, options, result }) => ({
      id,
      name,
      description,
      helpUrl,
      parameters,
      isLive: options?.stream ?? false,
      isMatrix: result?.dimensionality === 'matrix',
    }));
    expect(described).toEqual(
      FUNCTIONS.map((contract) => ({
        id: contract.id,
        name: contract.id,
        description: contract.description['en-US'],
        helpUrl: `help/functions.html#${contract.helpAnchor}`,
        parameters: contract.parameters.map((parameter) => ({
          name: parameter.id,
          description: parameter.description['en-US'],
          type: 'any',
          ...(takesRange(parameter) && { dimensionality: 'matrix' }),
          ...(parameter.optional && { optional: true }),
        })),
        isLive: isLive(contract),
        isMatrix: contract.result === 'spill',
      })),
    );
  });

  it('lead from every id to a function of the source that takes the call’s own id', async () => {
    const source = fs.readFileSync(path.join(ROOT, 'src/functions/functions.ts'), 'utf8');
    const { associate } = await baseMetadata();
    expect(associate.map(({ id }) => id)).toEqual(FUNCTIONS.map(({ id }) => id));
    for (const { id, functionName } of associate) {
      const body = source.slice(source.indexOf(`export function ${functionName}(`)).split('\n}')[0];
      expect(body).toContain(`('${id}', [`);
    }
  });
});

describe.each(LANGUAGES)('functions.json in %s', (language) => {
  const file = (): FunctionsMetadata & Readonly<Record<string, unknown>> =>
    JSON.parse(localizedMetadata(base, language, BASE)) as FunctionsMetadata & Readonly<Record<string, unknown>>;

  it('says in that language what the functions are', () => {
    for (const [at, entry] of file().functions.entries()) {
      const contract = FUNCTIONS[at];
      expect([entry.id, entry.description]).toEqual([contract?.id, contract?.description[language]]);
      expect(entry.parameters.map(({ description }) => description)).toEqual(
        contract?.parameters.map(({ description }) => description[language]),
      );
    }
  });

  it('differs from the comments in nothing else', () => {
    const bare = (functions: FunctionsMetadata['functions']): unknown =>
      functions.map(({ description: _description, helpUrl: _helpUrl, parameters, ...entry }) => ({
        ...entry,
        parameters: parameters.map(({ description: _text, ...parameter }) => parameter),
      }));
    expect(bare(file().functions)).toEqual(bare(functionsIn(base)));
  });

  it('takes errors as arguments and formatted cells as plain values', () => {
    expect(file()).toMatchObject({ allowErrorForDataTypeAny: true, allowCustomDataForDataTypeAny: false });
  });

  it('links to a place of the help that is there', () => {
    const pages = new Map(helpPages().map((page) => [page.path, new JSDOM(page.html).window.document]));
    for (const { id, helpUrl = '' } of file().functions) {
      const url = new URL(helpUrl);
      const document = pages.get(url.pathname.replace('/addin/', ''));
      expect(url.origin).toBe('https://pay.example.com');
      expect(document?.documentElement.lang).toBe(language);
      expect(document?.getElementById(url.hash.slice(1))?.textContent).toContain(id);
    }
    expect(localizedMetadata(base, language, `${BASE}/`)).toBe(localizedMetadata(base, language, BASE));
  });
});

it('a function that either side lacks stops the build', () => {
  const { functions } = JSON.parse(base) as FunctionsMetadata;
  const [first, ...rest] = functions;
  const json = (entries: readonly unknown[]): string => JSON.stringify({ functions: entries });
  expect(() => localizedMetadata(json(rest), 'zh-CN', BASE)).toThrow(/lacks FAN_PENALTY/);
  expect(() => localizedMetadata(json([...functions, { ...first, id: 'OTHER' }]), 'zh-CN', BASE)).toThrow(
    /lacks OTHER/,
  );
  const strange = { ...first, parameters: [{ name: 'wind' }] };
  expect(() => localizedMetadata(json([strange, ...rest]), 'zh-CN', BASE)).toThrow(/lacks the parameter wind/);
});

describe('the help', () => {
  it('docs/functions.md is up to date', () => {
    expect(fs.readFileSync(path.join(ROOT, 'docs', 'functions.md'), 'utf8')).toBe(helpMarkdown());
  });

  it.each(helpPages())('$path shows every function, runs nothing and loads nothing', ({ html }) => {
    const { document } = new JSDOM(html).window;
    for (const { id, helpAnchor, example, parameters } of FUNCTIONS) {
      const section = document.getElementById(helpAnchor);
      expect(section?.textContent).toContain(example);
      expect(section?.querySelectorAll('tbody tr')).toHaveLength(parameters.length);
      expect(document.querySelector(`a[href="#${helpAnchor}"]`)?.textContent).toBe(id);
    }
    expect(document.querySelectorAll('script, link, img, iframe, [src], [onclick], [style]')).toHaveLength(0);
  });
});
