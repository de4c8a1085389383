import { err, ok, type Result } from '../kernel/result';

/**
 * Lists as people write them into one cell: «广告费、活动推广费». An item that holds a sign of ours, is blank, has spaces at
 * its ends or begins with a colon, as a list behind a field's name may, stands in quotes, a quote within it doubled. What is printed reads back as the very same items.
 */

/** Why a text is no list. `position` counts characters from 1; `found` is what stands there, cut short. */
export interface ListProblem {
  readonly code: 'quote-unclosed' | 'text-after-quote' | 'blank-group';
  readonly position: number;
  readonly found: string;
}

const UNSAFE = /[、，,；;\n"“”+＋]|^[\s:：]|\s$|^$/;
const SEPARATORS: ReadonlySet<string> = new Set('、，,；;\n');
const JOINERS: ReadonlySet<string> = new Set('+＋');
const LONGEST_FOUND = 30;

/** A list's items in one line, «» for none. */
export function printList(items: readonly string[]): string {
  return items.map(printItem).join('、');
}

/** One item as a list shows it. */
export function printItem(item: string): string {
  return UNSAFE.test(item) ? inQuotes(item) : item;
}

export function inQuotes(item: string): string {
  return `"${item.replaceAll('"', '""')}"`;
}

/** Groups of items: «广告、整体+转让» is one of one item and one of two. */
export function printGroups(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.map(printItem).join('+')).join('、');
}

/** An item and whether it stood in quotes, so that a word with a meaning of its own can be told from a name. */
export interface ListItem {
  readonly text: string;
  readonly quoted: boolean;
}

/** Reads a list; separators too many, at the end of a line for example, say nothing. */
export function parseList(text: string): Result<readonly ListItem[], ListProblem> {
  const groups = new ListReader(text, false).read();
  return groups.ok ? ok(groups.value.flat()) : groups;
}

/** Reads groups of items. */
export function parseGroups(text: string): Result<readonly (readonly ListItem[])[], ListProblem> {
  return new ListReader(text, true).read();
}

/** The position moves forward only; the first refusal ends the reading. */
class ListReader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly joins: boolean,
  ) {}

  read(): Result<readonly (readonly ListItem[])[], ListProblem> {
    const groups: (readonly ListItem[])[] = [];
    let group: ListItem[] = [];
    let joined = false;
    for (;;) {
      const item = this.item();
      if (!item.ok) return item;
      if (item.value) group.push(item.value);
      else if (joined) return this.refuse('blank-group', this.at);
      const sign = this.source[this.at];
      joined = sign !== undefined && this.isJoiner(sign);
      if (joined && group.length === 0) return this.refuse('blank-group', this.at);
      if (!joined) {
        if (group.length > 0) groups.push(group);
        group = [];
      }
      if (sign === undefined) return ok(groups);
      this.at += 1;
    }
  }

  /** The item ahead, `undefined` where there is none before the next sign; the position is then on that sign. */
  private item(): Result<ListItem | undefined, ListProblem> {
    this.skipSpace();
    const opened = this.source[this.at];
    if (opened === '"' || opened === '“') return this.quoted(opened === '"' ? '"' : '”');
    const start = this.at;
    while (this.at < this.source.length && !this.isSign(this.source[this.at] ?? '')) this.at += 1;
    const text = this.source.slice(start, this.at).trim();
    return ok(text === '' ? undefined : { text, quoted: false });
  }

  private quoted(end: string): Result<ListItem, ListProblem> {
    const start = this.at;
    this.at += 1;
    let text = '';
    for (;;) {
      const next = this.source.indexOf(end, this.at);
      if (next < 0) return this.refuse('quote-unclosed', start);
      text += this.source.slice(this.at, next);
      this.at = next + 1;
      if (this.source[this.at] !== end) break;
      text += end;
      this.at += 1;
    }
    this.skipSpace();
    const after = this.source[this.at];
    if (after !== undefined && !this.isSign(after)) return this.refuse('text-after-quote', this.at);
    return ok({ text, quoted: true });
  }

  private isSign(character: string): boolean {
    return SEPARATORS.has(character) || this.isJoiner(character);
  }

  private isJoiner(character: string): boolean {
    return this.joins && JOINERS.has(character);
  }

  private skipSpace(): void {
    while (/^[^\S\n]$/.test(this.source[this.at] ?? '')) this.at += 1;
  }

  private refuse(code: ListProblem['code'], at: number): Result<never, ListProblem> {
    const found = Array.from(this.source.slice(at, at + 2 * LONGEST_FOUND)).slice(0, LONGEST_FOUND);
    return err({ code, position: at + 1, found: found.join('') });
  }
}
