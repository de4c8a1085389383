import type { HostInfo } from '../../workbook/port';
import type { OfficeApi } from './office-api';

/** The requirement sets that the self-check lists: those the add-in needs or uses where they are. */
const SETS: readonly (readonly [name: string, versions: readonly string[]])[] = [
  ['ExcelApi', Array.from({ length: 20 }, (_set, index) => `1.${String(index + 1)}`)],
  ['SharedRuntime', ['1.1', '1.2']],
  ['CustomFunctionsRuntime', ['1.1', '1.2', '1.3', '1.4', '1.5']],
  ['RibbonApi', ['1.1', '1.2']],
  ['AddinCommands', ['1.1']],
  ['DialogApi', ['1.1', '1.2']],
  ['DelayForCellEdit', ['1.1']],
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
    // Seen in office-js issue 4702: on the desktop a blank argument is 0, on the web it is null.
    blanksArriveAsZero: platform !== PlatformType.OfficeOnline,
    sets: SETS.flatMap(([name, versions]) =>
      versions.map((wanted) => ({
        name,
        version: wanted,
        has: context.requirements.isSetSupported(name, wanted),
      })),
    ),
  };
}
