import { shiftedFormula } from '../../../src/hosts/file/patch/formula-shift';

describe('a formula filled down one row and two columns to the right', () => {
  it.each([
    ['A1+B2', 'C2+D3'],
    ['$A1+A$1+$A$1', '$A2+C$1+$A$1'],
    ['a1', 'C2'],
    ['SUM(A1:B3)', 'SUM(C2:D4)'],
    ['SUM(A:B,$A:B)', 'SUM(C:D,$A:D)'],
    ['SUM(1:2,$1:2)', 'SUM(2:3,$1:3)'],
    ['LOG10(A1)+ATAN2(1,2)', 'LOG10(C2)+ATAN2(1,2)'],
    ['"A1"&"say ""A1"""&A1', '"A1"&"say ""A1"""&C2'],
    ["'2016年 A1'!A1+'it''s'!B1", "'2016年 A1'!C2+'it''s'!D2"],
    ['收入台账!A1', '收入台账!C2'],
    ['AB1!A1', 'AB1!C2'],
    ['表[金额]+表[[#This Row],[A1]]+A1', '表[金额]+表[[#This Row],[A1]]+C2'],
    ["表['[A1']]+A1", "表['[A1']]+C2"],
    ['[1]Sheet1!A1', '[1]Sheet1!C2'],
    ['1E5+1.5+A1', '1E5+1.5+C2'],
    ['年度2016+_xldudf_FAN(A1)', '年度2016+_xldudf_FAN(C2)'],
    ['XFD1+A1048576+XFD:XFD+1048576:1048576', '#REF!+#REF!+#REF!+#REF!'],
    ['XFE1+A1048577', 'XFE1+A1048577'],
    ['#REF!+A1#', '#REF!+C2#'],
    ['A1 B2', 'C2 D3'],
    ['IF(A1>=1,TRUE,)', 'IF(C2>=1,TRUE,)'],
    ['"A1', '"C2'],
    ['表[A1', '表[A1'],
    ['', ''],
  ])('%s', (before, after) => {
    expect(shiftedFormula(before, 1, 2)).toBe(after);
  });

  it('goes up and left as well, not off the sheet', () => {
    expect(shiftedFormula('B2+A1+$A1+A$1', -1, -1)).toBe('A1+#REF!+#REF!+#REF!');
  });

  it('is itself where nothing moves', () => {
    const formula = 'IF(\'a b\'!A1="x",SUM(表[[#All],[金额]])*1.5E-3,LOG10(B$2))';
    expect(shiftedFormula(formula, 0, 0)).toBe(formula);
  });
});
