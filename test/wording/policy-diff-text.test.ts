import fc from 'fast-check';
import { diffPolicies } from '../../src/policy/diff';
import { builtInPacks } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { LANGUAGES, type Language } from '../../src/wording/language';
import { PolicyDiffText, POLICY_DIFF_CHINESE, type ChangeText } from '../../src/wording/policy-diff/policy-diff-text';
import { visible } from '../../src/wording/shown-text';
import { wordingFor } from '../../src/wording/wording';
import { packJson, packWith, placeInPack, replaced, type Json } from '../policy/pack-change';
import { usable } from '../policy/small-policy';

const pack = usable(packJson());

/** How the only change between the pack and a variant of it is told. */
function told(path: string, value: Json | undefined, language: Language = 'zh-CN'): ChangeText {
  const after = usable(packWith(path, value));
  const { changes } = diffPolicies(pack.document, after.document);
  const [change] = changes;
  if (!change || changes.length > 1) throw new Error(`${changes.length} changes`);
  return new PolicyDiffText(wordingFor(language), pack, after).change(change);
}

describe('a change of the policy in words', () => {
  const RULE = 'ruleTables.#revenue.rules.#mall-self-sourced';

  it.each([
    [
      'parameters.#fan-penalty-rate.values.0.value',
      '0.8',
      '参数 活粉考核单价（fan-penalty-rate），任何日期',
      '取值改变',
      '0.5 元/人',
      '0.8 元/人',
    ],
    [
      'parameters.#fan-penalty-rate.values.0.from',
      '2016-02-01',
      '参数 活粉考核单价（fan-penalty-rate），2016-02-01 起',
      '适用日期改变',
      '任何日期',
      '2016-02-01 起',
    ],
    [
      'parameters.#management-fee-ratio.values.0.to',
      '2016-01-01',
      '参数 公司管理费计入比例（management-fee-ratio），2016-01-01 当天',
      '适用日期改变',
      '2016-01-01 到 2016-12-31',
      '2016-01-01 当天',
    ],
    [
      'parameters.#fan-penalty-rate.title.zh',
      '掉粉单价',
      '参数 掉粉单价（fan-penalty-rate）',
      '名称改变',
      '活粉考核单价',
      '掉粉单价',
    ],
    [
      `${RULE}.ratio`,
      { parameter: 'team-share' },
      '规则 商城自揽产品计利润（mall-self-sourced，收入规则）',
      '计入比例改变',
      '1',
      '团队分红比例',
    ],
    [
      `${RULE}.basis`,
      { field: 'amount' },
      '规则 商城自揽产品计利润（mall-self-sourced，收入规则）',
      '计算基数改变',
      '金额 − 进货成本',
      '金额',
    ],
    [
      `${RULE}.when`,
      [],
      '规则 商城自揽产品计利润（mall-self-sourced，收入规则）',
      '条件改变',
      '类别为 微商城销售；货源为 自揽',
      '条件：每一行',
    ],
    [
      `${RULE}.clauses`,
      ['六.2.1'],
      '规则 商城自揽产品计利润（mall-self-sourced，收入规则）',
      '所依条款改变',
      '六.2.5',
      '六.2.1',
    ],
    ['ledgers.#revenue.sheet', '收入明细账', '台账 收入（revenue）', '工作表改变', '收入台账', '收入明细账'],
    ['ledgers.#revenue.columns.#amount.required', false, '列 金额（amount，收入）', '必有改变', '是', '否'],
    [
      'answers.#TEAM_SHARE.value',
      { answer: 'NET_PROFIT' },
      '结果 团队分红（TEAM_SHARE）',
      '取值改变',
      'max(0, NET_PROFIT) × 团队分红比例',
      'NET_PROFIT',
    ],
    ['limits.#mall-discount.severity', 'error', '限制 mall-discount', '严重程度改变', '提醒', '错误'],
    ['limits.#mall-discount.atLeast', { number: '0.4' }, '限制 mall-discount', '不低于改变', '自揽实物折扣下限', '0.4'],
    [
      'life',
      { from: '2016-01-01', to: '2018-12-31' },
      '制度',
      '有效期改变',
      '2016-01-01 起',
      '2016-01-01 到 2018-12-31',
    ],
  ] as const)('at %s', (path, value, subject, what, before, after) => {
    expect(told(path, value as Json)).toEqual({ subject, what, before, after });
  });

  it('shows of a reworded clause what was taken out and put in', () => {
    const index = pack.document.clauses.findIndex(({ id }) => id === '五.1');
    const before = pack.document.clauses[index]?.text ?? '';
    const text = told(`clauses.${index}.text`, `${before}自下月起。`);
    expect(text).toMatchObject({ subject: '条款 五.1', what: '改写', before });
    expect(text.edits?.at(-1)).toEqual({ kind: 'added', text: '自下月起。' });
  });

  it('tells days that are newly to be set', () => {
    const after = usable(packWith('parameters.#team-share.values.0.to', '2016-12-31'));
    const diff = diffPolicies(pack.document, after.document);
    for (const [language, said] of [
      ['zh-CN', '团队分红比例（team-share）：2017-01-01 起待定'],
      ['en-US', "Team's share of net profit (team-share): to be set from 2017-01-01 on"],
    ] as const) {
      const text = new PolicyDiffText(wordingFor(language), pack, after);
      expect(diff.toBeSet.map((open) => text.toBeSet(open))).toEqual([said]);
    }
  });

  it('speaks English', () => {
    expect(told(`${RULE}.basis`, { field: 'amount' }, 'en-US')).toEqual({
      subject: 'Rule Self-sourced goods sold in the mall, profit only (mall-self-sourced, Revenue rules)',
      what: 'basis changed',
      before: 'Amount − Purchase cost',
      after: 'Amount',
    });
  });

  it('has a word for every field of every policy that comes with the product', () => {
    const known = new Set(Object.keys(POLICY_DIFF_CHINESE['policy-diff']));
    const fields = new Set(builtInPacks().flatMap((each) => fieldsOf(each.policy())));
    expect([...fields].filter((field) => !known.has(`field-${field}`))).toEqual([]);
  });
});

