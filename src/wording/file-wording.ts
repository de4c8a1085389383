import type { KeyOf, Sentences } from './sentences';
import { shown, shownPath } from './shown-text';

/** Why a file could not be read, as the file host tells it. */
export interface FileProblem {
  readonly code: string;
  /** The file as the user named it. */
  readonly file: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A file that could not be read, as one sentence with the file's name and what to do. */
export function fileSentence(sentences: Sentences, problem: FileProblem): string {
  const { code, facts } = problem;
  const fact = (name: string): string => shown(String(facts[name] ?? ''));
  const word = (kind: string, otherwise = fact(kind)): string => {
    const key = sentences.find('file-word', `${kind}-${String(facts[kind] ?? '')}`);
    return key === undefined ? otherwise : sentences.say('file-word', key);
  };
  const size = (name: string): string => sentences.say('words', 'bytes', { count: Number(facts[name] ?? 0) });
  const part = placeInPart(sentences, fact('part'), fact('line'), fact('cell'));
  return sentences.say('file', sentenceKey(sentences, code, part), {
    code: shown(code),
    file: shownPath(problem.file),
    part,
    cause: word('cause'),
    format: word('format', sentences.say('file-word', 'format-binary')),
    reason: word('reason'),
    limit: word('limit'),
    size: size('size'),
    max:
      code === 'file-too-large' ? size('max') : sentences.say('words', 'number', { count: Number(facts['max'] ?? 0) }),
  });
}

function sentenceKey(sentences: Sentences, code: string, part: string): KeyOf<'file'> {
  const whole = part === '' ? sentences.find('file', `${code}-whole`) : undefined;
  return whole ?? sentences.find('file', code) ?? 'file-other';
}

function placeInPart(sentences: Sentences, part: string, line: string, cell: string): string {
  if (cell !== '') return sentences.say('file-word', 'part-cell', { part, cell });
  return line === '' ? part : sentences.say('file-word', 'part-line', { part, line });
}
