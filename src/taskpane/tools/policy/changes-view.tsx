import { Body1, Caption1, makeStyles, mergeClasses, Select, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import { fenText } from '../../../kernel/money';
import { diffPolicies, type PolicyChange } from '../../../policy/diff';
import { builtInPacks } from '../../../policy/packs';
import { parsePolicy } from '../../../policy/parse-policy';
import type { Policy } from '../../../policy/policy';
import type { TextEdit } from '../../../policy/rewording';
import { openBooksInSteps } from '../../../settlement/books';
import { effectOfBooks, type AnswerOutcome, type PolicyEffect } from '../../../settlement/policy-effect';
import { readApprovals } from '../../../workbook/approvals';
import { inSlices } from '../../../workbook/in-slices';
import { PolicyDiffText } from '../../../wording/policy-diff/policy-diff-text';
import { shown, visible } from '../../../wording/shown-text';
import { Amount } from '../../figures/amount';
import { CellLink } from '../../figures/cell-link';
import { ClauseMarks } from '../../figures/clause-marks';
import { Section } from '../../figures/screen';
import { useTableStyles } from '../../figures/table-styles';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';
import { useToolText } from './texts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  change: { listStyleType: 'none', minWidth: 0, overflowWrap: 'anywhere' },
  subject: { fontWeight: tokens.fontWeightSemibold },
  side: { display: 'flex', columnGap: tokens.spacingHorizontalS, whiteSpace: 'pre-wrap' },
  label: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  removed: {
    color: tokens.colorPaletteRedForeground1,
    textDecorationLine: 'line-through',
  },
  added: { color: tokens.colorPaletteGreenForeground1, textDecorationLine: 'underline' },
  changed: { fontWeight: tokens.fontWeightSemibold },
  // Three amounts beside a name, in the narrowest pane: no word of it is torn.
  compact: { fontSize: tokens.fontSizeBase200, overflowWrap: 'break-word' },
  sentence: { whiteSpace: 'normal' },
});

/** A policy that the one in force can be held against. */
interface Earlier {
  readonly key: string;
  readonly label: string;
  readonly policy: Policy;
}

