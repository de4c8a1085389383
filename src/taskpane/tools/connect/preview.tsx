import { Body1, Caption1, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { fenText } from '../../../kernel/money';
import { excelErrorOf } from '../../../settlement/answer';
import { findingList } from '../../../workbook/finding-list';
import type { OpenedWorkbook } from '../../../workbook/opened-workbook';
import type { ConnectionText } from '../../../wording/tools/connect-tools-wording';
import { Amount } from '../../figures/amount';
import { Section } from '../../figures/screen';
import { useTableStyles } from '../../figures/table-styles';
import { usePane } from '../../pane-context';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

interface Props {
  readonly text: ConnectionText;
  /** The workbook as it would be read; `undefined` while that is being worked out. */
  readonly preview: OpenedWorkbook | undefined;
  readonly year: number | undefined;
}

/** What the workbook would come to, before anything is kept: rows, the year's answers, what the check would say. */
export function Preview({ text, preview, year: wanted }: Props) {
  if (!preview) {
    return (
      <Section title={text.say('preview')}>
        <Spinner size="tiny" label={text.say('preview-working')} />
      </Section>
    );
  }
  const { books } = preview;
  const year = wanted !== undefined && books.years.includes(wanted) ? wanted : (books.policyYear ?? books.years.at(-1));
  return (
    <Section title={text.say('preview')}>
      <RowsRead text={text} preview={preview} />
      {year === undefined ? (
        <Body1>{text.say('preview-no-year')}</Body1>
      ) : (
        <Answers text={text} preview={preview} year={year} />
      )}
      <Findings text={text} preview={preview} year={year} />
    </Section>
  );
}

function RowsRead({ text, preview: { books } }: { text: ConnectionText; preview: OpenedWorkbook }) {
  const styles = useTableStyles();
  const heading = mergeClasses(styles.cell, styles.heading);
  const { wording } = usePane();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={heading}>{text.say('preview-ledger')}</th>
          <th className={mergeClasses(heading, styles.number)}>{text.say('preview-rows')}</th>
        </tr>
      </thead>
      <tbody>
        {books.policy.document.ledgers.flatMap(({ id }) => {
          const ledger = books.ledger(id);
          if (!ledger) return [];
          return [
            <tr key={id}>
              <td className={styles.cell}>{text.ledger(id)}</td>
              <td className={mergeClasses(styles.cell, styles.number)}>{wording.number(String(ledger.rows.length))}</td>
            </tr>,
          ];
        })}
      </tbody>
    </table>
  );
}

function Answers({ text, preview, year }: { text: ConnectionText; preview: OpenedWorkbook; year: number }) {
  const { wording } = usePane();
  const styles = useTableStyles();
  const { answers } = preview.books.settle(year);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={mergeClasses(styles.cell, styles.heading)} colSpan={2}>
            {text.say('preview-answers', { year: String(year) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {answers.map(({ id, title, value }) => (
          <tr key={id}>
            <td className={styles.cell}>{wording.title(title)}</td>
            <td className={mergeClasses(styles.cell, styles.number)}>
              {value.ok ? <Amount value={fenText(value.fen)} bare /> : excelErrorOf(value.problem)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Findings({
  text,
  preview,
  year,
}: {
  text: ConnectionText;
  preview: OpenedWorkbook;
  year: number | undefined;
}) {
  const { wording } = usePane();
  const styles = useStyles();
  const { counts, findings } = findingList(preview, year);
  const number = (count: number): string => wording.number(String(count));
  return (
    <Caption1>
      <span className={styles.quiet}>{text.say('preview-findings')}</span>{' '}
      {findings.length === 0
        ? text.say('preview-clean')
        : text.say('preview-counts', {
            errors: number(counts.error),
            warnings: number(counts.warning),
            infos: number(counts.info),
          })}
    </Caption1>
  );
}
