/**
 * Fluent UI's styles in browsers older than Chromium 87. They come rule by rule into empty style sheets; what such a browser
 * does not understand it drops without a word. Here each rule is said in older words before it goes in, and the gaps of flex
 * boxes, which Chromium knows since 84, become margins. test/addin/chromium-69.test.ts looks at the result.
 */

/** Has all styles that come from now on said in words that this browser knows; a newer browser is left alone. */
export function adaptStyles(page: Window & typeof globalThis): void {
  if (page.CSS.supports('inset', '0')) return;
  const prototype = page.CSSStyleSheet.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- It is called on the sheet that it is asked of.
  const insert = prototype.insertRule;
  const gaps = hasFlexGap(page.document) ? undefined : new FlexGaps();
  let margins: CSSStyleSheet | undefined;
  prototype.insertRule = function insertRule(rule: string, index?: number): number {
    const added = insert.call(this, inOlderWords(rule), index);
    for (const margin of gaps?.see(rule) ?? []) {
      margins ??= emptySheet(page.document);
      insert.call(margins, margin, margins.cssRules.length);
    }
    return added;
  };
}

function emptySheet(page: Document): CSSStyleSheet {
  const style = page.createElement('style');
  page.head.append(style);
  const { sheet } = style;
  if (!sheet) throw new Error('a style element that stands in the page has no sheet');
  return sheet;
}

/** Whether flex boxes have gaps: the property alone says nothing, since grids had it before. */
function hasFlexGap(page: Document): boolean {
  const box = page.createElement('div');
  box.style.cssText = 'position:absolute;display:flex;flex-direction:column;row-gap:1px';
  box.append(page.createElement('div'), page.createElement('div'));
  page.body.append(box);
  const isThere = box.scrollHeight === 1;
  box.remove();
  return isThere;
}

/** Younger properties that say two or four things, and the older ones that say each. Both our languages run left to right. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  inset: ['top', 'right', 'bottom', 'left'],
  'inset-block': ['top', 'bottom'],
  'inset-inline': ['left', 'right'],
  'margin-block': ['margin-block-start', 'margin-block-end'],
  'margin-inline': ['margin-inline-start', 'margin-inline-end'],
  'padding-block': ['padding-block-start', 'padding-block-end'],
  'padding-inline': ['padding-inline-start', 'padding-inline-end'],
  'inset-block-start': ['top'],
  'inset-block-end': ['bottom'],
  'inset-inline-start': ['left'],
  'inset-inline-end': ['right'],
};

/** Younger properties that say one thing of all their sides, and those that had it under a maker's name. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  appearance: ['-webkit-appearance'],
  'border-block': ['border-top', 'border-bottom'],
  'border-inline': ['border-left', 'border-right'],
  'mask-image': ['-webkit-mask-image'],
};

/** What stands for a younger value. */
const VALUES: Readonly<Record<string, string>> = {
  'overflow-wrap:anywhere': 'overflow-wrap:break-word;word-break:break-word',
  'overflow:clip': 'overflow:hidden',
  'overflow-x:clip': 'overflow-x:hidden',
  'overflow-y:clip': 'overflow-y:hidden',
};

