import { FUNCTIONS, functionNamed } from '../../src/functions/catalogue';
import { evaluateCall } from '../../src/functions/evaluate-call';
import { parseCall } from '../../src/functions/parse-call';
import { LANGUAGES } from '../../src/wording/language';
import { centreWorkbook, contextWith, POLICY } from './support';

const CENTRE = contextWith(centreWorkbook());

describe.each(FUNCTIONS)('$id', ({ id, kind, title, description, parameters, example, helpAnchor, result }) => {
  it('bears a name that every host takes', () => {
    // At least three characters, no cell's address, nothing but capitals and «_».
    expect(id).toMatch(/^[A-Z][A-Z_]{2,}$/);
    expect(functionNamed(id.toLowerCase())?.id).toBe(id);
    expect(helpAnchor).toBe(id.toLowerCase());
  });

  it.each(LANGUAGES)('is described in %s', (language) => {
    const texts = [title, description, ...parameters.map((parameter) => parameter.description)];
    for (const text of texts) {
      expect(text[language].trim()).toBe(text[language]);
      // Excel shows a description on one line of its dialogue.
      expect(text[language].length).toBeGreaterThan(1);
      expect(text[language].length).toBeLessThanOrEqual(130);
      expect(/[\u4e00-\u9fff]/.test(text[language].replace('六.2.5', ''))).toBe(language === 'zh-CN');
    }
  });

  it('has parameters of distinct names, the optional ones last', () => {
    expect(new Set(parameters.map((parameter) => parameter.id)).size).toBe(parameters.length);
    const optional = parameters.map((parameter) => parameter.optional);
    expect(optional).toEqual([...optional].sort((a, b) => Number(a) - Number(b)));
  });

  it('stands for what the internet centre’s policy has', () => {
    if (kind === 'answer') expect(POLICY.answers.has(id)).toBe(true);
    for (const parameter of parameters) {
      if (parameter.kind === 'count') expect(POLICY.measures.has(parameter.standsFor.measure)).toBe(true);
      if (parameter.kind === 'ledger') expect(POLICY.ledgers.has(parameter.standsFor.ledger)).toBe(true);
    }
  });

  it('has an example that works', () => {
    expect(example.startsWith(`=${id}(`)).toBe(true);
    if (example.includes('[#')) {
      // A table of the workbook, which only a spreadsheet can look up.
      expect(parseCall(example)).toMatchObject({ ok: false, error: { code: 'reference' } });
      return;
    }
    const value = evaluateCall(example, CENTRE);
    expect(value).toMatchObject({ ok: true });
    expect(value.ok && Array.isArray(value.value)).toBe(result === 'spill');
  });
});

it('has a function for every answer of the policy', () => {
  const ids = FUNCTIONS.filter(({ kind }) => kind === 'answer').map(({ id }) => id);
  expect(ids).toEqual(POLICY.document.answers.map(({ id }) => id));
});
