import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { fenText } from '../../kernel/money';
import type { Books, Settlement } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { Bar } from './bars';
import { ChartRow } from './chart-row';
import { countedGroups, type CountedGroup } from '../figures/counted-groups';
import { countedAnswersOf, type CountedAnswer } from '../figures/policy-shape';

/** How many categories stand on the screen before the rest is asked for. */
const MOST_GROUPS = 8;

const useStyles = makeStyles({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  item: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  swatch: { width: '16px' },
  rows: { display: 'flex', flexDirection: 'column' },
});

/** For revenue and for cost: what was entered by category, and what of it counts. */
export function CategoryCharts({ books, settlement }: { books: Books; settlement: Settlement }) {
  const { policy } = usePane().live;
  const counted = useMemo(() => countedAnswersOf(policy), [policy]);
  return counted.map((each) => (
    <CategoryChart key={each.answer} books={books} settlement={settlement} counted={each} />
  ));
}

function CategoryChart({
  books,
  settlement,
  counted,
}: {
  books: Books;
  settlement: Settlement;
  counted: CountedAnswer;
}) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const { year } = settlement;
  const groups = useMemo(
    () =>
      counted.ruleTables.flatMap((id) => {
        const tally = books.tally(id);
        return tally ? countedGroups(tally, year) : [];
      }),
    [books, counted, year],
  );
  const answer = settlement.answers.find(({ id }) => id === counted.answer);
  if (!answer || groups.length === 0) return null;
  const { isPartOfEntered } = counted;
  const lengthOf = ({ lengths }: CountedGroup): number => lengths.counted + (isPartOfEntered ? lengths.notCounted : 0);
  const longest = Math.max(...groups.map(lengthOf));
  const shown = all ? groups : groups.slice(0, MOST_GROUPS);
  return (
    <Section
      title={say('chart-counted', { title: wording.title(answer.title) })}
      aside={answer.value.ok && <Amount value={fenText(answer.value.fen)} />}
    >
      {isPartOfEntered && (
        <div className={styles.legend}>
          <span className={styles.item}>
            <span className={styles.swatch}>
              <Bar stretches={[{ from: 0, to: 100, tone: 'counted' }]} />
            </span>
            <span>{say('counted')}</span>
          </span>
          <span className={styles.item}>
            <span className={styles.swatch}>
              <Bar stretches={[{ from: 0, to: 100, tone: 'notCounted' }]} />
            </span>
            <span>{say('not-counted')}</span>
          </span>
        </div>
      )}
      <div className={styles.rows}>
        {shown.map((group) => (
          <GroupRow
            key={`${group.key.ruleTable}:${group.key.by}:${group.key.id}`}
            {...{ group, year, longest, isPartOfEntered }}
          />
        ))}
      </div>
      {groups.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {say('more-categories', { count: groups.length - shown.length })}
        </Button>
      )}
    </Section>
  );
}

function GroupRow({
  group,
  year,
  longest,
  isPartOfEntered,
}: {
  group: CountedGroup;
  year: number;
  longest: number;
  isPartOfEntered: boolean;
}) {
  const { wording } = usePane();
  const say = useText();
  const { key, title, rows, counted, entered, notCounted, lengths } = group;
  const scale = longest > 0 ? 100 / longest : 0;
  const end = lengths.counted * scale;
  const isWhole = !isPartOfEntered || notCounted === '0.00';
  return (
    <ChartRow
      name={wording.title(title)}
      figure={counted === undefined ? '—' : <Amount value={counted} />}
      bar={
        <Bar
          open
          stretches={[
            { from: 0, to: end, tone: 'counted' },
            { from: end, to: end + (isWhole ? 0 : lengths.notCounted * scale), tone: 'notCounted' },
          ]}
        />
      }
      note={
        isWhole
          ? say(isPartOfEntered ? 'group-whole' : 'group-rows', { count: rows.length })
          : say('group-part', {
              count: rows.length,
              entered: wording.amount(entered),
              notCounted: wording.amount(notCounted),
            })
      }
      spot={`group:${key.ruleTable}:${key.id}`}
      opens={{ view: 'trace', rows: { ...key, year } }}
    />
  );
}
