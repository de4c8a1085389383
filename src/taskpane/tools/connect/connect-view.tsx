import { Body1, Button, Caption1, makeStyles, Select, Spinner, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { cellAddress, qualifiedAddress } from '../../../ledger/a1';
import {
  connectWorkbook,
  withEdit,
  withoutEdit,
  writeConnection,
  type Connection,
  type ConnectionEdit,
} from '../../../ledger/connect';
import type { WorkbookSnapshot } from '../../../ledger/cells';
import { builtInPacks } from '../../../policy/packs';
import type { Policy } from '../../../policy/policy';
import { keptConnection } from '../../../workbook/kept-connection';
import { CONNECTION_KEY } from '../../../workbook/stored-keys';
import type { OpenedWorkbook } from '../../../workbook/opened-workbook';
import { policyWrittenIn, withoutOurSheets } from '../../../workbook/open-workbook';
import { OWN_PARTS } from '../../../workbook/own-reading';
import { STORED_SHEET } from '../../../workbook/stored-sheet';
import { shown } from '../../../wording/shown-text';
import { ConnectionText, connectToolsText } from '../../../wording/tools/connect-tools-wording';
import { Section } from '../../figures/screen';
import { NotRead } from '../../figures/waiting';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';
import { AccountList } from './account-list';
import { EMPTY_DRAFT, useDraft, type ConnectDraft } from './draft';
import { LedgerCard } from './ledger-card';
import type { ConnectionPlan } from './plan';
import { Preview } from './preview';
import { QuestionCard } from './question-card';
import { useMerged, usePlan, usePreview } from './use-plan';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  lines: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

/** 连接台账: which of the workbook's own sheets and columns are the policy's ledgers, as proposed, changed and kept. */
export function ConnectView() {
  const { language, state } = usePane();
  const { opened, books } = state;
  const title = connectToolsText(language, 'title');
  if (!opened || !books) return <NotRead />;
  return (
    <ToolPage title={title} back={{ view: 'check' }}>
      <Body1>{connectToolsText(language, 'intro')}</Body1>
      <Caption1>{connectToolsText(language, 'writes', { sheet: STORED_SHEET })}</Caption1>
      {books.policy.broken ? <Body1>{connectToolsText(language, 'broken')}</Body1> : <Looking opened={opened} />}
    </ToolPage>
  );
}

/** The wizard, once the workbook is known with its merged cells. */
function Looking({ opened }: { opened: OpenedWorkbook }) {
  const { language } = usePane();
  const connected = opened.books.workbook;
  const plain = useMemo(() => {
    const { connected: _, ...rest } = connected;
    return rest;
  }, [connected]);
  const workbook = useMerged(plain);
  if (!workbook) return <Spinner size="tiny" label={connectToolsText(language, 'looking')} />;
  return <Wizard opened={opened} workbook={workbook} />;
}

function Wizard({ opened, workbook }: { opened: OpenedWorkbook; workbook: WorkbookSnapshot }) {
  const { live, wording } = usePane();
  const { draft, change } = useDraft(live);
  const own = useMemo(() => withoutOurSheets(policyWrittenIn({}, workbook), workbook), [workbook]);
  const isBuiltIn = opened.source.kind === 'built-in';
  const pack = isBuiltIn ? builtInPacks().find(({ id }) => id === draft.policy) : undefined;
  const policy = pack?.policy() ?? opened.books.policy;
  const kept = keptConnection(opened.stored, OWN_PARTS);
  const known = kept?.ok === true && kept.value.policy === policy.document.id ? kept.value : undefined;
  const plan = usePlan(own, policy, known, draft);
  const text = useMemo(() => new ConnectionText(wording, policy), [wording, policy]);
  return (
    <>
      {isBuiltIn && (
        <PolicyChoice text={text} policy={policy} onChoose={(id) => change({ ...EMPTY_DRAFT, policy: id })} />
      )}
      {kept && (
        <KeptConnection text={text} workbook={workbook} policy={policy} kept={kept.ok ? kept.value : undefined} />
      )}
      {!plan || plan.policy !== policy ? (
        <Spinner size="tiny" label={text.say('looking')} />
      ) : (
        <Plan
          text={text}
          workbook={workbook}
          plan={plan}
          draft={draft}
          change={change}
          known={known}
          isReplacing={kept !== undefined}
        />
      )}
    </>
  );
}

/** Nothing in the workbook says which policy it is under: somebody may know better than a guess. */
function PolicyChoice({
  text,
  policy,
  onChoose,
}: {
  text: ConnectionText;
  policy: Policy;
  onChoose: (id: string) => void;
}) {
  const { wording } = usePane();
  const styles = useStyles();
  return (
    <label>
      <Caption1 className={styles.quiet}>{text.say('policy')}</Caption1>
      <Select value={policy.document.id} onChange={(_event, { value }) => onChoose(value)}>
        {builtInPacks().map((each) => (
          <option key={each.id} value={each.id}>
            {wording.title(each.policy().document.title)}
          </option>
        ))}
      </Select>
    </label>
  );
}

/** The connection that the workbook keeps: whether it still fits, and the way to be rid of it. */
function KeptConnection({
  text,
  workbook,
  policy,
  kept,
}: {
  text: ConnectionText;
  workbook: WorkbookSnapshot;
  policy: Policy;
  kept: Connection | undefined;
}) {
  const { wording } = usePane();
  const keep = useKeeping(text);
  const styles = useStyles();
  const isOther = kept !== undefined && kept.policy !== policy.document.id;
  const problems = useMemo(() => {
    if (!kept || isOther) return [];
    return [...connectWorkbook(workbook, policy, kept).connected.values()].flatMap((ledger) => {
      if (!ledger.found) return [wording.problem(ledger.problem)];
      return ledger.unread.map(({ sheet, row, column }) =>
        text.say('unread', { place: shown(qualifiedAddress(sheet, cellAddress(row, column))) }),
      );
    });
  }, [workbook, policy, kept, isOther, text, wording]);
  return (
    <Section title={text.say('kept-title')}>
      {!kept ? (
        <Body1>{text.say('kept-unreadable')}</Body1>
      ) : isOther ? (
        <Body1>{text.say('kept-other', { policy: shown(kept.policy) })}</Body1>
      ) : (
        <>
          <Body1>{text.say('kept', { ledgers: text.ledgers(ledgersOf(kept)) })}</Body1>
          {problems.length === 0 ? (
            <Caption1 className={styles.quiet}>{text.say('kept-fits')}</Caption1>
          ) : (
            <ul className={styles.lines}>
              {problems.map((problem) => (
                <li key={problem}>▲ {problem}</li>
              ))}
            </ul>
          )}
        </>
      )}
      <div>
        <Button size="small" onClick={() => void keep(undefined)}>
          {text.say('disconnect')}
        </Button>
      </div>
    </Section>
  );
}

function ledgersOf({ blocks }: Connection): ReadonlySet<string> {
  return new Set(blocks.map(({ ledger }) => ledger));
}

/** Puts a connection into the workbook, or takes it away; a notice tells of it and takes it back. */
function useKeeping(text: ConnectionText): (connection: Connection | undefined) => Promise<boolean> {
  const { live, state, tell, tellProblem } = usePane();
  const before = state.opened?.stored.get(CONNECTION_KEY);
  return async (connection) => {
    const { port } = live;
    const written = await port.writeStorage(CONNECTION_KEY, connection && writeConnection(connection));
    if (!written.ok) {
      tellProblem(written.error);
      return false;
    }
    tell({
      intent: 'success',
      sentence: connection
        ? text.say('connected', { ledgers: text.ledgers(ledgersOf(connection)) })
        : text.say('disconnected'),
      action: {
        label: text.say('undo'),
        run: () =>
          void port.writeStorage(CONNECTION_KEY, before).then((undone) => {
            if (!undone.ok) tellProblem(undone.error);
            else tell({ intent: 'info', sentence: text.say(before === undefined ? 'undone-none' : 'undone') });
          }),
      },
    });
    return true;
  };
}

interface PlanProps {
  readonly text: ConnectionText;
  readonly workbook: WorkbookSnapshot;
  readonly plan: ConnectionPlan;
  readonly draft: ConnectDraft;
  readonly change: (part: Partial<ConnectDraft>) => void;
  readonly known: Connection | undefined;
  readonly isReplacing: boolean;
}

function Plan(props: PlanProps) {
  const { text, plan, change } = props;
  const { proposal, answers, proposed } = plan;
  const [question] = proposal.questions;
  const { ownLayout } = proposal;
  if (question) {
    return (
      <Section title={text.say('question')}>
        <QuestionCard
          key={question.id}
          text={text}
          question={question}
          done={answers.length}
          of={answers.length + proposal.questions.length}
          onAnswer={(option) => change({ answers: [...answers, { question: question.id, option }] })}
          onBack={answers.length > 0 ? () => change({ answers: answers.slice(0, -1) }) : undefined}
        />
      </Section>
    );
  }
  const isNeedless = proposed.length === 0 && proposal.missing.length === 0;
  return (
    <>
      {isNeedless ? (
        <Body1>{text.say('needless')}</Body1>
      ) : (
        ownLayout.length > 0 && <Body1>{text.say('own', { ledgers: text.ledgers(ownLayout) })}</Body1>
      )}
      {proposed.length === 0 && !isNeedless && <Body1>{text.say('nothing')}</Body1>}
      {answers.length > 0 && (
        <div>
          <Button size="small" onClick={() => change({ answers: answers.slice(0, -1) })}>
            {text.say('question-back')}
          </Button>
        </div>
      )}
      {proposed.length > 0 && <Found {...props} />}
      {plan.missing.length > 0 && !isNeedless && <Missing text={text} plan={plan} />}
      {plan.connection.blocks.length > 0 && <Keep {...props} />}
    </>
  );
}

/** The lists that would be read, and what the accounts in them mean. */
function Found({ text, plan, draft, change }: PlanProps) {
  const onEdit = (edit: ConnectionEdit): void => change({ edits: withEdit(draft.edits, edit) });
  const onTakeBack = (edit: ConnectionEdit): void => change({ edits: withoutEdit(draft.edits, edit) });
  return (
    <>
      {plan.proposed.map((block) => {
        const index = plan.proposal.connection.blocks.indexOf(block.block);
        return (
          <LedgerCard
            key={block.key}
            text={text}
            plan={plan}
            proposed={block}
            said={plan.proposal.blocks.find((each) => each.block === index)}
            onEdit={onEdit}
            onTakeBack={onTakeBack}
          />
        );
      })}
      <AccountList text={text} plan={plan} onEdit={onEdit} onTakeBack={onTakeBack} />
    </>
  );
}

/** Ledgers that nothing was found for, or that are left out, and whether answers need them. */
function Missing({ text, plan }: { text: ConnectionText; plan: ConnectionPlan }) {
  const styles = useStyles();
  return (
    <Section title={text.say('missing')}>
      <ul className={styles.lines}>
        {plan.missing.map((id) => {
          const isRequired = plan.policy.ledgers.get(id)?.presence === 'required';
          return (
            <li key={id} className={isRequired ? undefined : styles.quiet}>
              {text.say(isRequired ? 'missing-required' : 'missing-optional', { ledger: text.ledger(id) })}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What the workbook would come to, and the button that keeps the connection. */
function Keep({ text, workbook, plan, change, known, isReplacing }: PlanProps) {
  const { year, go } = usePane();
  const keep = useKeeping(text);
  const styles = useStyles();
  const { connection } = plan;
  const preview = usePreview(workbook, connection);
  const isSame = known !== undefined && writeConnection(known) === writeConnection(connection);
  const connect = async (): Promise<void> => {
    if (!(await keep(connection))) return;
    change(EMPTY_DRAFT);
    go({ view: 'check' });
  };
  return (
    <>
      <Preview text={text} preview={preview} year={year} />
      <Caption1 className={styles.quiet}>
        {isSame ? text.say('unchanged') : text.say('writes', { sheet: STORED_SHEET })}
      </Caption1>
      <div className={styles.actions}>
        <Button appearance="primary" disabledFocusable={!preview || isSame} onClick={() => void connect()}>
          {text.say(isReplacing ? 'change' : 'connect')}
        </Button>
      </div>
    </>
  );
}
