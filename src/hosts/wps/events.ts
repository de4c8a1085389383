import { err, ok } from '../../kernel/result';
import type { CellRange } from '../../ledger/cells';
import type { PortEvent, PortResult } from '../../workbook/port';
import type { Scheduler } from '../../workbook/scheduler';
import { activeWorkbook, placeOfRange, sheetsOf, workbookKey } from './sheets';
import { numberOf, optionally, textOf } from './told';
import type { WpsApi, WpsEventName, WpsRange, WpsWorksheet } from './wps-api';

/** After the last change of a sheet: then it is told as a whole. */
const SETTLED = 1500;
/** After a change that no calculation was told of. */
const CALCULATED = 50;
/** After a sheet is about to be deleted: by then it is, if nobody had to be asked. */
const DELETED = 100;

/** Whole rows and columns of the smallest sheet that there is, that of an .xls file. */
const WHOLE_COLUMN = 65_536;
const WHOLE_ROW = 256;

type Told = readonly unknown[];
type Listener = (event: PortEvent) => void;

/**
 * Tells what happens in the workbook that is shown. WPS tells of all open workbooks and of less than Excel does, so that some
 * of it is found out here:
 * - It does not tell cells that are typed into from cells that are inserted or deleted, which move others. The edited range
 *   is told at once, and the sheet as a whole a moment after its last change.
 * - It does not tell that a sheet was renamed or moved, and that one is deleted only before somebody is asked whether it
 *   should be: the sheets' names are compared whenever a sheet is shown or a selection changes. The workbook's own is among
 *   them, so that another workbook is one with another structure.
 * - Until a sheet has told that it was calculated, a version may have no such event: every change then counts as one.
 */
