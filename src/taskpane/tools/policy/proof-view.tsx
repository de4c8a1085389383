import { Body1, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { printCaseExpectation, printCaseInput } from '../../../policy/case-text';
import { lintPolicy } from '../../../policy/lint';
import type { PolicyCase } from '../../../policy/schema';
import { outcomeText, runPolicyCases } from '../../../settlement/policy-cases';
import { proposalFor, type CaseProposal } from '../../../settlement/propose-cases';
import { PAGE_SCHEDULER } from '../../../workbook/scheduler';
import { pastedCase } from '../../../wording/pasted-case';
import { shown, visible } from '../../../wording/shown-text';
import { CellLink } from '../../figures/cell-link';
import { ClauseMarks } from '../../figures/clause-marks';
import { Section } from '../../figures/screen';
import { useCopy } from '../../figures/use-copy';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';
import { useToolText } from './texts';

/** The most of a case's inputs that stands beside what came of them. */
const LONGEST_GIVEN = 500;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  entry: {
    listStyleType: 'none',
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  quiet: { display: 'block', color: tokens.colorNeutralForeground3, whiteSpace: 'pre-wrap' },
  passed: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  name: { fontWeight: tokens.fontWeightSemibold },
});

/** 检验: what lint finds in the policy in force, what its cases come to, and cases that it might have. */
export function ProofView() {
  const { live, state } = usePane();
  const say = useToolText();
  const { opened } = state;
  return (
    <ToolPage title={say('proof-title')} back={{ view: 'policy' }}>
      <Caption1>{say('proof-intro')}</Caption1>
      {live.policy.broken || !opened ? (
        <Body1>{say('proof-broken')}</Body1>
      ) : (
        <>
          <Faults />
          <Cases />
          <Proposals key={live.policy.digest} />
        </>
      )}
    </ToolPage>
  );
}

function Faults() {
  const { live, state, wording } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const { policy } = live;
  // Of a policy that comes with the product nobody has worked it out yet.
  const lint = state.opened?.lint;
  const { faults } = useMemo(() => lint ?? lintPolicy(policy), [lint, policy]);
  const source = state.opened?.source;
  return (
    <Section
      title={say('proof-lint')}
      aside={faults.length > 0 && <Caption1>{say('proof-faults', { count: faults.length })}</Caption1>}
    >
      {faults.length === 0 && <Body1>{say('proof-clean')}</Body1>}
      <ul className={styles.list}>
        {faults.map((fault) => {
          const example = wording.lintExample(fault, live.policy);
          return (
            <li key={`${fault.path} ${fault.code} ${JSON.stringify(fault.facts)}`} className={styles.entry}>
              <span className={fault.level === 'fault' ? styles.failed : undefined}>
                {wording.lintFault(fault, live.policy)}
              </span>{' '}
              {source?.kind === 'sheets' && <CellLink place={source.places.of(fault.path)} />}
              {example !== undefined && (
                <Caption1 className={styles.quiet}>{say('proof-example', { example })}</Caption1>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Cases() {
  const { live, state } = usePane();
  const { policy } = live;
  const cases = state.opened?.cases;
  const results = useMemo(() => cases ?? runPolicyCases(policy), [cases, policy]);
  const say = useToolText();
  const styles = useStyles();
  const failed = results.filter(({ passed }) => !passed);
  const source = state.opened?.source;
  return (
    <Section title={say('proof-cases')}>
      {results.length === 0 ? (
        <Body1>{say('proof-cases-none')}</Body1>
      ) : failed.length === 0 ? (
        <Body1 className={styles.passed}>✓ {say('proof-cases-passed', { count: results.length })}</Body1>
      ) : (
        <Body1 className={styles.failed}>✗ {say('proof-cases-failed', { count: failed.length })}</Body1>
      )}
      <ul className={styles.list}>
        {results.map((result, index) =>
          result.passed ? null : (
            <li key={result.case.id} className={styles.entry}>
              <CaseText tried={result.case} />{' '}
              {source?.kind === 'sheets' && <CellLink place={source.places.of(`cases.${String(index)}`)} />}
              <Caption1 className={styles.quiet}>
                {say('proof-actual', { actual: outcomeText(result.actual) })}
              </Caption1>
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}

function CaseText({ tried }: { tried: PolicyCase }) {
  const { live } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const { document } = live.policy;
  const { id, title, given, expect, clauses } = tried;
  return (
    <>
      <span className={styles.name}>{visible(title ?? id)}</span> <ClauseMarks clauses={clauses ?? []} />
      <Caption1 className={styles.quiet}>{shown(printCaseInput(given, document), LONGEST_GIVEN)}</Caption1>
      <Caption1 className={styles.quiet}>
        {say('proof-expected', { expected: visible(printCaseExpectation(expect, document)) })}
      </Caption1>
    </>
  );
}

/** Boundary cases that the policy does not have yet, to be held against its text and pasted into its table of cases. */
function Proposals() {
  const { live } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const { copy, refused } = useCopy();
  const [proposal, setProposal] = useState<CaseProposal | 'under way'>();
  const propose = async (): Promise<void> => {
    setProposal('under way');
    // The page shows that it is at work before it is.
    await PAGE_SCHEDULER.pause();
    setProposal(proposalFor(live.policy));
  };
  if (proposal === undefined) {
    return (
      <div>
        <Button onClick={() => void propose()}>{say('proof-propose')}</Button>
      </div>
    );
  }
  if (proposal === 'under way') return <Spinner size="tiny" label={say('proof-proposing')} />;
  const { cases, unproven } = proposal;
  return (
    <Section title={say('proof-propose')}>
      <Body1>{cases.length === 0 ? say('proof-proposed-none') : say('proof-proposed', { count: cases.length })}</Body1>
      {unproven.length > 0 && <Caption1>{say('proof-unproven', { count: unproven.length })}</Caption1>}
      {cases.length > 0 && (
        <div>
          <Button onClick={() => copy(cases.map((each) => pastedCase(each, live.policy.document)).join(''))}>
            {say('proof-copy')}
          </Button>
        </div>
      )}
      {refused}
      <ul className={styles.list}>
        {cases.map((each) => (
          <li key={each.id} className={styles.entry}>
            <CaseText tried={each} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
