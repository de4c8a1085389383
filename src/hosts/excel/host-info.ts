import type { HostInfo } from '../../workbook/port';
import type { OfficeApi } from './office-api';

/** The requirement sets that the add-in needs, and those that it uses where Excel has them; the self-check lists them. */
const SETS: readonly (readonly [name: string, needed: readonly string[], used: readonly string[]])[] = [
  [
    'ExcelApi',
    ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8', '1.9'],
    ['1.10', '1.12', '1.13', '1.17', '1.18', '1.20'],
  ],
  ['SharedRuntime', ['1.1'], []],
  ['CustomFunctionsRuntime', ['1.1', '1.2', '1.3'], []],
  ['AddinCommands', ['1.1'], []],
  ['DelayForCellEdit', [], ['1.1']],
];

/** What Excel says of itself. */
export function hostInfo({ Office }: OfficeApi): HostInfo {
  const { context, PlatformType } = Office;
  const { platform, version } = context.diagnostics;
  return {
    kind: 'excel',
    platform: String(platform),
    version,
    language: context.displayLanguage,
    // On the desktop a blank is 0 (office-js 4702). On the web a blank argument is null, but within a range it may be 0 as well
    // (1951, 5262): there each range is judged by what stands in it.
    blanksArriveAsZero: platform === PlatformType.OfficeOnline ? undefined : true,
    sets: SETS.flatMap(([name, needed, used]) =>
      [...needed, ...used].map((version) => ({
        name,
        version,
        isNeeded: needed.includes(version),
        has: context.requirements.isSetSupported(name, version),
      })),
    ),
  };
}
