import { Badge, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Clause } from '../../policy/schema';
import { visible } from '../../wording/shown-text';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { useCardStyles } from './cards';
import { CitedBy } from './cited-by';
import { Marked } from './marked';

const useStyles = makeStyles({
  clause: {
    borderRadius: tokens.borderRadiusMedium,
    paddingInline: tokens.spacingHorizontalS,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    scrollMarginTop: tokens.spacingVerticalXXL,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  wanted: { backgroundColor: tokens.colorBrandBackground2 },
  words: { whiteSpace: 'pre-wrap', margin: 0 },
});

/** The clauses by chapter, verbatim. */
export function ClauseList({
  hits,
  query,
  wanted,
}: {
  hits: ReadonlySet<string>;
  query: string;
  /** The clause that a link led to. */
  wanted: string | undefined;
}) {
  const { live } = usePane();
  const styles = useCardStyles();
  const { chapters, clauses } = live.policy.document;
  const groups = new Map<string, Clause[]>();
  for (const clause of clauses) {
    if (!hits.has(clause.id)) continue;
    const chapter = clause.id.split('.')[0] ?? '';
    const group = groups.get(chapter);
    if (group) group.push(clause);
    else groups.set(chapter, [clause]);
  }
  return [...groups].map(([chapter, own]) => {
    const title = chapters.find(({ id }) => id === chapter)?.title;
    return (
      <Section key={chapter} title={title === undefined ? visible(chapter) : visible(`${chapter}、${title}`)}>
        <ul className={styles.list}>
          {own.map((clause) => (
            <ClauseCard key={clause.id} clause={clause} query={query} isWanted={clause.id === wanted} />
          ))}
        </ul>
      </Section>
    );
  });
}

function ClauseCard({ clause, query, isWanted }: { clause: Clause; query: string; isWanted: boolean }) {
  const { wording } = usePane();
  const say = useText();
  const cards = useCardStyles();
  const styles = useStyles();
  const [isOpen, setOpen] = useState(isWanted);
  const { id, article, text, manual } = clause;
  useEffect(() => {
    if (isWanted) setOpen(true);
  }, [isWanted]);
  return (
    <li
      data-clause={id}
      tabIndex={-1}
      className={mergeClasses(cards.card, styles.clause, isWanted && styles.wanted)}
      aria-label={say('clause-name', { clause: visible(id) })}
    >
      <span className={cards.head}>
        <span className={cards.name}>
          <Marked text={visible(id)} query={query} />
        </span>
        <span className={cards.quiet}>
          <Marked text={visible(article)} query={query} />
        </span>
        {manual ? (
          <Badge className={cards.end} appearance="tint" color="informative" size="small">
            {say('manual')}
          </Badge>
        ) : (
          <Button
            className={cards.end}
            size="small"
            appearance="subtle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {say(isOpen ? 'cited-hide' : 'cited-show')}
          </Button>
        )}
      </span>
      <p className={styles.words} lang="zh-CN">
        <Marked text={text} query={query} />
      </p>
      {manual && (
        <span className={cards.quiet}>
          <Marked text={wording.title(manual)} query={query} />
        </span>
      )}
      {isOpen && !manual && <CitedBy clause={id} />}
    </li>
  );
}
