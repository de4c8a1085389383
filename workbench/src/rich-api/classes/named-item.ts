/** `Excel.NamedItem`: names of the workbook and of a sheet. */
import { formatAddress } from '../../grid/a1';
import { type NameInfo } from '../../grid/grid-model';
import { findName, rangeArgument, referredRange, sheetInfo } from '../addresses';
import { toApiValue } from '../cell-values';
import { asFlag, asText, isOfficeObject, type Args, type HostServices, type OfficeClass } from '../office-class';
import { OfficeError, invalidArgument, itemNotFound } from '../office-error';
import { NULL_OBJECT, type NamedItemCollectionObject, type NamedItemObject } from '../office-objects';

function info({ name, sheet }: NamedItemObject, { grid }: HostServices): NameInfo {
  const found = findName(grid, name, sheet);
  if (!found) throw itemNotFound();
  return found;
}

const toObject = ({ name, sheet }: NameInfo): NamedItemObject => ({
  type: 'NamedItem',
  name,
  ...(sheet !== undefined && { sheet }),
});

/** A name's formula, as text or as a number that stands for itself. */
function constant(formula: string): string | number {
  const text = formula.replace(/^=/, '');
  const number = Number(text);
  if (text !== '' && !Number.isNaN(number)) return number;
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : formula;
}

export const namedItemClass: OfficeClass<NamedItemObject> = {
  id: ({ name }) => name,
  exists: ({ name, sheet }, { grid }) => findName(grid, name, sheet) !== undefined,
  properties: {
    Name: { get: (target, host) => info(target, host).name },
    Formula: {
      get: (target, host) => info(target, host).formula,
      set: (target, value, host) => host.grid.setName({ ...info(target, host), formula: asText(value) }),
    },
    Comment: {
      get: (target, host) => info(target, host).comment,
      set: (target, value, host) => host.grid.setName({ ...info(target, host), comment: asText(value) }),
    },
    Visible: {
      get: (target, host) => info(target, host).isVisible,
      set: (target, value, host) => host.grid.setName({ ...info(target, host), isVisible: asFlag(value) }),
    },
    Scope: { get: ({ sheet }) => (sheet === undefined ? 'Workbook' : 'Worksheet') },
    Type: {
      get: (target, host) => {
        const { formula } = info(target, host);
        if (referredRange(host.grid, formula)) return 'Range';
        return typeof constant(formula) === 'number' ? 'Double' : 'String';
      },
    },
    Value: {
      get: (target, host) => {
        const { formula } = info(target, host);
        const referred = referredRange(host.grid, formula);
        if (!referred) return toApiValue(constant(formula));
        return formatAddress(sheetInfo(host.grid, referred.sheet).name, referred.area);
      },
    },
  },
  links: {
    Worksheet: ({ sheet }) => {
      if (sheet === undefined) throw itemNotFound();
      return { type: 'Worksheet', sheet };
    },
    WorksheetOrNullObject: ({ sheet }) => (sheet === undefined ? NULL_OBJECT : { type: 'Worksheet', sheet }),
  },
  methods: {
    GetRange: (target, _args, host) => {
      const found = referredRange(host.grid, info(target, host).formula);
      if (!found) throw invalidArgument();
      return found;
    },
    GetRangeOrNullObject: (target, _args, host) => referredRange(host.grid, info(target, host).formula) ?? NULL_OBJECT,
    Delete: ({ name, sheet }, _args, { grid }) => grid.deleteName(name, sheet),
  },
};

function add({ sheet }: NamedItemCollectionObject, args: Args, host: HostServices): NamedItemObject {
  const name = args.text(0);
  if (findName(host.grid, name, sheet)) throw new OfficeError('ItemAlreadyExists', `The name ${name} exists already.`);
  const reference = args.raw(1);
  let formula: string;
  if (isOfficeObject(reference)) {
    const { sheet: home, area } = rangeArgument(host, reference, host.grid.activeSheet());
    const address = formatAddress(sheetInfo(host.grid, home).name, area);
    formula = `=${address.replaceAll(/([A-Z]+)(\d+)(?=$|:)/g, '$$$1$$$2')}`;
  } else if (typeof reference === 'number') formula = `=${reference}`;
  else {
    const text = asText(reference);
    formula = text.startsWith('=') ? text : `="${text.replaceAll('"', '""')}"`;
  }
  host.grid.setName({
    name,
    formula,
    comment: args.optionalText(2) ?? '',
    isVisible: true,
    ...(sheet !== undefined && { sheet }),
  });
  return { type: 'NamedItem', name, ...(sheet !== undefined && { sheet }) };
}

export const namedItemCollectionClass: OfficeClass<NamedItemCollectionObject> = {
  items: ({ sheet }, { grid }) =>
    grid
      .names()
      .filter((name) => name.sheet === sheet)
      .map(toObject),
  item: ({ sheet }, key, { grid }) => {
    const found = findName(grid, key.text(0), sheet);
    if (!found) throw itemNotFound();
    return toObject(found);
  },
  methods: {
    GetCount: ({ sheet }, _args, { grid }) => grid.names().filter((name) => name.sheet === sheet).length,
    GetItemOrNullObject: ({ sheet }, args, { grid }) => {
      const found = findName(grid, args.text(0), sheet);
      return found ? toObject(found) : NULL_OBJECT;
    },
    Add: add,
    AddFormulaLocal: add,
  },
};
