import { useSyncExternalStore } from 'react';

/** A value that lives outside of the components that show it, and tells them when it changes. */
export class ValueStore<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of this.listeners) listener();
  }

  change(part: Partial<T>): void {
    this.set({ ...this.value, ...part });
  }
}

/** The value of a store as of now; the component is drawn anew when it changes. */
export function useStored<T>(store: ValueStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
