import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';

/** A table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page's text with what stands between its markers replaced. Throws where the markers are missing. */
export async function rewritePage(file: string, content: string): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} has no markers ${BEGIN} … ${END}`);
  const text = `${page.slice(0, begin)}${BEGIN}\n\n${content}\n\n${page.slice(end)}`;
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

/** Markdown as it stands in the page, for the terminal. */
export async function laidOut(content: string): Promise<string> {
  return format(content, { parser: 'markdown', printWidth: 120 });
}
