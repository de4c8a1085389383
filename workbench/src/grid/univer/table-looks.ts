/** How tables are drawn: a header in the style's colour, and bands. What a cell's own format says comes first. */
import { InterceptorEffectEnum, BooleanNumber, type Injector, type IStyleData } from '@univerjs/core';
import { INTERCEPTOR_POINT, SheetInterceptorService } from '@univerjs/sheets';
import { contains } from '../a1';
import { type GridTable } from './extras';

interface Palette {
  readonly header: string;
  readonly text: string;
  readonly band: string;
  readonly total: string;
}

/** The accents of Excel's standard theme, in the order in which the table styles use them. */
const ACCENTS = ['#000000', '#4472C4', '#ED7D31', '#A5A5A5', '#FFC000', '#5B9BD5', '#70AD47'] as const;
const BANDS = ['#D9D9D9', '#D9E1F2', '#FCE4D6', '#EDEDED', '#FFF2CC', '#DDEBF7', '#E2EFDA'] as const;

function paletteOf(style: string): Palette | undefined {
  const [, kind = '', number = ''] = /^TableStyle(Light|Medium|Dark)(\d+)$/.exec(style) ?? [];
  if (kind === '') return undefined;
  const accent = (Number(number) - 1) % 7;
  const [color = '#4472C4', band = '#D9E1F2'] = [ACCENTS[accent], BANDS[accent]];
  if (kind === 'Light') return { header: '#FFFFFF', text: '#000000', band, total: '#FFFFFF' };
  return { header: color, text: '#FFFFFF', band, total: '#FFFFFF' };
}

function looksAt(table: GridTable, row: number, column: number): IStyleData | undefined {
  const palette = paletteOf(table.style);
  if (!palette) return undefined;
  const { area } = table;
  const bold = { bl: BooleanNumber.TRUE };
  const header = table.hasHeaderRow ? 1 : 0;
  const isLast = row === area.row + area.rowCount - 1;
  if (header === 1 && row === area.row) return { bg: { rgb: palette.header }, cl: { rgb: palette.text }, ...bold };
  if (table.hasTotalRow && isLast) return { bg: { rgb: palette.total }, cl: { rgb: '#000000' }, ...bold };
  const isFirstColumn = table.highlightFirstColumn && column === area.column;
  const isLastColumn = table.highlightLastColumn && column === area.column + area.columnCount - 1;
  const isBand =
    (table.showBandedRows && (row - area.row - header) % 2 === 0) ||
    (table.showBandedColumns && (column - area.column) % 2 === 0);
  const band = isBand ? { bg: { rgb: palette.band }, cl: { rgb: '#000000' } } : {};
  return { ...band, ...(isFirstColumn || isLastColumn ? bold : {}) };
}

/** Draws the tables there are; `dispose` of what is returned ends it. */
export function drawTables(injector: Injector, tables: () => readonly GridTable[]): { dispose(): void } {
  return injector.get(SheetInterceptorService).intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Style,
    priority: 0,
    handler: (cell, place, next) => {
      const { row, col, subUnitId } = place;
      const table = tables().find(({ sheet, area }) => sheet === subUnitId && contains(area, row, col));
      const looks = table && looksAt(table, row, col);
      if (!looks) return next(cell);
      const own =
        cell?.s === undefined || cell.s === null ? undefined : place.workbook.getStyles().getStyleByCell(cell);
      // The header's white letters would not be seen on a fill of the cell's own.
      const { cl, ...rest } = looks;
      const style = own?.bg ? { ...rest, ...own } : { ...rest, ...(cl && { cl }), ...own };
      return next({ ...cell, s: style });
    },
  });
}
