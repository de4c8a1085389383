import { Text } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { CellRef } from '../../ledger/finding';
import type { Books } from '../../settlement/books';
import { ProblemNote } from '../figures/problem-note';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { DerivationTree } from './derivation-tree';

/** The derivation of an answer of a year, from the workbook's own ledgers. */
export function AnswerTrace({
  books,
  id,
  year,
  onShow,
}: {
  books: Books;
  id: string;
  year: number;
  onShow: (place: CellRef) => void;
}) {
  const { wording } = usePane();
  const say = useText();
  const settlement = useMemo(() => books.settle(year), [books, year]);
  const answer = settlement.answers.find((candidate) => candidate.id === id);
  if (!answer) return <Text>{wording.problem({ code: 'answer-unknown', answer: id })}</Text>;
  return (
    <Section title={`${wording.title(answer.title)} ${id}`}>
      {!answer.value.ok && <ProblemNote problem={answer.value.problem} />}
      <DerivationTree key={`${id}:${year}`} root={answer.derivation} label={say('derivation')} onShow={onShow} />
    </Section>
  );
}
