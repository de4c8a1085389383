import { ok, err, type Result } from '../../kernel/result';
import {
  answerQuestion,
  proposeConnection,
  writeConnection,
  type Connection,
  type ConnectionProposal,
  type ConnectionQuestion,
  type ProposedAccount,
  type ProposedBlock,
  type QuestionOption,
  type Reason,
} from '../../ledger/connect';
import { qualifiedAddress } from '../../ledger/a1';
import type { WorkbookSnapshot } from '../../ledger/cells';
import type { Policy } from '../../policy/policy';
import { connectionOf, policyWrittenIn, withoutOurSheets } from '../../workbook/open-workbook';
import { policyProblem } from '../../settlement/stopped-books';
import { shown, shownPath, visible } from '../../wording/shown-text';
import { readConnectionFile } from '../connection-choice';
import { foundPolicy, refusalSentence } from '../policy-choice';
import { readBook } from '../read-book';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { policyJson, policyLines } from '../shared-forms';
import { textTable, type TableCell } from '../text-table';
import { isSameFile, refusedTarget, writeWhole } from '../write-file';

type Asked = RequestFor<'connect'>;

/** `connect`: how a workbook in a company's own layout can be read as the policy's ledgers. */
export async function connect(session: Session, request: Asked): Promise<ExitCode> {
  const { book, out, force, connectFile } = request;
  const refused = out === undefined ? undefined : await refusedOut(session, request, out);
  if (refused !== undefined) return session.refuse(refused);
  const given = connectFile === undefined ? undefined : await readConnectionFile(session, connectFile);
  if (given?.ok === false) return session.refuse(given.error);
  const found = request.policyFile === undefined ? undefined : await foundPolicy(session, request.policyFile);
  if (found?.ok === false) return session.refuse(refusalSentence(session.wording, found.error));
  const workbook = await readBook(session, book);
  if (!workbook.ok) return session.refuse(workbook.error);
  session.progress.report('progress-connecting');
  const choice = {
    ...(found ? { given: found.value.policy } : {}),
    ...(given ? { connection: given.value } : {}),
  };
  const written = policyWrittenIn(choice, workbook.value);
  const { policy } = written;
  const problem = policyProblem(policy);
  if (problem) return session.refuse(session.wording.problem(problem));
  const ledgers = withoutOurSheets(written, workbook.value);
  const known = connectionOf(choice, workbook.value);
  const answered = answerAll(session, proposeConnection(ledgers, policy, known), request.answers);
  if (!answered.ok) return session.refuse(answered.error);
  const proposal = answered.value;
  const isOpen = proposal.questions.length > 0;
  const nothing = proposal.blocks.length === 0;
  const writes = out !== undefined && !isOpen && !nothing;
  const failed = writes ? await store(session, out, force, proposal.connection) : undefined;
  if (failed !== undefined) return session.refuse(failed);
  const file = writes ? out : undefined;
  if (request.json) await session.printJson(proposalJson(session, policy, proposal, file));
  else await session.print(proposalText(session, policy, workbook.value, proposal, request, file));
  return isOpen || (nothing && proposal.missing.length > 0) ? 1 : 0;
}

async function refusedOut(session: Session, { book, force }: Asked, out: string): Promise<string | undefined> {
  // Nothing that this command makes is a workbook; least of all is the one it reads.
  if (await isSameFile(session, book, out)) return session.line('refuse-connect-same', { file: shownPath(out) });
  return refusedTarget(session, out, force);
}

function store(session: Session, out: string, force: boolean, connection: Connection): Promise<string | undefined> {
  return writeWhole(session, out, force, new TextEncoder().encode(writeConnection(connection)));
}

// ---- Answers -----------------------------------------------------------------------------------------------------

/** Answers questions in whatever order they were given: one answer may raise the question that another is for. */
function answerAll(
  session: Session,
  first: ConnectionProposal,
  answers: readonly string[],
): Result<ConnectionProposal, string> {
  let proposal = first;
  let left = answers;
  while (left.length > 0) {
    const step = answerNext(proposal, left);
    if (!step) return err(session.line('refuse-answer-unknown', { answer: shown(left[0] ?? '') }));
    const { question, option, answer } = step;
    if (!question.options.some(({ id }) => id === option)) {
      const options = session.wording.list(question.options.map(({ id }) => visible(id)));
      return err(session.line('refuse-answer-option', { id: shown(question.id), option: shown(option), options }));
    }
    proposal = answerQuestion(proposal, question.id, option);
    left = left.filter((each) => each !== answer);
  }
  return ok(proposal);
}

function answerNext(
  { questions }: ConnectionProposal,
  answers: readonly string[],
): { readonly question: ConnectionQuestion; readonly option: string; readonly answer: string } | undefined {
  for (const answer of answers) {
    const question = questions.find(({ id }) => answer.startsWith(`${id}=`));
    if (question) return { question, option: answer.slice(question.id.length + 1), answer };
  }
  return undefined;
}

// ---- JSON --------------------------------------------------------------------------------------------------------

