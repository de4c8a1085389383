/** A field as people call it: by its column's heading, or by the title of what is derived. */
export interface NamedField {
  readonly id: string;
  readonly name: string;
}

/**
 * The names of a ledger's fields, for texts that people read and edit. A field goes by its own name where nothing else in
 * the ledger could be meant by it, else by its id. Names are found again whatever their case, width and spaces.
 */
export class FieldNames {
  private readonly names = new Map<string, string>();
  private readonly ids = new Map<string, string>();

  constructor(fields: readonly NamedField[]) {
    const owners = new Map<string, Set<string>>();
    const claim = (text: string, id: string): void => {
      const key = nameKey(text);
      owners.set(key, (owners.get(key) ?? new Set()).add(id));
    };
    for (const { id, name } of fields) {
      claim(name, id);
      claim(id, id);
    }
    for (const { id, name } of fields) {
      const unmistakable = nameKey(name) !== '' && owners.get(nameKey(name))?.size === 1;
      this.names.set(id, unmistakable ? name : id);
    }
    for (const [key, claimants] of owners) {
      const [id] = claimants;
      if (key !== '' && claimants.size === 1 && id !== undefined) this.ids.set(key, id);
    }
  }

  /** What the field is called; an id that is none of the ledger's stays as it is. */
  nameOf(id: string): string {
    return this.names.get(id) ?? id;
  }

  /** The field that is called so, or that has this id; `undefined` for none, and where it could be several. */
  idOf(name: string): string | undefined {
    return this.names.has(name) ? name : this.ids.get(nameKey(name));
  }

  /** All fields' ids, in the ledger's order. */
  all(): readonly string[] {
    return [...this.names.keys()];
  }
}

/** Names are the same when they differ in case, width or spaces only. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

/** The names of a ledger's fields: columns in order, then what is derived. */
export function fieldNames(ledger: {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly derived: readonly { readonly id: string; readonly title: { readonly zh: string } }[];
}): FieldNames {
  return new FieldNames([
    ...ledger.columns.map(({ id, header }) => ({ id, name: header })),
    ...ledger.derived.map(({ id, title }) => ({ id, name: title.zh })),
  ]);
}
