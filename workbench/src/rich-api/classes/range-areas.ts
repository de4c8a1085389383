/** `Excel.RangeAreas`: several areas of one sheet at once. */
import { formatAddress } from '../../grid/a1';
import { range, sheetInfo } from '../addresses';
import { type OfficeClass } from '../office-class';
import { itemNotFound } from '../office-error';
import { type RangeAreasObject, type RangeCollectionObject } from '../office-objects';

export const rangeAreasClass: OfficeClass<RangeAreasObject> = {
  exists: ({ sheet }, { grid }) => grid.sheets().some(({ id }) => id === sheet),
  properties: {
    Address: {
      get: ({ sheet, areas }, { grid }) =>
        areas.map((area) => formatAddress(sheetInfo(grid, sheet).name, area)).join(','),
    },
    AreaCount: { get: ({ areas }) => areas.length },
    CellCount: { get: ({ areas }) => areas.reduce((sum, area) => sum + area.rowCount * area.columnCount, 0) },
  },
  links: {
    Worksheet: ({ sheet }) => ({ type: 'Worksheet', sheet }),
    Areas: ({ sheet, areas }) => ({ type: 'RangeCollection', sheet, areas }),
    Format: ({ sheet, areas: [area, ...others] }) => {
      if (!area) throw itemNotFound();
      return { type: 'RangeFormat', sheet, area, others };
    },
  },
  methods: {
    Clear: ({ sheet, areas }, _args, { grid }) => areas.forEach((area) => grid.clear(sheet, area, 'all')),
  },
};

export const rangeCollectionClass: OfficeClass<RangeCollectionObject> = {
  items: ({ sheet, areas }) => areas.map((area) => range(sheet, area)),
  methods: {
    GetCount: ({ areas }) => areas.length,
    GetItemAt: ({ sheet, areas }, args) => {
      const area = areas[args.integer(0)];
      if (!area) throw itemNotFound();
      return range(sheet, area);
    },
  },
};
