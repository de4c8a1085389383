import type { WpsAddins, WpsTaskPane } from '../../hosts/wps/wps-api';

/**
 * Where the id of our task pane is kept. Ids count from 1 in each program of WPS, and the storage is the same for all of them:
 * under one key Writer would open whatever pane has this number there.
 */
const ID_KEY = 'payclause.task-pane.et';

/** What the pane is made for, in pixels; people drag it as they like. */
const WIDTH = 400;

/** MsoCTPDockPosition: beside the sheet, on the right. */
const DOCK_RIGHT = 2;

/** Shows our task pane: the one that is there, else a new one. Throws where WPS gives none. */
export function showTaskPane(addins: WpsAddins, address: string, title: string): void {
  const known = knownPane(addins);
  if (known && setVisible(known, true)) return;
  const made = addins.CreateTaskPane?.(address, title);
  if (!isTaskPane(made)) throw new Error('CreateTaskPane');
  addins.PluginStorage?.setItem(ID_KEY, String(made.ID));
  arrange(made);
  made.Visible = true;
}

/** Puts our task pane away; tells whether there was one that could be. */
export function hideTaskPane(addins: WpsAddins): boolean {
  const pane = knownPane(addins);
  return pane !== undefined && setVisible(pane, false);
}

/** The pane that was made before; an id of an earlier run of WPS leads to none, or to a refusal. */
function knownPane(addins: WpsAddins): WpsTaskPane | undefined {
  try {
    const id = Number(addins.PluginStorage?.getItem(ID_KEY) ?? 0);
    const pane = id > 0 ? addins.GetTaskPane?.(id) : undefined;
    return isTaskPane(pane) ? pane : undefined;
  } catch {
    return undefined;
  }
}

function setVisible(pane: WpsTaskPane, isVisible: boolean): boolean {
  try {
    pane.Visible = isVisible;
    return true;
  } catch {
    return false;
  }
}

/** A version that does not let itself be arranged shows the pane as it likes. */
function arrange(pane: WpsTaskPane): void {
  try {
    pane.DockPosition = DOCK_RIGHT;
    pane.Width = WIDTH;
  } catch {
    // The pane is there; only its place is the application's own.
  }
}

function isTaskPane(value: unknown): value is WpsTaskPane {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}
