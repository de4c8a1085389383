import { err, ok, type Result } from '../kernel/result';
import { LANGUAGES, type Language } from '../wording/language';

const FLAG = '--lang';
const [CHINESE, ENGLISH] = LANGUAGES;

/**
 * The language to speak: `--lang`, else PAYCLAUSE_LANG, else English where the system's locale is English, else Chinese. It is
 * looked for before the arguments are read, because what is wrong with them is said in it. The error is the text
 * given for `--lang` that names no language.
 */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<Language, string> {
  const asked = askedFor(argv);
  if (asked !== undefined) {
    const language = named(asked);
    return language ? ok(language) : err(asked);
  }
  const chosen = named(env['PAYCLAUSE_LANG'] ?? '');
  if (chosen) return ok(chosen);
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return ok(locale?.toLowerCase().startsWith('en') === true ? ENGLISH : CHINESE);
}

/** The last `--lang` counts, as for every option; one without a value is left to the reading of the arguments. */
function askedFor(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  return options
    .flatMap((argument, index) => {
      if (argument.startsWith(`${FLAG}=`)) return [argument.slice(FLAG.length + 1)];
      return argument === FLAG ? (options[index + 1] ?? []) : [];
    })
    .at(-1);
}

function named(text: string): Language | undefined {
  const plain = text.toLowerCase();
  return LANGUAGES.find((language) => language.toLowerCase() === plain || language.slice(0, 2) === plain);
}
