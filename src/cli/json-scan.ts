/** What a scan of a JSON text tells: where it breaks the format, and how deep it is nested. */
export interface JsonScan {
  /** The first place that is no JSON, both counted from 1; `undefined` where the text is JSON. */
  readonly fault: { readonly line: number; readonly column: number } | undefined;
  readonly depth: number;
}

/**
 * Goes through a JSON text once. JSON.parse says what is wrong but not always where, and a document nested without end
 * would exhaust whatever reads it by recursion; both are known here before anything is built.
 */
export function scanJson(text: string): JsonScan {
  const scanner = new JsonScanner(text);
  const at = scanner.faultAt();
  return { fault: at === undefined ? undefined : placeOf(text, at), depth: scanner.depth };
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const FIRST_ALLOWED_IN_STRING = 0x20;

class JsonScanner {
  depth = 0;
  private at = 0;
  private readonly open: ('{' | '[')[] = [];
  private expected: Expected = 'value';

  constructor(private readonly text: string) {}

  /** The index of the first character that can't stand where it does. */
  faultAt(): number | undefined {
    for (;;) {
      this.at += this.match(SPACE) ?? 0;
      if (this.at >= this.text.length) return this.expected === 'nothing' ? undefined : this.at;
      if (!this.step(this.text.charAt(this.at))) return this.at;
    }
  }

  private step(character: string): boolean {
    switch (this.expected) {
      case 'nothing':
        return false;
      case 'colon':
        return character === ':' && this.take(1, 'value');
      case 'comma-or-end':
        if (character === ',') return this.take(1, this.open.at(-1) === '{' ? 'key' : 'value');
        return this.close(character);
      case 'key':
      case 'key-or-end':
        if (character === '"') return this.string('colon');
        return this.expected === 'key-or-end' && this.close(character);
      case 'value-or-end':
        return (character === ']' && this.close(character)) || this.value(character);
      case 'value':
        return this.value(character);
    }
  }

  private value(character: string): boolean {
    if (character === '{' || character === '[') {
      this.open.push(character);
      this.depth = Math.max(this.depth, this.open.length);
      return this.take(1, character === '{' ? 'key-or-end' : 'value-or-end');
    }
    if (character === '"') return this.string(this.afterValue());
    const length = this.match(NUMBER) ?? this.match(WORD);
    return length !== undefined && this.take(length, this.afterValue());
  }

  private close(character: string): boolean {
    if (character !== (this.open.at(-1) === '{' ? '}' : ']') || this.open.length === 0) return false;
    this.open.pop();
    return this.take(1, this.afterValue());
  }

  /** Leaves the position at the character that breaks a string off. */
  private string(next: Expected): boolean {
    this.at += 1;
    for (; this.at < this.text.length;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) return this.take(1, next);
      if (code < FIRST_ALLOWED_IN_STRING) return false;
      const length = code === 0x5c ? this.match(ESCAPE) : 1;
      if (length === undefined) return false;
      this.at += length;
    }
    return false;
  }

  private afterValue(): Expected {
    return this.open.length === 0 ? 'nothing' : 'comma-or-end';
  }

  private take(length: number, next: Expected): true {
    this.at += length;
    this.expected = next;
    return true;
  }

  private match(pattern: RegExp): number | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0].length;
  }
}
