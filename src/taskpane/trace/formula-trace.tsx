import { makeStyles, MessageBar, MessageBarBody, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { functionNamed } from '../../functions/catalogue';
import { callsIn, type FormulaCall } from '../../functions/find-calls';
import { sentenceOf } from '../../functions/function-texts';
import type { Result } from '../../kernel/result';
import type { CellRef } from '../../ledger/finding';
import type { Books } from '../../settlement/books';
import { shown } from '../../wording/shown-text';
import { ClauseMarks } from '../figures/clause-marks';
import { ProblemNote } from '../figures/problem-note';
import { Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import { DerivationTree } from './derivation-tree';
import { traceCall, type CallTrace, type CallTraceProblem } from './trace-call';

/** How much of a long formula stands above its derivation. */
const LONGEST_FORMULA = 300;

const useStyles = makeStyles({
  formula: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The calls of our functions in a cell's formula, each with its derivation; `otherwise` where there are none. */
export function FormulaTrace({
  books,
  place,
  formula,
  onShow,
  otherwise,
}: {
  books: Books;
  place: CellRef;
  formula: string;
  onShow: (place: CellRef) => void;
  otherwise: ReactNode;
}) {
  const styles = useStyles();
  const calls = useMemo(() => callsIn(formula), [formula]);
  if (calls.length === 0) return otherwise;
  return (
    <>
      <Text className={styles.formula}>{shown(formula, LONGEST_FORMULA)}</Text>
      {calls.map((call) => (
        <CallPart key={call.start} books={books} place={place} call={call} onShow={onShow} />
      ))}
    </>
  );
}

function CallPart({
  books,
  place,
  call,
  onShow,
}: {
  books: Books;
  place: CellRef;
  call: FormulaCall;
  onShow: (place: CellRef) => void;
}) {
  const { live, language, wording } = usePane();
  const say = useText();
  const [outcome, setOutcome] = useState<Result<CallTrace, CallTraceProblem>>();
  const { port, policy } = live;
  const { sheet, cell } = place;
  const context = useMemo(
    // The port tells blank cells apart on every host.
    () => ({ policy, books, wording, language, blanksArriveAsZero: false }),
    [policy, books, wording, language],
  );
  useEffect(() => {
    let isOver = false;
    void traceCall(call, { sheet, cell }, books, port, context).then((traced) => {
      if (!isOver) setOutcome(traced);
    });
    return () => {
      isOver = true;
    };
  }, [call, sheet, cell, books, port, context]);

  const contract = functionNamed(call.id);
  const title = contract ? `${contract.title[language]} ${call.id}` : call.id;
  if (!outcome) return <Spinner size="tiny" label={say('reading-arguments')} labelPosition="after" />;
  return (
    <Section title={title}>
      {outcome.ok ? (
        <TracedCall trace={outcome.value} description={contract?.description[language] ?? ''} onShow={onShow} />
      ) : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{sentence(outcome.error)}</MessageBarBody>
        </MessageBar>
      )}
    </Section>
  );

  function sentence(problem: CallTraceProblem): string {
    switch (problem.kind) {
      case 'function':
        return sentenceOf(problem.problem, context);
      case 'port':
        return wording.portProblem(problem.problem);
      case 'computed':
        return say('argument-computed', { argument: shown(problem.text) });
      case 'unresolved':
        return say('argument-unresolved', { argument: shown(problem.text) });
    }
  }
}

function TracedCall({
  trace,
  description,
  onShow,
}: {
  trace: CallTrace;
  description: string;
  onShow: (place: CellRef) => void;
}) {
  const say = useText();
  const styles = useStyles();
  switch (trace.kind) {
    case 'described':
      return <Text>{description}</Text>;
    case 'clause':
      return <ClauseMarks clauses={[trace.clause]} showsFirst />;
    case 'derivation':
      return (
        <>
          {(trace.year !== undefined || trace.isGiven) && (
            <Text size={200} className={styles.quiet}>
              {trace.year !== undefined && say('settlement-of', { year: String(trace.year) })}
              {trace.isGiven && ` · ${say('given-ranges')}`}
            </Text>
          )}
          {trace.problem && <ProblemNote problem={trace.problem} />}
          <DerivationTree root={trace.node} label={say('derivation')} onShow={onShow} />
        </>
      );
  }
}
