/** Our calls in formulas, and what their arguments are. */
import fc from 'fast-check';
import { FUNCTIONS } from '../../src/functions/catalogue';
import { callsIn, type FormulaArgument } from '../../src/functions/find-calls';

/** An argument in short: a value as JSON, a reference as it is, anything else in ‹›. */
function inShort(argument: FormulaArgument): string {
  switch (argument.kind) {
    case 'omitted':
      return '';
    case 'value':
      return JSON.stringify(argument.value);
    case 'reference':
      return argument.text;
    case 'other':
      return `‹${argument.text}›`;
  }
}

const shortly = (formula: string): readonly string[] =>
  callsIn(formula).map((call) => `${call.id}(${call.arguments.map(inShort).join('; ')})`);

it.each<[formula: string, ...calls: string[]]>([
  // How a call is written
  ['=FAN_PENALTY()', 'FAN_PENALTY()'],
  ['=NET_PROFIT(2016)', 'NET_PROFIT(2016)'],
  ['=net_profit( 2016 )', 'NET_PROFIT(2016)'],
  ['=FAN_PENALTY(,2016)', 'FAN_PENALTY(; 2016)'],
  ['=FAN_PENALTY(52300,)', 'FAN_PENALTY(52300; )'],
  ['=@TEAM_SHARE(2016)', 'TEAM_SHARE(2016)'],
  ['{=COUNTED(A1:I1,A2:I9)}', 'COUNTED(A1:I1; A2:I9)'],

  // What hosts put before a name
  ['=_xldudf_NET_PROFIT(2016)', 'NET_PROFIT(2016)'],
  ['=[2]!_xldudf_NET_PROFIT(2016)', 'NET_PROFIT(2016)'],
  ['=X.xla!_xldudf_NET_PROFIT(2016)', 'NET_PROFIT(2016)'],
  ["='C:\\old (1)\\pay.xlam'!NET_PROFIT(2016)", 'NET_PROFIT(2016)'],
  ['=PAY.NET_PROFIT(2016)', 'NET_PROFIT(2016)'],
  ['=_xldudf_PAY_NET_PROFIT(2016)', 'NET_PROFIT(2016)'],

  // Within other expressions
  ['=ROUND(NET_PROFIT(2016)/12,2)+FAN_PENALTY()', 'NET_PROFIT(2016)', 'FAN_PENALTY()'],
  ['=IF(A1>0,TEAM_SHARE(A1),"")', 'TEAM_SHARE(A1)'],
  ['=ALLOCATE(TEAM_SHARE(2016),B2:B4)', 'ALLOCATE(‹TEAM_SHARE(2016)›; B2:B4)', 'TEAM_SHARE(2016)'],
  ['=(((TASK_PENALTY(2016))))', 'TASK_PENALTY(2016)'],

  // What arguments are
  ['=FAN_PENALTY(-1.5,50%)', 'FAN_PENALTY(-1.5; 0.5)'],
  ['=POLICY_VALUE("fan-target","2016-12-31")', 'POLICY_VALUE("fan-target"; "2016-12-31")'],
  ['=CLAUSE_TEXT("a ""(b)"", c")', 'CLAUSE_TEXT("a \\"(b)\\", c")'],
  ['=ALLOCATE(100,{3;2;1})', 'ALLOCATE(100; [[3],[2],[1]])'],
  ['=ALLOCATE(100,{"a,b)","c"})', 'ALLOCATE(100; [["a,b)","c"]])'],
  ['=FAN_PENALTY(TRUE,#REF!)', 'FAN_PENALTY(true; {"error":"#REF!"})'],
  ['=FAN_PENALTY($B$5,政策年度)', 'FAN_PENALTY($B$5; 政策年度)'],
  [
    "=NET_PROFIT(2016,'收入 台账'!A1:I9,实物[#All],成本台账!$A:$F)",
    "NET_PROFIT(2016; '收入 台账'!A1:I9; 实物[#All]; 成本台账!$A:$F)",
  ],
  ['=COUNTED(收入[#Headers],收入[[#Data],[日期]:[金额]])', 'COUNTED(收入[#Headers]; 收入[[#Data],[日期]:[金额]])'],
  ['=FAN_PENALTY([@活粉],2016)', 'FAN_PENALTY([@活粉]; 2016)'],
  ["=FAN_PENALTY(表[a'],('[b],2016)", "FAN_PENALTY(表[a'],('[b]; 2016)"],
  ['=FAN_PENALTY(A1+1,YEAR(B1))', 'FAN_PENALTY(‹A1+1›; ‹YEAR(B1)›)'],
  ['=COUNTED((A1:B1,C1),A2#)', 'COUNTED(‹(A1:B1,C1)›; ‹A2#›)'],
  ['=ALLOCATE(100,{1,2}*2)', 'ALLOCATE(100; ‹{1,2}*2›)'],
  ['=FAN_PENALTY(1，2)', 'FAN_PENALTY(‹1，2›)'],

  // What only looks like a call
  ['="NET_PROFIT(2016)"'],
  ["='NET_PROFIT(2016)'!A1"],
  ["='it''s NET_PROFIT(1)'!A1+TASK_PENALTY()", 'TASK_PENALTY()'],
  ['=表[NET_PROFIT(1)]'],
  ['=MY_NET_PROFIT(2016)'],
  ['=NET_PROFIT'],
  ['=NET_PROFIT (2016)'],
  ['NET_PROFIT'],
  [''],

  // What breaks off
  ['=NET_PROFIT(2016'],
  ['=NET_PROFIT("2016)'],
  ['=SUM(NET_PROFIT(2016),', 'NET_PROFIT(2016)'],
])('%s', (formula, ...calls) => {
  expect(shortly(formula)).toEqual(calls);
});

