import { formulaText } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type {
  Ledger,
  Limit,
  LocalText,
  Measure,
  RowExpression,
  Rule,
  RuleTable,
  YearExpression,
} from '../policy/schema';
import { visible } from './shown-text';
import type { Wording } from './wording';

/** What a policy's rules, measures, limits and answers say, in the reader's words: columns and parameters by their titles. */
export class PolicyText {
  constructor(
    private readonly wording: Wording,
    private readonly policy: Policy,
  ) {}

  /** Which rows a rule is for. */
  conditions(rule: Rule, ledger: Ledger): string {
    const { wording } = this;
    const conditions = rule.when.map((condition) => wording.condition(condition, ledger));
    return conditions.length === 0
      ? wording.policyText('every-row')
      : wording.policyText('when', { conditions: conditions.join(wording.policyText('between-conditions')) });
  }

  /** What counts of a row that meets the rule. */
  counted(rule: Rule, ledger: Ledger): string {
    const ratio = 'number' in rule.ratio ? rule.ratio.number : this.parameterTitle(rule.ratio.parameter);
    if (ratio === '0') return this.wording.policyText('not-counted');
    const basis = this.rowFormula(rule.basis, ledger);
    const inBrackets = 'plus' in rule.basis || 'minus' in rule.basis ? `(${basis})` : basis;
    return this.wording.policyText('counted', { amount: ratio === '1' ? basis : `${inBrackets} × ${ratio}` });
  }

  /** Which other rules of its table give way to the rule; «» where none does. */
  overrides(rule: Rule, { rules }: RuleTable): string {
    const { wording } = this;
    const titles = rule.overrides
      .map((id) => rules.find((other) => other.id === id)?.title)
      .filter((title) => title !== undefined);
    if (titles.length === 0) return '';
    return wording.policyText('overrides', { rules: wording.list(titles.map((title) => wording.title(title))) });
  }

  measure(measure: Measure, ledger: Ledger): string {
    const { wording } = this;
    const field = (id: string): string => wording.field(ledger, id);
    switch (measure.kind) {
      case 'latest':
        return wording.policyText('latest', { group: field(measure.group), value: field(measure.value) });
      case 'count':
        return wording.policyText('count', {
          value: field(measure.value),
          bound: this.rowFormula(measure.atLeast, ledger),
        });
      case 'sum':
        return wording.policyText('sum', { value: this.rowFormula(measure.value, ledger) });
    }
  }

  limit(limit: Limit, ledger: Ledger): string {
    const { wording } = this;
    switch (limit.kind) {
      case 'filled':
        return wording.policyText('filled', { column: wording.field(ledger, limit.cell) });
      case 'includes':
        return wording.policyText('includes', {
          column: wording.field(ledger, limit.column),
          values: wording.list(limit.values),
        });
      case 'listed': {
        const other = this.policy.ledgers.get(limit.in.ledger);
        return wording.policyText('listed', {
          column: wording.field(ledger, limit.column),
          ledger: this.titleOf(other, limit.in.ledger),
          other: other ? wording.field(other, limit.in.column) : visible(limit.in.column),
        });
      }
      case 'year': {
        const years =
          limit.fromYear === undefined && limit.toYear === undefined
            ? ''
            : wording.policyText('years', { from: limit.fromYear ?? '', to: limit.toYear ?? '' });
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
        return [`${ratio} ${bounds.join(' ')}`, ...conditions].join(wording.policyText('between-conditions'));
      }
    }
  }

  rowFormula(expression: RowExpression, ledger: Ledger): string {
    return formulaText(expression, (leaf) => {
      if ('field' in leaf) return this.wording.field(ledger, leaf.field);
      if ('parameter' in leaf) return this.parameterTitle(leaf.parameter);
      return 'number' in leaf ? leaf.number : '';
    });
  }

  /** An answer is named by its id, which is also what one types into a cell. */
  yearFormula(expression: YearExpression): string {
    const { policy, wording } = this;
    return formulaText(expression, (leaf) => {
      if ('number' in leaf) return leaf.number;
      if ('parameter' in leaf) return this.parameterTitle(leaf.parameter);
      if ('answer' in leaf) return visible(leaf.answer);
      if ('measure' in leaf) return this.titleOf(policy.measures.get(leaf.measure), leaf.measure);
      if ('payItem' in leaf)
        return wording.policyText('months', { item: this.titleOf(policy.payItems.get(leaf.payItem), leaf.payItem) });
      if ('counted' in leaf) {
        const titles = leaf.counted.map((id) => this.titleOf(policy.ruleTables.get(id), id));
        return wording.policyText('counted-by', { tables: wording.list(titles) });
      }
      return '';
    });
  }

  parameterTitle(id: string): string {
    return this.titleOf(this.policy.parameters.get(id), id);
  }

  private titleOf(item: { readonly title: LocalText } | undefined, id: string): string {
    return item ? this.wording.title(item.title) : visible(id);
  }
}
