/** What may be typed into cells. */
import { generateRandomId, type IDataValidationRule, type IRange, Rectangle } from '@univerjs/core';
import {
  AddDataValidationMutation,
  DataValidationModel,
  RemoveDataValidationMutation,
} from '@univerjs/data-validation';
import { intersect, parseArea, splitSheet } from '../a1';
import { type Area, type CellPlace, type SheetId, type Validation } from '../grid-model';
import { sameText } from '../naming';
import { isValid } from '../validity';
import { readTexts, readValues } from './cell-reading';
import { areaOf, rangeOf } from './cells';
import { findName } from './names';
import { guard } from './protection';
import { sheets } from './sheets';
import { ruleOf, validationOf } from './validations';
import { type Workspace } from './workspace';

export function rulesOf(space: Workspace, id: SheetId): readonly IDataValidationRule[] {
  return space.injector.get(DataValidationModel).getRules(space.unit, id);
}

export function readValidation(space: Workspace, id: SheetId, area: Area): Validation | null | undefined {
  space.sheet(id);
  const wanted = rangeOf(area);
  for (const rule of rulesOf(space, id)) {
    const ranges = rule.ranges as IRange[];
    if (!ranges.some((range) => intersect(areaOf(range), area))) continue;
    const isWhole = Rectangle.subtractMulti([wanted], ranges).length === 0;
    return isWhole ? (validationOf(rule) ?? null) : undefined;
  }
  return null;
}

export function writeValidation(space: Workspace, id: SheetId, area: Area, validation: Validation | null): void {
  guard(space, id, area);
  space.change(() => {
    const range = rangeOf(area);
    const ids = { ...space.ids, subUnitId: id };
    const add = (rule: IDataValidationRule): { id: string; params: object } => ({
      id: AddDataValidationMutation.id,
      params: { ...ids, rule },
    });
    const remove = ({ uid }: IDataValidationRule): { id: string; params: object } => ({
      id: RemoveDataValidationMutation.id,
      params: { ...ids, ruleId: uid },
    });
    for (const rule of [...rulesOf(space, id)]) {
      const ranges = rule.ranges as IRange[];
      if (!ranges.some((one) => intersect(areaOf(one), area))) continue;
      const rest = Rectangle.subtractMulti(ranges, [range]);
      const kept = { ...rule, uid: generateRandomId(), ranges: rest };
      if (rest.length === 0) space.apply([remove(rule)], [add(rule)]);
      else space.apply([remove(rule), add(kept)], [remove(kept), add(rule)]);
    }
    if (!validation) return;
    const rule: IDataValidationRule = { ...ruleOf(validation), uid: generateRandomId(), ranges: [range] };
    space.apply([add(rule)], [remove(rule)]);
  });
}

export function invalidCells(space: Workspace, id: SheetId, area: Area): readonly CellPlace[] {
  const used = space.usedArea(id, true);
  const inside = used && intersect(used, area);
  if (!inside) return [];
  const found: CellPlace[] = [];
  for (const rule of rulesOf(space, id)) {
    const validation = validationOf(rule);
    if (!validation) continue;
    for (const range of rule.ranges as IRange[]) {
      const within = intersect(areaOf(range), inside);
      if (!within) continue;
      readValues(space, id, within).forEach((values, i) =>
        values.forEach((value, j) => {
          const place = { sheet: id, row: within.row + i, column: within.column + j };
          if (value !== null && !isValid(validation, value, (source) => listItems(space, id, source)))
            found.push(place);
        }),
      );
    }
  }
  return found.sort((one, other) => one.row - other.row || one.column - other.column);
}

function listItems(space: Workspace, id: SheetId, source: string): readonly string[] {
  if (!source.startsWith('=')) return source.split(',').map((item) => item.trim());
  const text = source.slice(1);
  const named = findName(space, text, id) ?? findName(space, text, undefined);
  const { sheet: name, rest } = splitSheet(space.plain(`=${named?.formulaOrRefString ?? text}`).replace(/^=+/, ''));
  const home = name === undefined ? id : sheets(space).find((info) => sameText(info.name, name))?.id;
  const area = parseArea(rest);
  const used = home === undefined ? undefined : space.usedArea(home, true);
  const within = area && used && intersect(area, used);
  return home !== undefined && within ? readTexts(space, home, within).flat() : [];
}
