import { err, ok, type Result } from '../../kernel/result';
import { nearestName } from '../../functions/nearest-name';
import type { Policy } from '../../policy/policy';
import type { DerivationNode } from '../../settlement/answer';
import type { Books } from '../../settlement/books';
import { shown, visible } from '../../wording/shown-text';
import { derivationJson, derivationText } from '../derivation-forms';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { policyLines } from '../shared-forms';
import { chosenYear, openWorkbook } from '../workbook-choice';
import { yearFrom } from '../year';

/** Text is handed on in pieces of about this size: few enough calls, and never a whole tree in memory. */
const PIECE = 64 * 1024;

/** `explain`: how an answer came about, down to the ledger's cells and the clauses' own words. */
export async function explain(session: Session, request: RequestFor<'explain'>): Promise<ExitCode> {
  const opened = await openWorkbook(session, request, request.book);
  if (!opened.ok) return session.refuse(opened.error);
  const { books } = opened.value;
  const { policy } = books;
  const asked = askedAnswer(session, policy, request.formula);
  if (!asked.ok) return session.refuse(asked.error);
  const year = chosenYear(session, books, asked.value.year);
  if (!year.ok) return session.refuse(year.error);

  const answer = books.settle(year.value).answers.find(({ id }) => id === asked.value.id);
  if (!answer) throw new Error(`the settlement lacks ${asked.value.id}`);
  if (request.json) await printPieces(session, derivationJson(session.wording, policy, answer.derivation));
  else await printPieces(session, treeText(session, books, year.value, answer.derivation));
  return 0;
}

interface AskedAnswer {
  readonly id: string;
  readonly year: number | undefined;
}

/** «NET_PROFIT(2016)», «NET_PROFIT()» or «NET_PROFIT»; a leading «=» and full-width brackets are as good. */
const ANSWER_CALL = /^=?\s*(?:PAY\.)?([A-Z][A-Z0-9_]*)\s*(?:\(\s*([^()]*?)\s*\))?$/;

function askedAnswer(session: Session, policy: Policy, formula: string): Result<AskedAnswer, string> {
  const parts = ANSWER_CALL.exec(formula.normalize('NFKC').trim().toUpperCase());
  const id = parts?.[1];
  if (id === undefined) return err(session.line('refuse-formula', { formula: shown(formula) }));
  if (!policy.answers.has(id)) {
    const nearest = visible(nearestName(id, policy.answers.keys()));
    return err(session.line('refuse-answer', { answer: shown(id), nearest }));
  }
  const typed = parts?.[2] ?? '';
  const year = yearFrom(typed);
  if (typed !== '' && year === undefined) return err(session.line('refuse-year', { value: shown(typed) }));
  return ok({ id, year });
}

function* treeText(session: Session, books: Books, year: number, root: DerivationNode): Generator<string> {
  const { policy, workbook } = books;
  yield `${session.line('explain-heading', { book: shown(workbook.name), year })}\n`;
  const cited = new Set<string>();
  yield* derivationText(session, policy, root, cited);
  yield* clauseTexts(session, policy, cited);
  yield policyLines(session, policy);
}

/** The clauses in their own words, unbroken, so that they can be looked for and copied. */
function* clauseTexts(session: Session, policy: Policy, cited: ReadonlySet<string>): Generator<string> {
  if (cited.size === 0) return;
  yield `\n${session.wording.derivation('clauses')}\n`;
  for (const id of cited) {
    const clause = policy.clauses.get(id);
    if (!clause) continue;
    yield `${session.paint('bold', visible(id))}  ${visible(clause.article)}\n`;
    yield `${session.wording.quoted(clause.text)}\n`;
  }
}

async function printPieces(session: Session, pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < PIECE) continue;
    await session.print(waiting);
    waiting = '';
    if (session.io.stdout.closed) return;
  }
  await session.print(waiting);
}
