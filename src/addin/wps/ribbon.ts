import type { WpsApi } from '../../hosts/wps/wps-api';
import type { Language } from '../../wording/language';
import { wpsText, type WpsKey } from '../../wording/wps/wps-wording';
import { askForView, type RibbonView } from './between-pages';
import { showTaskPane } from './task-pane';

/** A button of ribbon.xml: the screen it opens, its name, and its picture. */
interface RibbonButton {
  readonly view: RibbonView;
  readonly label: WpsKey;
  readonly tip: WpsKey;
  readonly icon: string;
}

/** The buttons of wps/ribbon.xml, by their ids there. */
export const RIBBON_BUTTONS: Readonly<Record<string, RibbonButton>> = {
  payclauseCheck: { view: 'check', label: 'ribbon-check', tip: 'ribbon-check-tip', icon: 'check' },
  payclauseSettlement: { view: 'settlement', label: 'ribbon-settlement', tip: 'ribbon-settlement-tip', icon: 'settle' },
  payclauseTrace: { view: 'trace', label: 'ribbon-trace', tip: 'ribbon-trace-tip', icon: 'trace' },
  payclausePolicy: { view: 'policy', label: 'ribbon-policy', tip: 'ribbon-policy-tip', icon: 'policy' },
};

/** The control that WPS hands to a callback. */
export interface RibbonControl {
  readonly Id?: unknown;
  readonly id?: unknown;
}

/** The ribbon as WPS hands it over, to be asked to draw a button anew. */
interface RibbonUi {
  InvalidateControl?(id: string): unknown;
}

/**
 * What ribbon.xml names. WPS looks the names up among the page's globals, calls them at once and uses what they return: none
 * may be async (asynchronous ones have hidden whole ribbons) and none may throw.
 */
export interface RibbonCallbacks {
  OnAddinLoad(ribbon: unknown): boolean;
  OnAction(control: RibbonControl | undefined): boolean;
  GetLabel(control: RibbonControl | undefined): string;
  GetSupertip(control: RibbonControl | undefined): string;
  GetImage(control: RibbonControl | undefined): string;
}

export interface RibbonParts {
  readonly page: Window;
  readonly wps: () => WpsApi | undefined;
  readonly language: () => Language;
  readonly now: () => number;
  /** Tells the user why a button did nothing; there is no page to write it on. */
  readonly tell: (sentence: string) => void;
}

/** The callbacks, and what has the buttons named in another language. */
export function ribbonCallbacks(parts: RibbonParts): {
  readonly callbacks: RibbonCallbacks;
  readonly rename: () => void;
} {
  const { page, wps, language, now, tell } = parts;
  let ribbon: RibbonUi | undefined;

  const text = (control: RibbonControl | undefined, part: 'label' | 'tip'): string => {
    const button = buttonOf(control);
    return button ? wpsText(language(), button[part]) : '';
  };

  return {
    callbacks: {
      OnAddinLoad(given) {
        if (typeof given === 'object' && given !== null) ribbon = given;
        // Anything else, and WPS leaves the whole ribbon out.
        return true;
      },
      OnAction(control) {
        const button = buttonOf(control);
        if (!button) return true;
        try {
          const api = wps();
          if (!api) throw new Error('wps');
          // First the wish, then the pane: a pane that is made now finds the wish when it comes.
          askForView({ plugin: api.addins.PluginStorage, page }, button.view, now());
          const address = new URL('taskpane.html', page.location.href).href;
          showTaskPane(api.addins, address, wpsText(language(), 'pane-title'));
        } catch (error) {
          tell(
            wpsText(language(), 'pane-not-shown', { reason: error instanceof Error ? error.message : String(error) }),
          );
        }
        return true;
      },
      GetLabel: (control) => text(control, 'label'),
      GetSupertip: (control) => text(control, 'tip'),
      GetImage(control) {
        const button = buttonOf(control);
        return button ? `icons/${button.icon}-32.png` : '';
      },
    },
    rename() {
      for (const id of Object.keys(RIBBON_BUTTONS)) ribbon?.InvalidateControl?.(id);
    },
  };
}

function buttonOf(control: RibbonControl | undefined): RibbonButton | undefined {
  const id = control?.Id ?? control?.id;
  return typeof id === 'string' && Object.hasOwn(RIBBON_BUTTONS, id) ? RIBBON_BUTTONS[id] : undefined;
}