function proposalJson(session: Session, policy: Policy, proposal: ConnectionProposal, written: string | undefined) {
  const reasons = (all: readonly Reason[]) =>
    all.map((reason) => ({ code: reason.code, message: reasonText(session, reason) }));
  return {
    policy: policyJson(policy),
    ownLayout: proposal.ownLayout,
    missing: proposal.missing,
    ledgers: proposal.blocks.map(({ block: _, columns, reasons: why, ...block }) => ({
      ...block,
      reasons: reasons(why),
      columns: columns.map((column) => ({ ...column, reasons: reasons(column.reasons) })),
    })),
    accounts: proposal.accounts,
    questions: proposal.questions.map((question) => ({
      id: question.id,
      kind: question.kind,
      sheet: question.sheet,
      cell: question.cell,
      message: questionText(session, policy, question),
      ...(question.likely === undefined ? {} : { likely: question.likely }),
      options: question.options.map((option) => ({
        id: option.id,
        ...option.effect,
        message: optionText(session, policy, question, option),
      })),
    })),
    connection: proposal.connection,
    ...(written === undefined ? {} : { written }),
  };
}

// ---- Text --------------------------------------------------------------------------------------------------------

function proposalText(
  session: Session,
  policy: Policy,
  workbook: WorkbookSnapshot,
  proposal: ConnectionProposal,
  request: Asked,
  written: string | undefined,
): string {
  const { blocks, accounts, questions, ownLayout, missing } = proposal;
  const names = (ids: readonly string[]): string =>
    session.wording.list(ids.map((id) => ledgerName(session, policy, id)));
  return [
    `${session.paint('bold', session.line('connect-heading', { book: shown(workbook.name) }))}\n`,
    ownLayout.length === 0 ? '' : session.wrapped(session.line('connect-own', { ledgers: names(ownLayout) }), ''),
    ...blocks.map((block) => blockText(session, policy, block)),
    accounts.length === 0 ? '' : accountTable(session, policy, accounts),
    ...questions.map((question) => questionLines(session, policy, question)),
    missing.length === 0
      ? ''
      : `\n${session.wrapped(session.line('connect-missing', { ledgers: names(missing) }), '', 'yellow')}`,
    `\n${session.wrapped(verdict(session, proposal, request, written), '')}`,
    policyLines(session, policy),
  ].join('');
}

function verdict(
  session: Session,
  { blocks, questions, missing }: ConnectionProposal,
  { book, out }: Asked,
  written: string | undefined,
): string {
  if (questions.length > 0) return session.line('connect-open', { count: questions.length });
  if (written !== undefined) {
    return session.line('connect-written', { file: shownPath(written), book: shownPath(book) });
  }
  if (blocks.length > 0) return session.line('connect-ready', { book: shownPath(book) });
  return session.line(
    missing.length > 0 ? 'connect-nothing' : out === undefined ? 'connect-needless' : 'connect-needless-out',
  );
}

function blockText(session: Session, policy: Policy, block: ProposedBlock): string {
  const heading = session.line('connect-block', {
    ledger: ledgerName(session, policy, block.ledger),
    sheets: sheetList(session, block.sheets),
    row: block.headerRow,
    rows: session.line('count-rows', { count: block.rows }),
    confidence: percent(block.confidence),
  });
  const because = block.reasons.map((reason) => session.wrapped(reasonText(session, reason), '  ', 'gray'));
  const columns = [
    { heading: session.line('connect-column-ledger') },
    { heading: session.line('connect-column-from'), wraps: true },
    { heading: session.line('connect-column-confidence'), align: 'right' },
    { heading: session.line('connect-column-reason'), wraps: true },
  ] as const;
  const rows = block.columns.map(({ column, from, confidence, reasons }): TableCell[] => [
    { text: columnName(policy, block.ledger, column) },
    { text: from.length === 0 ? '—' : session.wording.list(from.map((heading) => shown(heading))) },
    { text: `${String(percent(confidence))}%` },
    { text: reasons.map((reason) => reasonText(session, reason)).join(session.line('connect-and')) },
  ]);
  return `\n${session.wrapped(heading, '', 'bold')}${because.join('')}${textTable(columns, rows, session.width)}`;
}

function accountTable(session: Session, policy: Policy, accounts: readonly ProposedAccount[]): string {
  const columns = [
    { heading: session.line('connect-column-account'), wraps: true },
    { heading: session.line('connect-column-category'), wraps: true },
    { heading: session.line('connect-column-rows'), align: 'right' },
    { heading: session.line('connect-column-confidence'), align: 'right' },
    { heading: session.line('connect-column-reason'), wraps: true },
  ] as const;
  const rows = accounts.map(({ ledger, account, category, source, rows: count, confidence, why }): TableCell[] => [
    { text: shown(account) },
    {
      text:
        category === null
          ? session.line('connect-no-entry')
          : session.wording.list([
              `${ledgerName(session, policy, ledger)} ${visible(category)}`,
              ...(source === undefined ? [] : [visible(source)]),
            ]),
    },
    { text: String(count) },
    { text: `${String(percent(confidence))}%` },
    { text: session.line(`connect-account-${why}`) },
  ]);
  return `\n${session.line('connect-accounts')}\n${textTable(columns, rows, session.width)}`;
}

