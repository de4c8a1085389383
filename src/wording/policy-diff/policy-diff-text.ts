import type { PolicyChange, PolicyData, PolicyRecord } from '../../policy/diff';
import type { ParameterToBeSet } from '../../policy/parameter-gaps';
import type { Policy } from '../../policy/policy';
import { rewording, type TextEdit } from '../../policy/rewording';
import type {
  Answer,
  Condition,
  Ledger,
  Limit,
  LocalText,
  Measure,
  PayItem,
  RowExpression,
  Rule,
  RuleTable,
  Unit,
  YearExpression,
} from '../../policy/schema';
import { titleIn } from '../language';
import { PolicyText } from '../policy-text';
import { sentencesFrom, type Gaps, type KeyOf, type Sentences } from '../sentences';
import { shown, visible } from '../shown-text';
import type { Wording } from '../wording';
import english from './en-US.json';
import chinese from './zh-CN.json';

/** The sentences on what differs between policies, apart from the others: few ever ask for them. */
export const POLICY_DIFF_CHINESE = { 'policy-diff': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const POLICY_DIFF_ENGLISH = { 'policy-diff': english };

type Resources = typeof POLICY_DIFF_CHINESE;
type Key = KeyOf<'policy-diff', Resources>;

const sentencesIn = sentencesFrom(POLICY_DIFF_CHINESE, POLICY_DIFF_ENGLISH);

/** A change in the reader's words. All of it is plain text, fit to be shown. */
export interface ChangeText {
  /** What changed: «参数 活粉目标扣款标准（fan-penalty-rate）». */
  readonly subject: string;
  /** What became of it: «新增», «取值改变». */
  readonly what: string;
  /** What it was and what it is; left out where it was not or is not there. */
  readonly before?: string;
  readonly after?: string;
  /** Of a reworded text, what was taken out and put in. */
  readonly edits?: readonly TextEdit[];
}

/** The most characters of a thing that is told whole because nobody reads it otherwise. */
const LONGEST_DATA = 300;

/** What differs between two policies, in the reader's words. */
export class PolicyDiffText {
  private readonly sentences: Sentences<Resources>;

  constructor(
    private readonly wording: Wording,
    private readonly before: Policy,
    private readonly after: Policy,
  ) {
    this.sentences = sentencesIn(wording.language);
  }

  change(change: PolicyChange): ChangeText {
    const { part, kind, field, before, after } = change;
    const subject = this.subject(change);
    if (kind === 'moved') {
      return { subject, what: this.say('moved', { before: Number(before), after: Number(after) }) };
    }
    if (part === 'clause' && field === 'text' && typeof before === 'string' && typeof after === 'string') {
      const edits = rewording(before, after).map((edit) => ({ ...edit, text: lines(edit.text) }));
      return { subject, what: this.say('reworded'), before: lines(before), after: lines(after), edits };
    }
    return {
      subject,
      what: kind === 'changed' ? this.say('changed', { field: this.field(field ?? '') }) : this.say(kind),
      ...(before === undefined ? {} : { before: new SideText(this, this.wording, this.before, change).text(before) }),
      ...(after === undefined ? {} : { after: new SideText(this, this.wording, this.after, change).text(after) }),
    };
  }

  /** Days on which a parameter has to be set. */
  toBeSet({ parameter, title, from, to }: ParameterToBeSet): string {
    return this.say('to-be-set', {
      title: this.wording.title(title),
      parameter: visible(parameter),
      days: this.days(from, to),
    });
  }

  subject({ part, id, within, title }: PolicyChange): string {
    const name = visible(id);
    const titled = title ? this.wording.title(title) : '';
    if (part === 'value') {
      const [from, to] = id.split('..');
      return this.say('subject-value', {
        title: titled,
        within: visible(within ?? ''),
        days: this.days(from === '' ? undefined : from, to === '' ? undefined : to),
      });
    }
    const gaps = {
      part: this.say(`part-${part}`),
      name,
      title: titled,
      within: within === undefined ? '' : this.owner(part, within),
    };
    if (name === '') return gaps.part;
    // A name that is the title needs no saying twice.
    const isTitled = titled !== '' && titled !== name;
    if (within === undefined) return this.say(isTitled ? 'subject-title' : 'subject', gaps);
    return this.say(isTitled ? 'subject-title-within' : 'subject-within', gaps);
  }

  days(from: string | undefined, to: string | undefined): string {
    if (from !== undefined && from === to) return this.say('day', { from });
    if (from !== undefined && to !== undefined) return this.say('days', { from, to });
    if (from !== undefined) return this.say('days-from', { from });
    return to === undefined ? this.say('days-any') : this.say('days-to', { to });
  }

  say(key: Key, gaps?: Gaps): string {
    return this.sentences.say('policy-diff', key, gaps);
  }

  /** The rule table of a rule, or the ledger of a column or category, by its title. */
  private owner(part: PolicyChange['part'], id: string): string {
    const owners = [this.after, this.before].map(({ ruleTables, ledgers }) =>
      (part === 'rule' ? ruleTables : ledgers).get(id),
    );
    const owner = owners.find((found) => found !== undefined);
    return owner ? this.wording.title(owner.title) : visible(id);
  }

  private field(field: string): string {
    const key = this.sentences.find('policy-diff', `field-${field}`);
    return key === undefined ? this.say('field-other', { field: visible(field) }) : this.say(key);
  }
}

/** What a change's one side says, in the words of the policy that it stands in. */
class SideText {
  private readonly policyText: PolicyText;

  constructor(
    private readonly diff: PolicyDiffText,
    private readonly wording: Wording,
    private readonly policy: Policy,
    private readonly change: PolicyChange,
  ) {
    this.policyText = new PolicyText(wording, policy);
  }

  text(data: PolicyData): string {
    return this.change.field === undefined ? this.whole(data) : this.field(data, this.change.field);
  }

  /** A thing that was added or removed. */
  private whole(data: PolicyData): string {
    const { part, within = '' } = this.change;
    const { policyText, wording } = this;
    const item = data as unknown;
    switch (part) {
      case 'clause':
        return lines((item as { readonly text: string }).text);
      case 'value':
        return this.value(data as PolicyRecord, within);
      case 'parameter': {
        const { values } = item as { readonly values: readonly PolicyRecord[] };
        return values.length === 0
          ? this.diff.say('none')
          : values.map((value) => this.value(value, this.change.id)).join('\n');
      }
      case 'rule-table':
        return (item as RuleTable).rules.map((rule) => wording.title(rule.title)).join('\n');
      case 'rule':
        return this.rule(item as Rule, within);
      case 'measure':
        return this.withLedger((item as Measure).ledger, data, (ledger) => policyText.measure(item as Measure, ledger));
      case 'limit':
        return this.withLedger((item as Limit).ledger, data, (ledger) => policyText.limit(item as Limit, ledger));
      case 'answer':
        return policyText.yearFormula((item as Answer).value);
      case 'pay-item':
        return policyText.parameterTitle((item as PayItem).monthly.parameter);
      case 'column':
        return visible((item as { readonly header: string }).header);
      case 'task':
        return (item as { readonly dueOn: string }).dueOn;
      case 'chapter':
        return visible((item as { readonly title: string }).title);
      case 'ledger':
        return wording.list((item as Ledger).columns.map(({ header }) => header));
      case 'category': {
        const { sources = [] } = item as { readonly sources?: readonly string[] };
        return sources.length === 0 ? visible(this.change.id) : `${visible(this.change.id)}  ${wording.list(sources)}`;
      }
      default:
        return this.data(data);
    }
  }

  private value({ value, from, to, clauses }: PolicyRecord, parameter: string): string {
    const days = this.diff.days(text(from), text(to));
    const said = this.diff.say('value', { value: this.figure(text(value) ?? '', parameter), days });
    return Array.isArray(clauses) ? `${said} ${this.wording.clauseMark(clauses.map(String))}` : said;
  }

  private figure(value: string, parameter: string): string {
    const unit: Unit | undefined = this.policy.parameters.get(parameter)?.unit;
    return unit === undefined ? this.wording.number(visible(value)) : this.wording.figure(visible(value), unit);
  }

  private rule(rule: Rule, table: string): string {
    const { policyText } = this;
    const found = this.policy.ruleTables.get(table);
    return this.withLedger(found?.ledger ?? '', rule as unknown as PolicyData, (ledger) =>
      [
        policyText.conditions(rule, ledger),
        policyText.counted(rule, ledger),
        ...(found && rule.overrides.length > 0 ? [policyText.overrides(rule, found)] : []),
      ].join('\n'),
    );
  }

  /** One field of a thing that is on both sides. */
  private field(data: PolicyData, field: string): string {
    const { wording, policyText } = this;
    const { part, id, within = '' } = this.change;
    const expression = data as unknown;
    const ledger = this.ledger();
    if (field === 'title') return titleText(this.wording, data);
    if (field === 'manual') return wording.title(expression as LocalText);
    if (field === 'text') return lines(text(data) ?? '');
    if (field === 'unit') return wording.unit(expression as Unit);
    if (field === 'days' || field === 'life')
      return this.diff.days(text(partOf(data, 'from')), text(partOf(data, 'to')));
    if (part === 'value' && field === 'value') return this.figure(text(data) ?? '', within);
    if (part === 'parameter' && (field === 'min' || field === 'max' || field === 'example'))
      return this.figure(text(data) ?? '', id);
    if (field === 'monthly') return policyText.parameterTitle((expression as PayItem['monthly']).parameter);
    if (part === 'answer' && field === 'value') return policyText.yearFormula(expression as YearExpression);
    if (field === 'ratio') return this.ratio(expression as Rule['ratio']);
    if (field === 'severity') return wording.severity(expression as Limit['severity']);
    if (field === 'overrides') return this.overrides(data);
    if (isYearLimit(this.policy, part, id) && (field === 'left' || field === 'atLeast')) {
      return policyText.yearFormula(expression as YearExpression);
    }
    if (ledger && field === 'when') {
      return (expression as readonly Condition[]).length === 0
        ? wording.policyText('every-row')
        : (expression as readonly Condition[])
            .map((condition) => wording.condition(condition, ledger))
            .join(wording.policyText('between-conditions'));
    }
    if (ledger && ROW_EXPRESSIONS.has(field) && isRecord(data)) {
      return policyText.rowFormula(expression as RowExpression, ledger);
    }
    return this.data(data);
  }

  private ratio(ratio: Rule['ratio']): string {
    return 'number' in ratio ? this.wording.number(ratio.number) : this.policyText.parameterTitle(ratio.parameter);
  }

  private overrides(data: PolicyData): string {
    const rules = this.policy.ruleTables.get(this.change.within ?? '')?.rules ?? [];
    const titles = (Array.isArray(data) ? data : []).map((id) => {
      const rule = rules.find((each) => each.id === id);
      return rule ? this.wording.title(rule.title) : visible(String(id));
    });
    return titles.length === 0 ? this.diff.say('none') : this.wording.list(titles);
  }

  /** The ledger whose rows the thing that changed is about, if it is about a ledger's rows. */
  private ledger(): Ledger | undefined {
    const { part, id, within = '' } = this.change;
    const { ledgers, ruleTables, measures, document } = this.policy;
    switch (part) {
      case 'rule':
        return ledgers.get(ruleTables.get(within)?.ledger ?? '');
      case 'rule-table':
        return ledgers.get(ruleTables.get(id)?.ledger ?? '');
      case 'measure':
        return ledgers.get(measures.get(id)?.ledger ?? '');
      case 'limit':
        return ledgers.get(document.limits.find((limit) => limit.id === id)?.ledger ?? '');
      default:
        return undefined;
    }
  }

  private withLedger(id: string, data: PolicyData, say: (ledger: Ledger) => string): string {
    const ledger = this.policy.ledgers.get(id);
    return ledger ? say(ledger) : this.data(data);
  }

  /** Anything else: lists of names as such, the rest as it is written. */
  private data(data: PolicyData): string {
    if (typeof data === 'boolean') return this.diff.say(data ? 'yes' : 'no');
    if (Array.isArray(data) && data.every((item) => typeof item === 'string')) {
      return data.length === 0 ? this.diff.say('none') : this.wording.list(data);
    }
    return shown(typeof data === 'string' ? data : JSON.stringify(data), LONGEST_DATA);
  }
}

const ROW_EXPRESSIONS: ReadonlySet<string> = new Set(['basis', 'value', 'left', 'of', 'atLeast', 'atMost']);

function isYearLimit(policy: Policy, part: PolicyChange['part'], id: string): boolean {
  return part === 'limit' && policy.document.limits.some((limit) => limit.id === id && limit.kind === 'year');
}

function titleText(wording: Wording, title: PolicyData): string {
  if (!isRecord(title)) return visible(text(title) ?? '');
  return visible(titleIn(wording.language, { zh: text(title['zh']) ?? '', en: text(title['en']) ?? '' }));
}

/** Other people's text whose lines stay lines. */
function lines(words: string): string {
  return words.split('\n').map(visible).join('\n');
}

function isRecord(data: PolicyData | undefined): data is PolicyRecord {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function partOf(data: PolicyData, key: string): PolicyData | undefined {
  return isRecord(data) ? data[key] : undefined;
}

function text(data: PolicyData | undefined): string | undefined {
  return typeof data === 'string' ? data : undefined;
}
