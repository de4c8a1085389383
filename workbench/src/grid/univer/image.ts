/** The workbook in Univer as a plain image, for saving. */
import { BooleanNumber, type ICellData, type IRange, type IStyleData, type Nullable } from '@univerjs/core';
import {
  CFSubRuleType,
  ConditionalFormattingRuleModel,
  type IConditionFormattingRule,
  type IFormulaHighlightCell,
} from '@univerjs/sheets-conditional-formatting';
import { type Area, type CellValue, type SheetId } from '../grid-model';
import {
  type CellImage,
  type ColumnsImage,
  type ConditionalImage,
  type FormatImage,
  type RowImage,
  type SheetImage,
  type WorkbookImage,
} from '../workbook-image';
import { notes } from './cell-notes';
import { tablesThere } from './tables';
import { readFormulas } from './cell-reading';
import { PIXELS_PER_POINT, areaOf, customOf, valueOf } from './cells';
import { formatOf } from './formats';
import { names } from './names';
import { selection } from './selecting';
import { activeSheet, sheets } from './sheets';
import { rulesOf } from './validated-cells';
import { validationOf } from './validations';
import { type Workspace } from './workspace';

export function imageOf(space: Workspace): WorkbookImage {
  const infos = sheets(space);
  const places = new Map(infos.map(({ id }, at) => [id, at]));
  const position = (id: SheetId): number => places.get(id) ?? 0;
  return {
    sheets: infos.map(({ id: _id, ...info }, at) => ({ ...info, ...partsOf(space, infos[at]?.id ?? '') })),
    activeSheet: position(activeSheet(space)),
    tables: tablesThere(space).map(({ id: _id, sheet, ...table }) => ({ ...table, sheet: position(sheet) })),
    names: names(space).map(({ sheet, ...name }) => (sheet === undefined ? name : { ...name, sheet: position(sheet) })),
  };
}

/** Equal formats are kept once. */
class Formats {
  readonly list: FormatImage[] = [];
  private readonly known = new Map<string, number>();

  index(format: FormatImage): number | undefined {
    const text = JSON.stringify(format);
    if (text === '{}') return undefined;
    const at = this.known.get(text) ?? this.list.length;
    if (at === this.list.length) this.list.push(format);
    this.known.set(text, at);
    return at;
  }
}

function partsOf(
  space: Workspace,
  id: SheetId,
): Omit<
  SheetImage,
  'name' | 'visibility' | 'isProtected' | 'tabColor' | 'showGridlines' | 'frozenRows' | 'frozenColumns'
> {
  const sheet = space.sheet(id);
  const { defaultRowHeight, defaultColumnWidth, mergeData } = sheet.getConfig();
  const formats = new Formats();
  const rows = rowsOf(space, id, formats);
  const columns = columnsOf(space, id, formats);
  const selected = selection(space);
  return {
    defaultRowHeight: defaultRowHeight / PIXELS_PER_POINT,
    defaultColumnWidth: defaultColumnWidth / PIXELS_PER_POINT,
    formats: formats.list,
    rows,
    columns,
    merges: mergeData.map(areaOf),
    notes: notes(space, id),
    validations: rulesOf(space, id).flatMap((rule) => {
      const validation = validationOf(rule);
      return validation ? [{ areas: (rule.ranges as IRange[]).map(areaOf), validation }] : [];
    }),
    conditionals: conditionalsOf(space, id),
    ...(selected.sheet === id && selected.areas[0] && { selection: selected.areas[0] }),
  };
}

