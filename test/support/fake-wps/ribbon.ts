/** `RibbonUi`, which `OnAddinLoad` is given: what it was asked to draw anew is all that is seen of it. */
export class FakeRibbon {
  /** Ids of controls, `''` for the whole ribbon, in the order in which they were asked for. */
  static readonly asked = (ribbon: FakeRibbon): readonly string[] => ribbon.#asked;
  readonly #asked: string[] = [];

  Invalidate(): void {
    this.#asked.push('');
  }

  InvalidateControl(ControlID: string): void {
    this.#asked.push(ControlID);
  }

  ActivateTab(ControlID: string): void {
    this.#asked.push(ControlID);
  }
}
