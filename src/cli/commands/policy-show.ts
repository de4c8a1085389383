import canonicalize from 'canonicalize';
import type { Policy } from '../../policy/policy';
import type { Clause, Ledger, Limit, Measure, Rule, RuleTable } from '../../policy/schema';
import { PolicyText } from '../../wording/policy-text';
import { shown, visible } from '../../wording/shown-text';
import { escapeUnseen, jsonText } from '../json-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { approvalJson, policyJson, standingLine, whatIfJson, whatIfLines } from '../shared-forms';
import { textTable, type TableCell } from '../text-table';

/** `policy show`: a policy for a person to read, or its canonical document. */
export async function policyShow(
  session: Session,
  request: RequestFor<'policy-lint' | 'policy-show'>,
): Promise<ExitCode> {
  const policy = await chosenPolicy(session, request);
  if (!policy.ok) return session.refuse(policy.error);
  await session.print(request.json ? documentJson(policy.value) : new PolicyPages(session, policy.value).whole());
  return 0;
}

/** The document with its keys in canonical order, as its digest is taken of it (RFC 8785); its cases, which don't count, apart. */
function documentJson(policy: Policy): string {
  const { cases, ...document } = policy.document;
  const head = jsonText({
    policy: policyJson(policy),
    ...whatIfJson(policy),
    ...approvalJson(policy),
    ...(cases.length === 0 ? {} : { cases }),
  });
  return `${head.slice(0, -1)},"document":${escapeUnseen(canonicalize(document) ?? '')}}\n`;
}

class PolicyPages {
  private readonly text: PolicyText;

  constructor(
    private readonly session: Session,
    private readonly policy: Policy,
  ) {
    this.text = new PolicyText(session.wording, policy);
  }

  whole(): string {
    const { session, policy } = this;
    const { document, digest } = policy;
    const { life } = document;
    return [
      `${session.paint('bold', session.wording.title(document.title))}\n`,
      `${visible(document.id)} ${visible(document.edition)}\n`,
      `${session.line('show-digest', { digest })}\n`,
      session.wrapped(session.line('show-source', { source: shown(document.source, 500) }), ''),
      `${session.line(life.to === undefined ? 'show-life-open' : 'show-life', { from: life.from, to: life.to ?? '' })}\n`,
      whatIfLines(session, policy),
      standingLine(session, policy),
      this.clauses(),
      this.parameters(),
      ...document.ruleTables.map((table) => this.ruleTable(table)),
      this.section(
        'show-measures',
        document.measures.map((measure) => this.measure(measure)),
      ),
      this.section(
        'show-limits',
        document.limits.map((limit) => this.limit(limit)),
      ),
      this.section(
        'show-pay-items',
        document.payItems.map((item) =>
          this.entry(
            item.id,
            session.wording.title(item.title),
            this.text.parameterTitle(item.monthly.parameter),
            item.clauses,
          ),
        ),
      ),
      this.section(
        'show-answers',
        document.answers.map(({ id, title, value, clauses }) =>
          this.entry(id, session.wording.title(title), this.text.yearFormula(value), clauses),
        ),
      ),
      this.section(
        'show-tasks',
        document.tasks.map((task) => this.entry(task.id, session.wording.title(task.title), task.dueOn, task.clauses)),
      ),
    ].join('');
  }

  // ---- Clauses and parameters ----------------------------------------------------------------------------------

  private clauses(): string {
    const { session, policy } = this;
    const { chapters, clauses } = policy.document;
    const chapterOf = (clause: Clause): string => clause.id.split('.')[0] ?? '';
    let chapter: string | undefined;
    const lines = clauses.map((clause) => {
      const own = chapterOf(clause);
      const title = own === chapter ? undefined : chapters.find(({ id }) => id === own);
      chapter = own;
      const heading = title ? `  ${session.paint('bold', `${visible(title.id)}、${visible(title.title)}`)}\n` : '';
      return `${heading}${this.clause(clause)}`;
    });
    return this.section('show-clauses', lines);
  }

  private clause({ id, article, text, manual }: Clause): string {
    const { session } = this;
    const words = text.split('\n').map((line) => session.wrapped(visible(line), '    '));
    const note = manual
      ? session.wrapped(session.line('show-manual', { reason: session.wording.title(manual) }), '    ')
      : '';
    return `  ${visible(id)}  ${session.paint('gray', visible(article))}\n${words.join('')}${note}`;
  }

