/** What a reader chose about the pane itself. It is kept with the browser, never in the workbook. */
export interface Preferences {
  read(name: string): string | undefined;
  keep(name: string, value: string): void;
}

const PREFIX = 'payclause.';

/** The preferences of this browser. Where it keeps none (private windows, blocked storage), a choice holds until the pane closes. */
export function browserPreferences(): Preferences {
  const storage = availableStorage();
  const kept = new Map<string, string>();
  return {
    read: (name) => kept.get(name) ?? storage?.getItem(PREFIX + name) ?? undefined,
    keep(name, value) {
      kept.set(name, value);
      try {
        storage?.setItem(PREFIX + name, value);
      } catch {
        // Full or switched off meanwhile: the choice holds until the pane closes.
      }
    },
  };
}

/** Asking for the storage throws where the page may not have one. */
function availableStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
