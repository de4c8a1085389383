/** Questions and messages that must be answered before anything else. */
import { element } from './dom';

export interface DialogText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  /** The first one is what Enter does. */
  readonly buttons: readonly { readonly label: string; readonly value: string }[];
}

/** Shows a dialog until it is answered; '' is Escape. The focus goes back to where it was. */
export function ask({ title, paragraphs, list = [], buttons }: DialogText): Promise<string> {
  const before = document.activeElement;
  const heading = element('h2', { id: 'dialog-title' }, title);
  const dialog = element(
    'dialog',
    { class: 'dialog', attributes: { 'aria-labelledby': heading.id } },
    heading,
    ...paragraphs.map((text) => element('p', {}, text)),
    list.length > 0 && element('ul', {}, ...list.map((text) => element('li', {}, text))),
    element(
      'div',
      { class: 'dialog-buttons' },
      ...buttons.map(({ label, value }, index) =>
        element(
          'button',
          {
            class: index === 0 ? 'button primary' : 'button',
            attributes: { type: 'button', 'data-answer': value },
            on: { click: () => dialog.close(value) },
          },
          label,
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(dialog.returnValue);
    });
  });
}
