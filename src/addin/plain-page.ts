import { HELP_PAGES } from '../functions/help-pages';
import type { Wording } from '../wording/wording';

/** One page of plain words, for when there is no pane: nothing but the document itself is needed to show it. */
export interface PlainPage {
  readonly sentences: readonly string[];
  /** Offers to load the page anew. */
  readonly canReload: boolean;
}

/** Shows plain words in place of the pane. What they repeat is text and stays text. */
export function showPlainPage(root: HTMLElement, wording: Wording, { sentences, canReload }: PlainPage): void {
  const page = root.ownerDocument;
  const main = page.createElement('main');
  main.className = 'plain';
  main.append(textElement(page, 'h1', wording.pane('addin', 'title')));
  for (const sentence of sentences) main.append(textElement(page, 'p', sentence));
  if (canReload) main.append(reloadButton(page, wording));
  main.append(helpLink(page, wording));
  // Not `replaceChildren`, which the browsers of WPS lack: this page is there for when nothing else works.
  root.textContent = '';
  root.append(main);
}

function textElement(page: Document, name: 'h1' | 'p', text: string): HTMLElement {
  const element = page.createElement(name);
  element.textContent = text;
  // A refusal that comes late is read out as well.
  if (name === 'p') element.setAttribute('role', 'status');
  return element;
}

function reloadButton(page: Document, wording: Wording): HTMLElement {
  const button = page.createElement('button');
  button.type = 'button';
  button.textContent = wording.pane('addin', 'reload');
  button.addEventListener('click', () => page.defaultView?.location.reload());
  return button;
}

function helpLink(page: Document, wording: Wording): HTMLElement {
  const link = page.createElement('a');
  link.href = HELP_PAGES[wording.language];
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = wording.pane('addin', 'help');
  return link;
}

/** Shows a sentence above whatever the page shows. */
export function showNotice(root: HTMLElement, sentence: string): void {
  const notice = textElement(root.ownerDocument, 'p', sentence);
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  root.before(notice);
}
