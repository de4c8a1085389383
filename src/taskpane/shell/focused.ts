/** As an element's `ref`: gives it the focus when it comes to be there, as the first thing of a page that was asked for. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}

/** Gives the focus back to the element that had it, or where that is gone, to the screen it stood on. */
export function returnFocus(element: Element | null): void {
  const isThere = element instanceof HTMLElement && element.isConnected && element !== document.body;
  const target = isThere
    ? element
    : (document.querySelector<HTMLElement>('article[tabindex="0"]') ??
      document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]'));
  target?.focus();
}
