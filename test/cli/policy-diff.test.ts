import { builtInPolicy } from '../../src/policy/packs';
import { packJson, packWith, type Json } from '../policy/pack-change';
import { usable } from '../policy/small-policy';
import { bookFile, jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';
import { keepInBook } from './kept-book';

const folder = temporaryFolder();
const PACK = 'internet-centre';

/** Every difference that a person is told of, in one document. */
const changed = ((): Json => {
  const clauses = [
    ...builtInPolicy().document.clauses.map(({ manual, ...clause }) => ({
      ...clause,
      ...(manual && { manual }),
      ...(clause.id === '五.1' && { text: clause.text.replace('0.5', '0.8') }),
    })),
    { id: '六.5', article: '六、5', text: '本条新增。', manual: { zh: '说明', en: 'A note' } },
  ];
  const document = packWith('parameters.#fan-penalty-rate.values.0.value', '0.8') as Readonly<Record<string, Json>>;
  return { ...document, edition: '2017', clauses };
})();
const later = jsonFile(folder, 'later.json', changed);

let book = '';
beforeAll(async () => {
  book = await bookFile(folder, 'book.xlsx', {
    revenue: [{ date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 }],
    fans: [{ date: '2016-12-31', account: '公司网站', followers: 52300 }],
  });
});

interface DiffJson {
  readonly before: { readonly digest: string };
  readonly after: { readonly digest: string };
  readonly changes: readonly Readonly<Record<string, unknown>>[];
  readonly toBeSet: readonly unknown[];
  readonly effect?: {
    readonly book: string;
    readonly years: readonly { readonly year: number; readonly answers: Readonly<Record<string, unknown>> }[];
    readonly unshared: readonly unknown[];
  };
}

async function diffJson(...argv: readonly string[]): Promise<DiffJson> {
  const { json, code, stderr } = await payclauseJson(['policy', 'diff', ...argv]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return json as DiffJson;
}

describe('policy diff', () => {
  it('tells every difference by clause, parameter and head, numbered', async () => {
    const { stdout, stderr, code } = await payclause(['policy', 'diff', PACK, later]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^internet-centre 2016 · 指纹 \w{12} → internet-centre 2017 · 指纹 \w{12}\n共 \d 处差别\n/);
    expect(stdout).toContain('  ~ #1 制度：版本改变\n      原：2016\n      现：2017\n');
    expect(stdout).toMatch(/\+ #\d 条款 六\.5：新增\n {6}本条新增。\n/);
    expect(stdout).toMatch(/~ #\d 条款 五\.1：改写\n {6}全年粉丝数,差一个考核\[-0\.5-\]\{\+0\.8\+\}元\/个。\n/);
    expect(stdout).toMatch(
      /~ #\d 参数 活粉考核单价（fan-penalty-rate），任何日期：取值改变 {2}\[五\.1\]\n {6}原：0\.5 元\/人\n {6}现：0\.8 元\/人\n/,
    );
  });

  it('shows the effect in yuan on a workbook, with the changes behind each answer', async () => {
    const { stdout, code } = await payclause(['policy', 'diff', PACK, later, '--book', book, '--year', '2016']);
    expect(code).toBe(0);
    const number = /(#\d) 参数 活粉考核单价/.exec(stdout)?.[1] ?? '?';
    expect(stdout).toContain('对 book.xlsx 2016 年结算的影响（元）\n');
    expect(stdout).toMatch(
      new RegExp(`│ FAN_PENALTY +│ 活粉考核 +│ +3,850\\.00 │ +6,160\\.00 │ +2,310\\.00 │ ${number} +│`),
    );
    expect(stdout).toMatch(/│ PERFORMANCE_PAY .*│ -2,310\.00 │/);
    expect(stdout).not.toContain('COUNTED_REVENUE');
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['policy', 'diff', PACK, later, '--book', book, '--lang', 'en-US']);
    expect(stdout).toMatch(
      /Parameter Penalty for each missing fan \(fan-penalty-rate\), on any date: value changed {2}\[五\.1\]/,
    );
    expect(stdout).toMatch(/Clause 六\.5: added/);
    expect(stdout).toContain('Effect on the settlement of book.xlsx, 2016 (CNY)');
    expect(stdout.replaceAll(/“[^”]*”|\[[^\]]*\]|本条新增。|[五六二四]\.[\d.]+|元|人/g, '')).not.toMatch(
      /改变|新增|差别/,
    );
  });

  it('says the same as data, to the fen', async () => {
    const { before, after, changes, effect, toBeSet } = await diffJson(PACK, later, '--book', book, '--year', '2016');
    expect(before.digest).toBe(builtInPolicy().digest);
    expect(after.digest).toBe(usable(changed).digest);
    expect(toBeSet).toEqual([]);
    expect(changes.find(({ part }) => part === 'value')).toMatchObject({
      kind: 'changed',
      within: 'fan-penalty-rate',
      field: 'value',
      before: '0.5',
      after: '0.8',
      clauses: ['五.1'],
      path: expect.stringMatching(/^parameters\.\d+\.values\.0\.value$/),
      text: '参数 活粉考核单价（fan-penalty-rate），任何日期: 取值改变',
    });
    const index = changes.findIndex(({ part }) => part === 'value');
    expect(effect?.book).toBe('book.xlsx');
    expect(effect?.years.map(({ year }) => year)).toEqual([2016]);
    expect(effect?.years[0]?.answers['FAN_PENALTY']).toEqual({
      before: { value: '3850.00', unit: 'CNY' },
      after: { value: '6160.00', unit: 'CNY' },
      difference: '2310.00',
      changed: true,
      because: [index],
    });
    expect(effect?.years[0]?.answers['COUNTED_REVENUE']).toMatchObject({
      difference: '0.00',
      changed: false,
      because: [],
    });
  });

  it('tells a value that is newly to be set, and the answer that becomes an error', async () => {
    const unset = jsonFile(folder, 'unset.json', packWith('parameters.#team-share.values', []));
    const { stdout } = await payclause(['policy', 'diff', PACK, unset, '--book', book, '--year', '2016']);
    expect(stdout).toContain('新出现的待定值\n  ▲ 团队分红比例（team-share）：2016-01-01 起待定\n');
    expect(stdout).toMatch(/│ TEAM_SHARE +│ 团队分红 +│ +500\.00 │ +#N\/A │ +— │/);
    expect(stdout).toContain('制度没有规定 2016-12-31 的「团队分红比例」');
    const { effect, toBeSet } = await diffJson(PACK, unset, '--book', book);
    expect(toBeSet).toEqual([{ parameter: 'team-share', from: '2016-01-01', to: null }]);
    expect(effect?.years[0]?.answers['TEAM_SHARE']).toMatchObject({
      after: { error: { code: '#N/A' } },
      difference: null,
    });
  });

  it('ends with 0 also where nothing differs, and has no effect without a workbook', async () => {
    const same = jsonFile(folder, 'same.json', packJson());
    const { stdout, code } = await payclause(['policy', 'diff', PACK, same]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n两份制度没有差别\n$/);
    expect(await diffJson(PACK, same)).toMatchObject({ changes: [], toBeSet: [] });
    expect(await diffJson(PACK, same)).not.toHaveProperty('effect');
  });

  it('compares the policies of workbooks, on the ledgers of the second unless told otherwise', async () => {
    const own = await bookFile(folder, 'own.xlsx', {
      fans: [{ date: '2016-12-31', account: '公司网站', followers: 50000 }],
    });
    await keepInBook(own, { policy: usable(changed).document });
    const { changes, effect } = await diffJson(PACK, own);
    expect(changes.map(({ part, kind }) => `${String(kind)} ${String(part)}`)).toEqual(
      (await diffJson(PACK, later)).changes.map(({ part, kind }) => `${String(kind)} ${String(part)}`),
    );
    expect(effect?.book).toBe('own.xlsx');
    expect(effect?.years[0]?.answers['FAN_PENALTY']).toMatchObject({ difference: '3000.00' });
    expect((await diffJson(own, PACK)).effect?.book).toBe('own.xlsx');
    expect((await diffJson(own, PACK, '--book', book)).effect?.book).toBe('book.xlsx');
  });

  it('tells ledgers that only one of the policies knows', async () => {
    const ledgers = builtInPolicy().document.ledgers.map((ledger) =>
      ledger.id === 'plans' ? { ...ledger, id: 'other-plans' } : ledger,
    );
    const json = JSON.stringify({ ...(packJson() as Readonly<Record<string, Json>>), ledgers });
    const other = jsonFile(folder, 'other.json', json.replaceAll('"ledger":"plans"', '"ledger":"other-plans"'));
    const { stdout } = await payclause(['policy', 'diff', PACK, other, '--book', book]);
    expect(stdout).toMatch(/只有原制度用到台账「.+」（工作表 .+）\n只有新制度用到台账「.+」（工作表 .+）\n$/);
  });

  it.each([
    [['policy', 'diff', PACK], /缺少参数/],
    [['policy', 'diff', PACK, 'nowhere.json'], /没有文件 nowhere\.json|nowhere\.json/],
    [['policy', 'diff', 'nowhere.xlsx', PACK], /nowhere\.xlsx/],
    [['policy', 'diff', PACK, later, '--book', 'nowhere.xlsx'], /nowhere\.xlsx/],
    [['policy', 'diff', PACK, later, '--year', '16'], /年度「16」不对/],
    [['policy', 'diff', PACK, later, 'more'], /多出的参数/],
    [['policy', 'diff', PACK, later, '--set', 'a=1'], /不接受选项 --set/],
  ])('refuses %j in one line', async (argv, said) => {
    const { code, stdout, stderr } = await payclause(argv, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(said);
  });

  it('prints nothing of a policy that a terminal might obey', async () => {
    const document = packWith('clauses.0.text', '甲\u001b[31m乙');
    const refused = await payclause(['policy', 'diff', PACK, jsonFile(folder, 'hostile.json', document)]);
    expect(refused.stdout + refused.stderr).not.toContain('\u001b');
    const turned = jsonFile(folder, 'turned.json', packWith('clauses.0.text', '甲\u202e乙\u200b'));
    const { stdout, code } = await payclause(['policy', 'diff', PACK, turned]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\\u202e/);
    expect(stdout).not.toMatch(/[\u202e\u200b]/);
  });

  it('says in its help how it ends', async () => {
    const { stdout } = await payclause(['policy', 'diff', '--help']);
    expect(stdout).toContain('退出码都是 0');
  });
});
