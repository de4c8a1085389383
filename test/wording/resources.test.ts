import { COMMAND_LINE_CHINESE, COMMAND_LINE_ENGLISH } from '../../src/wording/command-line/command-line-wording';
import { NEW_YEAR_CHINESE, NEW_YEAR_ENGLISH } from '../../src/wording/new-year/new-year-sentences';
import { POLICY_DIFF_CHINESE, POLICY_DIFF_ENGLISH } from '../../src/wording/policy-diff/policy-diff-text';
import { CHINESE, ENGLISH } from '../../src/wording/resources';
import { CHECK_TOOLS_CHINESE, CHECK_TOOLS_ENGLISH } from '../../src/wording/tools/check-tools-wording';
import { CONNECT_TOOLS_CHINESE, CONNECT_TOOLS_ENGLISH } from '../../src/wording/tools/connect-tools-wording';
import { POLICY_TOOLS_CHINESE, POLICY_TOOLS_ENGLISH } from '../../src/wording/tools/policy-tools-wording';
import { INSTALL_CHINESE, INSTALL_ENGLISH } from '../../src/wording/wps/install-wording';
import { SELF_CHECK_CHINESE, SELF_CHECK_ENGLISH } from '../../src/wording/wps/self-check-wording';
import { WPS_CHINESE, WPS_ENGLISH } from '../../src/wording/wps/wps-wording';

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Every section of every program. */
const chinese = {
  ...CHINESE,
  ...COMMAND_LINE_CHINESE,
  ...NEW_YEAR_CHINESE,
  ...POLICY_DIFF_CHINESE,
  ...CHECK_TOOLS_CHINESE,
  ...POLICY_TOOLS_CHINESE,
  ...CONNECT_TOOLS_CHINESE,
  ...WPS_CHINESE,
  ...SELF_CHECK_CHINESE,
  ...INSTALL_CHINESE,
};
const english = {
  ...ENGLISH,
  ...COMMAND_LINE_ENGLISH,
  ...NEW_YEAR_ENGLISH,
  ...POLICY_DIFF_ENGLISH,
  ...CHECK_TOOLS_ENGLISH,
  ...POLICY_TOOLS_ENGLISH,
  ...CONNECT_TOOLS_ENGLISH,
  ...WPS_ENGLISH,
  ...SELF_CHECK_ENGLISH,
  ...INSTALL_ENGLISH,
};

/** «section.key» → its sentences; a sentence with singular and plural has one for each. */
function sentencesOf(sections: Sections): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [section, sentences] of Object.entries(sections)) {
    for (const [key, sentence] of Object.entries(sentences)) {
      const name = `${section}.${key.replace(/_(one|other)$/, '')}`;
      found.set(name, [...(found.get(name) ?? []), sentence]);
    }
  }
  return found;
}

function gapsIn(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

const inChinese = sentencesOf(chinese);
const inEnglish = sentencesOf(english);

describe('the resource files', () => {
  it('hold the same keys', () => {
    expect([...inEnglish.keys()].sort()).toEqual([...inChinese.keys()].sort());
  });

  it('ask for the same facts in both languages, in every plural form', () => {
    for (const [key, sentences] of inChinese) {
      const gaps = [...sentences, ...(inEnglish.get(key) ?? [])].map(gapsIn);
      expect([key, gaps]).toEqual([key, gaps.map(() => gaps[0])]);
    }
  });

  it('use nothing of i18next but plain gaps', () => {
    for (const sentence of [...inChinese.values(), ...inEnglish.values()].flat()) {
      expect(sentence).not.toMatch(/\$t\(|\{\{[^}]*[^\w}][^}]*\}\}|\{\{-/);
      expect(sentence.replaceAll(/\{\{\w+\}\}/g, '')).not.toMatch(/\{\{|\}\}/);
    }
  });

  it('leave no sentence empty', () => {
    for (const sentence of [...inChinese.values(), ...inEnglish.values()].flat()) expect(sentence).not.toBe('');
  });

  it('count wherever they have singular and plural', () => {
    for (const sections of [chinese, english] as readonly Sections[]) {
      for (const sentences of Object.values(sections)) {
        for (const [key, sentence] of Object.entries(sentences)) {
          if (/_(one|other)$/.test(key)) expect([key, sentence]).toEqual([key, expect.stringContaining('{{count}}')]);
        }
      }
    }
  });

  it('have a plural for every singular', () => {
    for (const sections of [chinese, english] as readonly Sections[]) {
      for (const sentences of Object.values(sections)) {
        for (const key of Object.keys(sentences).filter((name) => name.endsWith('_one'))) {
          expect(sentences).toHaveProperty([key.replace(/_one$/, '_other')]);
        }
      }
    }
  });

  it('are written in their own language', () => {
    for (const [key, sentences] of inEnglish) {
      // A clause's number is Chinese in every language, and so are what a heading must begin with and the tab's name in WPS.
      for (const sentence of sentences)
        expect([key, sentence.replaceAll(/六\.2\.5|备注|薪规/g, '')]).not.toEqual([
          key,
          expect.stringMatching(/\p{Script=Han}/u),
        ]);
    }
    const withoutWords = ['words', 'condition', 'file-word'];
    for (const [key, sentences] of inChinese) {
      if (withoutWords.includes(key.split('.')[0] ?? '')) continue;
      for (const sentence of sentences) {
        const words = sentence.replaceAll(/\{\{\w+\}\}/g, '');
        if (/\p{L}/u.test(words)) expect([key, words]).toEqual([key, expect.stringMatching(/\p{Script=Han}/u)]);
      }
    }
  });
});