it('tells where a call stands', () => {
  const formula = '=1+ROUND([2]!_xldudf_NET_PROFIT( 2016 ),2)';
  expect(callsIn(formula).map(({ start, end }) => formula.slice(start, end))).toEqual([
    '[2]!_xldudf_NET_PROFIT( 2016 )',
  ]);
});

it('finds every example of the catalogue', () => {
  for (const { id, example, parameters } of FUNCTIONS) {
    const [call, ...more] = callsIn(example);
    expect(more).toEqual([]);
    expect(call?.id).toBe(id);
    expect(call?.arguments.length).toBeLessThanOrEqual(parameters.length);
    expect(call?.arguments.every(({ kind }) => kind === 'value' || kind === 'reference')).toBe(true);
  }
});

it('finds a call wherever it is put, and never trips over a text', () => {
  const around = fc.constantFrom(
    (inner: string) => `SUM(1,${inner})`,
    (inner: string) => `(${inner})`,
    (inner: string) => `"x(,"&${inner}`,
    (inner: string) => `IF('a ( ''b'!A1,表[(],${inner})`,
    (inner: string) => `${inner}+{1,2;")",4}`,
  );
  const piece = fc.constantFrom(
    'FAN_PENALTY(',
    ')',
    ')',
    ',',
    '(',
    '{',
    '}',
    '[',
    ']',
    "'",
    '"',
    '!',
    ';',
    '#',
    '1',
    '表',
  );
  fc.assert(
    fc.property(fc.array(around, { maxLength: 6 }), fc.integer({ min: 1900, max: 9999 }), (layers, year) => {
      const formula = layers.reduce((inner, layer) => layer(inner), `NET_PROFIT(${year})`);
      expect(shortly(`=${formula}`)).toEqual([`NET_PROFIT(${year})`]);
    }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end } of callsIn(text)) expect(text.slice(start, end)).toMatch(/FAN_PENALTY\(.*\)$/s);
    }),
  );
});

it('reads the longest formula that Excel takes in no time', () => {
  const formula = `=${'NET_PROFIT('.repeat(700)}${"[('".repeat(100)}`;
  const started = performance.now();
  expect(callsIn(formula)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1_000);
});
