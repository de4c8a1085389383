/** What the fake WPS’s own page uses and Chromium 69 lacks, beside what the add-in's pages bring along for themselves. */
if (!('replaceChildren' in Element.prototype)) {
  Object.assign(Element.prototype, {
    replaceChildren(this: Element, ...children: readonly (Node | string)[]): void {
      this.textContent = '';
      this.append(...children);
    },
  });
}
