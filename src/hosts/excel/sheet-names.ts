/**
 * The names of the sheets by their ids: events bear ids only, and asking for the name would cost a request for each. It is
 * filled by every reading of the outline and by what events tell.
 */
export class SheetNames {
  private names = new Map<string, string>();

  replace(sheets: Iterable<{ readonly id: string; readonly name: string }>): void {
    this.names = new Map(Array.from(sheets, ({ id, name }) => [id, name]));
  }

  rename(id: string, name: string): void {
    this.names.set(id, name);
  }

  nameOf(id: string): string | undefined {
    return this.names.get(id);
  }
}
