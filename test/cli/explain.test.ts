import { readFileSync } from 'node:fs';
import { derivationJson, derivationText } from '../../src/cli/derivation-forms';
import { Session } from '../../src/cli/session';
import { builtInPolicy } from '../../src/policy/packs';
import type { DerivationNode } from '../../src/settlement/answer';
import { commandLineWording } from '../../src/wording/command-line/command-line-wording';
import {
  columnsOf,
  bookFile,
  CASE_1,
  MemoryOutput,
  ONE_LINE,
  payclause,
  payclauseJson,
  temporaryFolder,
  terminal,
} from './command-line';

const folder = temporaryFolder();

interface NodeJson {
  readonly name: string;
  readonly value?: string;
  readonly unit: string;
  readonly rounding?: string;
  readonly formula: string;
  readonly clauses: readonly { readonly id: string; readonly text: string }[];
  readonly error?: { readonly code: string; readonly message: string; readonly rows?: readonly string[] };
  readonly source?: { readonly sheet: string; readonly cell: string };
  readonly inputs: readonly (NodeJson | LeafJson)[];
}
interface LeafJson {
  readonly label: string;
  readonly sheet: string;
  readonly cell: string;
  readonly value: string;
}

async function explained(argv: readonly string[]) {
  const ended = await payclauseJson(['explain', ...argv]);
  return { ...ended, json: ended.json as NodeJson };
}

function isNode(input: NodeJson | LeafJson): input is NodeJson {
  return 'inputs' in input;
}
function nodesOf(node: NodeJson): readonly NodeJson[] {
  return [node, ...node.inputs.filter(isNode).flatMap(nodesOf)];
}
function leavesOf(node: NodeJson): readonly LeafJson[] {
  return node.inputs.flatMap((input) => (isNode(input) ? leavesOf(input) : [input]));
}

describe('explain --json', () => {
  it('prints nodes down to leaves, each in the binding form', async () => {
    const { json, code, stdout } = await explained(['NET_PROFIT(2016)', CASE_1]);
    expect(code).toBe(0);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(json).toMatchObject({ name: 'NET_PROFIT', value: '87461.82', unit: 'CNY', formula: '128471.63 − 41009.81' });
    const clauses = builtInPolicy().clauses;
    for (const node of nodesOf(json)) {
      const { inputs, source, rounding, ...rest } = node;
      const atRoot = node === json ? ['approval'] : [];
      expect(Object.keys(rest)).toEqual(['name', 'value', 'unit', 'formula', 'clauses', ...atRoot]);
      expect(Array.isArray(inputs)).toBe(true);
      expect([undefined, 'fen']).toContain(rounding);
      for (const { id, text } of node.clauses) expect(text).toBe(clauses.get(id)?.text);
      if (source)
        expect(source).toEqual({
          sheet: expect.any(String) as unknown,
          cell: expect.stringMatching(/^[A-Z]+\d+$/) as unknown,
        });
    }
    for (const leaf of leavesOf(json)) expect(Object.keys(leaf)).toEqual(['label', 'sheet', 'cell', 'value']);
    expect(leavesOf(json).length).toBeGreaterThan(50);
  });

  it('gives a counted row the rule’s id and its place', async () => {
    const { json } = await explained(['COUNTED_REVENUE(2016)', CASE_1]);
    const rows = nodesOf(json).filter(({ source }) => source !== undefined);
    const rules = new Set(builtInPolicy().document.ruleTables.flatMap((table) => table.rules.map(({ id }) => id)));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(rules.has(row.name)).toBe(true);
  });

  it('prints an error where the value would be', async () => {
    const { json, code } = await explained(['PENALTY_TOTAL(2017)', CASE_1]);
    expect(code).toBe(0);
    expect(json).not.toHaveProperty('value');
    expect(json.error).toEqual({ code: '#N/A', message: expect.stringContaining('活粉目标') as unknown });
    const parameter = nodesOf(json).find(({ name }) => name === 'fan-target');
    expect(parameter).toBeDefined();
    expect(parameter).not.toHaveProperty('value');
  });

  it('names the rows that block', async () => {
    const book = await bookFile(folder, 'blocked.xlsx', {
      revenue: [{ date: '2016-04-01', memo: '杂项', category: '杂项', amount: 5 }],
    });
    const { json } = await explained(['NET_PROFIT(2016)', book]);
    expect(json.error).toMatchObject({ code: '#VALUE!', rows: ['收入台账!C2'] });
  });

  it('says which figures are rounded', async () => {
    const { json } = await explained(['TEAM_SHARE(2016)', CASE_1]);
    expect(json.rounding).toBe('fen');
  });
});

