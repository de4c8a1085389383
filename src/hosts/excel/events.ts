import { parseRange } from '../../ledger/a1';
import type { PortEvent, PortResult } from '../../workbook/port';
import { hasExcelApi, SHEET_EVENTS, withoutSheet, type OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { reading } from './request';
import type { SheetNames } from './sheet-names';

/** What Office.js gives for a listener, to take it away with. */
interface Registration {
  readonly context: OfficeExtension.ClientRequestContext;
  remove(): void;
}

/**
 * Tells what happens in the workbook, from whomever it comes. An event costs no request: its sheet's name is at hand. An
 * event of a sheet that is not known yet says that the workbook has another structure, which is read anew.
 *
 * Before ExcelApi 1.17 Excel does not tell that a sheet was renamed, moved or hidden; its changes are then told under the
 * name that the last outline had for it. Names that are defined or deleted are told by no Excel.
 */
export async function listen(
  api: OfficeApi,
  names: SheetNames,
  listener: (event: PortEvent) => void,
): PortResult<() => void> {
  let isListening = true;
  const tell = (event: PortEvent): Promise<void> => {
    if (isListening) listener(event);
    return Promise.resolve();
  };
  const structure = (): Promise<void> => tell({ kind: 'structure-changed' });
  const onSheet = (id: string, event: (sheet: string) => PortEvent): Promise<void> => {
    const name = names.nameOf(id);
    return name === undefined ? structure() : tell(event(name));
  };
  const registered = await reading(api, {}, async (context) => {
    const { worksheets, tables } = context.workbook;
    worksheets.load('items/id,items/name');
    const registrations: Registration[] = [
      worksheets.onChanged.add(({ worksheetId, changeType, address }) =>
        onSheet(worksheetId, (sheet) => cellsChanged(sheet, changeType, address)),
      ),
      worksheets.onCalculated.add(({ worksheetId }) =>
        onSheet(worksheetId, (sheet) => ({ kind: 'calculated', sheet })),
      ),
      worksheets.onSelectionChanged.add(() => tell({ kind: 'selection-changed' })),
      worksheets.onActivated.add(() => tell({ kind: 'selection-changed' })),
      worksheets.onAdded.add(structure),
      worksheets.onDeleted.add(structure),
      tables.onAdded.add(structure),
      tables.onDeleted.add(structure),
    ];
    if (hasExcelApi(api, SHEET_EVENTS)) {
      registrations.push(
        worksheets.onNameChanged.add(({ worksheetId, nameAfter }) => {
          names.rename(worksheetId, nameAfter);
          return structure();
        }),
        worksheets.onMoved.add(structure),
        worksheets.onVisibilityChanged.add(structure),
      );
    }
    await context.sync();
    names.replace(worksheets.items);
    return registrations;
  });
  if (!registered.ok) return registered;
  return {
    ok: true,
    value: () => {
      isListening = false;
      void unregister(registered.value);
    },
  };
}

/** Where just cells were edited Excel says which; where rows, columns or cells came or went, others have moved as well. */
function cellsChanged(sheet: string, changeType: string, address: string): PortEvent {
  const range = changeType === 'RangeEdited' ? parseRange(withoutSheet(address)) : undefined;
  return { kind: 'cells-changed', sheet, ...(range && { range }) };
}

/** Listeners must be taken away in the context they were added in. */
async function unregister(registrations: readonly Registration[]): Promise<void> {
  const [first] = registrations;
  if (!first) return;
  try {
    for (const registration of registrations) registration.remove();
    await first.context.sync();
  } catch (thrown) {
    // Nobody listens any more: a host that refuses, because it is closing, does no harm.
    if (!isOfficeFailure(thrown)) throw thrown;
  }
}
