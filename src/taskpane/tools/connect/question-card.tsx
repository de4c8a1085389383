import { Body1, Button, Caption1, makeStyles, Radio, RadioGroup, Select, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { ConnectionQuestion, QuestionOption } from '../../../ledger/connect';
import type { ConnectionText } from '../../../wording/tools/connect-tools-wording';
import { CellLink } from '../../figures/cell-link';
import { focused } from '../../shell/focused';

/** So many options stand one under another; more are a list to choose from. */
const MOST_BUTTONS = 6;

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: 'none' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly text: ConnectionText;
  readonly question: ConnectionQuestion;
  /** How many have been answered before. */
  readonly done: number;
  readonly of: number;
  readonly onAnswer: (option: string) => void;
  readonly onBack: (() => void) | undefined;
}

/** Something that the workbook leaves open, with what each answer would do. */
export function QuestionCard({ text, question, done, of, onAnswer, onBack }: Props) {
  const styles = useStyles();
  const heading = useId();
  const [chosen, setChosen] = useState('');
  const { options, sheet, cell } = question;
  const set = { value: chosen, 'aria-labelledby': heading };
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== '') onAnswer(chosen);
      }}
    >
      <Caption1>{text.say('asked', { done, of })}</Caption1>
      <h2 id={heading} className={styles.question} tabIndex={-1} ref={done > 0 ? focused : null}>
        {text.question(question)}
      </h2>
      <Body1>
        <CellLink place={{ sheet, cell }} />
      </Body1>
      {options.length <= MOST_BUTTONS ? (
        <RadioGroup {...set} onChange={(_event, { value }) => setChosen(value)}>
          {options.map((option) => (
            <Radio key={option.id} value={option.id} label={text.option(question, option)} />
          ))}
        </RadioGroup>
      ) : (
        <Select {...set} onChange={(_event, { value }) => setChosen(value)}>
          <option value="">{text.say('question-choose')}</option>
          {likeliestFirst(question).map((option) => (
            <option key={option.id} value={option.id}>
              {text.option(question, option)}
            </option>
          ))}
        </Select>
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={chosen === ''}>
          {text.say('question-next')}
        </Button>
        {onBack && <Button onClick={onBack}>{text.say('question-back')}</Button>}
      </div>
    </form>
  );
}

function likeliestFirst({ options, likely }: ConnectionQuestion): readonly QuestionOption[] {
  return [...options].sort((a, b) => Number(b.id === likely) - Number(a.id === likely));
}
