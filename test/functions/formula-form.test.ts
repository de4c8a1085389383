/** How a formula calls our functions in the programs that it may be opened in. */
import fc from 'fast-check';
import { isBrokenFormula } from '../../src/functions/broken-formulas';
import { FUNCTIONS } from '../../src/functions/catalogue';
import { callsIn } from '../../src/functions/find-calls';
import { formOfHost, formulaIn, FormTally, functionPrefix } from '../../src/functions/formula-form';

describe('a formula in Excel', () => {
  it.each([
    ['=_xldudf_FAN_PENALTY(52300,2016)', '=FAN_PENALTY(52300,2016)'],
    ['=[2]!_xldudf_NET_PROFIT(2016)', '=NET_PROFIT(2016)'],
    ['=X.xla!_xldudf_NET_PROFIT(2016)', '=NET_PROFIT(2016)'],
    ["='C:\\old (1)\\it''s.xlam'!NET_PROFIT( 2016 )", '=NET_PROFIT( 2016 )'],
    ['=_xldudf_PAY_NET_PROFIT(2016)+PAY.TEAM_SHARE(2016)', '=NET_PROFIT(2016)+TEAM_SHARE(2016)'],
    ['=@_xldudf_TEAM_SHARE(A1)', '=@TEAM_SHARE(A1)'],
    // One within another, both spoilt
    ['=_xldudf_ALLOCATE([3]!_xldudf_TEAM_SHARE(2016),B2:B4)', '=ALLOCATE(TEAM_SHARE(2016),B2:B4)'],
    // What people wrote stays, in their own letters too
    ['=net_profit(2016)', '=net_profit(2016)'],
    ['=Sum(1, [1]!_xldudf_net_profit(2016) ) * $A$1', '=Sum(1, NET_PROFIT(2016) ) * $A$1'],
    // What is not ours, or only looks like it
    ['=_xldudf_OTHER(1)+[2]!_xldudf_OTHER(1)', '=_xldudf_OTHER(1)+[2]!_xldudf_OTHER(1)'],
    ['="_xldudf_NET_PROFIT(2016)"&表[_xldudf_NET_PROFIT(1)]', '="_xldudf_NET_PROFIT(2016)"&表[_xldudf_NET_PROFIT(1)]'],
    ["='[2]!_xldudf_NET_PROFIT(1)'!A1", "='[2]!_xldudf_NET_PROFIT(1)'!A1"],
    ['=_xldudf_NET_PROFIT(2016', '=_xldudf_NET_PROFIT(2016'],
    ['', ''],
  ])('%s is typed as %s', (written, typed) => {
    expect(formulaIn('excel', written)).toBe(typed);
  });

  it('comes back whole, whatever was put before our names in it', () => {
    /** A formula as it should be, and as another program left it. */
    interface Spoilt {
      readonly plain: string;
      readonly broken: string;
    }
    const same = (text: string): Spoilt => ({ plain: text, broken: text });
    const leaf = fc
      .constantFrom('A1', '$B$2:C4', "'a (b)'!A1", '收入[[#Data],[金额]]', '"it ""x"" (, 1)"', '{1,2;3,4}', '2016', '')
      .map(same);
    const prefix = fc.constantFrom('', '_xldudf_', '_xldudf_PAY_', 'PAY.', '[1]!_xldudf_', "'C:\\a (b).xlam'!_xldudf_");
    const ours = fc.constantFrom(...FUNCTIONS.map(({ id }) => id));
    const call = (name: Spoilt, args: readonly Spoilt[]): Spoilt => ({
      plain: `${name.plain}(${args.map(({ plain }) => plain).join(', ')})`,
      broken: `${name.broken}(${args.map(({ broken }) => broken).join(', ')})`,
    });
    const { formula } = fc.letrec<{ formula: Spoilt }>((tie) => ({
      formula: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(ours, prefix, fc.array(tie('formula'), { maxLength: 3 }))
          .map(([id, before, args]) => call({ plain: id, broken: before + id }, args)),
        fc
          .tuple(fc.constantFrom('SUM', '_xlfn.LET', 'MY_NET_PROFIT'), fc.array(tie('formula'), { maxLength: 3 }))
          .map(([name, args]) => call(same(name), args)),
        fc.tuple(tie('formula'), fc.constantFrom('+', ' & ', '>='), tie('formula')).map(([left, sign, right]) => ({
          plain: `(${left.plain}${sign}${right.plain})`,
          broken: `(${left.broken}${sign}${right.broken})`,
        })),
      ),
    }));
    fc.assert(
      fc.property(formula, ({ plain, broken }) => {
        const typed = formulaIn('excel', `=${broken}`);
        expect(typed).toBe(`=${plain}`);
        expect(isBrokenFormula(typed, false)).toBe(false);
        // To WPS and back again nothing is lost.
        const inWps = formulaIn('wps', `=${broken}`);
        expect(inWps).toBe(formulaIn('wps', typed));
        expect(formulaIn('wps', inWps)).toBe(inWps);
        expect(formulaIn('excel', inWps)).toBe(typed);
        expect(callsIn(inWps).map(({ id }) => id)).toEqual(callsIn(typed).map(({ id }) => id));
      }),
    );
  });

  it('of any text at all only loses characters, and never one of a text or of somebody else’s function', () => {
    const text = fc.array(
      fc.constantFrom('_xldudf_', 'NET_PROFIT(', 'PAY.', '[2]!', "'", '"', '(', ')', ',', '[', ']', 'A1', '!', ' '),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(text, (pieces) => {
        const before = pieces.join('');
        const left = [...formulaIn('excel', before)];
        for (const character of before) if (character === left[0]) left.shift();
        expect(left).toEqual([]);
        expect(formulaIn('excel', `SUM("${before.replaceAll('"', '""')}",_xldudf_OTHER(1))`)).toBe(
          `SUM("${before.replaceAll('"', '""')}",_xldudf_OTHER(1))`,
        );
      }),
    );
  });
});

