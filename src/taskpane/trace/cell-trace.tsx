import {
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo } from 'react';
import type { CellRef, Finding } from '../../ledger/finding';
import type { Severity } from '../../policy/schema';
import type { Books } from '../../settlement/books';
import { ClauseMarks } from '../figures/clause-marks';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { AnswerChoice } from './answer-choice';
import { FormulaTrace } from './formula-trace';
import { findingsAt, ledgerOn, measuresAt, verdictsAt, type RowMeasure } from './row-facts';
import { VerdictPart } from './verdict';

const INTENT = { error: 'error', warning: 'warning', info: 'info' } as const satisfies Record<Severity, string>;

const useStyles = makeStyles({
  findings: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  measures: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** What a cell of the workbook has to do with the settlement: its formula, its row's verdicts, its findings. */
export function CellTrace({
  books,
  place,
  formula,
  onShow,
  onAnswer,
}: {
  books: Books;
  place: CellRef;
  formula: string;
  onShow: (place: CellRef) => void;
  onAnswer: (id: string, year: number) => void;
}) {
  const { year } = usePane();
  const say = useText();
  const styles = useStyles();
  const findings = useMemo(() => findingsAt(books, place), [books, place]);
  const verdicts = useMemo(() => verdictsAt(books, place), [books, place]);
  const measures = useMemo(() => (year === undefined ? [] : measuresAt(books, year, place)), [books, year, place]);
  const ledger = ledgerOn(books, place.sheet);
  const says = verdicts.length + findings.length + measures.length > 0;
  return (
    <>
      {findings.length > 0 && (
        <div className={styles.findings}>
          {findings.map((finding) => (
            <FindingNote key={`${finding.code}:${finding.cell}`} finding={finding} place={place} />
          ))}
        </div>
      )}
      <FormulaTrace
        key={`${place.sheet}!${place.cell}${formula}`}
        books={books}
        place={place}
        formula={formula}
        onShow={onShow}
        otherwise={
          says ? null : (
            <>
              {ledger && year !== undefined && <Text>{say('row-not-used', { year: String(year) })}</Text>}
              <AnswerChoice books={books} onAnswer={onAnswer} />
            </>
          )
        }
      />
      {verdicts.map((verdict) => (
        <VerdictPart
          key={verdict.tally.table.id}
          books={books}
          verdict={verdict}
          onShow={onShow}
          onAnswer={(id) => onAnswer(id, yearOfRow(verdict.entry.date) ?? year ?? 0)}
        />
      ))}
      {measures.length > 0 && year !== undefined && (
        <Measures measures={measures} onAnswer={(id) => onAnswer(id, year)} />
      )}
    </>
  );
}

function yearOfRow(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}

function FindingNote({ finding, place }: { finding: Finding; place: CellRef }) {
  const { wording, go } = usePane();
  const say = useText();
  return (
    <MessageBar intent={INTENT[finding.severity]} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {wording.severity(finding.severity)}
          {finding.cell === place.cell ? '' : ` ${finding.cell}`}
        </MessageBarTitle>
        {wording.findingHere(finding)}{' '}
        <Link as="button" inline onClick={() => go({ view: 'check', row: finding })}>
          {say('see-in-check')}
        </Link>
        <div>
          <ClauseMarks clauses={finding.clauses} />
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

/** The figures that a row is part of as it stands: a reading, an event that counts. */
function Measures({ measures, onAnswer }: { measures: readonly RowMeasure[]; onAnswer: (id: string) => void }) {
  const { live, wording } = usePane();
  const say = useText();
  const styles = useStyles();
  return (
    <div>
      <Text>{say('row-part-of')}</Text>
      <ul className={styles.measures}>
        {measures.map(({ answer, title }) => (
          <li key={`${answer}:${title.zh}`}>
            {wording.title(title)} →{' '}
            <Link as="button" inline onClick={() => onAnswer(answer)}>
              {wording.title(live.policy.answers.get(answer)?.title ?? { zh: answer, en: answer })}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
