import { makeStyles, tokens } from '@fluentui/react-components';
import { fenText } from '../../kernel/money';
import type { AnswerResult } from '../../settlement/answer';
import type { Settlement } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { Bar, type Stretch } from './bars';
import { ChartRow } from './chart-row';
import { flowOf } from '../figures/policy-shape';

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column' },
  shares: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    columnGap: tokens.spacingHorizontalL,
  },
});

/** Revenue less cost is the profit, and what becomes of it: each step hangs where the one before it ended. */
export function ProfitChart({ settlement }: { settlement: Settlement }) {
  const { live, wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const flow = flowOf(live.policy);
  const answer = (id: string | undefined): AnswerResult | undefined =>
    settlement.answers.find((candidate) => candidate.id === id);
  const [from, less, result] = [answer(flow?.from), answer(flow?.less), answer(flow?.result)];
  if (!flow || !from?.value.ok || !less?.value.ok || !result?.value.ok) return null;
  const [plus, minus, rest] = [from.value.fen, less.value.fen, result.value.fen];
  const low = Math.min(0, rest);
  const high = Math.max(plus, minus, 0);
  const at = (fen: number): number => (high === low ? 0 : (100 * (fen - low)) / (high - low));
  const stretch = (a: number, b: number, tone: Stretch['tone']): readonly Stretch[] => [
    { from: at(Math.min(a, b)), to: at(Math.max(a, b)), tone },
  ];
  const opens = (id: string) => ({ view: 'trace', answer: { id, year: settlement.year } }) as const;
  let taken = 0;
  return (
    <Section title={say('chart-profit')}>
      <div className={styles.rows}>
        <ChartRow
          name={wording.title(from.title)}
          figure={<Amount value={fenText(plus)} />}
          bar={<Bar open stretches={stretch(0, plus, 'counted')} />}
          spot={`flow:${from.id}`}
          opens={opens(from.id)}
        />
        <ChartRow
          name={<>− {wording.title(less.title)}</>}
          figure={<Amount value={fenText(minus)} />}
          bar={<Bar open stretches={stretch(rest, plus, 'cost')} />}
          spot={`flow:${less.id}`}
          opens={opens(less.id)}
        />
        <ChartRow
          strong
          name={<>= {wording.title(result.title)}</>}
          figure={<Amount value={fenText(rest)} />}
          bar={<Bar open stretches={stretch(0, rest, rest < 0 ? 'loss' : 'share')} />}
          note={rest < 0 ? say('loss-no-shares') : undefined}
          spot={`flow:${result.id}`}
          opens={opens(result.id)}
        />
        <div className={styles.shares}>
          {flow.shares.map((id, index) => {
            const share = answer(id);
            if (!share?.value.ok) return null;
            const start = taken;
            taken += share.value.fen;
            const whole = Math.max(rest, 1);
            return (
              <ChartRow
                key={id}
                name={wording.title(share.title)}
                figure={<Amount value={fenText(share.value.fen)} />}
                bar={
                  <Bar
                    stretches={[
                      {
                        from: (100 * start) / whole,
                        to: (100 * taken) / whole,
                        tone: index % 2 === 0 ? 'share' : 'other',
                      },
                    ]}
                  />
                }
                spot={`flow:${id}`}
                opens={opens(id)}
              />
            );
          })}
        </div>
      </div>
    </Section>
  );
}