describe('a formula in WPS', () => {
  it.each([
    ['=NET_PROFIT(2016)', '=PAY.NET_PROFIT(2016)'],
    ['=_xldudf_NET_PROFIT(2016)', '=PAY.NET_PROFIT(2016)'],
    ['=[2]!_xldudf_NET_PROFIT(2016)*2', '=PAY.NET_PROFIT(2016)*2'],
    ["='C:\\old\\pay.xlam'!PAY.NET_PROFIT(2016)", '=PAY.NET_PROFIT(2016)'],
    ['=_xldudf_PAY_NET_PROFIT(2016)', '=PAY.NET_PROFIT(2016)'],
    ['=ALLOCATE(_xldudf_TEAM_SHARE(2016),B2:B4)', '=PAY.ALLOCATE(PAY.TEAM_SHARE(2016),B2:B4)'],
    // In the letters that people typed
    ['=Sum(1,net_profit(2016))', '=Sum(1,PAY.net_profit(2016))'],
    ['=pay.net_profit(2016)', '=pay.net_profit(2016)'],
    // What is not ours, or only looks like it
    ['="NET_PROFIT(2016)"&OTHER.NET_PROFIT(1)', '="NET_PROFIT(2016)"&OTHER.NET_PROFIT(1)'],
    ['=PAYROLL.NET_PROFIT(1)', '=PAYROLL.NET_PROFIT(1)'],
    ['=NET_PROFIT(2016', '=NET_PROFIT(2016'],
  ])('%s is typed as %s', (written, typed) => {
    expect(formulaIn('wps', written)).toBe(typed);
  });

  it('is what its host says', () => {
    expect(functionPrefix(formOfHost('wps'))).toBe('PAY.');
    expect([functionPrefix(formOfHost('excel')), functionPrefix(formOfHost('memory'))]).toEqual(['', '']);
  });
});

describe('a workbook’s formulas', () => {
  const formOf = (...formulas: readonly string[]): string => {
    const tally = new FormTally();
    for (const formula of formulas) tally.look(formula);
    return tally.form;
  };

  it('are of WPS where each call of ours is', () => {
    expect(formOf('PAY.NET_PROFIT(2016)', 'SUM(A1:A9)', 'ROUND(pay.team_share(),2)')).toBe('wps');
  });

  it.each([
    ['none calls anything of ours', ['SUM(A1)', '"PAY.NET_PROFIT(1)"', 'PAY.OTHER(1)']],
    ['Excel wrote them', ['_xldudf_NET_PROFIT(2016)']],
    ['they are of both', ['_xldudf_NET_PROFIT(2016)', 'PAY.NET_PROFIT(2016)']],
    ['one formula is of both', ['PAY.ALLOCATE(_xldudf_TEAM_SHARE(2016),B2:B4)']],
  ])('are of Excel where %s', (_why, formulas) => {
    expect(formOf(...formulas)).toBe('excel');
  });
});