function rowsOf(space: Workspace, id: SheetId, formats: Formats): readonly RowImage[] {
  const cells = space.cells(id);
  const { rowData } = space.sheet(id).getConfig();
  const styles = space.workbook.getStyles();
  const rows = new Set([...Object.keys(cells), ...Object.keys(rowData)].map(Number));
  const indexOf = (style: Nullable<IStyleData | string>, cell?: Nullable<ICellData>): number | undefined =>
    formats.index(formatOf(typeof style === 'string' ? styles.get(style) : style, customOf(cell).format));
  const images: RowImage[] = [];
  for (const row of [...rows].sort((one, other) => one - other)) {
    const line = rowData[row];
    const found: CellImage[] = [];
    for (const text of Object.keys(cells[row] ?? {})) {
      const column = Number(text);
      const cell = cells[row]?.[column];
      if (!cell) continue;
      const image = cellOf(space, { sheet: id, row, column }, cell);
      const format = indexOf(cell.s, cell);
      if (image.content !== null || format !== undefined)
        found.push(format === undefined ? image : { ...image, format });
    }
    const format = line?.s === undefined ? undefined : indexOf(line.s);
    const height = line?.h !== undefined && line.ia !== BooleanNumber.TRUE ? line.h / PIXELS_PER_POINT : undefined;
    const isHidden = line?.hd === BooleanNumber.TRUE;
    if (found.length === 0 && format === undefined && height === undefined && !isHidden) continue;
    images.push({
      row,
      cells: found.sort((one, other) => one.column - other.column),
      ...(height !== undefined && { height }),
      ...(isHidden && { isHidden }),
      ...(format !== undefined && { format }),
    });
  }
  return images;
}

function cellOf(space: Workspace, place: { sheet: SheetId; row: number; column: number }, cell: ICellData): CellImage {
  const { column } = place;
  const value: CellValue = valueOf(cell);
  if (!cell.f && !cell.si) return { column, content: value };
  const area: Area = { row: place.row, column, rowCount: 1, columnCount: 1 };
  const formula = readFormulas(space, place.sheet, area)[0]?.[0] ?? '';
  if (formula === '') return { column, content: value };
  const spill = space.spillArea(place);
  return { column, content: { formula }, value, ...(spill && { spill }) };
}

/** Neighbours that are alike are told together. */
function columnsOf(space: Workspace, id: SheetId, formats: Formats): readonly ColumnsImage[] {
  const { columnData } = space.sheet(id).getConfig();
  const styles = space.workbook.getStyles();
  const images: ColumnsImage[] = [];
  for (const column of Object.keys(columnData)
    .map(Number)
    .sort((one, other) => one - other)) {
    const line = columnData[column];
    if (!line) continue;
    const format =
      line.s === undefined
        ? undefined
        : formats.index(formatOf(typeof line.s === 'string' ? styles.get(line.s) : line.s));
    const looks = {
      ...(line.w !== undefined && { width: line.w / PIXELS_PER_POINT }),
      ...(line.hd === BooleanNumber.TRUE && { isHidden: true }),
      ...(format !== undefined && { format }),
    };
    if (Object.keys(looks).length === 0) continue;
    const last = images.at(-1);
    const isAlike =
      last &&
      last.column + last.count === column &&
      JSON.stringify({ ...last, column: 0, count: 0 }) === JSON.stringify({ column: 0, count: 0, ...looks });
    if (isAlike) images[images.length - 1] = { ...last, count: last.count + 1 };
    else images.push({ column, count: 1, ...looks });
  }
  return images;
}

function isFormulaRule(rule: IConditionFormattingRule): rule is IConditionFormattingRule<IFormulaHighlightCell> {
  return 'subType' in rule.rule && rule.rule.subType === CFSubRuleType.formula;
}

function conditionalsOf(space: Workspace, id: SheetId): readonly ConditionalImage[] {
  const rules = space.injector.get(ConditionalFormattingRuleModel).getSubunitRules(space.unit, id) ?? [];
  return rules.filter(isFormulaRule).map(({ ranges, stopIfTrue, rule }) => {
    const { fillColor, fontColor, bold, italic, underline, strikethrough } = formatOf(rule.style);
    return {
      areas: ranges.map(areaOf),
      formula: rule.value,
      format: {
        ...(fillColor !== undefined && { fillColor }),
        ...(fontColor !== undefined && { fontColor }),
        ...(bold !== undefined && { bold }),
        ...(italic !== undefined && { italic }),
        ...(underline !== undefined && { underline }),
        ...(strikethrough !== undefined && { strikethrough }),
      },
      stopIfTrue,
    };
  });
}
