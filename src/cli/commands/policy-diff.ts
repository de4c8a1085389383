import { fenText } from '../../kernel/money';
import { err, type Result } from '../../kernel/result';
import type { WorkbookSnapshot } from '../../ledger/cells';
import { diffPolicies, type PolicyChange, type PolicyDiff, type PolicyPart } from '../../policy/diff';
import type { Policy } from '../../policy/policy';
import { rewording, type TextEdit } from '../../policy/rewording';
import { excelErrorOf } from '../../settlement/answer';
import type { Books } from '../../settlement/books';
import {
  effectOfBooks,
  type AnswerEffect,
  type AnswerOutcome,
  type PolicyEffect,
  type UnsharedLedger,
  type YearEffect,
} from '../../settlement/policy-effect';
import { openWorkbook } from '../../workbook/open-workbook';
import type { CommandLineKey } from '../../wording/command-line/command-line-wording';
import { PolicyDiffText } from '../../wording/policy-diff/policy-diff-text';
import { shortDigest, shown, visible } from '../../wording/shown-text';
import { refusalSentence, writtenPolicy } from '../policy-choice';
import { readBook } from '../read-book';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { errorJson, policyJson } from '../shared-forms';
import { textTable, type TableCell } from '../text-table';

/**
 * `policy diff`: what differs between two policies, and what that comes to in yuan on the same ledgers. The exit code is 0
 * whether they differ or not: 1 means elsewhere that something is wrong, and a change is nothing wrong.
 */
export async function policyDiff(session: Session, request: RequestFor<'policy-diff'>): Promise<ExitCode> {
  const before = await namedPolicy(session, request.before);
  if (!before.ok) return session.refuse(before.error);
  const after = await namedPolicy(session, request.after);
  if (!after.ok) return session.refuse(after.error);
  const book = request.book ?? [request.after, request.before].find(isWorkbookName);
  const workbook = book === undefined ? undefined : await readBook(session, book);
  if (workbook?.ok === false) return session.refuse(workbook.error);

  const compared: Comparison = { before: before.value, after: after.value };
  const effect = workbook && effectOn(session, compared, workbook.value, request.year);
  const diff = effect?.diff ?? diffPolicies(before.value.document, after.value.document);
  const name = workbook?.value.name ?? '';
  if (request.json) await session.printJson(diffJson(session, compared, diff, effect, name));
  else await session.print(new DiffPages(session, compared, diff).whole(effect, name));
  return 0;
}

interface Comparison {
  readonly before: Policy;
  readonly after: Policy;
}

/** The policy that a name stands for: a document, a workbook, or a built-in policy; the error is the sentence that refuses it. */
async function namedPolicy(session: Session, name: string): Promise<Result<Policy, string>> {
  const written = await writtenPolicy(session, name);
  return written.ok ? written : err(refusalSentence(session.wording, written.error));
}

function isWorkbookName(name: string): boolean {
  return name.toLowerCase().endsWith('.xlsx');
}

/** A workbook opened under each policy, as far as its ledgers are read by it. */
function effectOn(
  session: Session,
  { before, after }: Comparison,
  workbook: WorkbookSnapshot,
  year?: number,
): PolicyEffect {
  session.progress.report('progress-settling');
  const [earlier, later] = [before, after].map((given) => openWorkbook({ given }, workbook).books) as [Books, Books];
  return effectOfBooks(earlier, later, year === undefined ? undefined : [year]);
}

// ---- JSON --------------------------------------------------------------------------------------------------------

function diffJson(
  session: Session,
  { before, after }: Comparison,
  diff: PolicyDiff,
  effect: PolicyEffect | undefined,
  book: string,
) {
  const text = new PolicyDiffText(session.wording, before, after);
  return {
    before: policyJson(before),
    after: policyJson(after),
    changes: diff.changes.map((change) => ({ ...change, ...editsJson(change), text: summary(text, change) })),
    toBeSet: diff.toBeSet.map(({ parameter, from, to }) => ({ parameter, from, to: to ?? null })),
    ...(effect && {
      effect: {
        book,
        years: effect.years.map(({ year, answers }) => ({
          year,
          answers: Object.fromEntries(answers.map((answer) => [answer.answer, answerJson(session, answer)])),
        })),
        unshared: effect.unshared,
      },
    }),
  };
}

