import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { SubtractCircle16Regular } from '@fluentui/react-icons/svg/subtract-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { useMemo } from 'react';
import { fenText } from '../../kernel/money';
import type { CellRef } from '../../ledger/finding';
import { leavesOf } from '../../policy/expressions';
import type { Books } from '../../settlement/books';
import { rowNode } from '../../settlement/counted-derivation';
import { clausesOnDate } from '../../settlement/counted-rows';
import { missingParameter } from '../../settlement/measures';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { ProblemNote } from '../figures/problem-note';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { DerivationTree } from './derivation-tree';
import type { RowVerdict } from './row-facts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalS },
  amount: {
    marginInlineStart: 'auto',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', rowGap: tokens.spacingVerticalXS },
  reason: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  uses: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
});

/** How a rule table decided a ledger's row: the rule and its clause, the amount and how it came about, and why no other rule. */
export function VerdictPart({
  books,
  verdict,
  onShow,
  onAnswer,
}: {
  books: Books;
  verdict: RowVerdict;
  onShow: (place: CellRef) => void;
  onAnswer: (id: string) => void;
}) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const { tally, entry } = verdict;
  const { policy } = books;
  const node = useMemo(
    () => (entry.status === 'counted' ? rowNode(policy, tally, entry) : undefined),
    [policy, tally, entry],
  );
  const rejections = entry.verdict?.rejections ?? [];
  return (
    <Section title={wording.title(tally.table.title)} aside={<StatusBadge verdict={verdict} />}>
      {entry.status === 'counted' && node && (
        <>
          <div className={styles.head}>
            <Text>{wording.title(entry.rule.title)}</Text>
            <span className={styles.amount}>
              <Amount value={fenText(entry.fen)} />
            </span>
          </div>
          <ClauseMarks clauses={clausesOnDate(policy, entry.rule, entry.date)} showsFirst />
          <DerivationTree
            key={`${tally.table.id}:${String(entry.row.row)}`}
            root={node}
            label={say('derivation')}
            onShow={onShow}
          />
        </>
      )}
      {entry.status === 'blocked' && <ProblemNote problem={{ code: 'rows-blocked', cells: entry.cells }} />}
      {entry.status === 'undated-parameter' && <ProblemNote problem={missingParameter(policy, entry.gap)} />}
      <UsedBy books={books} ruleTable={tally.table.id} onAnswer={onAnswer} />
      {rejections.length > 0 && (
        <details>
          <summary>{say('other-rules', { count: rejections.length })}</summary>
          <ul className={styles.list}>
            {rejections.map((rejection) => (
              <li key={rejection.rule.id}>
                {wording.title(rejection.rule.title)}
                <span className={styles.reason}>
                  {wording.rejection(
                    rejection,
                    tally.data.ledger,
                    (field) => entry.row.values[tally.data.indexOf(field)],
                  )}
                </span>
                <ClauseMarks clauses={rejection.rule.clauses} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function StatusBadge({ verdict: { entry } }: { verdict: RowVerdict }) {
  const say = useText();
  if (entry.status !== 'counted') {
    return (
      <Badge appearance="tint" color="warning" icon={<Warning16Filled />}>
        {say('row-open')}
      </Badge>
    );
  }
  return entry.included ? (
    <Badge appearance="tint" color="success" icon={<CheckmarkCircle16Filled />}>
      {say('counted')}
    </Badge>
  ) : (
    <Badge appearance="tint" color="informative" icon={<SubtractCircle16Regular />}>
      {say('not-counted')}
    </Badge>
  );
}

/** The answers that the rule table's total is part of. */
function UsedBy({ books, ruleTable, onAnswer }: { books: Books; ruleTable: string; onAnswer: (id: string) => void }) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const answers = books.policy.document.answers.filter(({ value }) =>
    leavesOf(value).some((leaf) => 'counted' in leaf && leaf.counted.includes(ruleTable)),
  );
  if (answers.length === 0) return null;
  return (
    <span className={styles.uses}>
      {say('part-of')}
      {answers.map(({ id, title }) => (
        <Link key={id} as="button" inline onClick={() => onAnswer(id)}>
          {wording.title(title)}
        </Link>
      ))}
    </span>
  );
}
