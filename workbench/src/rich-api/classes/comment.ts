/**
 * `Excel.Comment` (ExcelApi 1.10): what is written beside a cell, without replies. The client in node_modules has no
 * `Excel.Note`.
 */
import { cellArea, columnName, parseArea } from '../../grid/a1';
import { type CellNote } from '../../grid/grid-model';
import { findRange, range, rangeArgument } from '../addresses';
import { asRecord, asText, type Args, type HostServices, type OfficeClass } from '../office-class';
import { OfficeError, itemNotFound } from '../office-error';
import {
  NULL_OBJECT,
  type CommentCollectionObject,
  type CommentObject,
  type CommentReplyCollectionObject,
  type RangeObject,
} from '../office-objects';

function find(target: CommentObject, { grid }: HostServices): CellNote | undefined {
  if (!grid.sheets().some(({ id }) => id === target.sheet)) return undefined;
  return grid
    .notes(target.sheet)
    .find(({ kind, row, column }) => kind === 'comment' && row === target.row && column === target.column);
}

function comment(target: CommentObject, host: HostServices): CellNote {
  return need(find(target, host));
}

function need<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw itemNotFound();
  return thing;
}

const idOf = ({ sheet, row, column }: CommentObject): string => `${sheet}${columnName(column)}${row + 1}`;

function all(target: CommentCollectionObject, { grid }: HostServices): CommentObject[] {
  const sheets = grid.sheets().filter(({ id }) => target.sheet === undefined || id === target.sheet);
  return sheets.flatMap(({ id }) =>
    grid
      .notes(id)
      .filter(({ kind }) => kind === 'comment')
      .map(({ row, column }): CommentObject => ({ type: 'Comment', sheet: id, row, column })),
  );
}

export const commentClass: OfficeClass<CommentObject> = {
  id: idOf,
  exists: (target, host) => find(target, host) !== undefined,
  properties: {
    Id: { get: idOf },
    Content: {
      get: (target, host) => comment(target, host).text,
      set: (target, value, host) =>
        host.grid.writeNote(target.sheet, { ...comment(target, host), text: asText(value) }),
    },
    AuthorName: { get: (target, host) => comment(target, host).author },
    AuthorEmail: { get: () => '' },
    ContentType: { get: () => 'Plain' },
    RichContent: { get: (target, host) => comment(target, host).text },
    Mentions: { get: () => [] },
    Resolved: { get: () => false },
  },
  links: { Replies: () => ({ type: 'CommentReplyCollection' }) },
  methods: {
    Delete: (target, _args, host) => {
      const { row, column, kind } = comment(target, host);
      host.grid.deleteNote(target.sheet, row, column, kind);
    },
    GetLocation: ({ sheet, row, column }) => range(sheet, cellArea(row, column)),
  },
};

export const commentReplyCollectionClass: OfficeClass<CommentReplyCollectionObject> = {
  items: () => [],
  methods: { GetCount: () => 0 },
};

/** The cell an argument means: a range, or an address with its sheet's name. */
function cellOf(target: CommentCollectionObject, args: Args, host: HostServices): RangeObject {
  const home = target.sheet ?? host.grid.activeSheet();
  const raw = args.raw(0);
  const place = typeof raw === 'string' ? findRange(host, home, raw) : rangeArgument(host, raw, home);
  if (place.area.rowCount !== 1 || place.area.columnCount !== 1) {
    throw new OfficeError('InvalidArgument', 'A comment belongs to a single cell.');
  }
  return place;
}

function byId(target: CommentCollectionObject, args: Args, host: HostServices): CommentObject | undefined {
  const id = args.text(0);
  // The id says where: a document with thousands of comments is not searched for each.
  const sheet = host.grid.sheets().find((one) => id.startsWith(one.id))?.id;
  const area = sheet === undefined ? undefined : parseArea(id.slice(sheet.length));
  if (sheet === undefined || !area || (target.sheet !== undefined && target.sheet !== sheet)) return undefined;
  const one: CommentObject = { type: 'Comment', sheet, row: area.row, column: area.column };
  return idOf(one) === id && find(one, host) ? one : undefined;
}

function byCell(target: CommentCollectionObject, args: Args, host: HostServices): CommentObject | undefined {
  const { sheet, area } = cellOf(target, args, host);
  const one: CommentObject = { type: 'Comment', sheet, row: area.row, column: area.column };
  return find(one, host) ? one : undefined;
}

function add(target: CommentCollectionObject, args: Args, host: HostServices): CommentObject {
  const { sheet, area } = cellOf(target, args, host);
  const { row, column } = area;
  const content = args.raw(1);
  const text = typeof content === 'string' ? content : asText(asRecord(content)['richContent']);
  if (host.grid.notes(sheet).some((one) => one.row === row && one.column === column)) {
    throw new OfficeError('InvalidOperation', 'The cell has a note or comment already.');
  }
  host.grid.writeNote(sheet, { row, column, text, author: 'Workbench', kind: 'comment' });
  return { type: 'Comment', sheet, row, column };
}

export const commentCollectionClass: OfficeClass<CommentCollectionObject> = {
  items: all,
  item: (target, key, host) => need(byId(target, key, host)),
  methods: {
    GetCount: (target, _args, host) => all(target, host).length,
    GetItem: (target, args, host) => need(byId(target, args, host)),
    GetItemOrNullObject: (target, args, host) => byId(target, args, host) ?? NULL_OBJECT,
    GetItemAt: (target, args, host) => need(all(target, host)[args.integer(0)]),
    GetItemByCell: (target, args, host) => need(byCell(target, args, host)),
    Add: add,
  },
};
