/** Who listens to what happens in a grid. */
import { type GridEvents } from './grid-model';

export class GridListeners {
  private readonly listeners = new Map<keyof GridEvents, Set<(event: never) => void>>();

  /** Listens until the returned function is called. */
  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    const listeners = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  tell<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    for (const listener of [...(this.listeners.get(kind) ?? [])])
      (listener as (event: GridEvents[Kind]) => void)(event);
  }
}
