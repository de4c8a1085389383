/** Elements made in code: text goes in as text, never as markup. */

type Child = Node | string | undefined | false;

export interface Properties {
  readonly class?: string;
  readonly id?: string;
  readonly title?: string;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
  /** Attributes as they are: `role`, `aria-…`, `type` … */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  const { class: names, id, title, hidden, disabled, tabIndex, attributes = {}, on = {} } = properties;
  if (names !== undefined) made.className = names;
  if (id !== undefined) made.id = id;
  if (title !== undefined) made.title = title;
  if (hidden !== undefined) made.hidden = hidden;
  if (tabIndex !== undefined) made.tabIndex = tabIndex;
  if (disabled !== undefined) made.toggleAttribute('disabled', disabled);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Our own icons: lines on a ground of 20 × 20, in the colour of the text around them. */
const ICONS = {
  open: 'M2.5 15.5V5a1 1 0 0 1 1-1h4l2 2h6a1 1 0 0 1 1 1v1.5M2.5 15.5l2.4-6a1 1 0 0 1 .9-.6h11.3a.7.7 0 0 1 .6 1l-2.2 5a1 1 0 0 1-.9.6z',
  save: 'M4 3h10l3 3v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM6 3v4.5h7V3M5.5 17v-6h9v6',
  undo: 'M8 4 4 8l4 4M4.5 8H12a4.5 4.5 0 0 1 0 9H8',
  redo: 'm12 4 4 4-4 4M15.5 8H8a4.5 4.5 0 0 0 0 9h4',
  reload: 'M16 6v4h-4M16 10a6.2 6.2 0 1 0-1.3 4.5',
  light:
    'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.100 1.100M14.600 14.600l1.100 1.100M4.3 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
  dark: 'M15.800 12.5A6.5 6.5 0 0 1 7.5 4.2a6.5 6.5 0 1 0 8.3 8.3z',
  close: 'm5 5 10 10M15 5 5 15',
  hint: 'M7.5 14.5c-1.700-1-2.5-2.600-2.5-4.3a5 5 0 0 1 10 0c0 1.700-.8 3.3-2.5 4.3v1h-5zM8 18h4',
  menu: 'm6 8 4 4 4-4',
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
