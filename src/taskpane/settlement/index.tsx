import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { useMemo } from 'react';
import type { AnswerProblem } from '../../settlement/answer';
import type { Books, Settlement } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { ProblemNote } from '../figures/problem-note';
import { Heading, Screen, Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { WithYear } from '../figures/waiting';
import { useReturn } from '../figures/way-back';
import { usePane } from '../pane-context';
import { AnswerList } from './answer-list';
import { BreakdownTable } from './breakdown-table';
import { CategoryCharts } from './category-chart';
import { DistributionTable } from './distribution-table';
import { ProfitChart } from './profit-chart';
import { TargetChart } from './target-chart';

/** 结算: what the year comes to. Every figure opens the way it came about. */
export function SettlementView() {
  return <WithYear>{(books, year) => <YearSettlement books={books} year={year} />}</WithYear>;
}

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  figure: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
  },
});

function YearSettlement({ books, year }: { books: Books; year: number }) {
  const { state } = usePane();
  const say = useText();
  const styles = useStyles();
  const settlement = useMemo(() => books.settle(year), [books, year]);
  const ground = useReturn('settlement');
  const open = settlement.answers.filter(({ value }) => !value.ok).length;
  const done = settlement.answers.length - open;
  return (
    <div ref={ground}>
      <Screen>
        <div className={styles.head}>
          <Heading>{say('settlement-of', { year: String(year) })}</Heading>
          <Badge
            appearance="tint"
            color={open > 0 ? 'warning' : 'success'}
            icon={open > 0 ? <Warning16Filled /> : <CheckmarkCircle16Filled />}
          >
            {open > 0 ? say('answers-open', { count: open }) : say('answers-done', { count: done })}
          </Badge>
        </div>
        {state.reading && <Text size={200}>{say('reading-again')}</Text>}
        <OpenAnswers settlement={settlement} />
        <ProfitChart settlement={settlement} />
        <TargetChart settlement={settlement} />
        <CategoryCharts books={books} settlement={settlement} />
        <AnswerList settlement={settlement} />
        {settlement.distributions.map((distribution) => (
          <DistributionTable key={distribution.answer} distribution={distribution} />
        ))}
        {settlement.breakdowns.map((breakdown) => (
          <BreakdownTable key={breakdown.id} breakdown={breakdown} />
        ))}
        <ReportedFigures settlement={settlement} />
      </Screen>
    </div>
  );
}

/** Why answers are open: equal reasons told once, and all cells that have to be mended in one note. */
function OpenAnswers({ settlement }: { settlement: Settlement }) {
  const { wording } = usePane();
  const reasons = new Map<string, { readonly problem: AnswerProblem; readonly titles: string[] }>();
  for (const { title, value } of settlement.answers) {
    if (value.ok) continue;
    const { problem } = value;
    const key = problem.code === 'rows-blocked' ? problem.code : wording.problem(problem);
    const known = reasons.get(key);
    reasons.set(key, {
      problem: known ? together(known.problem, problem) : problem,
      titles: [...(known?.titles ?? []), wording.title(title)],
    });
  }
  return [...reasons].map(([key, { problem, titles }]) => (
    <ProblemNote key={key} problem={problem} title={wording.list(titles)} />
  ));
}

/** Two problems of one kind; of cells in the way, each once. */
function together(one: AnswerProblem, other: AnswerProblem): AnswerProblem {
  if (one.code !== 'rows-blocked' || other.code !== 'rows-blocked') return one;
  const cells = new Map([...one.cells, ...other.cells].map((place) => [`${place.sheet}!${place.cell}`, place]));
  return { code: 'rows-blocked', cells: [...cells.values()] };
}

/** Figures told beside the answers, though no answer uses them. */
function ReportedFigures({ settlement }: { settlement: Settlement }) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  if (settlement.figures.length === 0) return null;
  return (
    <Section title={say('figures-title')}>
      {settlement.figures.map(({ id, title, unit, value, problem, clauses }) => (
        <div key={id}>
          <div className={styles.figure}>
            <Text>{wording.title(title)}</Text>
            {value !== undefined && <Amount value={value} unit={unit} />}
          </div>
          {problem && <ProblemNote problem={problem} />}
          <ClauseMarks clauses={clauses} />
        </div>
      ))}
    </Section>
  );
}
