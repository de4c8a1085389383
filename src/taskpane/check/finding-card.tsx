import { Button, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { memo, useId, type JSX, type KeyboardEvent, type MouseEvent } from 'react';
import { qualifiedAddress } from '../../ledger/a1';
import type { Finding } from '../../ledger/finding';
import type { ListedFinding } from '../../workbook/finding-list';
import { visible } from '../../wording/shown-text';
import type { Wording } from '../../wording/wording';
import { usePane } from '../pane-context';
import { SeverityShape } from './severity-shape';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    outlineStyle: 'none',
    // Not the subtle tints: in high contrast these ask for another colour of every text upon them.
    ':hover': { backgroundColor: tokens.colorNeutralBackground2 },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
    '@media (forced-colors: active)': { ':focus-visible': { outline: '2px solid Highlight', outlineOffset: '-2px' } },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground3,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
  },
  shape: { display: 'flex', height: tokens.lineHeightBase300, alignItems: 'center' },
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
  },
  place: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  severity: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  blocks: { color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200 },
  suggestion: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  value: { fontWeight: tokens.fontWeightSemibold },
  label: { color: tokens.colorNeutralForeground3 },
  applied: { display: 'inline-flex', alignItems: 'center', gap: '4px', color: tokens.colorStatusSuccessForeground1 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    rowGap: '2px',
  },
  waive: { minWidth: 0, marginLeft: 'auto', color: tokens.colorNeutralForeground3 },
  clause: { minWidth: 0, paddingLeft: '6px', paddingRight: '6px', color: tokens.colorBrandForegroundLink },
  quote: {
    margin: `${tokens.spacingVerticalXXS} 0`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  words: { margin: 0, whiteSpace: 'pre-wrap' },
});

/** What can be done with a finding from where it stands in the list. */
export interface FindingActions {
  readonly show: (listed: ListedFinding, index: number) => void;
  readonly apply: (finding: Finding) => void;
  /** Asks who sets it aside and why; of one that blocks, says that it can't be. */
  readonly waive: (finding: Finding) => void;
  readonly toggleClause: (key: string) => void;
}

export interface FindingCardProps {
  readonly listed: ListedFinding;
  readonly index: number;
  readonly total: number;
  readonly wording: Wording;
  /** The one of the list that the Tab key comes to; all others are reached by arrow keys. */
  readonly isCurrent: boolean;
  /** Its cell was selected in the sheet last. */
  readonly isChosen: boolean;
  readonly isWaiting: boolean;
  readonly isBusy: boolean;
  /** The clauses of this finding whose words are open, apart by line breaks. */
  readonly open: string;
  readonly actions: FindingActions;
}

/** The key under which a clause of a finding is open. */
export function openClauseKey(listed: ListedFinding, clause: string): string {
  return `${listed.key} · ${clause}`;
}

/** A finding: how grave and where, what is wrong in one sentence, what to do, and the clause in its own words. */
export const FindingCard = memo(function FindingCard(props: FindingCardProps): JSX.Element {
  const { listed, index, total, wording, isCurrent, isChosen, isWaiting, isBusy, open, actions } = props;
  const { finding } = listed;
  const styles = useStyles();
  const id = useId();
  const tabIndex = isCurrent ? 0 : -1;
  const suggestion = wording.suggestion(finding);
  const openClauses = new Set(open.split('\n'));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    actions.show(listed, index);
  };
  const inside = (event: MouseEvent, action: () => void): void => {
    event.stopPropagation();
    action();
  };

  return (
    <article
      className={mergeClasses(styles.card, isChosen && styles.chosen)}
      tabIndex={tabIndex}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-labelledby={`${id}-head`}
      aria-describedby={`${id}-sentence`}
      data-index={index}
      onClick={() => actions.show(listed, index)}
      onKeyDown={onKeyDown}
    >
      <span className={styles.shape}>
        <SeverityShape severity={finding.severity} />
      </span>
      <div className={styles.body}>
        <div className={styles.head} id={`${id}-head`}>
          <span className={styles.place}>{visible(qualifiedAddress(finding.sheet, finding.cell))}</span>
          <span className={styles.severity}>{wording.severity(finding.severity)}</span>
          {finding.blocks && <span className={styles.blocks}>{wording.pane('pane-check', 'blocks')}</span>}
        </div>
        <div id={`${id}-sentence`}>{wording.findingHere(finding)}</div>
        <div className={styles.foot}>
          {suggestion !== undefined && (
            <div className={styles.suggestion}>
              <span>
                <span className={styles.label}>{wording.pane('pane-check', 'suggestion-label')} </span>
                <span className={styles.value}>{suggestion}</span>
              </span>
              {isWaiting ? (
                <span className={styles.applied}>
                  <CheckmarkRegular aria-hidden="true" />
                  <span>{wording.pane('pane-check', 'applied-here')}</span>
                </span>
              ) : (
                <Button
                  size="small"
                  tabIndex={tabIndex}
                  disabledFocusable={isBusy}
                  aria-label={wording.pane('pane-check', 'apply-here', {
                    suggestion,
                    sheet: visible(finding.sheet),
                    cell: finding.cell,
                  })}
                  onClick={(event) => inside(event, () => actions.apply(finding))}
                >
                  {wording.pane('pane-check', 'apply')}
                </Button>
              )}
            </div>
          )}
          {finding.clauses.map((clause) => (
            <Button
              key={clause}
              className={styles.clause}
              size="small"
              appearance="subtle"
              tabIndex={tabIndex}
              aria-label={wording.pane('pane-check', 'clause-show', { clause: visible(clause) })}
              aria-expanded={openClauses.has(clause)}
              onClick={(event) => inside(event, () => actions.toggleClause(openClauseKey(listed, clause)))}
            >
              {visible(clause)}&nbsp;{openClauses.has(clause) ? '⌄' : '›'}
            </Button>
          ))}
          <Button
            className={styles.waive}
            size="small"
            appearance="subtle"
            tabIndex={tabIndex}
            aria-label={wording.pane('pane-check', 'waive-here', {
              sheet: visible(finding.sheet),
              cell: finding.cell,
            })}
            {...(finding.blocks && { title: wording.pane('pane-check', 'waive-blocks') })}
            onClick={(event) => inside(event, () => actions.waive(finding))}
          >
            {wording.pane('pane-check', 'waive')}
          </Button>
        </div>
        {finding.clauses
          .filter((clause) => openClauses.has(clause))
          .map((clause) => (
            <ClauseWords key={clause} clause={clause} tabIndex={tabIndex} />
          ))}
      </div>
    </article>
  );
});

function ClauseWords({ clause, tabIndex }: { clause: string; tabIndex: number }): JSX.Element {
  const { live, wording, go } = usePane();
  const styles = useStyles();
  const known = live.policy.clauses.get(clause);
  return (
    <blockquote className={styles.quote} onClick={(event) => event.stopPropagation()}>
      <p className={styles.words} lang={known ? 'zh-CN' : undefined}>
        {known ? visible(known.article) + ' ' + known.text : wording.pane('pane-check', 'clause-unknown')}
      </p>
      <Link as="button" tabIndex={tabIndex} onClick={() => go({ view: 'policy', clause })}>
        {wording.pane('pane-check', 'clause-go')}
      </Link>
    </blockquote>
  );
}
