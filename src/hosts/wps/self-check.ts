import type { WpsApi, WpsPage } from './wps-api';

/** What the add-in asks of WPS and of the browser in it. */
export type WpsPart =
  | 'roots'
  | 'version'
  | 'browser'
  | 'workbook'
  | 'cells'
  | 'writable'
  | 'events'
  | 'task-pane'
  | 'plugin-storage'
  | 'page-storage'
  | 'add-function'
  | 'function-answers'
  | 'tables'
  | 'files';

/** How a part stands: `unknown` where it can't be found out without changing something. */
export interface CheckedPart {
  readonly part: WpsPart;
  readonly state: 'has' | 'lacks' | 'unknown';
  /** In the application's own words: names, numbers, what it refused with. Nothing of the workbook. */
  readonly detail: string;
}

/** A page as far as it is looked over. */
export interface LookedOverPage extends WpsPage {
  readonly navigator: Pick<Navigator, 'userAgent'>;
  readonly localStorage: Storage;
}

/** What proves that custom functions answer: a call that needs no workbook, and what it comes to. */
const CALL = 'PAY.FAN_PENALTY(52300,2016)';
const COMES_TO = 3850;

/** Asks WPS for everything that the add-in uses, and changes nothing that stays. */
export function lookOver(page: LookedOverPage, api: WpsApi): readonly CheckedPart[] {
  const { app, addins } = api;
  return [
    looked('roots', () => named({ wps: page.wps, Application: page.Application })),
    looked('version', () => [app.Version, app.Build].map(text).filter(Boolean).join(' / ')),
    // The version of the browser says what it can; there is no better word for it.
    looked('browser', () => /Chrom(?:e|ium)\/[\d.]+/.exec(page.navigator.userAgent)?.[0]),
    looked('workbook', () => (isThere(app.ActiveWorkbook) ? 'ActiveWorkbook' : undefined)),
    looked('cells', () => {
      const range = app.ActiveWorkbook?.Worksheets.Item(1) as {
        readonly UsedRange?: { readonly Row?: unknown };
      } | null;
      return typeof range?.UsedRange?.Row === 'number' ? 'UsedRange' : undefined;
    }),
    looked('writable', () => {
      const workbook = app.ActiveWorkbook;
      if (!workbook || workbook.ReadOnly === true) return undefined;
      return workbook.ProtectStructure === true ? undefined : 'ReadOnly=false, ProtectStructure=false';
    }),
    looked('events', () => members(api.events, 'AddApiEventListener', 'RemoveApiEventListener')),
    looked('task-pane', () => members(addins, 'CreateTaskPane', 'GetTaskPane')),
    looked('plugin-storage', () => keeps(addins.PluginStorage)),
    looked('page-storage', () => keeps(page.localStorage)),
    looked('add-function', () => members(addins, 'AddCustomFunction')),
    answering(api),
    looked('tables', () => {
      const sheet = app.ActiveWorkbook?.Worksheets.Item(1) as {
        readonly ListObjects?: { readonly Count?: unknown };
      } | null;
      return typeof sheet?.ListObjects?.Count === 'number' ? 'ListObjects.Count' : undefined;
    }),
    looked('files', () => {
      const files = members(api.files, 'readAsBinaryString', 'writeAsBinaryString');
      const environment = members(api.environment, 'GetTempPath');
      return files && environment && `${files}, ${environment}`;
    }),
  ];
}

/** Whether a custom function answers. Not every version lets one be called from outside of a cell. */
function answering({ app }: WpsApi): CheckedPart {
  const part = 'function-answers';
  try {
    // Declared, and told of by nobody: not among the members that the rest of the add-in relies on.
    const answer = (app as { readonly Evaluate?: (formula: string) => unknown }).Evaluate?.(CALL);
    if (answer === COMES_TO) return { part, state: 'has', detail: `${CALL} = ${String(answer)}` };
    return { part, state: 'unknown', detail: text(answer) };
  } catch (error) {
    return { part, state: 'unknown', detail: text(error) };
  }
}

function looked(part: WpsPart, look: () => string | undefined): CheckedPart {
  try {
    const detail = look();
    return detail === undefined || detail === ''
      ? { part, state: 'lacks', detail: '' }
      : { part, state: 'has', detail };
  } catch (error) {
    return { part, state: 'lacks', detail: text(error) };
  }
}

/** The names of those that are there. */
function named(members: Readonly<Record<string, unknown>>): string {
  return Object.keys(members)
    .filter((name) => isThere(members[name]))
    .join(', ');
}

/** The names of these members, if the holder has all of them. */
function members(holder: object | undefined, ...names: readonly string[]): string | undefined {
  const has = (name: string): boolean => isThere((holder as Readonly<Record<string, unknown>>)[name]);
  return holder && names.every(has) ? names.join(', ') : undefined;
}

const PROBE_KEY = 'payclause.self-check';

/** Whether a storage gives back what was put in. */
function keeps(
  storage: (Pick<Storage, 'setItem' | 'removeItem'> & { getItem(key: string): unknown }) | undefined,
): string | undefined {
  if (!storage) return undefined;
  storage.setItem(PROBE_KEY, 'x');
  const kept = storage.getItem(PROBE_KEY) === 'x';
  storage.removeItem(PROBE_KEY);
  return kept ? 'setItem, getItem, removeItem' : undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function text(value: unknown): string {
  if (value instanceof Error) return value.message;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
