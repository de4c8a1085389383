/** The manifest's commands: tabs, groups and buttons, as any host shows them. */
import { type ManifestModel, type RibbonButton, type RibbonTab } from '../manifest/manifest';
import { element, icon } from './dom';
import { type Texts } from './texts';

export interface RibbonOptions {
  readonly tabs: ManifestModel['tabs'];
  readonly texts: Texts;
  /** Turns an icon's address into the one it is served at. */
  readonly iconUrl: (url: string) => string;
  readonly run: (button: RibbonButton) => void;
}

/** The smallest icon that is sharp at this size, else the largest there is. */
function iconOf({ icons }: RibbonButton, size: number): string | undefined {
  const sizes = Object.keys(icons)
    .map(Number)
    .sort((one, other) => one - other);
  const wanted = sizes.find((one) => one >= size) ?? sizes.at(-1);
  return wanted === undefined ? undefined : icons[wanted];
}

function tip({ label, tipTitle, tipText }: RibbonButton): string {
  return [tipTitle === '' ? label : tipTitle, tipText].filter((text) => text !== '').join('\n');
}

/** Moves the focus among controls by the arrow keys: the whole row is one stop of the Tab key. */
function roving(container: HTMLElement, selector: string, onMove?: (to: HTMLElement) => void): void {
  const stops = (): HTMLElement[] => [...container.querySelectorAll<HTMLElement>(selector)];
  const set = (current: HTMLElement): void => {
    for (const stop of stops()) stop.tabIndex = stop === current ? 0 : -1;
  };
  const [first] = stops();
  if (first) set(first);
  container.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(selector)) set(target);
  });
  container.addEventListener('keydown', (event) => {
    const all = stops();
    const at = all.findIndex((stop) => stop === document.activeElement);
    if (at < 0) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    onMove?.(next);
  });
}

export class Ribbon {
  readonly root = element('div', { class: 'ribbon' });
  private current = 0;

  constructor(private options: RibbonOptions) {
    this.draw();
  }

  /** Other texts, or another add-in's commands. */
  change(options: Partial<RibbonOptions>): void {
    this.options = { ...this.options, ...options };
    this.draw();
  }

  private draw(): void {
    const { tabs, texts } = this.options;
    this.root.setAttribute('aria-label', texts.ribbon);
    this.root.setAttribute('role', 'region');
    const strip = element('div', { class: 'ribbon-tabs', attributes: { role: 'tablist', 'aria-label': texts.ribbon } });
    const panel = element('div', {
      class: 'ribbon-panel',
      id: 'ribbon-panel',
      attributes: { role: 'tabpanel' },
    });
    const show = (index: number): void => {
      this.current = index;
      [...strip.children].forEach((one, at) => one.setAttribute('aria-selected', String(at === index)));
      const tab = tabs[index];
      panel.replaceChildren(...(tab ? [this.toolbar(tab)] : []));
      panel.setAttribute('aria-labelledby', `ribbon-tab-${index}`);
    };
    tabs.forEach((tab, index) => {
      const label = tab.isOfficeTab ? (texts.officeTabs[tab.id] ?? tab.label) : tab.label;
      strip.append(
        element(
          'button',
          {
            class: 'ribbon-tab',
            id: `ribbon-tab-${index}`,
            attributes: { type: 'button', role: 'tab', 'aria-controls': panel.id },
            on: { click: () => show(index) },
          },
          label,
        ),
      );
    });
    show(Math.min(this.current, Math.max(0, tabs.length - 1)));
    roving(strip, '.ribbon-tab', (tab) => tab.click());
    this.root.replaceChildren(strip, panel);
    this.root.hidden = tabs.length === 0;
  }

  private toolbar(tab: RibbonTab): HTMLElement {
    const groups = tab.groups.map((group) =>
      element(
        'div',
        { class: 'ribbon-group', attributes: { role: 'group', 'aria-label': group.label } },
        element('div', { class: 'ribbon-buttons' }, ...group.buttons.map((button) => this.button(button))),
        element('div', { class: 'ribbon-group-label', attributes: { 'aria-hidden': 'true' } }, group.label),
      ),
    );
    const toolbar = element('div', { class: 'ribbon-toolbar', attributes: { role: 'toolbar' } }, ...groups);
    roving(toolbar, '.ribbon-button');
    return toolbar;
  }

  private picture(button: RibbonButton, size: number): HTMLElement {
    const url = iconOf(button, size * devicePixelRatio);
    const image = element('img', { attributes: { alt: '', width: String(size), height: String(size) } });
    if (url !== undefined) image.src = this.options.iconUrl(url);
    // An add-in's icon may be missing: its place stays, and its label says what it does.
    image.addEventListener('error', () => image.classList.add('is-missing'));
    return image;
  }

  private button(button: RibbonButton): HTMLElement {
    const isMenu = button.items !== undefined;
    const made = element(
      'button',
      {
        class: 'ribbon-button',
        title: tip(button),
        attributes: {
          type: 'button',
          'data-button': button.id,
          ...(isMenu && { 'aria-haspopup': 'menu', 'aria-expanded': 'false' }),
        },
        on: { click: () => (isMenu ? this.openMenu(made, button.items ?? []) : this.options.run(button)) },
      },
      this.picture(button, 32),
      element('span', {}, button.label),
      isMenu && icon('menu'),
    );
    return made;
  }

  private openMenu(owner: HTMLElement, items: readonly RibbonButton[]): void {
    const menu = element('div', { class: 'ribbon-menu', attributes: { role: 'menu', popover: 'auto' } });
    for (const item of items) {
      menu.append(
        element(
          'button',
          {
            class: 'ribbon-item',
            title: tip(item),
            attributes: { type: 'button', role: 'menuitem', 'data-button': item.id },
            on: {
              click: () => {
                menu.hidePopover();
                this.options.run(item);
              },
            },
          },
          this.picture(item, 16),
          element('span', {}, item.label),
        ),
      );
    }
    menu.addEventListener('keydown', (event) => {
      const all = [...menu.querySelectorAll<HTMLElement>('.ribbon-item')];
      const step = { ArrowDown: 1, ArrowUp: all.length - 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      all[(all.findIndex((one) => one === document.activeElement) + step) % all.length]?.focus();
    });
    menu.addEventListener('toggle', (event) => {
      if (event.newState !== 'closed') return;
      owner.setAttribute('aria-expanded', 'false');
      menu.remove();
      owner.focus();
    });
    const { left, bottom } = owner.getBoundingClientRect();
    menu.style.left = `${left}px`;
    menu.style.top = `${bottom + 2}px`;
    document.body.append(menu);
    menu.showPopover();
    owner.setAttribute('aria-expanded', 'true');
    menu.querySelector<HTMLElement>('.ribbon-item')?.focus();
  }
}

/** The button of this id, in whichever tab, group or menu. */
export function findButton(tabs: ManifestModel['tabs'], id: string): RibbonButton | undefined {
  const buttons = tabs.flatMap((tab) => tab.groups.flatMap((group) => group.buttons));
  return buttons.flatMap((button) => [button, ...(button.items ?? [])]).find((button) => button.id === id);
}
