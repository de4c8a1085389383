import type { Sentences } from './sentences';
import { shownNumber } from './shown-figures';
import { LONGEST_LIST, shown } from './shown-text';

/** Why the spreadsheet application did not do what it was asked: a code, and its facts under the names of the sentence's gaps. */
export type PortProblemFacts = { readonly code: string } & Readonly<Record<string, string | number>>;

/** One sentence with what stopped the work and what to do about it. */
export function portSentence(sentences: Sentences, problem: PortProblemFacts): string {
  const { code, ...facts } = problem;
  const gaps = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? shownNumber(String(fact)) : shown(fact, name === 'message' ? LONGEST_LIST : undefined),
    ]),
  );
  const key = [...special(problem), code].map((name) => sentences.find('port', name, Object.keys(gaps)));
  const found = key.find((name) => name !== undefined);
  return found === undefined
    ? sentences.say('port', 'host-failed', { hostCode: shown(code), message: '…' })
    : sentences.say('port', found, gaps);
}

/** Sentences for a case of a code, where there is a better one than for the code at large. */
function special({ code, hostCode, found }: PortProblemFacts): readonly string[] {
  if (code === 'host-failed') return [`host-failed-${String(hostCode)}`];
  return code === 'changed-since' && found === '' ? ['changed-since-blank'] : [];
}