  private parameters(): string {
    const { session, policy } = this;
    const columns = [
      { heading: session.line('column-parameter') },
      { heading: session.line('column-title'), wraps: true },
      { heading: session.line('column-value-plain'), align: 'right' },
      { heading: session.line('column-unit') },
      { heading: session.line('column-from') },
      { heading: session.line('column-to') },
      { heading: session.line('column-clauses'), wraps: true },
    ] as const;
    const rows = policy.document.parameters.flatMap(({ id, title, unit, values, example }): TableCell[][] => {
      const named = [{ text: visible(id) }, { text: session.wording.title(title) }];
      if (values.length === 0) {
        return [
          [
            ...named,
            {
              text:
                example === undefined
                  ? session.line('unset')
                  : session.line('unset-example', { example: session.wording.number(example) }),
            },
            { text: session.wording.unit(unit) },
            { text: '' },
            { text: '' },
            { text: '' },
          ],
        ];
      }
      return values.map(({ value, from, to, clauses }) => [
        ...named,
        { text: session.wording.number(value) },
        { text: session.wording.unit(unit) },
        { text: from ?? '' },
        { text: to ?? '' },
        { text: session.wording.list(clauses) },
      ]);
    });
    const table = textTable(columns, rows, session.width, (heading) => session.paint('bold', heading));
    return `${this.heading('show-parameters')}${table}`;
  }

  // ---- Rules ---------------------------------------------------------------------------------------------------

  private ruleTable(table: RuleTable): string {
    const { session, policy } = this;
    const ledger = policy.ledgers.get(table.ledger);
    if (!ledger) return '';
    const heading = session.line('show-rule-table', {
      title: session.wording.title(table.title),
      id: visible(table.id),
      ledger: visible(ledger.table),
    });
    const rules = table.rules.map((rule) => this.rule(table, rule, ledger));
    return `\n${session.paint('bold', heading)}\n${rules.join('')}`;
  }

  private rule(table: RuleTable, rule: Rule, ledger: Ledger): string {
    const { session } = this;
    const { wording } = session;
    const overrides = this.text.overrides(rule, table);
    return [
      `  ${visible(rule.id)}  ${wording.title(rule.title)}  ${wording.clauseMark(rule.clauses)}\n`,
      session.wrapped(this.text.conditions(rule, ledger), '    '),
      session.wrapped(this.text.counted(rule, ledger), '    '),
      overrides === '' ? '' : session.wrapped(overrides, '    '),
    ].join('');
  }

  // ---- Measures, limits, answers -------------------------------------------------------------------------------

  private measure(measure: Measure): string {
    const { session, policy } = this;
    const ledger = policy.ledgers.get(measure.ledger);
    if (!ledger) return '';
    return this.entry(
      measure.id,
      session.wording.title(measure.title),
      this.text.measure(measure, ledger),
      measure.clauses,
    );
  }

  private limit(limit: Limit): string {
    const { session, policy } = this;
    const ledger = policy.ledgers.get(limit.ledger);
    if (!ledger) return '';
    const name = limit.title ? session.wording.title(limit.title) : visible(limit.code);
    const title = `${session.wording.severity(limit.severity)} ${name}`;
    return this.entry(limit.id, title, this.text.limit(limit, ledger), limit.clauses);
  }

  // ---- Layout --------------------------------------------------------------------------------------------------

  private section(key: SectionKey, entries: readonly string[]): string {
    return entries.length === 0 ? '' : `${this.heading(key)}${entries.join('')}`;
  }

  private heading(key: SectionKey): string {
    return `\n${this.session.paint('bold', this.session.line(key))}\n`;
  }

  private entry(id: string, title: string, text: string, clauses: readonly string[]): string {
    const { session } = this;
    const mark = session.wording.clauseMark(clauses);
    return `  ${visible(id)}  ${title}  ${mark}\n${session.wrapped(text, '    ')}`;
  }
}

type SectionKey =
  | 'show-clauses'
  | 'show-parameters'
  | 'show-measures'
  | 'show-limits'
  | 'show-pay-items'
  | 'show-answers'
  | 'show-tasks';