export class WpsListening {
  private readonly listeners = new Set<Listener>();
  private leave: (() => void) | undefined;
  private names = '';
  /** A sheet has told that it was calculated. */
  private tellsCalculation = false;
  /** Sheets that were changed since, by name. */
  private readonly changed = new Set<string>();
  private readonly edited = new Set<string>();
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly api: WpsApi,
    private readonly scheduler: Scheduler,
  ) {}

  /** Listens until the returned function is called. WPS is listened to once, for all. */
  async listen(listener: Listener): PortResult<() => void> {
    if (!this.leave) {
      const registered = this.register();
      if (typeof registered === 'string') return err({ code: 'not-supported', feature: registered });
      this.leave = registered;
      this.names = this.sheetNames();
    }
    // The same function may listen twice.
    const own: Listener = (event) => {
      listener(event);
    };
    this.listeners.add(own);
    return ok(() => {
      this.listeners.delete(own);
      if (this.listeners.size === 0) this.stop();
    });
  }

  /** Looks whether other sheets or another workbook are shown than were told of last, and tells it. */
  look(): void {
    this.handler(() => this.comparedSheets())();
  }

  private stop(): void {
    this.leave?.();
    this.leave = undefined;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.changed.clear();
    this.edited.clear();
  }

  /** What takes the listeners away again; or the feature that is lacking. */
  private register(): (() => void) | string {
    const { events } = this.api;
    if (!events) return 'ApiEvent';
    const handlers = this.handlers();
    const registered = handlers.filter(([event, handler]) =>
      optionally(() => {
        events.AddApiEventListener(event, handler);
        return true;
      }),
    );
    const leave = (): void => {
      for (const [event, handler] of registered) optionally(() => events.RemoveApiEventListener(event, handler));
    };
    // What a version has no event for, it refuses. Without this one nobody would ever hear of anything.
    if (registered.some(([event]) => event === 'SheetChange')) return leave;
    leave();
    return 'ApiEvent SheetChange';
  }

  private handlers(): readonly (readonly [WpsEventName, (...told: Told) => void])[] {
    const structure = this.handler(() => this.comparedSheets());
    const selection = this.handler(() => [...this.comparedSheets(), { kind: 'selection-changed' }]);
    return [
      ['SheetChange', this.handler((sheet, range) => this.sheetChanged(sheet, range))],
      ['SheetCalculate', this.handler((sheet) => this.sheetCalculated(sheet))],
      [
        'AfterCalculate',
        () => {
          this.calculatedSomewhere();
        },
      ],
      ['SheetSelectionChange', selection],
      ['SheetActivate', selection],
      ['WorkbookNewSheet', structure],
      ['WorkbookOpen', structure],
      ['WorkbookActivate', structure],
      ['WindowActivate', structure],
      [
        'SheetBeforeDelete',
        () => {
          this.later('deleted', DELETED, () => this.comparedSheets());
        },
      ],
    ];
  }

  /** An event whose objects can't be asked any more says at least that something is no longer as it was. */
  private handler(eventsOf: (...told: Told) => readonly PortEvent[]): (...told: Told) => void {
    return (...told) => {
      const events: readonly PortEvent[] = optionally(() => eventsOf(...told)) ?? [{ kind: 'structure-changed' }];
      for (const event of events) for (const listener of [...this.listeners]) listener(event);
    };
  }

  /** Tells something after a time, unless there is a later reason to tell it. */
  private later(what: string, milliseconds: number, eventsOf: () => readonly PortEvent[]): void {
    this.timers.get(what)?.();
    const run = this.handler(eventsOf);
    const cancel = this.scheduler.after(milliseconds, () => {
      this.timers.delete(what);
      run();
    });
    this.timers.set(what, cancel);
  }

  // ---- Cells -----------------------------------------------------------------------------------------------------

  private sheetChanged(told: unknown, target: unknown): readonly PortEvent[] {
    const sheet = this.ownSheet(told);
    if (sheet === undefined) return [];
    const range = editedRange(target);
    if (range) {
      this.edited.add(sheet);
      this.later('settled', SETTLED, () =>
        taken(this.edited).map((edited) => ({ kind: 'cells-changed', sheet: edited })),
      );
    }
    this.changed.add(sheet);
    this.calculatedSomewhere();
    return [{ kind: 'cells-changed', sheet, ...(range && { range }) }];
  }

  private sheetCalculated(told: unknown): readonly PortEvent[] {
    this.tellsCalculation = true;
    const sheet = this.ownSheet(told);
    return sheet === undefined ? [] : [{ kind: 'calculated', sheet }];
  }

  /** Of formulas all may have new results; a sheet that was changed itself is told in any case. */
  private calculatedSomewhere(): void {
    if (this.tellsCalculation) return;
    this.later('calculated', CALCULATED, () => {
      const changed = taken(this.changed);
      return Array.from(sheetsOf(activeWorkbook(this.api))).flatMap((sheet): PortEvent[] => {
        const { Name: name } = sheet;
        return changed.includes(name) || hasFormulas(sheet) ? [{ kind: 'calculated', sheet: name }] : [];
      });
    });
  }

  /** The name of a sheet of the workbook that is shown. */
  private ownSheet(told: unknown): string | undefined {
    const sheet = told as WpsWorksheet;
    const isOurs = workbookKey(sheet.Parent) === workbookKey(activeWorkbook(this.api));
    return isOurs ? textOf(sheet.Name, 'Worksheet.Name') : undefined;
  }

  // ---- Sheets ----------------------------------------------------------------------------------------------------

  /** Tells that there are other sheets than when this was last asked, where that is so. */
  private comparedSheets(): readonly PortEvent[] {
    const names = this.sheetNames();
    if (names === this.names) return [];
    this.names = names;
    return [{ kind: 'structure-changed' }];
  }

  /** The workbook and its sheets by name; `''` where none is open. */
  private sheetNames(): string {
    return (
      optionally(() => {
        const workbook = activeWorkbook(this.api);
        return JSON.stringify([workbookKey(workbook), ...Array.from(sheetsOf(workbook), ({ Name: name }) => name)]);
      }) ?? ''
    );
  }
}

/** What a set holds, which is empty then. */
function taken(names: Set<string>): readonly string[] {
  const all = [...names];
  names.clear();
  return all;
}

/** The edited cells; `undefined` for several areas and for whole rows and columns, which may have come or gone. */
function editedRange(told: unknown): CellRange | undefined {
  const target = told as WpsRange;
  if (numberOf(target.Areas.Count, 'Range.Areas.Count') !== 1) return undefined;
  const range = placeOfRange(target);
  const isWhole = range.bottom - range.top + 1 >= WHOLE_COLUMN || range.right - range.left + 1 >= WHOLE_ROW;
  return isWhole ? undefined : range;
}

/** True as well where it can't be said. */
function hasFormulas({ UsedRange: used }: WpsWorksheet): boolean {
  return used?.HasFormula !== false;
}
