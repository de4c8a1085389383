/** @jest-environment jsdom */
import { adaptSelectors, withoutIs } from '../../../src/addin/wps/old-selectors';

test.each([
  [':is(a, b):not(:disabled)', 'a:not(:disabled), b:not(:disabled)'],
  [':is(a[href], *[title="x, y"], details > summary)', 'a[href], *[title="x, y"], details > summary'],
  [':is(a:not(b, c))', 'a:not(b, c)'],
  ['div > a', 'div > a'],
  [':is(a, b), c', ':is(a, b), c'],
  [':is(a, b', ':is(a, b'],
])('%s is said as %s', (selector, older) => {
  expect(withoutIs(selector)).toBe(older);
});

test('a browser without it finds what it would', () => {
  const query = Object.getOwnPropertyDescriptor(Document.prototype, 'querySelector');
  const native = query?.value as (this: Document, selector: string) => Element | null;
  Object.defineProperty(Document.prototype, 'querySelector', {
    ...query,
    value(this: Document, selector: string) {
      if (selector.includes(':is(')) throw new DOMException('no valid selector', 'SyntaxError');
      return native.call(this, selector);
    },
  });
  adaptSelectors(window);
  const [barred, free] = [document.createElement('button'), document.createElement('button')];
  barred.disabled = true;
  free.id = 'free';
  document.body.append(barred, free);
  expect(document.querySelector(':is(a, button):not(:disabled)')?.id).toBe('free');
  if (query) Object.defineProperty(Document.prototype, 'querySelector', query);
});
