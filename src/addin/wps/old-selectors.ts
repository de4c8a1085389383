/**
 * `:is(…)` for browsers before Chromium 88: Fluent UI looks for what can have the focus by one selector that begins with it.
 * Without it the focus can't be moved into menus and dialogs.
 */

/** Has the page's elements looked up by selectors that this browser knows; a newer browser is left alone. */
export function adaptSelectors(page: Window & typeof globalThis): void {
  try {
    page.document.querySelector(':is(html)');
    return;
  } catch {
    // It does not know it.
  }
  const known = new Map<string, string>();
  const inOlder = (selector: string): string => {
    let older = known.get(selector);
    if (older === undefined) {
      older = withoutIs(selector);
      known.set(selector, older);
    }
    return older;
  };
  for (const prototype of [page.Element.prototype, page.Document.prototype, page.DocumentFragment.prototype]) {
    for (const name of ['matches', 'closest', 'querySelector', 'querySelectorAll'] as const) {
      const find = (prototype as Partial<Record<typeof name, (selector: string) => unknown>>)[name];
      if (!find) continue;
      Object.defineProperty(prototype, name, {
        configurable: true,
        writable: true,
        value(this: unknown, selector: string): unknown {
          return find.call(this, inOlder(selector));
        },
      });
    }
  }
}

const IS = ':is(';

/** «:is(a, b):not(c)» → «a:not(c), b:not(c)». Anything else is left as it is. */
export function withoutIs(selector: string): string {
  if (!selector.startsWith(IS)) return selector;
  const alternatives: string[] = [];
  let depth = 1;
  let from = IS.length;
  let at = from;
  for (; at < selector.length && depth > 0; at += 1) {
    const character = selector[at];
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    if (depth === 0 || (depth === 1 && character === ',')) {
      alternatives.push(selector.slice(from, at).trim());
      from = at + 1;
    }
  }
  const rest = selector.slice(at);
  // Another selector may follow; it has nothing to do with these.
  return depth > 0 || rest.includes(',') ? selector : alternatives.map((each) => `${each}${rest}`).join(', ');
}
