import type { PortProblem } from '../../src/workbook/port';
import { LANGUAGES } from '../../src/wording/language';
import { CHINESE } from '../../src/wording/resources';
import { wordingFor } from '../../src/wording/wording';

/** One problem of each code: a code that is added to the port is asked for here. */
const PROBLEMS: { readonly [Code in PortProblem['code']]: Extract<PortProblem, { code: Code }> } = {
  'sheet-not-found': { code: 'sheet-not-found', sheet: '收入台账' },
  'cell-being-edited': { code: 'cell-being-edited' },
  'sheet-protected': { code: 'sheet-protected', sheet: '收入台账' },
  'workbook-read-only': { code: 'workbook-read-only' },
  'workbook-protected': { code: 'workbook-protected' },
  offline: { code: 'offline' },
  'too-large': { code: 'too-large', sheet: '收入台账', cells: 30_000_000, most: 20_000_000 },
  'changed-since': { code: 'changed-since', sheet: '收入台账', cell: 'C7', found: '广告' },
  'not-supported': { code: 'not-supported', feature: 'ExcelApi 1.10' },
  'name-taken': { code: 'name-taken', name: '校验结果' },
  'storage-full': { code: 'storage-full', characters: 1_200_000, most: 1_000_000 },
  cancelled: { code: 'cancelled' },
  'host-failed': { code: 'host-failed', hostCode: 'GeneralException', message: 'Something broke.' },
};

describe.each(LANGUAGES)('why the application did not do it, in %s', (language) => {
  const wording = wordingFor(language);

  it.each(Object.values(PROBLEMS))('$code is told with its facts', (problem) => {
    const { code, ...facts } = problem;
    const sentence = wording.portProblem(problem);
    for (const fact of Object.values(facts)) {
      expect(sentence).toContain(typeof fact === 'number' ? fact.toLocaleString('en-US') : fact);
    }
    expect(sentence).not.toContain('…');
    expect(sentence).not.toContain(code);
  });

  it('each code has a sentence of its own', () => {
    const sentences = Object.values(PROBLEMS).map((problem) => wording.portProblem(problem));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('a cell that has been emptied is told as such', () => {
    const sentence = wording.portProblem({ code: 'changed-since', sheet: '收入台账', cell: 'C7', found: '' });
    expect(sentence).toContain('C7');
    expect(sentence).not.toMatch(/「」|“”/);
  });

  it('a code of Excel’s that people meet has words of its own', () => {
    const general = wording.portProblem(PROBLEMS['host-failed']).split('GeneralException')[0] ?? '';
    const own = Object.keys(CHINESE.port).filter((key) => key.startsWith('host-failed-'));
    expect(own.length).toBeGreaterThan(5);
    for (const key of own) {
      const hostCode = key.slice('host-failed-'.length);
      const sentence = wording.portProblem({ code: 'host-failed', hostCode, message: 'x' });
      expect(sentence).not.toContain(general);
      expect(sentence).not.toContain(hostCode);
    }
  });

  it('other people’s text is shown, shortened and made visible', () => {
    const sentence = wording.portProblem({
      code: 'changed-since',
      sheet: 'S',
      cell: 'A1',
      found: `\u202E{{cell}}${'x'.repeat(100)}`,
    });
    expect(sentence).toContain('\\u202e{{cell}}xxx');
    expect(sentence).toContain('…');
    expect(sentence).not.toContain('\u202E');
  });

  it('a code nobody foresaw is still a sentence', () => {
    expect(wording.portProblem({ code: 'brand-new' })).toContain('brand-new');
  });
});
