import { Badge } from '@fluentui/react-components';
import type { PolicyText } from '../../wording/policy-text';
import { visible } from '../../wording/shown-text';
import { ClauseMarks } from '../figures/clause-marks';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { Card, useCardStyles } from './cards';
import { Marked } from './marked';
import { ruleKey } from './search';

/** The rule tables: which rows a rule is for, and what of them counts. */
export function RuleList({ hits, query, text }: { hits: ReadonlySet<string>; query: string; text: PolicyText }) {
  const { live, wording } = usePane();
  const say = useText();
  const styles = useCardStyles();
  return live.policy.document.ruleTables.map((table) => {
    const ledger = live.policy.ledgers.get(table.ledger);
    const rules = table.rules.filter(({ id }) => hits.has(ruleKey(table.id, id)));
    if (!ledger || rules.length === 0) return null;
    return (
      <Section
        key={table.id}
        title={wording.title(table.title)}
        aside={<span className={styles.quiet}>{say('rules-of-ledger', { ledger: visible(ledger.sheet) })}</span>}
      >
        <ul className={styles.list}>
          {rules.map((rule) => (
            <Card key={rule.id}>
              <span className={styles.head}>
                <span className={styles.name}>
                  <Marked text={wording.title(rule.title)} query={query} />
                </span>
                {'number' in rule.ratio && rule.ratio.number === '0' && (
                  <Badge className={styles.end} appearance="tint" color="informative" size="small">
                    {say('not-counted')}
                  </Badge>
                )}
              </span>
              <span>
                <Marked text={text.conditions(rule, ledger)} query={query} />
              </span>
              <span>
                <Marked text={text.counted(rule, ledger)} query={query} />
              </span>
              {rule.overrides.length > 0 && <span className={styles.quiet}>{text.overrides(rule, table)}</span>}
              <ClauseMarks clauses={rule.clauses} />
            </Card>
          ))}
        </ul>
      </Section>
    );
  });
}
