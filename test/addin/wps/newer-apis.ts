/**
 * What a script or a style uses that Chromium 69 does not have, by MDN's own tables (@mdn/browser-compat-data). Only names are
 * looked at: whether `x.at(-1)` is an array's is not known, and what is tested for before it is used is found all the same.
 */
import bcd from '@mdn/browser-compat-data';
import type { CompatStatement, Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';
import { parse, type MemberExpression, type Node } from 'acorn';
import { ancestor } from 'acorn-walk';

const CHROMIUM = 69;

/** The interfaces of a page that our kind of program meets; of the others, names such as `range` or `queue` would be found. */
const INTERFACES = [
  ...['AbortController', 'AbortSignal', 'Blob', 'CSS', 'CSSStyleSheet', 'CustomEvent', 'DOMRect', 'DOMTokenList'],
  ...['Document', 'DocumentFragment', 'Element', 'Event', 'EventTarget', 'File', 'FormData', 'HTMLButtonElement'],
  ...['HTMLElement', 'HTMLInputElement', 'HTMLSelectElement', 'HTMLTextAreaElement', 'Headers', 'IntersectionObserver'],
  ...['KeyboardEvent', 'MediaQueryList', 'MessageChannel', 'MouseEvent', 'MutationObserver', 'Node', 'NodeList'],
  ...['Performance', 'PointerEvent', 'Range', 'ReadableStream', 'Request', 'ResizeObserver', 'Response', 'Selection'],
  ...['ShadowRoot', 'Storage', 'StorageEvent', 'TextDecoder', 'TextEncoder', 'TransformStream', 'URL'],
  ...['URLSearchParams', 'Window', 'Worker', 'WritableStream'],
];

/** The objects whose members are found behind their own name: `Object.hasOwn`. */
const NAMESPACES = ['Atomics', 'CSS', 'Intl', 'JSON', 'Math', 'Reflect', 'WebAssembly'];

/** Whether a feature came after Chromium 69, or never. */
export function isNewer(compat: CompatStatement | undefined): boolean {
  if (!compat) return false;
  const { chrome } = compat.support;
  if (!chrome) return false;
  const statements: readonly SimpleSupportStatement[] = Array.isArray(chrome) ? chrome : [chrome];
  return !statements.some(
    ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: alternative }) =>
      flags === undefined &&
      prefix === undefined &&
      alternative === undefined &&
      (removed === undefined || versionOf(removed) > CHROMIUM) &&
      versionOf(added) <= CHROMIUM,
  );
}

/** `false`: in no version; `preview`: in one that is not out. */
function versionOf(version: string | boolean): number {
  if (typeof version !== 'string') return version ? 0 : Number.POSITIVE_INFINITY;
  return version === 'preview' ? Number.POSITIVE_INFINITY : Number.parseInt(version.replace('≤', ''), 10);
}

/** Names that no older feature bears. */
interface Newer {
  readonly globals: ReadonlySet<string>;
  /** «Object.hasOwn». */
  readonly statics: ReadonlySet<string>;
  /** The name of a member of objects → «Array, String». */
  readonly members: ReadonlyMap<string, string>;
}

function newerNames(): Newer {
  const globals = new Set<string>();
  const statics = new Set<string>();
  const older = new Set<string>();
  const members = new Map<string, string[]>();

  const visit = (owner: string, node: Identifier): void => {
    const isOwnerNewer = isNewer(node.__compat);
    if (isOwnerNewer) globals.add(owner);
    for (const [key, part] of featuresOf(node)) {
      if (key === owner || key.startsWith('@@')) continue;
      const isPartNewer = isOwnerNewer || isNewer(part.__compat);
      const isStatic = key.endsWith('_static') || NAMESPACES.includes(owner);
      const name = key.replace(/_static$/, '');
      if (isStatic) {
        if (isPartNewer) statics.add(`${owner}.${name}`);
      } else if (isPartNewer) {
        members.set(name, [...(members.get(name) ?? []), owner]);
        if (owner === 'Window') globals.add(name);
      } else older.add(name);
    }
  };

  for (const [name, node] of featuresOf(bcd.javascript['builtins'])) {
    visit(name, node);
    if (name === 'Intl') for (const [part, inner] of featuresOf(node)) visit(part, inner);
  }
  for (const [name, node] of featuresOf(bcd.api)) {
    if (isNewer(node.__compat) && /^[A-Z]/.test(name)) globals.add(name);
    if (INTERFACES.includes(name)) visit(name, node);
  }
  // Functions of the page itself: `structuredClone`, `queueMicrotask`.
  for (const [name, node] of featuresOf(bcd.api)) if (/^[a-z]/.test(name) && isNewer(node.__compat)) globals.add(name);
  return {
    globals,
    statics,
    members: new Map(
      [...members].filter(([name]) => !older.has(name)).map(([name, owners]) => [name, owners.join(', ')]),
    ),
  };
}

/** What stands below a node of the tables, but for what is said of the node itself. */
function featuresOf(node: Identifier | undefined): readonly (readonly [string, Identifier])[] {
  return Object.entries(node ?? {}).filter(([key]) => key !== '__compat' && key !== '__meta') as [string, Identifier][];
}

const NEWER = newerNames();

/** Everything newer that a script names, each once: «global WeakRef», «static Object.hasOwn», «member at (Array, String)». */
export function newerInScript(script: string): ReadonlySet<string> {
  const found = new Set<string>();
  ancestor(parse(script, { ecmaVersion: 2018 }), {
    Identifier(node, _state, above) {
      // The walk calls names only where they are read or bound, not behind a dot and not as keys.
      const parent = above.at(-2);
      const isOwn = parent !== undefined && isBinding(parent, node);
      if (!isOwn && NEWER.globals.has(node.name)) found.add(`global ${node.name}`);
    },
    MemberExpression(node) {
      const name = memberName(node);
      if (name === undefined) return;
      const owner = node.object.type === 'Identifier' ? node.object.name : undefined;
      if (owner !== undefined && NEWER.statics.has(`${owner}.${name}`)) found.add(`static ${owner}.${name}`);
      else if (owner !== undefined && /^(?:window|self|globalThis)$/.test(owner) && NEWER.globals.has(name)) {
        found.add(`global ${name}`);
      } else {
        const owners = NEWER.members.get(name);
        if (owners !== undefined) found.add(`member ${name} (${owners})`);
      }
    },
  });
  return found;
}

function memberName({ computed, property }: MemberExpression): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

function isBinding(parent: Node, node: Node): boolean {
  return 'id' in parent && parent.id === node;
}
