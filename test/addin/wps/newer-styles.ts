/**
 * What styles use that Chromium 69 does not have, by MDN's own tables. Styles are in the scripts: Fluent UI's as ready rules,
 * ours as objects with the properties' names.
 */
import bcd from '@mdn/browser-compat-data';
import type { Identifier } from '@mdn/browser-compat-data';
import { parse, type Property } from 'acorn';
import { simple } from 'acorn-walk';
import { isNewer } from './newer-apis';

const part = (name: string): Readonly<Record<string, Identifier>> => bcd.css[name] ?? {};

const PROPERTIES = part('properties');
const SELECTORS = part('selectors');
const MEDIA = (part('at-rules')['media'] ?? {}) as Readonly<Record<string, Identifier>>;

const DECLARATION = /(?:^|[{;])\s*([a-z][a-z-]*)\s*:\s*([^;{}]+)/g;
const PSEUDO = /::?([a-z-]+)(?=[\s.,:>+~[{()]|$)/g;
const FEATURE = /\(\s*([a-z-]+)\s*[:)]/g;
/** «red 0 3px»: one colour from here to there. */
const TWO_STOPS = /gradient\([^;{}]*[\s)](?:0|\d+(?:px|%))\s+\d+(?:px|%)/;

/** Everything newer in a script's styles, each once: «property inset», «value overflow: clip», «selector :is». */
export function newerInStylesOf(script: string): ReadonlySet<string> {
  const found = new Set<string>();
  const declared = (property: string, value: string): void => {
    const known = PROPERTIES[property];
    if (!known) return;
    if (isNewer(known.__compat)) found.add(`property ${property}`);
    else if (isNewer(known[value]?.__compat)) found.add(`value ${property}: ${value}`);
  };
  const text = (written: string): void => {
    if (TWO_STOPS.test(written)) found.add('value gradient with two stops a colour');
    if (/^[.@][^{}]+\{.*\}$/s.test(written)) rule(written, declared, found);
  };
  simple(parse(script, { ecmaVersion: 2018 }), {
    Literal({ value }) {
      if (typeof value === 'string') text(value);
    },
    TemplateLiteral({ quasis }) {
      text(quasis.map(({ value }) => value.cooked ?? '').join('x'));
    },
    Property(node) {
      const name = nameOf(node);
      if (name === undefined) return;
      if (name.startsWith('@media')) features(name, found);
      else if (name.includes(':')) selectors(name, found);
      else {
        const { value } = node;
        const isText = value.type === 'TemplateLiteral' || value.type === 'MemberExpression';
        const literal =
          value.type === 'Literal' && (typeof value.value === 'string' || typeof value.value === 'number');
        if (isText || literal) declared(dashed(name), literal ? String(value.value) : '');
      }
    },
  });
  return found;
}

/** The same of a style sheet. */
export function newerInSheet(sheet: string): ReadonlySet<string> {
  const found = new Set<string>();
  const plain = sheet.replace(/\/\*.*?\*\//gs, '');
  rule(
    plain,
    (property, value) => {
      const known = PROPERTIES[property];
      if (isNewer(known?.__compat)) found.add(`property ${property}`);
      else if (isNewer(known?.[value]?.__compat)) found.add(`value ${property}: ${value}`);
    },
    found,
  );
  return found;
}

function rule(written: string, declared: (property: string, value: string) => void, found: Set<string>): void {
  for (const [, property = '', value = ''] of written.matchAll(DECLARATION)) declared(property, value.trim());
  for (const [head] of written.matchAll(/[^{};]+(?=\{)/g)) {
    if (head.trim().startsWith('@')) features(head, found);
    else selectors(head, found);
  }
}

function selectors(head: string, found: Set<string>): void {
  for (const [, name = ''] of head.matchAll(PSEUDO))
    if (isNewer(SELECTORS[name]?.__compat)) found.add(`selector :${name}`);
}

function features(head: string, found: Set<string>): void {
  for (const [, name = ''] of head.matchAll(FEATURE)) if (isNewer(MEDIA[name]?.__compat)) found.add(`media ${name}`);
}

function nameOf({ key, computed }: Pick<Property, 'key' | 'computed'>): string | undefined {
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