/** Lists whose things are told one by one. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  clauses: [],
  parameters: ['values'],
  ledgers: ['columns', 'derived', 'categories'],
  ruleTables: ['rules'],
  chapters: [],
  measures: [],
  limits: [],
  payItems: [],
  answers: [],
  distributions: [],
  breakdowns: [],
  tasks: [],
};

/** Fields by which a thing is known, and the ends of a value's days, which are told as days. */
const IDENTITY: ReadonlySet<string> = new Set(['name', 'to']);

function fieldsOf({ document }: Policy): readonly string[] {
  const { cases: _cases, ...said } = document;
  const things = (data: unknown) => (Array.isArray(data) ? (data as readonly Readonly<Record<string, unknown>>[]) : []);
  const outer = Object.entries(said).flatMap(([key, data]) => (key in LISTS ? things(data) : [{ [key]: data }]));
  const inner = Object.entries(LISTS).flatMap(([key, lists]) =>
    things((said as Readonly<Record<string, unknown>>)[key]).flatMap((thing) =>
      lists.flatMap((list) => things(thing[list])),
    ),
  );
  const lists = new Set(Object.values(LISTS).flat());
  return [...outer, ...inner]
    .flatMap((thing) => Object.keys(thing))
    .filter((field) => !lists.has(field) || field === 'values')
    .filter((field) => !IDENTITY.has(field));
}

describe('any change of the policy', () => {
  const { cases: _cases, ...said } = pack.document;
  const places = placesIn(said as unknown as Json, '');

  it('is told in both languages, as plain text without anything unseen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom('甲\u202e乙', undefined), (path, value) => {
        const parsed = parsePolicy(replaced(packJson(), path.split('.'), value));
        if (!parsed.ok) return;
        const diff = diffPolicies(pack.document, parsed.value.document);
        for (const language of LANGUAGES) {
          const text = new PolicyDiffText(wordingFor(language), pack, parsed.value);
          for (const change of diff.changes) {
            const { subject, what, before = '·', after = '·' } = text.change(change);
            for (const part of [subject, what, ...before.split('\n'), ...after.split('\n')])
              expect(part).toBe(visible(part));
            for (const part of [subject, what, before, after]) expect(part).not.toBe('');
            expect(before + after).not.toContain('[object');
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of a whole thing is told, whichever it is', () => {
    for (const path of [
      'chapters.0',
      'tasks.0',
      'limits.#mall-discount',
      'measures.0',
      'distributions.0',
      'ruleTables.#revenue',
      'parameters.0',
      'ledgers.#revenue',
      'ledgers.#revenue.columns.#note',
      'ledgers.#revenue.categories.#代理佣金',
      'ruleTables.#revenue.rules.#mall-self-sourced',
      'parameters.0.values.0',
      'clauses.0',
      'payItems.0',
      'answers.0',
      'ledgers.#in-kind.derived.0',
    ]) {
      const place = placeInPack(path);
      const document = replaced(
        pack.document as unknown as Json,
        place.split('.'),
        undefined,
      ) as unknown as Policy['document'];
      const text = new PolicyDiffText(wordingFor('zh-CN'), pack, { ...pack, document });
      for (const change of diffPolicies(pack.document, document).changes) {
        const { subject, what, before } = text.change(change);
        expect([path, subject, what, before]).toEqual([
          path,
          expect.stringMatching(/^[^·]+$/),
          '删除',
          expect.stringMatching(/./),
        ]);
      }
    }
  });
});

function placesIn(json: Json, path: string): readonly string[] {
  if (typeof json !== 'object' || json === null) return path === '' ? [] : [path];
  return Object.entries(json).flatMap(([key, part]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...placesIn(part, place)];
  });
}
