import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { ArrowLeft16Regular } from '@fluentui/react-icons/svg/arrow-left';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CellRef } from '../../ledger/finding';
import type { Books } from '../../settlement/books';
import { qualifiedAddress } from '../../ledger/a1';
import { visible } from '../../wording/shown-text';
import { NotRead } from '../figures/waiting';
import { Heading, Screen, Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { useWayBack } from '../figures/way-back';
import { usePane } from '../pane-context';
import { AnswerChoice } from './answer-choice';
import { AnswerTrace } from './answer-trace';
import { CellTrace } from './cell-trace';
import { DerivationTree } from './derivation-tree';
import { groupNode } from './group-node';
import { SelectionFollower } from './selection-follower';
import { sameCell, subjectOf, type Subject } from './subject';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  follow: { marginInlineStart: 'auto' },
});

/** 溯源: how a figure came about. It follows the selection in the sheet, unless told to stay. */
export function TraceView() {
  const { state } = usePane();
  return state.books ? <Trace books={state.books} /> : <NotRead />;
}

function Trace({ books }: { books: Books }) {
  const { live, destination, tellProblem } = usePane();
  const say = useText();
  const styles = useStyles();
  const [subject, setSubject] = useState<Subject>(() => subjectOf(destination));
  const [follows, setFollows] = useState(true);
  /** Who switches it on means what is selected now; who came by a link means what the link led to. */
  const isFollowingAgain = useRef(false);
  /** The cell that was selected from here: it is looked at, not asked about. */
  const shownFromHere = useRef<CellRef>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const back = useWayBack();

  const { port } = live;
  // The pane tells with the words of the moment; that they change is no reason to listen anew.
  const tell = useRef(tellProblem);
  useEffect(() => {
    tell.current = tellProblem;
  });
  const asked = destination.view === 'trace' ? destination.cell : undefined;
  const asksForSelection = asked === undefined && subjectOf(destination).kind === 'selection';
  useEffect(() => {
    shownFromHere.current = undefined;
    // Who has switched following off keeps what they look at, unless a link leads elsewhere.
    setSubject((before) => (asksForSelection && !follows ? before : subjectOf(destination)));
    // A link is followed by the focus; who only turned to this screen stays on its tab.
    if (!asksForSelection) heading.current?.focus();
  }, [destination, asksForSelection]);

  useEffect(() => {
    if (!asked) return undefined;
    let isOver = false;
    void port.readFormula(asked.sheet, asked.cell).then((formula) => {
      if (isOver) return;
      // A cell that can't be asked for its formula still stands in its row.
      setSubject({ kind: 'cell', place: asked, formula: formula.ok ? formula.value : '' });
      if (!formula.ok) tell.current(formula.error);
    });
    return () => {
      isOver = true;
    };
  }, [asked, port]);

  const following = useRef<SelectionFollower>(undefined);
  useEffect(() => {
    if (!follows) return undefined;
    const follower = new SelectionFollower(
      port,
      ({ place, formula }) => {
        if (sameCell(shownFromHere.current, place)) return;
        shownFromHere.current = undefined;
        setSubject((before) =>
          before.kind === 'cell' && sameCell(before.place, place) && before.formula === formula
            ? before
            : { kind: 'cell', place, formula },
        );
      },
      // Somebody is typing: what is selected is asked for again once they move on.
      (problem) => {
        if (problem.code !== 'cell-being-edited') tell.current(problem);
      },
    );
    following.current = follower;
    void follower.start();
    if (isFollowingAgain.current) void follower.readNow();
    return () => {
      following.current = undefined;
      follower.stop();
    };
  }, [follows, port]);

  useEffect(() => {
    if (asksForSelection) void following.current?.readNow();
  }, [destination, asksForSelection]);

  const onShow = useCallback((place: CellRef): void => {
    shownFromHere.current = place;
  }, []);
  const onAnswer = useCallback((id: string, year: number): void => {
    setSubject({ kind: 'answer', id, year });
    heading.current?.focus();
  }, []);

  return (
    <Screen>
      <div className={styles.bar}>
        {back && (
          <Button size="small" appearance="subtle" icon={<ArrowLeft16Regular />} onClick={back.go}>
            {say('back-to', { view: say(back.to.view === 'policy' ? 'policy-title' : 'settlement-title') })}
          </Button>
        )}
        <Switch
          className={styles.follow}
          label={say('follow')}
          labelPosition="before"
          checked={follows}
          onChange={(_event, { checked }) => {
            setFollows(checked);
            isFollowingAgain.current = checked;
            shownFromHere.current = undefined;
          }}
        />
      </div>
      <Heading at={heading}>{headingOf(subject, say)}</Heading>
      <SubjectPart books={books} subject={subject} onShow={onShow} onAnswer={onAnswer} />
    </Screen>
  );
}

function headingOf(subject: Subject, say: ReturnType<typeof useText>): string {
  if (subject.kind === 'cell') return visible(qualifiedAddress(subject.place.sheet, subject.place.cell));
  if (subject.kind === 'selection') return say('trace-title');
  return say('trace-of-year', { year: String(subject.year) });
}

interface SubjectProps {
  readonly books: Books;
  readonly onShow: (place: CellRef) => void;
  readonly onAnswer: (id: string, year: number) => void;
}

function SubjectPart({ books, subject, onShow, onAnswer }: SubjectProps & { readonly subject: Subject }) {
  switch (subject.kind) {
    case 'selection':
      return <AnswerChoice books={books} onAnswer={onAnswer} />;
    case 'answer':
      return <AnswerTrace books={books} id={subject.id} year={subject.year} onShow={onShow} />;
    case 'rows':
      return <RowsTrace books={books} subject={subject} onShow={onShow} />;
    case 'cell':
      return (
        <CellTrace books={books} place={subject.place} formula={subject.formula} onShow={onShow} onAnswer={onAnswer} />
      );
  }
}

function RowsTrace({
  books,
  subject: { group, year },
  onShow,
}: {
  books: Books;
  subject: Extract<Subject, { kind: 'rows' }>;
  onShow: (place: CellRef) => void;
}) {
  const { wording } = usePane();
  const say = useText();
  const tally = books.tally(group.ruleTable);
  const node = useMemo(() => tally && groupNode(books.policy, tally, group, year), [books, tally, group, year]);
  if (!tally || !node) return <Text>{say('rows-gone')}</Text>;
  return (
    <Section title={wording.title(tally.table.title)}>
      <DerivationTree root={node} label={say('derivation')} onShow={onShow} />
    </Section>
  );
}
