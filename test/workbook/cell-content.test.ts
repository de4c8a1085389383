import { typedText } from '../../src/workbook/cell-content';

// text | format | what is written
test.each([
  ['', 'General', ''],
  ['其他衍生收入', 'General', '其他衍生收入'],
  ['广告(website)', 'General', '广告(website)'],
  ['website', 'General', "'website"],
  ['TRUE', 'General', "'TRUE"],
  ['=1+1', 'General', "'=1+1"],
  ['=广告', 'General', "'=广告"],
  ['@广告', 'General', "'@广告"],
  ["'广告", 'General', "''广告"],
  ['三月五日', 'General', "'三月五日"],
  ['3月5日', 'General', "'3月5日"],
  ['上午3时', 'General', "'上午3时"],
  ['广告 2', 'General', "'广告 2"],
  ['00123', '0.00', "'00123"],
  ['=1+1', '@', '=1+1'],
  ["'广告", '@', "'广告"],
  ['00123', '@', '00123'],
])('%j in a cell formatted %s', (text, format, written) => {
  expect(typedText(text, format)).toBe(written);
});