describe('explain', () => {
  it('prints an indented tree, and the cited clauses in their own words', async () => {
    const { stdout, code } = await payclause(['explain', 'NET_PROFIT(2016)', CASE_1]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'case-1.xlsx · 2016 年溯源\n净利润  NET_PROFIT  = 87,461.82 元  ← 128471.63 − 41009.81  [六.1]\n',
    );
    expect(stdout).toMatch(/\n├─ 计入收入 {2}COUNTED_REVENUE {2}= 128,471\.63 元/);
    expect(stdout).toMatch(/\n└─ 计入成本 {2}COUNTED_COST {2}= 41,009\.81 元/);
    expect(stdout).toMatch(/\n(?:│ {2}| {3})+├─ 日期：2016-\d\d-\d\d {2}收入台账!A\d+\n/);
    const clauses = builtInPolicy().clauses;
    // A text with line breaks, quoted to the letter.
    for (const id of ['六.1', '六.2.1', '六.3.1']) {
      expect(stdout).toContain(`${id}  ${clauses.get(id)?.article ?? ''}\n「${clauses.get(id)?.text ?? ''}」\n`);
    }
    expect(stdout.match(/分红比例:按中心纯利润/g)).toHaveLength(1);
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['explain', 'TEAM_SHARE(2016)', CASE_1, '--lang', 'en-US']);
    expect(stdout).toContain("Team's share  TEAM_SHARE  = 43,730.91 CNY  (rounded to the fen)");
    expect(stdout).toContain('The clauses in their own words');
  });

  it('prints the tree of an error with the error, and ends with 0', async () => {
    const { stdout, code, stderr } = await payclause(['explain', 'FAN_PENALTY(2017)', CASE_1]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('= #N/A 制度没有规定 2017-12-31 的「活粉目标」');
    expect(stdout).toContain('└─');
  });

  it.each([
    'NET_PROFIT(2016)',
    '=NET_PROFIT(2016)',
    'net_profit(2016)',
    ' NET_PROFIT ( 2016 ) ',
    'NET_PROFIT（2016）',
    'PAY.NET_PROFIT(2016)',
  ])('understands %j', async (formula) => {
    const { stdout, code } = await payclause(['explain', formula, CASE_1]);
    expect(code).toBe(0);
    expect(stdout).toContain('NET_PROFIT  = 87,461.82');
  });

  it.each(['NET_PROFIT', 'NET_PROFIT()'])('takes the workbook’s own year for %s', async (formula) => {
    const book = await bookFile(folder, 'own-year.xlsx', {
      revenue: [{ date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 }],
    });
    const { stdout, code } = await payclause(['explain', formula, book]);
    expect(code).toBe(0);
    expect(stdout).toContain('own-year.xlsx · 2016 年溯源');
    const open = await payclause(['explain', formula, CASE_1]);
    expect(open.code).toBe(2);
    expect(open.stderr).toContain('2016、2017');
  });

  it.each([
    ['NET_PROFIT(16)', '16'],
    ['NET_PROFIT(2016,1)', '2016,1'],
    ['NET_PROFIT(2016', 'NET_PROFIT(2016'],
    ['NET PROFIT(2016)', 'NET PROFIT'],
    ['1+1', '1+1'],
    ['', '「」'],
    ['NET_PROFT(2016)', 'NET_PROFIT'],
    ['fan-target', 'fan-target'],
  ])('refuses %j', async (formula, told) => {
    const { code, stdout, stderr } = await payclause(['explain', formula, CASE_1]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain(told);
  });

  it('keeps to the terminal’s width, branches and all', async () => {
    const { stdout } = await payclause(['explain', 'NET_PROFIT(2016)', CASE_1], {
      stdout: terminal(60),
      env: { NO_COLOR: '1' },
    });
    const tree = stdout.split('\n').filter((line) => /^[│├└ ]/.test(line));
    expect(tree.length).toBeGreaterThan(100);
    for (const line of tree) expect(columnsOf(line)).toBeLessThanOrEqual(60);
  });

  it('has units in the reader’s language, none behind a ratio, and the policy’s own word in JSON', async () => {
    const { stdout } = await payclause(['explain', 'FAN_PENALTY(2016)', CASE_1, '--lang', 'en-US']);
    expect(stdout).toMatch(/Live-fan target {2}fan-target {2}= 60,000 fans/);
    expect(stdout).toMatch(/fan-penalty-rate {2}= 0\.5 CNY a fan/);
    expect(stdout.split('\n\n')[0]).not.toMatch(/[0-9] (?:人|元)/);
    const inChinese = await payclause(['explain', 'FAN_PENALTY(2016)', CASE_1]);
    expect(inChinese.stdout).toMatch(/= 60,000 人.*/);
    expect(inChinese.stdout).toMatch(/= 0\.5 元\/人/);
    const { json } = await payclauseJson(['explain', 'FAN_PENALTY(2016)', CASE_1, '--lang', 'en-US']);
    expect(JSON.stringify(json)).toContain('"name":"fan-target","value":"60000","unit":"人"');
    const share = await payclause(['explain', 'TEAM_SHARE(2016)', CASE_1]);
    expect(share.stdout).toMatch(/team-share {2}= 0\.5 {2}←/);
  });
});

describe('a derivation of 100,000 rows', () => {
  const ROWS = 100_000;

  /** A tree that counts how many of its inputs are alive in one list at a time. */
  function widely(made: { count: number }): DerivationNode {
    const node = (name: string, inputs: DerivationNode['inputs']): DerivationNode => ({
      kind: 'node',
      name,
      title: { zh: name, en: name },
      value: '1.00',
      unit: 'CNY',
      formula: '1',
      clauses: [],
      inputs,
    });
    const row = (index: number): DerivationNode =>
      node(`row-${String(index)}`, () => {
        made.count += 1;
        return [{ kind: 'leaf', label: '金额', sheet: '收入台账', cell: `E${String(index + 2)}`, value: '1' }];
      });
    return node('TOTAL', () => Array.from({ length: ROWS }, (_, index) => row(index)));
  }

  it('is written piece by piece: a row’s inputs are made only when their turn comes', () => {
    const made = { count: 0 };
    const pieces = derivationJson(commandLineWording('zh-CN'), builtInPolicy(), widely(made));
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.includes('row-9"')) break;
    }
    expect(made.count).toBeLessThanOrEqual(10);
  });

  it('is whole and correct JSON', () => {
    const text = [...derivationJson(commandLineWording('zh-CN'), builtInPolicy(), widely({ count: 0 }))].join('');
    const parsed = JSON.parse(text) as NodeJson;
    expect(parsed.inputs).toHaveLength(ROWS);
    expect(leavesOf(parsed)).toHaveLength(ROWS);
  });

  it('is printed as a tree', () => {
    const io = { stdout: new MemoryOutput(), stderr: new MemoryOutput(), env: {}, cwd: folder, now: () => 0 };
    let lines = 0;
    for (const line of derivationText(
      new Session(io, commandLineWording('zh-CN')),
      builtInPolicy(),
      widely({ count: 0 }),
      new Set(),
    )) {
      lines += line === '' ? 0 : 1;
    }
    expect(lines).toBe(2 * ROWS + 1);
  });

  it('stops where nobody reads on', async () => {
    const book = readFileSync(CASE_1).length;
    expect(book).toBeGreaterThan(0);
    const stdout = new MemoryOutput();
    stdout.closed = true;
    const { code } = await payclause(['explain', 'NET_PROFIT(2016)', CASE_1, '--json'], { stdout });
    expect(code).toBe(0);
    expect(stdout.text).toBe('');
  });
});