const DECLARATION = /(^|[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)/g;

/** A rule in words that Chromium 69 knows. Fluent UI marks what `:focus-visible` means by an attribute as well. */
export function inOlderWords(rule: string): string {
  return rule
    .replace(/:focus-visible\b/g, '[data-fui-focus-visible]')
    .replace(DECLARATION, (whole, before: string, property: string, value: string) => {
      const alike = ALIKE[property];
      if (alike) return `${before}${alike.map((each) => `${each}:${value}`).join(';')}`;
      const parts = PARTS[property];
      if (!parts) return `${before}${VALUES[`${property}:${value.trim()}`] ?? whole.slice(before.length)}`;
      const values = valuesOf(value);
      return `${before}${parts.map((part, index) => `${part}:${sideOf(values, index)}`).join(';')}`;
    });
}

/** «a calc(b + c)» → its two values. */
function valuesOf(value: string): readonly string[] {
  return value.trim().match(/(?:[^\s(]+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?)+/g) ?? [];
}

/** The value of a side: one for all, two for opposite sides, three or four in the order of a clock. */
function sideOf(values: readonly string[], index: number): string {
  return values[index] ?? values[index - 2] ?? values[0] ?? '0';
}

interface Gap {
  readonly selector: string;
  readonly row: string | undefined;
  readonly column: string | undefined;
}

/** A class that stands a flex box's children in a column, or lets them wrap: always, or on narrow pages only. */
interface Way {
  readonly selector: string;
  readonly media: string | undefined;
}

/**
 * Margins in place of the gaps of flex boxes. Each of Fluent UI's rules has one class, and an element several of them: one
 * makes it a flex box, another gives the direction, a third the gap. Whatever comes last completes the combination.
 */
export class FlexGaps {
  private readonly boxes: string[] = [];
  private readonly columns: Way[] = [];
  private readonly wraps: Way[] = [];
  private readonly gaps: Gap[] = [];
  private readonly known = new Set<string>();

  /** The rules that are complete with this one. */
  see(rule: string): readonly string[] {
    const [, media, selector, body] = RULE.exec(rule) ?? [];
    if (selector === undefined || body === undefined || this.known.has(rule)) return [];
    this.known.add(rule);
    const way: Way = { selector, media };
    const said = new Map([...body.matchAll(DECLARATION)].map(([, , name = '', value = '']) => [name, value.trim()]));

    const added: string[] = [];
    if (said.get('flex-direction') === 'column') this.columns.push(way);
    if (said.get('flex-wrap') === 'wrap') this.wraps.push(way);
    if (media === undefined) {
      const [both, second] = valuesOf(said.get('gap') ?? '');
      const gap = { selector, row: said.get('row-gap') ?? both, column: said.get('column-gap') ?? second ?? both };
      if (gap.row !== undefined || gap.column !== undefined) this.gaps.push(gap);
      if (/^(?:inline-)?flex$/.test(said.get('display') ?? '')) this.boxes.push(selector);
    }

    for (const gap of this.gaps) {
      for (const box of this.boxes) {
        const isNew = media === undefined && (gap.selector === selector || box === selector);
        if (isNew) added.push(...betweenColumns(gap, box));
        for (const each of this.columns) if (isNew || each === way) added.push(...betweenRows(gap, box, each));
        for (const each of this.wraps) if (isNew || each === way) added.push(...betweenLines(gap, box, each));
      }
    }
    return added;
  }
}

/** A rule of one class; on narrow pages only where it stands in a media query. */
const RULE = /^\s*(?:(@media[^{]+)\{)?\s*(\.[\w-]+)\s*\{([^{}]*)\}\s*\}?\s*$/;

/** The element that has all these classes, each once. */
function together(...classes: readonly string[]): string {
  return [...new Set(classes)].join('');
}

const BUT_THE_LAST = '>*:not(:last-child)';

function betweenColumns({ selector, column }: Gap, box: string): readonly string[] {
  return column === undefined ? [] : [`${together(selector, box)}${BUT_THE_LAST}{margin-right:${column}}`];
}

function betweenRows({ selector, row, column }: Gap, box: string, way: Way): readonly string[] {
  const back = column === undefined ? '' : 'margin-right:0;';
  if (row === undefined && back === '') return [];
  return [within(way, `${together(selector, box, way.selector)}${BUT_THE_LAST}{${back}margin-bottom:${row ?? '0'}}`)];
}

/** Half above and half below each line of a box that wraps: nobody knows where its lines end. */
function betweenLines({ selector, row }: Gap, box: string, way: Way): readonly string[] {
  if (row === undefined) return [];
  const half = `calc(${row} / 2)`;
  return [within(way, `${together(selector, box, way.selector)}>*{margin-top:${half};margin-bottom:${half}}`)];
}

function within({ media }: Way, rule: string): string {
  return media === undefined ? rule : `${media}{${rule}}`;
}
