import type { Policy } from '../../policy/policy';
import type { HostInfo } from '../../workbook/port';
import type { PaneKey, Wording } from '../../wording/wording';

type ShellKey = PaneKey<'pane-shell'>;

/** A line of the self-check: what it is, and how it stands. */
export interface SelfCheckLine {
  readonly label: string;
  readonly value: string;
}

/** A requirement set with what it is for. */
export interface NeededSet {
  readonly name: string;
  readonly has: boolean;
  /** Without it the add-in can't do its work; the others only make it better where they are. */
  readonly isNeeded: boolean;
  readonly neededFor: string;
}

/** What the product ever writes into a workbook; docs/writes.md says the same. */
export const WRITES = [
  'writes-fix',
  'writes-repair',
  'writes-marks',
  'writes-export',
  'writes-insert',
  'writes-policy',
  'writes-new-year',
  'writes-storage',
] as const satisfies readonly ShellKey[];

/** Products' own names, the same in every language. */
const HOST_NAMES: Readonly<Record<HostInfo['kind'], string>> = {
  excel: 'Microsoft Excel',
  wps: 'WPS Office',
  memory: '–',
};

/** What each set is for, by its name and version, or by its name where all versions serve one purpose. */
const PURPOSES: ReadonlyMap<string, ShellKey> = new Map<string, ShellKey>([
  ['ExcelApi 1.8', 'set-events'],
  ['ExcelApi 1.9', 'set-events'],
  ['ExcelApi 1.10', 'set-notes'],
  ['ExcelApi 1.12', 'set-spills'],
  ['ExcelApi 1.13', 'set-merges'],
  ['ExcelApi 1.17', 'set-sheets'],
  ['ExcelApi 1.18', 'set-notes-proper'],
  ['ExcelApi 1.20', 'set-undo'],
  ['ExcelApi', 'set-read'],
  ['CustomFunctionsRuntime 1.2', 'set-function-errors'],
  ['CustomFunctionsRuntime 1.3', 'set-function-errors'],
  ['CustomFunctionsRuntime', 'set-functions'],
  ['SharedRuntime', 'set-shared'],
  ['AddinCommands', 'set-ribbon'],
  ['DelayForCellEdit', 'set-editing'],
]);

export function policyLines({ document, digest }: Policy, wording: Wording): readonly SelfCheckLine[] {
  return [
    { label: wording.pane('pane-shell', 'about-policy-title'), value: wording.title(document.title) },
    { label: wording.pane('pane-shell', 'about-policy-id'), value: document.id },
    { label: wording.pane('pane-shell', 'about-policy-edition'), value: document.edition },
    {
      label: wording.pane('pane-shell', 'about-policy-clauses'),
      value: wording.number(String(document.clauses.length)),
    },
    { label: wording.pane('pane-shell', 'about-policy-digest'), value: digest },
  ];
}

export function hostLines({ kind, platform, version, language }: HostInfo, wording: Wording): readonly SelfCheckLine[] {
  return [
    {
      label: wording.pane('pane-shell', 'about-host-name'),
      value: HOST_NAMES[kind],
    },
    { label: wording.pane('pane-shell', 'about-host-platform'), value: platform },
    { label: wording.pane('pane-shell', 'about-host-version'), value: version },
    { label: wording.pane('pane-shell', 'about-host-language'), value: language },
  ];
}

/** The sets that the host was asked for; what is needed and lacking stands first. */
export function neededSets({ sets }: HostInfo, wording: Wording): readonly NeededSet[] {
  return sets
    .map(({ name, version, has, isNeeded }) => ({
      name: `${name} ${version}`,
      has,
      isNeeded,
      neededFor: wording.pane('pane-shell', PURPOSES.get(`${name} ${version}`) ?? PURPOSES.get(name) ?? 'set-other'),
    }))
    .sort((a, b) => rank(a) - rank(b));
}

function rank({ has, isNeeded }: NeededSet): number {
  if (has) return 2;
  return isNeeded ? 0 : 1;
}

/** Whether the host has it, in words. */
export function setState({ has, isNeeded }: NeededSet, wording: Wording): string {
  if (has) return wording.pane('pane-shell', 'about-set-has');
  return wording.pane('pane-shell', isNeeded ? 'about-set-lacks' : 'about-set-spared');
}

/** The whole page as text, to be sent to whoever helps. It holds nothing of the workbook. */
export function selfCheckText(version: string, policy: Policy, host: HostInfo, wording: Wording): string {
  const line = ({ label, value }: SelfCheckLine): string => `${label}: ${value}`;
  return [
    `${wording.pane('pane-shell', 'title')} ${version}`,
    '',
    wording.pane('pane-shell', 'about-policy'),
    ...policyLines(policy, wording).map(line),
    '',
    wording.pane('pane-shell', 'about-host'),
    ...hostLines(host, wording).map(line),
    '',
    wording.pane('pane-shell', 'about-sets'),
    ...neededSets(host, wording).map((set) => `${set.name}: ${setState(set, wording)} (${set.neededFor})`),
    '',
  ].join('\n');
}
