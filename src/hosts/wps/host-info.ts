import type { HostInfo } from '../../workbook/port';
import { optionally } from './told';
import type { WpsApi } from './wps-api';

/** MsoAppLanguageID of the menus. */
const LANGUAGE_OF_MENUS = 2;

/** The languages of WPS's menus, as Windows counts languages. */
const LANGUAGES: ReadonlyMap<unknown, string> = new Map([
  [2052, 'zh-CN'],
  [1028, 'zh-TW'],
  [3076, 'zh-HK'],
  [1033, 'en-US'],
  [1041, 'ja-JP'],
]);

const PLATFORMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/windows/i, 'Windows'],
  [/mac/i, 'macOS'],
  [/linux/i, 'Linux'],
];

/** What WPS says of itself, and the browser that it brings. What it does not say is told by that. */
export function hostInfo({ app }: WpsApi): HostInfo {
  const system = told(() => app.OperatingSystem) ?? navigator.userAgent;
  return {
    kind: 'wps',
    platform: PLATFORMS.find(([pattern]) => pattern.test(system))?.[1] ?? system,
    version: versionOf(
      told(() => app.Version),
      told(() => app.Build),
    ),
    language: LANGUAGES.get(optionally(() => app.LanguageSettings.LanguageID(LANGUAGE_OF_MENUS))) ?? navigator.language,
    // Nobody has reported as what a blank cell of a range arrives: each range is judged by what stands in it.
    blanksArriveAsZero: undefined,
    sets: [],
  };
}

/** «12.1.0.26200» is a build of itself; a bare «26200» is one of its version. */
function versionOf(version: string | undefined, build: string | undefined): string {
  if (build?.includes('.') === true) return build;
  return [version, build].filter((part) => part !== undefined).join('.');
}

/** A text or number that a member tells; nothing where it is not there. */
function told(member: () => unknown): string | undefined {
  const value = optionally(member);
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}