function editsJson({ part, kind, field, before, after }: PolicyChange) {
  const isReworded = part === 'clause' && kind === 'changed' && field === 'text';
  return isReworded && typeof before === 'string' && typeof after === 'string'
    ? { edits: rewording(before, after) }
    : {};
}

function summary(text: PolicyDiffText, change: PolicyChange): string {
  const { subject, what } = text.change(change);
  return `${subject}: ${what}`;
}

function answerJson(session: Session, { before, after, difference, isChanged, because }: AnswerEffect) {
  return {
    before: outcomeJson(session, before),
    after: outcomeJson(session, after),
    difference: difference === undefined ? null : fenText(difference),
    changed: isChanged,
    because,
  };
}

/** As `settle` prints an answer; `null` where the policy does not define it. */
function outcomeJson({ wording }: Session, outcome: AnswerOutcome) {
  switch (outcome.kind) {
    case 'amount':
      return { value: fenText(outcome.fen), unit: 'CNY' };
    case 'problem':
      return { error: errorJson(wording, outcome.problem) };
    case 'not-defined':
      return null;
  }
}

// ---- Text --------------------------------------------------------------------------------------------------------

/** Parts that are read together, in the order in which they are told. */
const GROUPS: readonly { readonly heading: CommandLineKey; readonly parts: readonly PolicyPart[] }[] = [
  { heading: 'diff-group-head', parts: ['head', 'chapter'] },
  { heading: 'diff-group-clauses', parts: ['clause'] },
  { heading: 'diff-group-parameters', parts: ['parameter', 'value'] },
  { heading: 'diff-group-rules', parts: ['rule-table', 'rule'] },
  {
    heading: 'diff-group-others',
    parts: ['measure', 'limit', 'pay-item', 'answer', 'distribution', 'breakdown', 'task'],
  },
  { heading: 'diff-group-ledgers', parts: ['ledger', 'column', 'derived', 'category'] },
];

const MARKS = {
  added: { mark: '+', style: 'green' },
  removed: { mark: '−', style: 'red' },
  changed: { mark: '~', style: 'yellow' },
  moved: { mark: '↕', style: 'blue' },
} as const satisfies Record<PolicyChange['kind'], { mark: string; style: string }>;

/** A text that did not change is told up to so many characters beside what did. */
const KEPT_AROUND = 24;
const NOTHING = '—';

class DiffPages {
  private readonly text: PolicyDiffText;

  constructor(
    private readonly session: Session,
    private readonly compared: Comparison,
    private readonly diff: PolicyDiff,
  ) {
    this.text = new PolicyDiffText(session.wording, compared.before, compared.after);
  }

  whole(effect: PolicyEffect | undefined, book: string): string {
    const { session, compared, diff } = this;
    const count = diff.changes.length;
    return [
      session.wrapped(
        session.line('diff-heading', { before: this.identity(compared.before), after: this.identity(compared.after) }),
        '',
        'bold',
      ),
      session.wrapped(count === 0 ? session.line('diff-none') : session.line('diff-count', { count }), ''),
      ...GROUPS.map(({ heading, parts }) => this.group(heading, parts)),
      this.toBeSet(),
      ...(effect ? this.effect(effect, book) : []),
    ].join('');
  }

  private identity({ document, digest }: Policy): string {
    return this.session.line('diff-policy', {
      id: visible(document.id),
      edition: shown(document.edition),
      digest: shortDigest(digest),
    });
  }

  // ---- Changes -----------------------------------------------------------------------------------------------------

  private group(heading: CommandLineKey, parts: readonly PolicyPart[]): string {
    const lines = this.diff.changes.flatMap((change, index) =>
      parts.includes(change.part) ? [this.change(change, index)] : [],
    );
    return lines.length === 0 ? '' : `${this.heading(heading)}${lines.join('')}`;
  }

  private change(change: PolicyChange, index: number): string {
    const { session } = this;
    const { subject, what, before, after, edits } = this.text.change(change);
    const { mark, style } = MARKS[change.kind];
    const clauses =
      change.part === 'clause' || change.clauses.length === 0 ? '' : `  ${session.wording.clauseMark(change.clauses)}`;
    const line = `${mark} ${this.number(index)} ${session.line('diff-line', { subject, what })}${clauses}`;
    const sides = edits
      ? this.block(edits.map((edit) => this.edited(edit)).join(''))
      : [
          before === undefined ? '' : this.side('diff-before', before, after !== undefined),
          after === undefined ? '' : this.side('diff-after', after, before !== undefined),
        ].join('');
    return `${session.wrapped(line, '  ', style)}${sides}`;
  }

