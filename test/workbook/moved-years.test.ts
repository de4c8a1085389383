/** What a step from 2016 to 2017 does to formulas, links and titles, and what it leaves alone. */
import fc from 'fast-check';
import { formulaInYear, linkInYear, namesYear, pageTextInYear, titleInYear } from '../../src/workbook/moved-years';

const STEP = { from: 2016, to: 2017 };

describe('formulas', () => {
  it.each<[before: string, after: string]>([
    // Years by the catalogue
    ['NET_PROFIT(2016)', 'NET_PROFIT(2017)'],
    ['=NET_PROFIT(2016)', '=NET_PROFIT(2017)'],
    ['_xldudf_NET_PROFIT( 2016 )', '_xldudf_NET_PROFIT( 2017 )'],
    ['[2]!_xldudf_NET_PROFIT(2016)', '[2]!_xldudf_NET_PROFIT(2017)'],
    ['PAY.NET_PROFIT(2016)', 'PAY.NET_PROFIT(2017)'],
    ['FAN_PENALTY(,2016)', 'FAN_PENALTY(,2017)'],
    ['FAN_PENALTY(2016,2016)', 'FAN_PENALTY(2016,2017)'],
    ['EVENT_PENALTY({2016;99},2016)', 'EVENT_PENALTY({2016;99},2017)'],
    ['NET_PROFIT(2016,收入[#All])+2016', 'NET_PROFIT(2017,收入[#All])+2016'],
    ['EXPLAIN("NET_PROFIT",2016)', 'EXPLAIN("NET_PROFIT",2017)'],
    ['NET_PROFIT("2016")', 'NET_PROFIT("2017")'],
    ['NET_PROFIT(2016)-NET_PROFIT(2015)', 'NET_PROFIT(2017)-NET_PROFIT(2016)'],
    ['IF(A1>2016,ROUND(TEAM_SHARE(2016)/2016,2),"2016")', 'IF(A1>2016,ROUND(TEAM_SHARE(2017)/2016,2),"2016")'],

    // Dates by the catalogue
    ['POLICY_VALUE("fan-target","2016-12-31")', 'POLICY_VALUE("fan-target","2017-12-31")'],
    ['POLICY_VALUE("fan-target","2016年12月31日")', 'POLICY_VALUE("fan-target","2017年12月31日")'],
    ['POLICY_VALUE("x","2016-02-29")', 'POLICY_VALUE("x","2017-02-28")'],
    ['POLICY_VALUE("x","20160229")', 'POLICY_VALUE("x","20170228")'],
    ['POLICY_VALUE("x",DATE(2016,6,30))', 'POLICY_VALUE("x",DATE(2017,6,30))'],
    ['POLICY_VALUE("x",DATE(2014,6,30))', 'POLICY_VALUE("x",DATE(2015,6,30))'],
    ['POLICY_VALUE("2016-12-31",A1)', 'POLICY_VALUE("2016-12-31",A1)'],

    // Days of the year, and those beside it
    ['SUMIFS(收入[金额],收入[日期],">="&DATE(2016,1,1))', 'SUMIFS(收入[金额],收入[日期],">="&DATE(2017,1,1))'],
    ['AND(A1>DATE(2015,12,31),A1<DATE(2017,1,1))', 'AND(A1>DATE(2016,12,31),A1<DATE(2018,1,1))'],
    ['DATE(2016,03,5)', 'DATE(2017,03,5)'],
    ['A1-DATE(1990,5,1)', 'A1-DATE(1990,5,1)'],
    ['DATE(2015,6,30)', 'DATE(2015,6,30)'],
    ['DATE(2016+1,1,1)', 'DATE(2016+1,1,1)'],

    // Links and titles
    ['HYPERLINK("2015年薪酬.xlsx","2015年薪酬")', 'HYPERLINK("2016年薪酬.xlsx","2016年薪酬")'],
    ['HYPERLINK("https://example.com/2016/a.html","2016")', 'HYPERLINK("https://example.com/2016/a.html","2016")'],
    ['"2016年"&A1', '"2017年"&A1'],
    ['"2015年"&A1', '"2015年"&A1'],

    // Other numbers
    ['2016', '2016'],
    ['A2016+SUM(B2016:C2016)', 'A2016+SUM(B2016:C2016)'],
    ["'2016年薪酬'!B2", "'2016年薪酬'!B2"],
    ['YEAR(A1)=2016', 'YEAR(A1)=2016'],
    ['MY_NET_PROFIT(2016)', 'MY_NET_PROFIT(2016)'],
    ['"NET_PROFIT(2016)"', '"NET_PROFIT(2016)"'],
    ['ALLOCATE(2016,{2016;2016})', 'ALLOCATE(2016,{2016;2016})'],
    ['NET_PROFIT(20160)', 'NET_PROFIT(20160)'],
    ['"2015年,2016年"', '"2015年,2016年"'],
  ])('%s', (before, after) => {
    expect(formulaInYear(before, STEP)).toBe(after);
  });

  it('come back by the step back, where only years by the catalogue are in them', () => {
    const piece = fc.constantFrom(
      'NET_PROFIT(',
      'SUM(',
      ')',
      ',',
      '2016',
      '2015',
      '"2016"',
      'A2016',
      '+',
      '{',
      '}',
      "'",
      '"',
      '[',
      ']',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const formula = pieces.join('');
        const moved = formulaInYear(formula, STEP);
        expect(moved.length).toBe(formula.length);
        expect(formulaInYear(moved, { from: 2017, to: 2016 })).toBe(formula);
      }),
    );
  });

  it.each([
    ['YEAR(A1)=2016', true],
    ['SUMIFS(A:A,B:B,">=2016-01-01")', true],
    ["'2016年薪酬'!B2", false],
    ['A2016+$B$2016', false],
    ['20160+12016+1.2016', false],
    ['NET_PROFIT()', false],
  ])('names the year or not: %s', (formula, expected) => {
    expect(namesYear(formula, 2016)).toBe(expected);
  });
});

