import { refuse } from './refuse';

/** The events that are typed and that the fake tells; there are others, and no others are asked for. */
export const EVENT_NAMES = [
  'SheetChange',
  'SheetSelectionChange',
  'SheetActivate',
  'SheetCalculate',
  'AfterCalculate',
  'SheetBeforeDelete',
  'WorkbookNewSheet',
  'WorkbookOpen',
  'WorkbookActivate',
  'WorkbookDeactivate',
  'WorkbookBeforeSave',
  'WorkbookBeforeClose',
  'WindowActivate',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export type Listener = (...told: never[]) => void;

/** `ApiEvent` of one page. */
export class FakeApiEvent {
  Cancel = false;
  RightsInfo = 0;
  readonly #listeners = new Map<EventName, Set<Listener>>();

  AddApiEventListener(EventName: EventName, callback: Listener | string): void {
    const listeners = this.#listeners.get(known(EventName)) ?? new Set();
    this.#listeners.set(EventName, listeners.add(callable(callback)));
  }

  /** Without a listener all of the page are taken away. */
  RemoveApiEventListener(EventName: EventName, callback?: Listener | string): void {
    if (callback === undefined) this.#listeners.delete(known(EventName));
    else this.#listeners.get(known(EventName))?.delete(callable(callback));
  }

  /** Whether anybody of the page listens; this and `tell` are no members of the JSAPI. */
  static isHeard(page: FakeApiEvent, event: EventName): boolean {
    return (page.#listeners.get(event)?.size ?? 0) > 0;
  }

  static tell(page: FakeApiEvent, event: EventName, told: readonly unknown[]): void {
    for (const listener of [...(page.#listeners.get(event) ?? [])]) (listener as (...all: unknown[]) => void)(...told);
  }
}

function known(event: string): EventName {
  return EVENT_NAMES.find((name) => name === event) ?? refuse(`没有事件 ${event}`);
}

/** A function's global name is another way to give it, which we do not use. */
function callable(callback: Listener | string): Listener {
  return typeof callback === 'function' ? callback : refuse('回调无效');
}
