import { makeStyles, SearchBox, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { policyProblem } from '../../settlement/stopped-books';
import { PolicyText } from '../../wording/policy-text';
import { shortDigest, visible } from '../../wording/shown-text';
import { ProblemNote } from '../figures/problem-note';
import { Heading, Screen } from '../figures/screen';
import { useText } from '../figures/texts';
import { useReturn } from '../figures/way-back';
import { usePane } from '../pane-context';
import { ClauseList } from './clause-list';
import { LimitList } from './limit-list';
import { ParameterList } from './parameter-list';
import { PolicyActions } from './policy-actions';
import { RuleList } from './rule-list';
import { hitsOf, PARTS, type Part } from './search';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  source: { color: tokens.colorNeutralForeground3 },
  search: { maxWidth: 'none', width: '100%' },
  tabs: { flexWrap: 'wrap', marginInline: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

/** 制度: the written policy; where its cells are wrong, what is to be mended, since nobody knows what it says. */
export function PolicyView() {
  const { live } = usePane();
  const problem = policyProblem(live.policy);
  if (!problem) return <WrittenPolicy />;
  return (
    <Screen>
      <ProblemNote problem={problem} />
    </Screen>
  );
}

/** The policy in its own words, with its numbers, its rules and all that stands on each clause. */
function WrittenPolicy() {
  const { live, wording, destination } = usePane();
  const say = useText();
  const styles = useStyles();
  const { document, digest } = live.policy;
  const [part, setPart] = useState<Part>('clauses');
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed);
  const text = useMemo(() => new PolicyText(wording, live.policy), [wording, live.policy]);
  const hits = useMemo(() => hitsOf(live.policy, wording, text, query), [live.policy, wording, text, query]);
  const wanted = destination.view === 'policy' ? destination.clause : undefined;
  const ground = useReturn('policy');

  // A link to a clause leads there whatever was searched for before.
  useEffect(() => {
    if (wanted === undefined) return;
    setPart('clauses');
    setTyped('');
  }, [destination, wanted]);
  useEffect(() => {
    if (wanted === undefined || query !== '' || part !== 'clauses') return;
    const clauses = ground.current?.querySelectorAll<HTMLElement>('[data-clause]') ?? [];
    const clause = [...clauses].find((element) => element.dataset['clause'] === wanted);
    clause?.scrollIntoView({ block: 'start' });
    // Who comes back to a spot within the clause stays on it.
    if (clause?.contains(window.document.activeElement) === false) clause.focus({ preventScroll: true });
  }, [destination, wanted, query, part]);

  const searching = query.trim() !== '';
  const shown = searching && hits[part].size === 0 ? (PARTS.find((each) => hits[each].size > 0) ?? part) : part;
  return (
    <div ref={ground}>
      <Screen>
        <div className={styles.head}>
          <Heading>{wording.title(document.title)}</Heading>
          <Text size={200} className={styles.source}>
            {say('policy-source', { source: visible(document.source), edition: visible(document.edition) })}
            {' · '}
            {say(document.life.to === undefined ? 'policy-life-open' : 'policy-life', {
              from: document.life.from,
              to: document.life.to ?? '',
            })}
            {' · '}
            {say('policy-digest', { digest: shortDigest(digest) })}
          </Text>
          <PolicyActions />
          <SearchBox
            className={styles.search}
            aria-label={say('policy-search')}
            placeholder={say('policy-search')}
            value={typed}
            onChange={(_event, { value }) => setTyped(value)}
          />
          <TabList
            size="small"
            className={styles.tabs}
            selectedValue={shown}
            onTabSelect={(_event, { value }) => setPart(value as Part)}
          >
            {PARTS.map((each) => (
              <Tab key={each} value={each}>
                {say(`part-${each}`)}
                {searching && ` ${String(hits[each].size)}`}
              </Tab>
            ))}
          </TabList>
        </div>
        {searching && hits[shown].size === 0 && (
          <Text role="status">{say('nothing-found', { query: visible(query) })}</Text>
        )}
        {shown === 'clauses' && <ClauseList hits={hits.clauses} query={query} wanted={wanted} />}
        {shown === 'parameters' && <ParameterList hits={hits.parameters} query={query} />}
        {shown === 'rules' && <RuleList hits={hits.rules} query={query} text={text} />}
        {shown === 'limits' && <LimitList hits={hits.limits} query={query} text={text} />}
      </Screen>
    </div>
  );
}