/** More options than this are many of a kind: categories, of which a few are shown with how many there are. */
const OPTIONS_SHOWN = 30;

function questionLines(session: Session, policy: Policy, question: ConnectionQuestion): string {
  const place = visible(qualifiedAddress(question.sheet, question.cell));
  const options = question.options.slice(0, OPTIONS_SHOWN).map((option) => {
    const likely = option.id === question.likely ? session.line('connect-likely') : '';
    return (
      session.wrapped(`${optionText(session, policy, question, option)}${likely}`, '    ') +
      answerLine(session, question, option)
    );
  });
  return [
    `\n${session.wrapped(`？ ${place}  ${questionText(session, policy, question)}`, '', 'yellow')}`,
    ...options,
  ].join('');
}

/** What to type, unbroken, so that it can be copied; quoted as shells want it. */
function answerLine(session: Session, question: ConnectionQuestion, option: QuestionOption): string {
  const answer = visible(`${question.id}=${option.id}`).replaceAll("'", "'\\''");
  return `      ${session.paint('gray', `--answer '${answer}'`)}\n`;
}

// ---- Sentences ---------------------------------------------------------------------------------------------------

function questionText(session: Session, policy: Policy, { kind, sheet, facts }: ConnectionQuestion): string {
  const gap = (name: string): string => shown(String(facts[name] ?? ''));
  switch (kind) {
    case 'sides':
      return session.line('connect-ask-sides', { credit: gap('credit'), debit: gap('debit') });
    case 'ledger':
      return session.line('connect-ask-ledger', { sheet: shown(sheet), heading: gap('heading') });
    case 'column':
      return session.line('connect-ask-column', { header: gap('header') });
    case 'year':
      return session.line('connect-ask-year', { sheet: shown(sheet) });
    case 'category':
      return session.line('connect-ask-category', {
        sheet: shown(sheet),
        ledger: ledgerName(session, policy, String(facts['ledger'] ?? '')),
      });
    case 'account':
      return session.line('connect-ask-account', {
        account: gap('account'),
        rows: session.line('count-rows', { count: Number(facts['rows'] ?? 0) }),
        amount: session.wording.figure(String(facts['amount'] ?? '0'), 'CNY'),
      });
    case 'source':
      return session.line('connect-ask-source', { account: gap('account'), category: gap('category') });
  }
}

function optionText(
  session: Session,
  policy: Policy,
  { kind }: ConnectionQuestion,
  { id, facts, effect }: QuestionOption,
): string {
  const gap = (name: string): string => shown(String(facts[name] ?? ''));
  const money = (name: string): string => session.wording.figure(String(facts[name] ?? '0'), 'CNY');
  if (id === 'none') return session.line(kind === 'ledger' ? 'connect-option-no-ledger' : 'connect-option-no-entry');
  const rows = session.line('count-rows', { count: effect.rows });
  const amount = effect.amount === undefined ? '' : session.wording.figure(effect.amount, 'CNY');
  switch (kind) {
    case 'sides':
      return session.line('connect-option-sides', {
        in: gap('in'),
        out: gap('out'),
        inAmount: money('inAmount'),
        outAmount: money('outAmount'),
      });
    case 'ledger':
      return session.line('connect-option-counted', {
        name: ledgerName(session, policy, String(facts['ledger'] ?? id)),
        rows,
        amount,
      });
    case 'column':
      return session.line('connect-option-counted', { name: gap('heading'), rows, amount });
    case 'year':
      return session.line('connect-option-year', { year: gap('year'), rows });
    case 'category':
    case 'account':
      return session.line('connect-option-counted', {
        name: [
          ...(facts['ledger'] === undefined ? [] : [ledgerName(session, policy, String(facts['ledger']))]),
          gap('category'),
        ].join(' '),
        rows,
        amount,
      });
    case 'source':
      return session.line('connect-option-counted', { name: gap('source'), rows, amount });
  }
}

function reasonText(session: Session, { code, facts }: Reason): string {
  const gaps = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(String(value))]));
  if (code === 'unit' && facts['times'] === 'title') return session.line('connect-why-unit-title');
  return session.line(`connect-why-${code}`, gaps);
}

function ledgerName(session: Session, policy: Policy, id: string): string {
  const title = policy.ledgers.get(id)?.title;
  return title ? session.wording.title(title) : visible(id);
}

function columnName(policy: Policy, ledger: string, column: string): string {
  return visible(policy.ledgers.get(ledger)?.columns.find(({ id }) => id === column)?.header ?? column);
}

/** How many sheets are named: month sheets are twelve of a kind. */
const SHEETS_NAMED = 3;

function sheetList(session: Session, sheets: readonly string[]): string {
  if (sheets.length <= SHEETS_NAMED) return session.wording.list(sheets.map((sheet) => shown(sheet)));
  const [first = '', last = ''] = [sheets[0], sheets.at(-1)];
  return session.line('connect-sheets', { first: shown(first), last: shown(last), count: sheets.length });
}

function percent(confidence: number): number {
  return Math.floor(confidence * 100);
}
