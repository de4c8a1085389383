import { isDateFormat } from '../../src/workbook/edits';

test.each([
  ['General', false],
  ['@', false],
  ['0.00E+00', false],
  ['#,##0.00 "yuan a day"', false],
  ['[Red]0.00', false],
  ['h:mm:ss', false],
  ['yyyy-mm-dd', true],
  ['yyyy"年"m"月"d"日"', true],
  ['[$-804]yyyy/m/d', true],
  ['m/d', true],
  ['\\d0', false],
])('%s shows a day: %s', (format, isDate) => {
  expect(isDateFormat(format)).toBe(isDate);
});
