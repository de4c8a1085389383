import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useState, type MouseEvent } from 'react';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';
import { useText } from './texts';

const useStyles = makeStyles({
  marks: { display: 'inline-flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXS, rowGap: '2px' },
  mark: {
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorBrandForegroundLink,
    backgroundColor: 'transparent',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: `1px ${tokens.spacingHorizontalXS}`,
    minHeight: '24px',
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  open: { backgroundColor: tokens.colorBrandBackground2, borderTopColor: tokens.colorBrandStroke1 },
  quotes: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  quote: {
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightRegular,
  },
  article: { color: tokens.colorNeutralForeground3, display: 'block', fontSize: tokens.fontSizeBase200 },
});

/** The clauses that something stands on: one tap shows a clause's own words, from there the policy itself is one more. */
export function ClauseMarks({
  clauses,
  tabbable = true,
  showsFirst = false,
}: {
  clauses: readonly string[];
  /** False within a line that is no stop of the Tab key itself. */
  tabbable?: boolean;
  /** Shows the first clause's words from the outset. */
  showsFirst?: boolean;
}) {
  const { live, go } = usePane();
  const say = useText();
  const styles = useStyles();
  const quotes = useId();
  const [open, setOpen] = useState(showsFirst ? clauses[0] : undefined);
  if (clauses.length === 0) return null;
  const clause = open === undefined ? undefined : live.policy.clauses.get(open);
  const tabIndex = tabbable ? 0 : -1;
  const act = (event: MouseEvent, action: () => void): void => {
    // A mark may stand within something that is itself pressed, such as a branch of a tree.
    event.stopPropagation();
    action();
  };
  return (
    <span className={styles.quotes}>
      <span className={styles.marks}>
        {clauses.map((id) => (
          <button
            key={id}
            type="button"
            tabIndex={tabIndex}
            className={mergeClasses(styles.mark, id === open && styles.open)}
            aria-label={say('clause-open', { clause: visible(id) })}
            aria-expanded={id === open}
            {...(id === open ? { 'aria-controls': quotes } : {})}
            onClick={(event) => act(event, () => setOpen(id === open ? undefined : id))}
          >
            {visible(id)}
          </button>
        ))}
      </span>
      {clause && (
        <span id={quotes} className={styles.quote} lang="zh-CN">
          <span className={styles.article}>{visible(clause.article)}</span>
          {clause.text}{' '}
          <Link
            as="button"
            inline
            lang={undefined}
            tabIndex={tabIndex}
            onClick={(event) => act(event, () => go({ view: 'policy', clause: clause.id }))}
          >
            {say('clause-in-policy')}
          </Link>
        </span>
      )}
    </span>
  );
}
