import { Badge } from '@fluentui/react-components';
import type { Severity } from '../../policy/schema';
import type { PolicyText } from '../../wording/policy-text';
import { visible } from '../../wording/shown-text';
import { ClauseMarks } from '../figures/clause-marks';
import { usePane } from '../pane-context';
import { Card, useCardStyles } from './cards';
import { Marked } from './marked';

const COLOR = { error: 'danger', warning: 'warning', info: 'informative' } as const satisfies Record<Severity, string>;

/** The bounds that rows and answers must keep. */
export function LimitList({ hits, query, text }: { hits: ReadonlySet<string>; query: string; text: PolicyText }) {
  const { live, wording } = usePane();
  const styles = useCardStyles();
  return (
    <ul className={styles.list}>
      {live.policy.document.limits
        .filter(({ id }) => hits.has(id))
        .map((limit) => {
          const ledger = live.policy.ledgers.get(limit.ledger);
          return (
            <Card key={limit.id}>
              <span className={styles.head}>
                <span className={styles.quiet}>
                  <Marked text={ledger ? wording.title(ledger.title) : visible(limit.ledger)} query={query} />
                </span>
                <Badge className={styles.end} appearance="tint" color={COLOR[limit.severity]} size="small">
                  {wording.severity(limit.severity)}
                </Badge>
              </span>
              {ledger && (
                <span>
                  <Marked text={text.limit(limit, ledger)} query={query} />
                </span>
              )}
              <span className={styles.id}>
                <Marked text={visible(limit.code)} query={query} />
              </span>
              <ClauseMarks clauses={limit.clauses} />
            </Card>
          );
        })}
    </ul>
  );
}
