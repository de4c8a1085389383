/** Which names sheets, tables and ranges may bear, whatever grid they are in. Case does not tell names apart. */
import { parseArea } from './a1';
import { GridRefusal } from './grid-model';

export function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A name that is not among the others, with a number behind it where it must be. */
export function freeName(name: string, others: readonly string[]): string {
  let free = name;
  for (let number = 2; others.some((other) => sameText(other, free)); number += 1) free = `${name}${number}`;
  return free;
}

/** `Sheet4`, `Table1`: the first name of this kind, from a number on, that is not taken. */
export function nextName(kind: string, from: number, taken: readonly string[]): string {
  let number = from;
  while (taken.some((name) => sameText(name, `${kind}${number}`))) number += 1;
  return `${kind}${number}`;
}

/** Names for the columns of a table whose header shows these texts. */
export function columnNames(header: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const [at, text] of header.entries()) names.push(freeName(text === '' ? `Column${at + 1}` : text, names));
  return names;
}

/** Refuses a name that no sheet may bear, or that one of the others bears. */
export function checkSheetName(name: string, others: readonly string[]): void {
  if (name === '' || name.length > 31 || /[:\\/?*[\]]/.test(name) || name.startsWith("'") || name.endsWith("'")) {
    throw new GridRefusal('badName', `«${name}» cannot be the name of a sheet.`);
  }
  if (others.some((other) => sameText(other, name))) {
    throw new GridRefusal('nameTaken', `There is a sheet ${name} already.`);
  }
}

/** Refuses a name that no table may bear, or that another table or a name has taken. */
export function checkTableName(name: string, taken: readonly string[]): void {
  if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) || parseArea(name)) {
    throw new GridRefusal('badName', `«${name}» cannot be the name of a table.`);
  }
  if (taken.some((other) => sameText(other, name))) {
    throw new GridRefusal('nameTaken', `The name ${name} is taken.`);
  }
}

/** Refuses what cannot be the name of a range or a formula. */
export function checkName(name: string): void {
  if (!/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name) || parseArea(name)) {
    throw new GridRefusal('badName', `«${name}» cannot be a name.`);
  }
}
