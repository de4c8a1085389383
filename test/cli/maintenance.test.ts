import { MAINTENANCE_2016 } from '../../scripts/samples/maintenance-2016';
import { payclause, payclauseJson } from './command-line';

const BOOK = 'assets/samples/maintenance-2016.xlsx';
const POLICY = ['--policy', 'src/policy/packs/maintenance-posts.json'];
const TRIED = [...POLICY, '--examples'];

interface SettleJson {
  readonly answers: Readonly<Record<string, { readonly value?: string; readonly error?: { readonly code: string } }>>;
  readonly whatIf?: readonly { readonly parameter: string; readonly example?: true }[];
  readonly breakdowns: readonly {
    readonly id: string;
    readonly lines?: readonly {
      readonly name: string;
      readonly parts: Readonly<Record<string, string>>;
      readonly value: string;
    }[];
    readonly error?: { readonly code: string };
  }[];
}

async function settled(argv: readonly string[]): Promise<{ readonly code: number; readonly json: SettleJson }> {
  const { code, json } = await payclauseJson(['settle', BOOK, '--year', '2016', ...argv]);
  return { code, json: json as SettleJson };
}

describe('settle under another policy', () => {
  it('gives the answers worked out by hand, each example marked', async () => {
    const { code, json } = await settled(TRIED);
    expect(code).toBe(0);
    expect(Object.fromEntries(Object.entries(json.answers).map(([id, { value }]) => [id, value]))).toEqual(
      MAINTENANCE_2016.withExamples,
    );
    expect(json.whatIf).toHaveLength(8);
    expect(json.whatIf?.every(({ example }) => example === true)).toBe(true);
  });

  it('breaks them down by person, in text and as JSON', async () => {
    const { json } = await settled(TRIED);
    const lines = json.breakdowns.find(({ id }) => id === 'pay-by-worker')?.lines ?? [];
    expect(
      Object.fromEntries(
        lines.map(({ name, parts, value }) => [name, [parts['order-pay'], parts['commission'], value]]),
      ),
    ).toEqual(MAINTENANCE_2016.byWorker);
    const { stdout } = await payclause(['settle', BOOK, '--year', '2016', ...TRIED]);
    expect(stdout).toContain('营维专员报酬（按人） [2.2、2.4]：');
    expect(stdout).toMatch(/│ 何伟 │ +168\.00 │ +57\.60 │ +225\.60 │/);
    expect(stdout).toContain('示例值（制度未定）：安装工单单价（install-rate）= 60');
  });

  it('gives no pay that the policy does not set', async () => {
    const { code, json } = await settled(POLICY);
    expect(code).toBe(1);
    expect(Object.values(json.answers).map(({ error }) => error?.code)).toEqual(['#N/A', '#N/A', '#N/A', '#N/A']);
    expect(json.breakdowns.map(({ error }) => error?.code)).toEqual(['#N/A', '#N/A']);
    expect(json.whatIf).toBeUndefined();
  });

  it('takes a value that is tried out before the example', async () => {
    const { json } = await settled([...TRIED, '--set', 'referral-reward=21.5']);
    expect(json.answers['REFERRAL_REWARD']?.value).toBe('64.50');
  });

  it('has no examples to try where the policy sets every value', async () => {
    const { stdout } = await payclause(['settle', 'test/cases/case-1.xlsx', '--year', '2016', '--examples', '--json']);
    expect(JSON.parse(stdout)).not.toHaveProperty('whatIf');
  });
});

describe('check, explain and eval under another policy', () => {
  it('find the sample clean', async () => {
    const { code, json } = await payclauseJson(['check', BOOK, ...POLICY]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ summary: { error: 0, warning: 0, info: 0 } });
  });

  it('explain any of its answers down to the moments of an order', async () => {
    const { stdout } = await payclause(['explain', 'MAINTENANCE_PAY(2016)', BOOK, ...TRIED]);
    expect(stdout).toContain('营维专员报酬  MAINTENANCE_PAY  = 640.03 元  ← 390.00 + 250.03');
    expect(stdout).toContain('完成时间：2016-01-05 09:10:01  工单台账!C4');
    expect(stdout).toContain('用时  hours  = 24.000278 小时');
    expect(stdout).toContain('引入激励机制, 数字电视业务和宽带业务的营销提成将是营维专员的重要收入');
  });

  it('evaluate any of its answers, and say of another policy’s that it has none such', async () => {
    expect((await payclause(['eval', 'MAINTENANCE_PAY(2016)', BOOK, ...TRIED])).stdout).toMatch(/^640\.03\n/);
    expect((await payclause(['eval', 'POLICY_ANSWER("ORDER_PAY")', BOOK, ...TRIED])).stdout).toMatch(/^390\n/);
    const other = await payclause(['eval', 'NET_PROFIT(2016)', BOOK, ...TRIED]);
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(/^#N\/A\n/);
    expect(other.stderr).toContain('NET_PROFIT');
  });
});
