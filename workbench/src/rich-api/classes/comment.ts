/**
 * `Excel.Comment` (ExcelApi 1.10) and `Excel.Note` (1.18): what is written beside a cell. Comments have no replies here.
 */
import { cellArea, columnName } from '../../grid/a1';
import { type CellNote } from '../../grid/grid-model';
import { findRange, range, rangeArgument } from '../addresses';
import { asRecord, asText, type Args, type HostServices, type OfficeClass } from '../office-class';
import { OfficeError, itemNotFound } from '../office-error';
import {
  NULL_OBJECT,
  type CommentCollectionObject,
  type CommentObject,
  type NoteCollectionObject,
  type RangeObject,
} from '../office-objects';

type Collection = CommentCollectionObject | NoteCollectionObject;

const kindOf = (target: Collection | CommentObject): CellNote['kind'] =>
  target.type === 'Comment' || target.type === 'CommentCollection' ? 'comment' : 'note';

function find(target: CommentObject, { grid }: HostServices): CellNote | undefined {
  const kind = kindOf(target);
  if (!grid.sheets().some(({ id }) => id === target.sheet)) return undefined;
  return grid
    .notes(target.sheet)
    .find((note) => note.kind === kind && note.row === target.row && note.column === target.column);
}

function note(target: CommentObject, host: HostServices): CellNote {
  const found = find(target, host);
  if (!found) throw itemNotFound();
  return found;
}

const idOf = ({ sheet, row, column }: CommentObject): string => `${sheet}${columnName(column)}${row + 1}`;

function all(target: Collection, { grid }: HostServices): CommentObject[] {
  const type = target.type === 'CommentCollection' ? 'Comment' : 'Note';
  const kind = kindOf(target);
  const sheets = grid.sheets().filter(({ id }) => target.sheet === undefined || id === target.sheet);
  return sheets.flatMap(({ id }) =>
    grid
      .notes(id)
      .filter((one) => one.kind === kind)
      .map(({ row, column }): CommentObject => ({ type, sheet: id, row, column })),
  );
}

const members: OfficeClass<CommentObject> = {
  id: idOf,
  exists: (target, host) => find(target, host) !== undefined,
  properties: {
    Id: { get: idOf },
    Content: {
      get: (target, host) => note(target, host).text,
      set: (target, value, host) => host.grid.writeNote(target.sheet, { ...note(target, host), text: asText(value) }),
    },
    AuthorName: { get: (target, host) => note(target, host).author },
  },
  methods: {
    Delete: (target, _args, host) => {
      const { row, column, kind } = note(target, host);
      host.grid.deleteNote(target.sheet, row, column, kind);
    },
    GetLocation: ({ sheet, row, column }) => range(sheet, cellArea(row, column)),
  },
};

export const commentClass: OfficeClass<CommentObject> = {
  ...members,
  properties: {
    ...members.properties,
    AuthorEmail: { get: () => '' },
    ContentType: { get: () => 'Plain' },
    RichContent: { get: (target, host) => note(target, host).text },
    Mentions: { get: () => [] },
    Resolved: { get: () => false },
  },
};

export const noteClass: OfficeClass<CommentObject> = {
  ...members,
  properties: {
    ...members.properties,
    Visible: { get: () => false, set: () => undefined },
    Height: { get: () => 80, set: () => undefined },
    Width: { get: () => 120, set: () => undefined },
  },
};

/** The cell an argument means: a range, or an address with its sheet's name. */
function cellOf(target: Collection, args: Args, at: number, host: HostServices): RangeObject {
  const home = target.sheet ?? host.grid.activeSheet();
  const raw = args.raw(at);
  const place = typeof raw === 'string' ? findRange(host, home, raw) : rangeArgument(host, raw, home);
  if (place.area.rowCount !== 1 || place.area.columnCount !== 1) {
    throw new OfficeError('InvalidArgument', 'A comment belongs to a single cell.');
  }
  return place;
}

function collection(type: CommentObject['type']): OfficeClass<Collection> {
  const byId = (target: Collection, id: string, host: HostServices): CommentObject | undefined =>
    all(target, host).find((one) => idOf(one) === id);
  const byCell = (target: Collection, args: Args, host: HostServices): CommentObject | undefined => {
    const { sheet, area } = cellOf(target, args, 0, host);
    const one: CommentObject = { type, sheet, row: area.row, column: area.column };
    return find(one, host) ? one : undefined;
  };
  /** Comments are found by id, notes by the address of their cell. */
  const byKey = (target: Collection, args: Args, host: HostServices): CommentObject | undefined =>
    byId(target, args.text(0), host) ?? (type === 'Note' ? byCell(target, args, host) : undefined);
  const need = (found: CommentObject | undefined): CommentObject => {
    if (!found) throw itemNotFound();
    return found;
  };
  return {
    items: all,
    item: (target, key, host) => need(byKey(target, key, host)),
    methods: {
      GetCount: (target, _args, host) => all(target, host).length,
      GetItem: (target, args, host) => need(byKey(target, args, host)),
      GetItemOrNullObject: (target, args, host) => byKey(target, args, host) ?? NULL_OBJECT,
      GetItemAt: (target, args, host) => need(all(target, host)[args.integer(0)]),
      GetItemByCell: (target, args, host) => need(byCell(target, args, host)),
      Add: (target, args, host) => {
        const { sheet, area } = cellOf(target, args, 0, host);
        const { row, column } = area;
        const content = args.raw(1);
        const text = typeof content === 'string' ? content : asText(asRecord(content)['richContent']);
        const kind = kindOf(target);
        if (host.grid.notes(sheet).some((one) => one.row === row && one.column === column)) {
          throw new OfficeError('InvalidOperation', 'The cell has a note or comment already.');
        }
        host.grid.writeNote(sheet, { row, column, text, author: 'Workbench', kind });
        return { type, sheet, row, column };
      },
    },
  };
}

export const commentCollectionClass: OfficeClass<Collection> = collection('Comment');
export const noteCollectionClass: OfficeClass<Collection> = collection('Note');