describe('links', () => {
  it.each<[before: string, after: string | undefined]>([
    ['2016年薪酬.xlsx', '2017年薪酬.xlsx'],
    ['2015年薪酬.xlsx', '2016年薪酬.xlsx'],
    ['file:///C:/pay/2015/2015-12.xlsx', 'file:///C:/pay/2016/2016-12.xlsx'],
    ['\\\\server2016\\pay\\2016.xlsx', '\\\\server2016\\pay\\2017.xlsx'],
    ['2016%E5%B9%B4.xlsx#Sheet1!A1', '2017%E5%B9%B4.xlsx#Sheet1!A1'],
    ['%E5%B9%B42016.xlsx', '%E5%B9%B42017.xlsx'],
    ['https://example.com/2016/pay2016.xlsx', 'https://example.com/2017/pay2017.xlsx'],
    ['https://example.com/2016/notice.html', undefined],
    ['https://2016.example.com/pay.xlsx', undefined],
    ['mailto:a2016@example.com', undefined],
    ['20161231.xlsx', undefined],
    ['2017年计划.xlsx', undefined],
    ['制度.docx', undefined],
    ['1024.xlsx', undefined],
  ])('%s', (before, after) => {
    expect(linkInYear(before, STEP)).toBe(after);
  });
});

describe('titles', () => {
  it.each<[before: string, after: string | undefined]>([
    ['2016年度收入台账', '2017年度收入台账'],
    ['收入（2016 年）', '收入（2017 年）'],
    ['2016年3月收入明细', '2017年3月收入明细'],
    ['2016年1月1日至2016年12月31日', '2017年1月1日至2017年12月31日'],
    ['2016年3月5日办公会批准', undefined],
    ['2015年度收入台账', undefined],
    ['2015—2016年对比', undefined],
    ['2015年、2016年对比', undefined],
    ['合同号 2016-05', undefined],
    ['No. 12016年', undefined],
    ['本表按2016年办公会的决定编制。', undefined],
    [`2016年${'长'.repeat(90)}`, undefined],
  ])('%s', (before, after) => {
    expect(titleInYear(before, STEP)).toBe(after);
  });

  it('move in headers and footers, whatever their length', () => {
    expect(pageTextInYear(`&L${'很'.repeat(90)}（2016年度）&R第 &P 页`, STEP)).toBe(
      `&L${'很'.repeat(90)}（2017年度）&R第 &P 页`,
    );
    expect(pageTextInYear('&C第 &P 页', STEP)).toBeUndefined();
  });
});
