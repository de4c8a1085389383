import { mergeClasses } from '@fluentui/react-components';
import { fenText, type Fen } from '../../kernel/money';
import type { BreakdownResult } from '../../settlement/breakdowns';
import { visible } from '../../wording/shown-text';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { ProblemNote } from '../figures/problem-note';
import { Section } from '../figures/screen';
import { useTableStyles } from '../figures/table-styles';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';

/** What rule tables counted, by name: one line each, a column for each rule table where there are several. */
export function BreakdownTable({ breakdown }: { breakdown: BreakdownResult }) {
  const { wording } = usePane();
  const say = useText();
  const styles = useTableStyles();
  const { title, clauses, parts, outcome } = breakdown;
  if (outcome.ok && outcome.lines.length === 0) return null;
  const heading = mergeClasses(styles.cell, styles.heading);
  const number = mergeClasses(styles.cell, styles.number);
  const shownParts = parts.length > 1 ? parts : [];
  return (
    <Section title={wording.title(title)}>
      <ClauseMarks clauses={clauses} />
      {outcome.ok ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th className={heading}>{say('person')}</th>
                {shownParts.map((part) => (
                  <th key={part.ruleTable} className={mergeClasses(heading, styles.number)}>
                    {wording.title(part.title)}
                  </th>
                ))}
                <th className={mergeClasses(heading, styles.number)}>{say('amount')}</th>
              </tr>
            </thead>
            <tbody>
              {outcome.lines.map(({ name, amounts, total }) => (
                <tr key={name}>
                  <td className={styles.cell}>{name === '' ? say('person-unnamed') : visible(name)}</td>
                  {shownParts.map((part, index) => (
                    <td key={part.ruleTable} className={number}>
                      <Amount value={fenText(amounts[index] ?? (0 as Fen))} />
                    </td>
                  ))}
                  <td className={number}>
                    <Amount value={fenText(total)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <ProblemNote problem={outcome.problem} />
      )}
    </Section>
  );
}
