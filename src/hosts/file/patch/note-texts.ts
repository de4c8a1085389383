import { cellAddress, parseCell } from '../../../ledger/a1';
import { childOf, childrenOf, PlacedText, type PlacedElement } from './placed-tree';
import { escapedText, textElement } from './xml-text';

/** A note for a cell. */
export interface CellNote {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Excel's longest note. */
const LONGEST_NOTE = 32_767;

/** A part for a sheet that has no notes yet. */
export function emptyNotes(namespace: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${namespace}">` +
    '<authors></authors><commentList></commentList></comments>'
  );
}

/**
 * Adds notes to a sheet's notes part. A cell has one note: where it has somebody else's, ours follows it behind a line that
 * says whose it is; one of ours is replaced, there and here.
 *
 * @returns The part's new text, and the notes whose cells had none.
 */
export function withNotes(
  part: string,
  original: string,
  notes: readonly CellNote[],
  author: string,
): { readonly text: string; readonly added: readonly CellNote[] } {
  const document = new PlacedText(part, original, 'comments');
  const { root, prefix } = document;
  const authors = childOf(root, 'authors');
  const names = childrenOf(authors, 'author').map(({ text }) => text);
  const known = names.indexOf(author);
  const authorId = String(known < 0 ? names.length : known);
  const standing = new Map<string, PlacedElement>();
  const list = childOf(root, 'commentList');
  for (const comment of childrenOf(list, 'comment')) {
    const place = parseCell(comment.attributes.get('ref') ?? '');
    if (place) standing.set(cellAddress(place.row, place.column), comment);
  }

  const added: CellNote[] = [];
  let comments = '';
  for (const note of notes) {
    const cell = cellAddress(note.row, note.column);
    const comment = standing.get(cell);
    const body = childOf(comment, 'text');
    if (comment && body) {
      if (known >= 0 && comment.attributes.get('authorId') === authorId) {
        document.replace(body.start, body.end, noteText(prefix, note.text));
      } else extend(document, body, note.text, author);
      continue;
    }
    added.push(note);
    comments += `<${prefix}comment ref="${cell}" authorId="${authorId}" shapeId="0">${noteText(prefix, note.text)}</${prefix}comment>`;
  }
  if (comments !== '') {
    const newAuthor = known < 0 ? `<${prefix}author>${escapedText(author)}</${prefix}author>` : '';
    if (!authors) document.insertInOrder('authors', ORDER, `<${prefix}authors>${newAuthor}</${prefix}authors>`);
    else if (newAuthor !== '') document.append(authors, newAuthor);
    if (list) document.append(list, comments);
    else document.insertInOrder('commentList', ORDER, `<${prefix}commentList>${comments}</${prefix}commentList>`);
  }
  return { text: document.changed(), added };
}

const ORDER = ['authors', 'commentList', 'extLst'];

/** The text of a note, in the small letters that Excel gives to notes. */
function noteText(prefix: string, text: string): string {
  return `<${prefix}text>${run(prefix, text)}</${prefix}text>`;
}

function run(prefix: string, text: string): string {
  const look = ['sz val="9"', 'color indexed="81"', 'rFont val="宋体"', 'charset val="134"'];
  const properties = look.map((property) => `<${prefix}${property}/>`).join('');
  return `<${prefix}r><${prefix}rPr>${properties}</${prefix}rPr>${textElement(prefix, text.slice(0, LONGEST_NOTE))}</${prefix}r>`;
}

/** Puts our text behind somebody else's, or in place of what we put there before. */
function extend(document: PlacedText, body: PlacedElement, text: string, author: string): void {
  const { prefix } = document;
  const heading = `\n—— ${author} ——\n`;
  const ours = run(prefix, heading + text);
  const before = childrenOf(body, 'r').find((one) => childOf(one, 't')?.text.startsWith(heading));
  if (before) {
    document.replace(before.start, before.end, ours);
    return;
  }
  // A plain text can't have runs beside it: it becomes one.
  for (const plain of childrenOf(body, 't')) {
    document.replace(plain.start, plain.start, `<${prefix}r>`);
    document.replace(plain.end, plain.end, `</${prefix}r>`);
  }
  const last = body.children.filter(({ name }) => name === 'r' || name === 't').at(-1);
  if (last) document.replace(last.end, last.end, ours);
  else document.append(body, ours);
}
