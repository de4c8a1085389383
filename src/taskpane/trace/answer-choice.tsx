import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { fenText } from '../../kernel/money';
import { excelErrorOf } from '../../settlement/answer';
import type { Books } from '../../settlement/books';
import { Amount } from '../figures/amount';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  answer: {
    font: 'inherit',
    color: 'inherit',
    width: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    textAlign: 'start',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalXS}`,
    backgroundColor: 'transparent',
    border: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  value: { marginInlineStart: 'auto' },
});

/** Where nothing is traced yet: what can be, and the answers of the year to begin with. */
export function AnswerChoice({ books, onAnswer }: { books: Books; onAnswer: (id: string, year: number) => void }) {
  const { wording, year } = usePane();
  const say = useText();
  const styles = useStyles();
  return (
    <>
      <Text>{say('trace-hint')}</Text>
      {year !== undefined && (
        <ul className={styles.list} aria-label={say('answers-title')}>
          {books.settle(year).answers.map(({ id, title, value }) => (
            <li key={id}>
              <button type="button" className={styles.answer} onClick={() => onAnswer(id, year)}>
                <span>{wording.title(title)}</span>
                <span className={styles.value}>
                  {value.ok ? <Amount value={fenText(value.fen)} /> : excelErrorOf(value.problem)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
