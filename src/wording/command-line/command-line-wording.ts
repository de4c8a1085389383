import { LANGUAGES, type Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import { wordingFor, type Wording } from '../wording';
import english from './en-US.json';
import chinese from './zh-CN.json';

/** The command line's own lines, apart from the others: the pane, which never says them, must not load them. */
export const COMMAND_LINE_CHINESE = { 'command-line': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const COMMAND_LINE_ENGLISH = { 'command-line': english };

export type CommandLineKey = KeyOf<'command-line', typeof COMMAND_LINE_CHINESE>;

/** What the command line says: what every program says, and lines of its own. */
export interface CommandLineWording extends Wording {
  /** A line of the command line: headings, notes, refusals, help. */
  line(key: CommandLineKey, gaps?: Gaps): string;
}

/** The command line's words in a language. */
export function commandLineWording(language: Language): CommandLineWording {
  return WORDINGS[language];
}

const sentencesIn = sentencesFrom(COMMAND_LINE_CHINESE, COMMAND_LINE_ENGLISH);

function createWording(language: Language): CommandLineWording {
  const sentences = sentencesIn(language);
  return { ...wordingFor(language), line: (key, gaps) => sentences.say('command-line', key, gaps) };
}

const WORDINGS: Readonly<Record<Language, CommandLineWording>> = {
  [LANGUAGES[0]]: createWording(LANGUAGES[0]),
  [LANGUAGES[1]]: createWording(LANGUAGES[1]),
};