  /** What was or is there; which of the two it is needs saying only where both are. */
  private side(key: 'diff-before' | 'diff-after', text: string, isOneOfTwo: boolean): string {
    const { session } = this;
    return this.block(isOneOfTwo ? session.line('diff-side', { side: session.line(key), text }) : text);
  }

  private block(text: string): string {
    return text
      .split('\n')
      .map((line) => this.session.wrapped(line, '      '))
      .join('');
  }

  /** As programmers mark words that were changed, «[-1-]{+2+}»: it shows without colours as well. */
  private edited({ kind, text }: TextEdit): string {
    if (kind === 'removed') return `[-${text}-]`;
    if (kind === 'added') return `{+${text}+}`;
    const characters = [...text];
    if (characters.length <= 2 * KEPT_AROUND + 1) return text;
    return `${characters.slice(0, KEPT_AROUND).join('')}…${characters.slice(-KEPT_AROUND).join('')}`;
  }

  private toBeSet(): string {
    const { session, diff } = this;
    if (diff.toBeSet.length === 0) return '';
    const lines = diff.toBeSet.map((open) => session.wrapped(`▲ ${this.text.toBeSet(open)}`, '  ', 'yellow'));
    return `${this.heading('diff-to-be-set')}${lines.join('')}`;
  }

  // ---- Effect ------------------------------------------------------------------------------------------------------

  private effect({ years, unshared }: PolicyEffect, book: string): readonly string[] {
    const { session } = this;
    if (years.length === 0) return [`\n${session.wrapped(session.line('diff-no-years', { book: shown(book) }), '')}`];
    return [...years.map((year) => this.year(year, book)), this.unshared(unshared)];
  }

  private year({ year, answers }: YearEffect, book: string): string {
    const { session } = this;
    const { wording } = session;
    const heading = `\n${session.paint('bold', session.line('diff-effect', { book: shown(book), year }))}\n`;
    const changed = answers.filter(({ isChanged }) => isChanged);
    if (changed.length === 0) return `${heading}${session.line('diff-effect-none', { year })}\n`;
    const columns = [
      { heading: session.line('column-answer') },
      { heading: session.line('column-title'), wraps: true },
      { heading: session.line('column-before'), align: 'right', wraps: true },
      { heading: session.line('column-after'), align: 'right', wraps: true },
      { heading: session.line('column-difference'), align: 'right' },
      { heading: session.line('column-because'), wraps: true },
    ] as const;
    const rows = changed.map(({ answer, title, before, after, difference, because }): TableCell[] => [
      { text: visible(answer) },
      { text: wording.title(title) },
      { text: this.outcome(before) },
      { text: this.outcome(after) },
      { text: difference === undefined ? NOTHING : wording.amount(fenText(difference)) },
      { text: because.length === 0 ? NOTHING : wording.list(because.map((index) => this.number(index))) },
    ]);
    const table = textTable(columns, rows, session.width, (line) => session.paint('bold', line));
    return `${heading}${table}${this.reasons(changed)}`;
  }

  /** Why answers are errors, equal reasons told once. */
  private reasons(changed: readonly AnswerEffect[]): string {
    const { session } = this;
    const reasons = new Set(
      changed
        .flatMap(({ before, after }) => [before, after])
        .flatMap((outcome) => (outcome.kind === 'problem' ? [session.wording.problem(outcome.problem)] : [])),
    );
    return [...reasons].map((reason) => session.wrapped(reason, '  ')).join('');
  }

  private outcome(outcome: AnswerOutcome): string {
    const { session } = this;
    switch (outcome.kind) {
      case 'amount':
        return session.wording.amount(fenText(outcome.fen));
      case 'problem':
        return excelErrorOf(outcome.problem);
      case 'not-defined':
        return session.line('not-defined');
    }
  }

  private unshared(unshared: readonly UnsharedLedger[]): string {
    const { session } = this;
    const lines = unshared.map(({ table, sheet, knownTo }) =>
      session.wrapped(session.line(`diff-only-${knownTo}`, { table: visible(table), sheet: visible(sheet) }), ''),
    );
    return lines.length === 0 ? '' : `\n${lines.join('')}`;
  }

  /** How the effect refers to a change. */
  private number(index: number): string {
    return `#${String(index + 1)}`;
  }

  private heading(key: CommandLineKey): string {
    return `\n${this.session.paint('bold', this.session.line(key))}\n`;
  }
}
