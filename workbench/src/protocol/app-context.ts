/** What a host tells office.js about itself at its start. */

/** Requirement set → version. */
export type RequirementSets = Readonly<Record<string, string>>;

/**
 * What the workbench claims, unless told otherwise: ExcelApi as in Excel LTSC 2021. Within these sets single members are
 * missing all the same (docs/host-differences.md); no host can be asked for single members.
 */
export const SUPPORTED_SETS: RequirementSets = {
  ExcelApi: '1.14',
  CustomFunctions: '1.9',
  CustomFunctionsRuntime: '1.3',
  SharedRuntime: '1.1',
  AddinCommands: '1.1',
  DelayForCellEdit: '1.1',
  RichApiRuntimeFlag: '1.2',
  Settings: '1.1',
  CustomXmlParts: '1.1',
};

/** Compares `1.9` and `1.14` as versions, not as numbers. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * On the web office.js takes no theme from its host by itself: the server puts a line behind it that does (serve.mjs). A
 * page's `prefers-color-scheme` stays the browser's; its frame gets a ground of the theme's.
 */
export type Theme = 'light' | 'dark';

export interface HostFacts {
  readonly instanceId: string;
  /** BCP 47, for example `zh-CN`: both of the surface and of the content. */
  readonly language: string;
  readonly documentUrl: string;
  readonly sets: RequirementSets;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly addinName: string;
  readonly theme: Theme;
}

/** `Office.context.officeTheme`, in Office's own colours. */
const OFFICE_THEMES = {
  light: {
    bodyBackgroundColor: '#FFFFFF',
    bodyForegroundColor: '#242424',
    controlBackgroundColor: '#FFFFFF',
    controlForegroundColor: '#242424',
    isDarkTheme: false,
  },
  dark: {
    bodyBackgroundColor: '#292929',
    bodyForegroundColor: '#FFFFFF',
    controlBackgroundColor: '#333333',
    controlForegroundColor: '#FFFFFF',
    isDarkTheme: true,
  },
} as const;

const EXCEL_ON_THE_WEB = 16;

/** The answer to `ContextActivationManager_getAppContextAsync`. Settings are pairs of a name and a JSON text. */
export function appContext(facts: HostFacts): Readonly<Record<string, unknown>> {
  return {
    _id: facts.instanceId,
    _appName: EXCEL_ON_THE_WEB,
    _appVersion: '16.00',
    _appUILocale: facts.language,
    _dataLocale: facts.language,
    _docUrl: facts.documentUrl,
    _clientMode: 0,
    _settings: Object.entries(facts.settings).map(([name, value]) => [name, JSON.stringify(value)]),
    _reason: 1,
    _osfControlType: 1,
    _eToken: '',
    _correlationId: facts.instanceId,
    _appInstanceId: facts.instanceId,
    _requirementMatrix: JSON.stringify(facts.sets),
    _hostFullVersion: '16.0.17000.10000',
    _addinName: facts.addinName,
    _appDomains: [],
    _initialDisplayMode: 0,
    _officeTheme: OFFICE_THEMES[facts.theme],
  };
}

/**
 * The page's address with what office.js looks for in it. The trailing 3 = shared app 1 + custom functions 2;
 * `_serializer_version` must come before `_xdm_Info`.
 */
export function frameUrl(
  page: string,
  facts: {
    readonly conversationId: string;
    readonly instanceId: string;
    readonly language: string;
    readonly hostOrigin: string;
  },
): string {
  const url = new URL(page);
  const ownHash = url.hash.slice(1);
  const host = `Excel$Web$16.01$${facts.language}$${facts.instanceId}$$disableLogging$3`;
  url.searchParams.append('_host_Info', host);
  const xdm = [facts.conversationId, facts.instanceId, encodeURIComponent(facts.hostOrigin)].join('|');
  url.hash = '';
  // office.js reads the host's part as it is written: $ and | must not be escaped.
  const query = url.href.replaceAll('%24', '$');
  return `${query}#${ownHash}&_serializer_version=1&_xdm_Info=${xdm}`;
}
