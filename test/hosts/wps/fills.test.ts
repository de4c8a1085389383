import { colorNumber, colorText } from '../../../src/hosts/wps/cell-values';
import { fillOf, setFill } from '../../../src/hosts/wps/fills';

/** A cell's interior where a new colour brings a solid fill with it. */
function interior(color: number, pattern: number): { Color: unknown; Pattern: unknown } {
  const now = { color: color as unknown, pattern: pattern as unknown };
  return {
    get Color() {
      return now.color;
    },
    set Color(given) {
      Object.assign(now, { color: given, pattern: 1 });
    },
    get Pattern() {
      return now.pattern;
    },
    set Pattern(given) {
      now.pattern = given;
    },
  };
}

test('colours are blue, green and red', () => {
  expect([colorNumber('#FF0000'), colorNumber('#00FF00'), colorNumber('#0000FF')]).toEqual([0xff, 0xff00, 0xff0000]);
  for (const color of ['#FFC7CE', '#000000', '#FFFFFF', '#0A0B0C']) expect(colorText(colorNumber(color))).toBe(color);
});

test('a white fill is told from no fill by the pattern', () => {
  expect(fillOf(interior(0xffffff, -4142))).toBeUndefined();
  expect(fillOf(interior(0xffffff, 1))).toEqual({ color: '#FFFFFF' });
});

test('a pattern stays under another colour, by the name that Excel gives it', () => {
  const cell = interior(0x00ff00, -4124);
  const before = fillOf(cell);
  expect(before).toEqual({ color: '#00FF00', pattern: 'Gray25' });
  setFill(cell, { color: '#FFC7CE', pattern: 'Gray25' });
  expect([cell.Color, cell.Pattern]).toEqual([0xcec7ff, -4124]);
  setFill(cell, before);
  expect(fillOf(cell)).toEqual(before);
  setFill(cell, undefined);
  expect(fillOf(cell)).toBeUndefined();
});

test('a gradient and a pattern that nobody knows are told as what they are', () => {
  expect(fillOf(interior(0, 4001))).toEqual({ color: '#000000', pattern: 'RectangularGradient' });
  expect(fillOf(interior(0, 99))).toEqual({ color: '#000000' });
});
