/**
 * The fake WPS as an application in a browser page: ribbon, cells, task pane, and the add-in's pages in frames of the same
 * origin. It shows enough to make sense of a picture, and a person can click in it; tests act by `window.fakeWps.model`.
 */
import { findWps, type WpsEventName } from '../../../src/hosts/wps/wps-api';
import { fakeWps, type FakePage, type ShownPane, type WpsModel, type WpsOptions, type WpsPlatform } from '.';
import { drawBook, element } from './browser-look';

export interface FakeWpsWindow {
  readonly model: WpsModel;
  /** What WPS puts into a page of the add-in before its scripts run: asked by every frame as it is loaded. */
  globalsFor(frame: Window): FakePage;
}

declare global {
  interface Window {
    fakeWps?: FakeWpsWindow;
  }
}

/** Where the add-in's files are; WPS knows it from the installation. */
const ADDIN = new URL('addin/', window.location.origin);
const BACKGROUND = 'background';

/** After these the cells, or what is selected among them, may look different. */
const SEEN: readonly WpsEventName[] = [
  'SheetChange',
  'SheetSelectionChange',
  'SheetActivate',
  'AfterCalculate',
  'WorkbookNewSheet',
  'WorkbookActivate',
];

/** The callbacks that ribbon.xml names, among the globals of the background page. */
type Callbacks = Readonly<Record<string, ((given: unknown) => unknown) | undefined>>;

/** What is asked of the fake stands in the page's address, as JSON behind «#». */
function asked(): { readonly platform: WpsPlatform } & Partial<WpsOptions> {
  return JSON.parse(decodeURIComponent(window.location.hash.slice(1))) as { readonly platform: WpsPlatform };
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no place for ${id}.`);
  return found;
}

function frameOf(name: string, url: string): HTMLIFrameElement {
  const frame = element('iframe', '');
  frame.name = name;
  frame.src = url;
  return frame;
}

const fake = fakeWps({
  workbook: {
    name: '工作簿1',
    date1904: false,
    sheets: [{ name: 'Sheet1', rows: [], merges: [], tables: [] }],
    definedNames: [],
  },
  ...asked(),
});
const { model } = fake;

window.fakeWps = {
  model,
  globalsFor: ({ name }) => (name === BACKGROUND ? fake.page : fake.panePage),
};

// ---- Cells -------------------------------------------------------------------------------------------------------

let isDue = false;
function drawSoon(): void {
  if (isDue) return;
  isDue = true;
  window.requestAnimationFrame(() => {
    isDue = false;
    drawBook(place('book'), model);
  });
}
for (const event of SEEN) findWps(fake.page)?.events?.AddApiEventListener(event, drawSoon);
drawSoon();

// ---- Ribbon ------------------------------------------------------------------------------------------------------

function drawRibbon(xml: Document, callbacks: Callbacks): void {
  const call = (control: Element, attribute: string): unknown =>
    callbacks[control.getAttribute(attribute) ?? '']?.({ Id: control.id });
  const groups = [...xml.getElementsByTagName('group')].map((group) => {
    const shown = element('fieldset', '');
    shown.append(element('legend', group.getAttribute('label') ?? ''));
    for (const control of group.getElementsByTagName('button')) {
      const button = element('button', '');
      const icon = element('img', '');
      icon.src = new URL(String(call(control, 'getImage')), ADDIN).href;
      icon.alt = '';
      button.append(icon, String(call(control, 'getLabel')));
      button.title = String(call(control, 'getSupertip'));
      button.addEventListener('click', () => void call(control, 'onAction'));
      shown.append(button);
    }
    return shown;
  });
  place('ribbon').replaceChildren(...groups);
}

/** WPS loads the background page unseen, asks whether it may show the ribbon, and looks the callbacks up among its globals. */
async function start(): Promise<void> {
  const response = await fetch(new URL('ribbon.xml', ADDIN));
  const xml = new DOMParser().parseFromString(await response.text(), 'text/xml');
  const background = frameOf(BACKGROUND, new URL('index.html', ADDIN).href);
  background.hidden = true;
  background.addEventListener('load', () => {
    const callbacks = background.contentWindow as unknown as Callbacks;
    const mayShow = callbacks[xml.documentElement.getAttribute('onLoad') ?? '']?.({
      // What the ribbon is asked to draw anew it draws as a whole.
      InvalidateControl: () => drawRibbon(xml, callbacks),
    });
    if (mayShow === true) drawRibbon(xml, callbacks);
  });
  document.body.append(background);
}
void start();

// ---- Task panes --------------------------------------------------------------------------------------------------

const panes = new Map<number, HTMLElement>();

function drawPanes(): void {
  const there = model.panes();
  for (const pane of there) {
    const shown = panes.get(pane.id) ?? addPane(pane);
    shown.hidden = !pane.isVisible;
    shown.style.width = `${String(pane.width)}px`;
  }
  for (const [id, shown] of panes) {
    if (there.some((pane) => pane.id === id)) continue;
    shown.remove();
    panes.delete(id);
  }
}

function addPane({ id, url, title }: ShownPane): HTMLElement {
  const shown = element('section', '');
  shown.append(element('header', title), frameOf('pane', url));
  place('panes').append(shown);
  panes.set(id, shown);
  return shown;
}

model.onPanes(drawPanes);
