/** As an element's `ref`: gives it the focus when it comes to be there, as the first thing of a page that was asked for. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}
