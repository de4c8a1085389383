import { createScanner, parse, visit, type ParseError } from 'jsonc-parser';

/** What a scan of a JSON text tells: where it breaks the format, and how deep it is nested. */
export interface JsonScan {
  /** The first place that is no JSON, both counted from 1; `undefined` where the text is JSON. */
  readonly fault: JsonPlace | undefined;
  /** The first key that its object holds already; JSON.parse would let the last one win without a word. */
  readonly duplicate: (JsonPlace & { readonly key: string }) | undefined;
  readonly depth: number;
}

interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/** Nested deeper than this a text is only measured: what goes through it by recursion would run out of stack. */
const DEEPEST_PARSED = 500;

// The library's tokens are an ambient const enum, whose names isolated modules can't reach.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_TEXT = 17;

/** Goes through a JSON text. JSON.parse says that something is wrong but not always where; jsonc-parser does. */
export function scanJson(text: string): JsonScan {
  const depth = depthOf(text);
  if (depth > DEEPEST_PARSED) return { fault: undefined, duplicate: undefined, depth };
  try {
    JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
    return { fault: placeOf(text, errors[0]?.offset ?? text.length), duplicate: undefined, depth };
  }
  return { fault: undefined, duplicate: duplicateKey(text), depth };
}

function duplicateKey(text: string): JsonScan['duplicate'] {
  const open: Set<string>[] = [];
  let found: { readonly key: string; readonly at: number } | undefined;
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectProperty: (key, at) => {
      const keys = open.at(-1);
      if (keys?.has(key) === true) found ??= { key, at };
      keys?.add(key);
    },
    onObjectEnd: () => {
      open.pop();
    },
  });
  return found && { key: found.key, ...placeOf(text, found.at) };
}

function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let open = 0;
  let deepest = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) deepest = Math.max(deepest, (open += 1));
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) open -= 1;
  }
  return deepest;
}

function placeOf(text: string, at: number): JsonPlace {
  const lines = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}
