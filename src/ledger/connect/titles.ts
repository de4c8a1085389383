import { ONE, type Decimal } from '../../kernel/decimal';
import { halfWidth } from '../read-cell';
import { rowText, type ListHead, type SeenCells } from './list-head';
import { yearIn } from './partial-dates';

const SIZES: ReadonlyMap<string, string> = new Map([
  ['十', '10'],
  ['百', '100'],
  ['千', '1000'],
  ['万', '10000'],
  ['亿', '100000000'],
]);

/** How many yuan, or how many of what is counted, a unit is: «元» 1, «万元» 10,000, «万人» 10,000; `undefined` for any other. */
export function multiplierOf(unit: string): Decimal | undefined {
  const plain = halfWidth(unit).replace(/\s/g, '').toLowerCase();
  if (plain === '' || YUAN.test(plain)) return ONE;
  const [, sizes] = SIZED.exec(plain) ?? [];
  if (sizes === undefined) return undefined;
  return [...sizes].reduce<Decimal>((product, size) => product.times(SIZES.get(size) ?? '1'), ONE);
}

const YUAN = /^(?:rmb|cny|yuan|¥|￥)$/;
const SIZED = /^(?:人民币)?([十百千万亿]{0,2})(?:元|人次?|次|户|名)?$/;

/** The unit that a title states between two rows, the nearest to the list first; `undefined` where none does. */
export function unitOfTitle(cells: SeenCells, firstRow: number, lastRow: number): Decimal | undefined {
  for (let row = lastRow; row >= firstRow; row -= 1) {
    const [, unit] =
      /单位:?((?:人民币)?[十百千万亿]{0,2}元)/.exec(halfWidth(rowText(cells, row)).replace(/\s/g, '')) ?? [];
    const times = unit === undefined ? undefined : multiplierOf(unit);
    if (times) return times;
  }
  return undefined;
}

/** The year that the head of a list or what stands above it speaks of, the nearest first. */
export function yearAbove(list: {
  readonly cells: SeenCells;
  readonly head: ListHead;
  readonly firstTitleRow: number;
}): number | undefined {
  const { cells, head, firstTitleRow } = list;
  for (let row = head.row + head.rows - 1; row >= firstTitleRow; row -= 1) {
    const year = yearIn(rowText(cells, row));
    if (year !== undefined) return year;
  }
  return undefined;
}
