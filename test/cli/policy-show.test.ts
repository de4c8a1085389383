import { createHash } from 'node:crypto';
import internetCentre from '../../src/policy/packs/internet-centre.json';
import { builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import { jsonFile, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();

describe('policy show', () => {
  it('prints every clause in its own words, with its chapter and article', async () => {
    const { stdout, code, stderr } = await payclause(['policy', 'show']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const joined = stdout.replaceAll(/\n {4}/g, '');
    for (const { id, article, text } of internetCentre.clauses) {
      expect(stdout).toContain(`  ${id}  ${article}\n`);
      expect(joined).toContain(text.replaceAll('\n', ''));
    }
    expect(stdout).toContain('  六、分红管理\n');
    expect(stdout).toContain('由人执行：岗位职责，不含计算');
  });

  it('prints parameters by date', async () => {
    const { stdout } = await payclause(['policy', 'show']);
    expect(stdout).toMatch(/│ management-fee-ratio +│ 公司管理费.*│ +0 │ 比例 +│ 2016-01-01 │ 2016-12-31 │/);
    expect(stdout).toMatch(/│ management-fee-ratio +│ 公司管理费.*│ +0\.5 │ 比例 +│ 2017-01-01 │ +│/);
    expect(stdout).toMatch(/│ fan-target +│ 活粉目标 +│ 60,000 │ 人 +│ 2016-12-31 │ 2016-12-31 │ 二\.1/);
  });

  it('prints rules, measures, limits and answers as a person reads them', async () => {
    const { stdout } = await payclause(['policy', 'show']);
    expect(stdout).toContain('收入规则（revenue，台账「收入」）');
    expect(stdout).toMatch(
      /mall-self-sourced {2}商城自揽产品计利润 {2}\[六\.2\.5\]\n {4}条件：类别为 微商城销售；货源为 自揽\n {4}计入：金额 − 进货成本\n/,
    );
    expect(stdout).toMatch(/whole-product-transfer .*\n.*\n {4}不计入\n/);
    expect(stdout).toMatch(/management-fee .*\n(?: {4}.*\n)+? {4}计入：金额 × 公司管理费计入比例\n/);
    expect(stdout).toContain('每个「微信号」到年末的最后一次「活粉数」，相加');
    expect(stdout).toContain('「参与人数」不小于 活动参与人数下限 的行数');
    expect(stdout).toMatch(
      /mall-discount {2}提醒 discount-below-floor {2}\[三\.5\]\n {4}金额 ÷ 标价 ≥ 自揽实物折扣下限；类别为 微商城销售；货源为 自揽\n/,
    );
    expect(stdout).toContain('COUNTED_REVENUE ≥ COUNTED_COST（2016–2016 年）');
    expect(stdout).toContain('「岗位类别」里要有 内容、运营、维护');
    expect(stdout).toMatch(/TEAM_SHARE {2}团队分红 {2}\[六\.1、四\.2\]\n {4}max\(0, NET_PROFIT\) × 团队分红比例\n/);
    expect(stdout).toContain('绩效工资 × 12 月');
    expect(stdout).toContain('2015-12-31');
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['policy', 'show', '--lang', 'en-US']);
    expect(stdout).toContain('Rules');
    expect(stdout).toMatch(/│ fan-target .*│ fans +│/);
    expect(stdout).toMatch(/│ base-pay .*│ CNY a month +│/);
    expect(stdout).toContain('When: Category is 微商城销售; Source of goods is 自揽');
    expect(stdout).toContain('Counts: Amount − Purchase cost');
    expect(stdout).toContain('In force from 2016-01-01 on');
  });

  it('prints the canonical document, whose digest anybody can take', async () => {
    const { json, stdout } = await payclauseJson(['policy', 'show']);
    const shown = json as { policy: { digest: string }; document: unknown };
    // Cases prove the policy and are no part of what its digest is taken of.
    expect(Object.keys(shown)).toEqual(['policy', 'cases', 'document']);
    expect(shown.policy.digest).toBe(builtInPolicy().digest);
    const canonical = stdout.slice(stdout.indexOf('"document":') + '"document":'.length, -2);
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(shown.policy.digest);
    const again = parsePolicy(shown.document);
    expect(again.ok && again.value.digest).toBe(shown.policy.digest);
  });

  it('shows a document of somebody else’s', async () => {
    const file = jsonFile(folder, 'own.json', {
      ...internetCentre,
      edition: '2018',
      life: { from: '2016-01-01', to: '2018-12-31' },
      parameters: internetCentre.parameters.map((parameter) =>
        parameter.id === 'fan-target' ? { ...parameter, values: [] } : parameter,
      ),
      chapters: [],
    });
    const { stdout, code } = await payclause(['policy', 'show', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('有效期：2016-01-01 到 2018-12-31');
    expect(stdout).toMatch(/│ fan-target +│ 活粉目标 +│ +未定 │/);
  });
});