/** 变更: what differs between the policy in force and an earlier one, and what that comes to in yuan on the same ledgers. */
export function ChangesView() {
  const { live, wording } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const choices = useEarlier();
  const [chosen, setChosen] = useState<string>();
  const earlier = choices.find(({ key }) => key === chosen) ?? choices[0];
  const { policy } = live;
  return (
    <ToolPage title={say('changes-title')} back={{ view: 'policy' }}>
      {policy.broken ? (
        <Body1>{say('changes-broken')}</Body1>
      ) : !earlier ? (
        <Body1>{say('changes-nothing-to-compare')}</Body1>
      ) : (
        <>
          <label>
            <Caption1 className={styles.label}>{say('changes-from')}</Caption1>
            <Select value={earlier.key} onChange={(_event, { value }) => setChosen(value)}>
              {choices.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          </label>
          <Caption1 className={styles.label}>
            {say('changes-to', {
              title: wording.title(policy.document.title),
              edition: shown(policy.document.edition),
            })}
          </Caption1>
          <Comparison key={`${earlier.policy.digest} ${policy.digest}`} before={earlier.policy} after={policy} />
        </>
      )}
    </ToolPage>
  );
}

/** What was approved, the last first, then the product's own policy of the same name. */
function useEarlier(): readonly Earlier[] {
  const { live, state, wording } = usePane();
  const say = useToolText();
  const record = state.opened?.approvals;
  const { policy } = live;
  const approved = useMemo((): readonly Earlier[] => {
    const approvals = readApprovals(record);
    if (!approvals.ok) return [];
    return [...approvals.value].reverse().flatMap((approval, index) => {
      const parsed = parsePolicy(approval.policy);
      const label = say('changes-from-approval', { on: approval.on, document: shown(approval.document) });
      return parsed.ok ? [{ key: `approval-${String(index)}`, label, policy: parsed.value }] : [];
    });
    // The sentences change with the language alone.
  }, [record, wording]);
  if (policy.broken) return approved;
  const own = builtInPacks()
    .filter(({ id }) => id === policy.document.id)
    .map((pack) => pack.policy())
    .filter(({ digest }) => digest !== policy.digest)
    .map((each): Earlier => ({
      key: each.document.id,
      label: say('changes-from-pack', { title: wording.title(each.document.title) }),
      policy: each,
    }));
  return [...approved, ...own];
}

function Comparison({ before, after }: { before: Policy; after: Policy }) {
  const { wording, year } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const diff = useMemo(() => diffPolicies(before.document, after.document), [before, after]);
  const text = useMemo(() => new PolicyDiffText(wording, before, after), [wording, before, after]);
  if (diff.changes.length === 0) return <Body1>{say('changes-none')}</Body1>;
  return (
    <>
      {year !== undefined && <Effect before={before} after={after} year={year} />}
      <Section title={say('changes-count', { count: diff.changes.length })}>
        <ul className={styles.list}>
          {diff.changes.map((change) => (
            <ChangeItem key={`${change.kind} ${change.path} ${change.field ?? ''}`} change={change} text={text} />
          ))}
        </ul>
      </Section>
      {diff.toBeSet.length > 0 && (
        <Section title={say('changes-to-be-set')}>
          <ul className={styles.list}>
            {diff.toBeSet.map((gap) => (
              <li key={`${gap.parameter} ${gap.from}`} className={styles.change}>
                {text.toBeSet(gap)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ChangeItem({ change, text }: { change: PolicyChange; text: PolicyDiffText }) {
  const { state } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const { subject, what, before, after, edits } = text.change(change);
  const source = state.opened?.source;
  const place = source?.kind === 'sheets' && change.kind !== 'removed' ? source.places.of(change.path) : undefined;
  return (
    <li className={styles.change}>
      <div>
        <span className={styles.subject}>{subject}</span> {what} {place && <CellLink place={place} />}
      </div>
      {edits ? (
        <Rewording edits={edits} />
      ) : (
        <>
          {before !== undefined && (
            <div className={styles.side}>
              <span className={styles.label}>{say('changes-before')}</span>
              <span>{before}</span>
            </div>
          )}
          {after !== undefined && (
            <div className={styles.side}>
              <span className={styles.label}>{say('changes-after')}</span>
              <span>{after}</span>
            </div>
          )}
        </>
      )}
      <ClauseMarks clauses={change.clauses} />
    </li>
  );
}

function Rewording({ edits }: { edits: readonly TextEdit[] }) {
  const styles = useStyles();
  return (
    <p>
      {edits.map(({ kind, text }, index) => {
        const key = `${String(index)} ${kind}`;
        if (kind === 'removed')
          return (
            <del key={key} className={styles.removed}>
              {visible(text)}
            </del>
          );
        if (kind === 'added')
          return (
            <ins key={key} className={styles.added}>
              {visible(text)}
            </ins>
          );
        return <span key={key}>{visible(text)}</span>;
      })}
    </p>
  );
}

/** What a year's results come to under both policies, on the ledgers as last read. */
function Effect({ before, after, year }: { before: Policy; after: Policy; year: number }) {
  const { state, wording } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const table = useTableStyles();
  const [effect, setEffect] = useState<PolicyEffect>();
  const { books } = state;

  useEffect(() => {
    if (!books) return undefined;
    const counting = new AbortController();
    // The sheets that a connection reads as ledgers stand in the workbook of the books already.
    void inSlices(openBooksInSteps(before, books.workbook), counting.signal).then((earlier) => {
      if (earlier) setEffect(effectOfBooks(earlier, books, [year]));
    });
    return () => counting.abort();
  }, [before, after, books, year]);

  const answers = effect?.years[0]?.answers ?? [];
  const heading = mergeClasses(table.cell, table.heading);
  const name = mergeClasses(table.cell, styles.compact);
  const number = mergeClasses(name, table.number);
  return (
    <Section title={say('changes-effect', { year: String(year) })}>
      {!effect ? (
        <Spinner size="tiny" label={say('changes-counting')} />
      ) : answers.every(({ isChanged }) => !isChanged) ? (
        <Body1>{say('changes-effect-none', { year: String(year) })}</Body1>
      ) : (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th className={heading}>{say('changes-answer')}</th>
                <th className={mergeClasses(heading, table.number)}>{say('changes-before')}</th>
                <th className={mergeClasses(heading, table.number)}>{say('changes-after')}</th>
                <th className={mergeClasses(heading, table.number)}>{say('changes-difference')}</th>
              </tr>
            </thead>
            <tbody>
              {answers.map(({ answer, title, before: was, after: is, difference, isChanged }) => (
                <tr key={answer} className={isChanged ? styles.changed : ''}>
                  <td className={name}>{wording.title(title)}</td>
                  <td className={number}>
                    <Outcome outcome={was} />
                  </td>
                  <td className={number}>
                    <Outcome outcome={is} />
                  </td>
                  <td className={number}>{difference !== undefined && <Amount value={fenText(difference)} bare />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Outcome({ outcome }: { outcome: AnswerOutcome }) {
  const styles = useStyles();
  const { wording } = usePane();
  const say = useToolText();
  switch (outcome.kind) {
    case 'amount':
      return <Amount value={fenText(outcome.fen)} bare />;
    case 'problem':
      return <Caption1 className={styles.sentence}>{wording.problem(outcome.problem)}</Caption1>;
    case 'not-defined':
      return <Caption1>{say('changes-not-defined')}</Caption1>;
  }
}
