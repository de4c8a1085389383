import { refuse } from './refuse';
import type { ShownPane } from './types';

/** The task panes that the add-in has made, by id. */
export class PaneStore {
  private readonly panes = new Map<number, ShownPane>();
  private readonly listeners = new Set<() => void>();
  private lastId = 0;

  all(): readonly ShownPane[] {
    return [...this.panes.values()];
  }

  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** A new pane is not shown. */
  make(url: string, title: string): number {
    this.lastId += 1;
    this.panes.set(this.lastId, { id: this.lastId, url, title, isVisible: false, width: 300 });
    this.tell();
    return this.lastId;
  }

  pane(id: number): ShownPane {
    return this.panes.get(id) ?? refuse(`没有任务窗格 ${String(id)}`);
  }

  change(id: number, change: Partial<ShownPane>): void {
    this.panes.set(id, { ...this.pane(id), ...change });
    this.tell();
  }

  remove(id: number): void {
    this.pane(id);
    this.panes.delete(id);
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** `CustomTaskpane`. */
export class FakeTaskPane {
  readonly ID: number;
  /** 0 left, 2 right … */
  DockPosition = 2;
  readonly #panes: PaneStore;

  constructor(panes: PaneStore, id: number) {
    this.#panes = panes;
    this.ID = panes.pane(id).id;
  }

  get Visible(): boolean {
    return this.#panes.pane(this.ID).isVisible;
  }

  set Visible(isVisible: boolean) {
    this.#panes.change(this.ID, { isVisible });
  }

  get Width(): number {
    return this.#panes.pane(this.ID).width;
  }

  set Width(width: number) {
    this.#panes.change(this.ID, { width });
  }

  Navigate(url: string): void {
    this.#panes.change(this.ID, { url });
  }

  Delete(): void {
    this.#panes.remove(this.ID);
  }
}

/** `PluginStorage`: kept while the application runs, and no longer. */
export class FakePluginStorage {
  readonly #shared: Map<string, string | number | boolean>;

  constructor(shared: Map<string, string | number | boolean>) {
    this.#shared = shared;
  }

  get length(): number {
    return this.#shared.size;
  }

  setItem(key: string, value: string | number | boolean): void {
    this.#shared.set(key, value);
  }

  getItem(key: string): string | null {
    const value = this.#shared.get(key);
    return value === undefined ? null : String(value);
  }

  removeItem(key: string): void {
    this.#shared.delete(key);
  }

  clear(): void {
    this.#shared.clear();
  }

  key(idx: number): string | null {
    return [...this.#shared.keys()][idx] ?? null;
  }
}
