import { mergeClasses } from '@fluentui/react-components';
import { fenText } from '../../kernel/money';
import type { DistributionResult } from '../../settlement/distributions';
import { visible } from '../../wording/shown-text';
import { Amount } from '../figures/amount';
import { CellLink } from '../figures/cell-link';
import { ClauseMarks } from '../figures/clause-marks';
import { ProblemNote } from '../figures/problem-note';
import { Section } from '../figures/screen';
import { useTableStyles } from '../figures/table-styles';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';

/** Who gets which part of an answer, by the weights in the ledger; the parts sum to it to the fen. */
export function DistributionTable({ distribution }: { distribution: DistributionResult }) {
  const { live, wording } = usePane();
  const say = useText();
  const styles = useTableStyles();
  const { answer, clauses, outcome } = distribution;
  const title = live.policy.answers.get(answer)?.title;
  return (
    <Section title={say('distribution', { title: title ? wording.title(title) : visible(answer) })}>
      <ClauseMarks clauses={clauses} />
      {outcome.ok ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={mergeClasses(styles.cell, styles.heading)}>{say('person')}</th>
              <th className={mergeClasses(styles.cell, styles.heading, styles.number)}>{say('weight')}</th>
              <th className={mergeClasses(styles.cell, styles.heading, styles.number)}>{say('amount')}</th>
            </tr>
          </thead>
          <tbody>
            {outcome.shares.map((share) => (
              <tr key={`${share.sheet}!${share.cell}`}>
                <td className={styles.cell}>{visible(share.label)}</td>
                <td className={mergeClasses(styles.cell, styles.number)}>
                  {wording.number(share.weight)} <CellLink place={share} short />
                </td>
                <td className={mergeClasses(styles.cell, styles.number)}>
                  <Amount value={fenText(share.fen)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ProblemNote problem={outcome.problem} />
      )}
    </Section>
  );
}
