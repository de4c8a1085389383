/// <reference types="office-js" />
import type { ViewName } from '../taskpane/pane-context';

/** The buttons of the ribbon: the action's id in manifest.xml → the screen it opens. */
export const RIBBON_ACTIONS = {
  openCheck: 'check',
  openSettlement: 'settlement',
  openTrace: 'trace',
  openPolicy: 'policy',
} as const satisfies Readonly<Record<string, ViewName>>;

/** What is called of Office. */
export interface RibbonOffice {
  readonly actions: { associate(action: string, handler: (event?: Office.AddinCommands.Event) => void): void };
  readonly addin: { showAsTaskpane(): Promise<void> };
}

/**
 * Connects the ribbon's buttons: each brings the pane into view and opens its screen as soon as the pane is there. Excel
 * waits for `completed` and greys the button until then, so it is told whatever comes.
 */
export function connectRibbon(
  office: RibbonOffice,
  open: (view: ViewName) => void,
  tell: (reason: unknown) => void,
): void {
  for (const [action, view] of Object.entries(RIBBON_ACTIONS)) {
    office.actions.associate(action, (event) => {
      open(view);
      office.addin
        .showAsTaskpane()
        .catch(tell)
        .finally(() => event?.completed());
    });
  }
}
