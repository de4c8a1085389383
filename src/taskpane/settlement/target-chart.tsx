import { Badge } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { Decimal, decimalText } from '../../kernel/decimal';
import { fenText } from '../../kernel/money';
import type { DerivationNode } from '../../settlement/answer';
import type { Settlement } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { Bar } from './bars';
import { ChartRow } from './chart-row';
import { targetsOf } from '../figures/policy-shape';

/** What was reached of each target, and what falling short of it costs. */
export function TargetChart({ settlement }: { settlement: Settlement }) {
  const { live, wording } = usePane();
  const say = useText();
  const rows = targetsOf(live.policy).flatMap(({ answer: id, measure, target }) => {
    const answer = settlement.answers.find((candidate) => candidate.id === id);
    const input = (name: string): DerivationNode | undefined =>
      answer?.derivation.inputs().find((node) => node.kind === 'node' && node.name === name) as
        DerivationNode | undefined;
    const [reached, wanted] = [input(measure), input(target)];
    return answer && reached && wanted ? [{ answer, reached, wanted }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <Section title={say('chart-targets')}>
      {rows.map(({ answer, reached, wanted }) => {
        const opens = { view: 'trace', answer: { id: answer.id, year: settlement.year } } as const;
        const common = { name: wording.title(reached.title), spot: `target:${answer.id}`, opens };
        if (reached.value === undefined || wanted.value === undefined) {
          const problem = reached.problem ?? wanted.problem;
          return (
            <ChartRow
              key={answer.id}
              {...common}
              figure={reached.value === undefined ? '—' : <Amount value={reached.value} unit={reached.unit} />}
              note={problem && wording.problem(problem)}
            />
          );
        }
        const [have, goal] = [new Decimal(reached.value), new Decimal(wanted.value)];
        const short = goal.minus(have);
        const isShort = short.greaterThan(0);
        const length = Decimal.max(have, goal, 1);
        return (
          <ChartRow
            key={answer.id}
            {...common}
            figure={
              <>
                <Amount value={reached.value} unit={reached.unit} bare /> /{' '}
                <Amount value={wanted.value} unit={wanted.unit} />
              </>
            }
            bar={
              <Bar
                stretches={[
                  { from: 0, to: have.times(100).dividedBy(length).toNumber(), tone: isShort ? 'counted' : 'reached' },
                ]}
                goal={goal.times(100).dividedBy(length).toNumber()}
              />
            }
            note={
              <>
                <Badge
                  appearance="ghost"
                  color={isShort ? 'warning' : 'success'}
                  icon={isShort ? <Warning16Filled /> : <CheckmarkCircle16Filled />}
                >
                  {isShort
                    ? say('target-short', { short: wording.figure(decimalText(short), reached.unit) })
                    : say('target-reached')}
                </Badge>{' '}
                {answer.value.ok &&
                  say('target-penalty', {
                    title: wording.title(answer.title),
                    amount: wording.figure(fenText(answer.value.fen), 'CNY'),
                  })}
              </>
            }
          />
        );
      })}
    </Section>
  );
}
