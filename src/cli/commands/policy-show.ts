import canonicalize from 'canonicalize';
import { formulaText } from '../../policy/expressions';
import type { Policy } from '../../policy/policy';
import type {
  Clause,
  Ledger,
  Limit,
  Measure,
  RowExpression,
  Rule,
  RuleTable,
  YearExpression,
} from '../../policy/schema';
import { shown, visible } from '../../wording/shown-text';
import { escapeUnseen, jsonText } from '../json-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { policyJson, whatIfJson, whatIfLines } from '../shared-forms';
import { textTable, type TableCell } from '../text-table';

/** `policy show`: a policy for a person to read, or its canonical document. */
export async function policyShow(
  session: Session,
  request: RequestFor<'policy-lint' | 'policy-show'>,
): Promise<ExitCode> {
  const policy = await chosenPolicy(session, request);
  if (!policy.ok) return session.refuse(policy.error);
  await session.print(request.json ? documentJson(policy.value) : new PolicyText(session, policy.value).whole());
  return 0;
}

/** The document with its keys in canonical order, as its digest is taken of it (RFC 8785). */
function documentJson(policy: Policy): string {
  const head = jsonText({ policy: policyJson(policy), ...whatIfJson(policy) });
  return `${head.slice(0, -1)},"document":${escapeUnseen(canonicalize(policy.document) ?? '')}}\n`;
}

class PolicyText {
  constructor(
    private readonly session: Session,
    private readonly policy: Policy,
  ) {}

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
            this.parameterTitle(item.monthly.parameter),
            item.clauses,
          ),
        ),
      ),
      this.section(
        'show-answers',
        document.answers.map(({ id, title, value, clauses }) =>
          this.entry(id, session.wording.title(title), this.yearFormula(value), clauses),
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
    const rows = policy.document.parameters.flatMap(({ id, title, unit, values }): TableCell[][] => {
      const named = [{ text: visible(id) }, { text: session.wording.title(title) }];
      if (values.length === 0) {
        return [
          [
            ...named,
            { text: session.line('unset') },
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
    const conditions = rule.when.map((condition) => wording.condition(condition, ledger));
    const ratio = 'number' in rule.ratio ? rule.ratio.number : this.parameterTitle(rule.ratio.parameter);
    const excluded = ratio === '0';
    const basis = this.rowFormula(rule.basis, ledger);
    const amount =
      ratio === '1' ? basis : `${'plus' in rule.basis || 'minus' in rule.basis ? `(${basis})` : basis} × ${ratio}`;
    const overridden = rule.overrides
      .map((id) => table.rules.find((other) => other.id === id)?.title)
      .filter((title) => title !== undefined);
    return [
      `  ${visible(rule.id)}  ${wording.title(rule.title)}  ${session.line('clause-mark', { clauses: wording.list(rule.clauses) })}\n`,
      session.wrapped(
        conditions.length === 0
          ? session.line('show-every-row')
          : session.line('show-when', { conditions: conditions.join(session.line('between-conditions')) }),
        '    ',
      ),
      session.wrapped(excluded ? session.line('show-not-counted') : session.line('show-counted', { amount }), '    '),
      overridden.length === 0
        ? ''
        : session.wrapped(
            session.line('show-overrides', { rules: wording.list(overridden.map((title) => wording.title(title))) }),
            '    ',
          ),
    ].join('');
  }

  // ---- Measures, limits, answers -------------------------------------------------------------------------------

  private measure(measure: Measure): string {
    const { session, policy } = this;
    const ledger = policy.ledgers.get(measure.ledger);
    if (!ledger) return '';
    const field = (id: string): string => session.wording.field(ledger, id);
    const text =
      measure.kind === 'latest'
        ? session.line('show-latest', { group: field(measure.group), value: field(measure.value) })
        : measure.kind === 'count'
          ? session.line('show-count', { value: field(measure.value), bound: this.rowFormula(measure.atLeast, ledger) })
          : session.line('show-sum', { value: this.rowFormula(measure.value, ledger) });
    return this.entry(measure.id, session.wording.title(measure.title), text, measure.clauses);
  }

  private limit(limit: Limit): string {
    const { session, policy } = this;
    const ledger = policy.ledgers.get(limit.ledger);
    if (!ledger) return '';
    const title = `${session.wording.severity(limit.severity)} ${visible(limit.code)}`;
    return this.entry(limit.id, title, this.limitText(limit, ledger), limit.clauses);
  }

  private limitText(limit: Limit, ledger: Ledger): string {
    const { session } = this;
    const { wording } = session;
    switch (limit.kind) {
      case 'filled':
        return session.line('show-filled', { column: wording.field(ledger, limit.cell) });
      case 'includes':
        return session.line('show-includes', {
          column: wording.field(ledger, limit.column),
          values: wording.list(limit.values),
        });
      case 'year': {
        const years =
          limit.fromYear === undefined && limit.toYear === undefined
            ? ''
            : session.line('show-years', { from: limit.fromYear ?? '', to: limit.toYear ?? '' });
        return `${this.yearFormula(limit.left)} ≥ ${this.yearFormula(limit.atLeast)}${years}`;
      }
      case 'row': {
        const figure = this.rowFormula(limit.left, ledger);
        const ratio = limit.of ? `${figure} ÷ ${this.rowFormula(limit.of, ledger)}` : figure;
        const bounds = [
          ...(limit.atLeast ? [`≥ ${this.rowFormula(limit.atLeast, ledger)}`] : []),
          ...(limit.atMost ? [`≤ ${this.rowFormula(limit.atMost, ledger)}`] : []),
        ];
        const conditions = limit.when.map((condition) => wording.condition(condition, ledger));
        return [`${ratio} ${bounds.join(' ')}`, ...conditions].join(session.line('between-conditions'));
      }
    }
  }

  private rowFormula(expression: RowExpression, ledger: Ledger): string {
    return formulaText(expression, (leaf) => {
      if ('field' in leaf) return this.session.wording.field(ledger, leaf.field);
      if ('parameter' in leaf) return this.parameterTitle(leaf.parameter);
      return 'number' in leaf ? leaf.number : '';
    });
  }

  private yearFormula(expression: YearExpression): string {
    const { policy, session } = this;
    const { wording } = session;
    return formulaText(expression, (leaf) => {
      if ('number' in leaf) return leaf.number;
      if ('parameter' in leaf) return this.parameterTitle(leaf.parameter);
      if ('answer' in leaf) return visible(leaf.answer);
      if ('measure' in leaf) return titleOf(policy.measures.get(leaf.measure), leaf.measure);
      if ('payItem' in leaf)
        return session.line('show-months', { item: titleOf(policy.payItems.get(leaf.payItem), leaf.payItem) });
      if ('counted' in leaf) {
        const titles = leaf.counted.map((id) => titleOf(policy.ruleTables.get(id), id));
        return session.line('show-counted-by', { tables: wording.list(titles) });
      }
      return '';
    });

    function titleOf(
      item: { readonly title: { readonly zh: string; readonly en: string } } | undefined,
      id: string,
    ): string {
      return item ? wording.title(item.title) : visible(id);
    }
  }

  private parameterTitle(id: string): string {
    const parameter = this.policy.parameters.get(id);
    return parameter ? this.session.wording.title(parameter.title) : visible(id);
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
    const mark = session.line('clause-mark', { clauses: session.wording.list(clauses) });
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
