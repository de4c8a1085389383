/**
 * Which members of the Excel API the workbench answers and which it does not, as a table in Markdown:
 * `node scripts/run-ts.mjs workbench/list-api.ts` prints it, with `--write` into docs/host-differences.md. The members
 * are those of the office.js in node_modules.
 */
import fs from 'node:fs';
import path from 'node:path';
import { emulatedMembers } from './src/rich-api/classes';

const dist = path.join(path.dirname(require.resolve('@microsoft/office-js/package.json')), 'dist');
const source = fs.readFileSync(path.join(dist, 'excel-web-16.00.debug.js'), 'utf8');
const excel = source.slice(source.indexOf('Excel._RedirectV1APIs = false'));

/** What every class has beside its own: the client's, not the host's; and a name that is used on the wire alone. */
const OWN = /^_|^(?:Gridlines|toJSON|load|set|retrieve|track|untrack)$/;

/** Class → the members that office.js asks a host for, by their names on the wire. */
function membersOfOffice(): Map<string, Set<string>> {
  const classes = new Map<string, Set<string>>();
  const pattern =
    /var (\w+) = \(function \(_super\) \{\s+__extends\(\1, _super\);(.*?)\n {4}\}\(OfficeExtension\.ClientObject\)\);/gs;
  for (const [, name = '', body = ''] of excel.matchAll(pattern)) {
    const scalars =
      /"_scalarPropertyOriginalNames", \{\s+get: function \(\) \{\s+return \[(.*?)\];/s.exec(body)?.[1] ?? '';
    const members = [
      ...[...scalars.matchAll(/"(\w+)"/g)].map((found) => found[1]),
      ...[...body.matchAll(/_createPropertyObject\([\w.]+, this, "(\w+)"/g)].map((found) => found[1]),
      ...[...body.matchAll(/_invoke(?:Retrieve)?Method\(this, "(\w+)"/g)].map((found) => found[1]),
      ...[...body.matchAll(/_create(?:AndInstantiate)?(?:Method)Object\([\w.]+, this, "(\w+)"/g)].map(
        (found) => found[1],
      ),
    ].filter((member): member is string => member !== undefined && !OWN.test(member));
    if (body.includes('_createIndexerObject(')) members.push('GetItem');
    classes.set(name, new Set(members));
  }
  return classes;
}

/** A class of which so many members are missing is said to lack all others. */
const MANY = 60;

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const list = (names: readonly string[]): string =>
  names.length === 0 ? '–' : names.map((name) => `\`${lower(name)}\``).join(', ');

/** The table, and the classes that are not in it. */
export function memberTable(): string {
  const emulated = emulatedMembers();
  const lines = ['| class | emulated | answered with NotImplemented |', '| --- | --- | --- |'];
  const unknown: string[] = [];
  for (const [name, members] of [...membersOfOffice()].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const known = emulated[name];
    if (!known) unknown.push(name);
    else {
      const has = known.filter((member) => !OWN.test(member));
      const lacks = [...members].filter((member) => !known.includes(member)).sort();
      lines.push(`| ${name} | ${list(has)} | ${lacks.length > MANY ? 'all others' : list(lacks)} |`);
    }
  }
  const others = unknown.filter((name) => !name.startsWith('_')).map((name) => `\`${name}\``);
  return `${lines.join('\n')}\n\nNot emulated at all: ${others.join(', ')}.\n`;
}

const DOCUMENT = path.join(__dirname, '..', 'docs', 'host-differences.md');
const [BEGIN, END] = ['<!-- prettier-ignore-start -->\n', '<!-- prettier-ignore-end -->'];

/** docs/host-differences.md with this table in place of the one that stands between its marks. */
export function documentWith(table: string): string {
  const text = fs.readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/host-differences.md has lost the marks around its table.');
  return `${text.slice(0, start)}${BEGIN}\n${table}\n${text.slice(end)}`;
}

if (process.argv[1] === __filename) {
  if (process.argv.includes('--write')) fs.writeFileSync(DOCUMENT, documentWith(memberTable()));
  else process.stdout.write(memberTable());
}
