import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { fenText } from '../../kernel/money';
import type { Answer } from '../../policy/schema';
import { excelErrorOf, type AnswerResult } from '../../settlement/answer';
import type { Settlement } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { ChartRow } from './chart-row';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  answers: { listStyleType: 'none', margin: 0, padding: 0 },
  answer: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    paddingBottom: tokens.spacingVerticalXS,
    ':last-child': { borderBottom: 'none' },
  },
  id: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase100 },
});

/** All answers of the year, in the policy's order: what each comes to, or that it is still open, and what it stands on. */
export function AnswerList({ settlement }: { settlement: Settlement }) {
  const { live } = usePane();
  const say = useText();
  const styles = useStyles();
  const sections = [...new Set(live.policy.document.answers.map(({ section }) => section))];
  const sectionOf = (id: string): Answer['section'] | undefined => live.policy.answers.get(id)?.section;
  return (
    <Section title={say('answers-title')}>
      {sections.map((section) => (
        <div key={section} className={styles.group}>
          <h3 className={styles.heading}>{say(`section-${section}`)}</h3>
          <ul className={styles.answers}>
            {settlement.answers
              .filter(({ id }) => sectionOf(id) === section)
              .map((answer) => (
                <li key={answer.id} className={styles.answer}>
                  <AnswerRow answer={answer} year={settlement.year} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function AnswerRow({ answer, year }: { answer: AnswerResult; year: number }) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const { id, title, value, clauses } = answer;
  return (
    <>
      <ChartRow
        name={wording.title(title)}
        figure={
          value.ok ? (
            <Amount value={fenText(value.fen)} />
          ) : (
            <Badge appearance="tint" color="warning" icon={<Warning16Filled />}>
              {say('open')} {excelErrorOf(value.problem)}
            </Badge>
          )
        }
        note={<span className={styles.id}>{id}</span>}
        spot={`answer:${id}`}
        opens={{ view: 'trace', answer: { id, year } }}
      />
      <ClauseMarks clauses={clauses} />
    </>
  );
}
