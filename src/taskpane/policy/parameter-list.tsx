import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { lastDayOf } from '../../kernel/dates';
import type { Parameter } from '../../policy/schema';
import { visible } from '../../wording/shown-text';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { Card, useCardStyles } from './cards';
import { Marked } from './marked';

const useStyles = makeStyles({
  values: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  value: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
  },
  clauses: { gridColumn: '1 / -1' },
  figure: { fontWeight: tokens.fontWeightSemibold },
});

/** The numbers of the policy with the days on which they hold. */
export function ParameterList({ hits, query }: { hits: ReadonlySet<string>; query: string }) {
  const { live } = usePane();
  const styles = useCardStyles();
  return (
    <ul className={styles.list}>
      {live.policy.document.parameters
        .filter(({ id }) => hits.has(id))
        .map((parameter) => (
          <ParameterCard key={parameter.id} parameter={parameter} query={query} />
        ))}
    </ul>
  );
}

function ParameterCard({ parameter, query }: { parameter: Parameter; query: string }) {
  const { live, wording, year } = usePane();
  const say = useText();
  const cards = useCardStyles();
  const styles = useStyles();
  const { id, title, unit, kind, values, example } = parameter;
  // What answers of a year take a parameter at: its last day.
  const isPending = year !== undefined && live.policy.valueAt(id, lastDayOf(year)) === undefined;
  const spoken = kind === 'ratio' ? '' : unit;
  return (
    <Card>
      <span className={cards.head}>
        <span className={cards.name}>
          <Marked text={wording.title(title)} query={query} />
        </span>
        {isPending && (
          <Badge className={cards.end} appearance="tint" color="warning" size="small">
            {say('pending-in', { year: String(year) })}
          </Badge>
        )}
      </span>
      <span className={cards.id}>
        <Marked text={visible(id)} query={query} />
      </span>
      {values.length === 0 ? (
        <span>{example === undefined ? say('unset') : say('unset-example', { example: wording.number(example) })}</span>
      ) : (
        <ul className={styles.values}>
          {values.map(({ from, to, value, clauses }) => (
            <li key={`${from ?? ''}:${to ?? ''}`} className={styles.value}>
              <span className={cards.quiet}>{period(from, to)}</span>
              <span className={styles.figure}>
                <Amount value={value} unit={spoken === 'CNY' ? unit : spoken} />
              </span>
              <span className={styles.clauses}>
                <ClauseMarks clauses={clauses} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );

  function period(from: string | undefined, to: string | undefined): string {
    if (from === undefined && to === undefined) return say('always');
    if (from === to) return say('on-day', { day: from ?? '' });
    if (to === undefined) return say('from-day', { from: from ?? '' });
    return from === undefined ? say('to-day', { to }) : say('from-to', { from, to });
  }
}
