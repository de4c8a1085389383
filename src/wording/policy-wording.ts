import type { PolicyFault } from '../policy/fault';
import type { LintFault } from '../policy/lint-report';
import type { Policy } from '../policy/policy';
import type { LocalText } from '../policy/schema';
import { titleIn, type Language } from './language';
import { fieldTitle } from './rule-wording';
import type { KeyOf, Sentences } from './sentences';
import { shownNumber } from './shown-figures';
import { LONGEST_LIST, shown } from './shown-text';

/** Facts that name a kind of column or figure, and the facts that list several things. */
const KINDS: ReadonlySet<string> = new Set(['type', 'needed', 'kind']);
const LISTS: ReadonlySet<string> = new Set([
  'keys',
  'rules',
  'answers',
  'by',
  'winner',
  'detail',
  'headings',
  'allowed',
]);

type FactTexts = Readonly<Record<string, string>>;

/** A fault that keeps a policy document from being used: where it is, and what is wrong there. */
export function policyFaultSentence(sentences: Sentences, fault: PolicyFault): string {
  const { code, facts, path } = fault;
  const sentence = sentences.say('policy-fault', faultKey(sentences, code, facts), {
    ...factGaps(sentences, facts),
    code: shown(code),
    detail: detailText(sentences, facts['detail'] ?? ''),
    expected: expectedText(sentences, facts['expected'] ?? ''),
    bounds: boundsText(sentences, facts['min'] ?? '', facts['max'] ?? ''),
  });
  return path === '' ? sentence : sentences.say('policy-fault', 'place', { path: shown(path, LONGEST_LIST), sentence });
}

/** What lint found in a usable policy document: things by their titles, with the ids to look for behind them. */
export function lintSentence(sentences: Sentences, language: Language, fault: LintFault, policy: Policy): string {
  const { code, facts, rules = [] } = fault;
  const names = new LintNames(sentences, language, policy, facts['ruleTable'] ?? '');
  return sentences.say('lint', lintKey(sentences, code, facts), {
    ...factGaps(sentences, facts),
    ...names.gaps(facts),
    code: shown(code),
    rules: names.rules(rules),
    ...(facts['count'] === undefined ? {} : { count: Number(facts['count']) }),
    ...(facts['steps'] === undefined ? {} : { steps: shownNumber(facts['steps']) }),
  });
}

/** The same with the row that shows the fault, for where nothing else tells of it. */
export function lintSentenceHere(sentences: Sentences, language: Language, fault: LintFault, policy: Policy): string {
  const sentence = lintSentence(sentences, language, fault, policy);
  const row = lintExample(sentences, language, fault, policy);
  return row === undefined ? sentence : sentences.say('finding-general', 'with-example', { sentence, row });
}

/** The row that shows a fault, with the headings of the sheet: «类别 = 广告费，日期 = 2016-01-01». */
export function lintExample(
  sentences: Sentences,
  language: Language,
  { example, facts }: LintFault,
  policy: Policy,
): string | undefined {
  if (!example) return undefined;
  const table = policy.ruleTables.get(facts['ruleTable'] ?? '');
  const ledger = table && policy.ledgers.get(table.ledger);
  const cells = Object.entries(example).map(([field, value]) =>
    sentences.say('finding-general', 'example-cell', {
      field: shown(ledger ? fieldTitle(language, ledger, field) : field),
      value: value === '' ? sentences.say('words', 'blank') : shown(value),
    }),
  );
  return cells.join(sentences.say('finding-general', 'example-cells-apart'));
}

/** What separates the ids of a fact that holds several. */
const IDS_APART = ', ';

interface Titled {
  readonly id: string;
  readonly title: LocalText;
}

/** What lint's ids are called in the policy; an id without a title stays as it is. */
class LintNames {
  constructor(
    private readonly sentences: Sentences,
    private readonly language: Language,
    private readonly policy: Policy,
    private readonly ruleTable: string,
  ) {}

  gaps(facts: FactTexts): Record<string, string> {
    const { parameters, ruleTables } = this.policy;
    const nameOf: Readonly<Record<string, (ids: string) => string>> = {
      ruleTable: (id) => this.name(id, ruleTables.get(id)?.title),
      rule: (id) => this.rules([id]),
      winner: (ids) => this.rules(ids.split(IDS_APART)),
      parameter: (id) => this.name(id, parameters.get(id)?.title),
      field: (id) => this.field(id),
      owner: (id) => this.name(id, this.anything(id)?.title),
      by: (ids) => this.list(ids.split(IDS_APART).map((id) => this.name(id, this.anything(id)?.title))),
    };
    return Object.fromEntries(
      Object.entries(facts).flatMap(([fact, value]) => {
        const named = value === '' ? undefined : nameOf[fact]?.(value);
        return named === undefined ? [] : [[fact, named]];
      }),
    );
  }

  rules(ids: readonly string[]): string {
    const rules = this.policy.ruleTables.get(this.ruleTable)?.rules ?? [];
    return this.list(ids.map((id) => this.name(id, rules.find((rule) => rule.id === id)?.title)));
  }

  private field(id: string): string {
    const ledger = this.policy.ledgers.get(this.policy.ruleTables.get(this.ruleTable)?.ledger ?? '');
    const title = ledger ? fieldTitle(this.language, ledger, id) : id;
    return title === id ? shown(id) : this.sentences.say('words', 'named', { title: shown(title), id: shown(id) });
  }

  private name(id: string, title: LocalText | undefined): string {
    if (!title) return shown(id);
    return this.sentences.say('words', 'named', { title: shown(titleIn(this.language, title)), id: shown(id) });
  }

  private list(names: readonly string[]): string {
    return shown(names.join(this.sentences.say('words', 'comma')), LONGEST_LIST);
  }

  /** What stands for a clause or holds an expression, whatever its kind. Limits have no title. */
  private anything(id: string): Titled | undefined {
    const { document } = this.policy;
    const lists: readonly (readonly Titled[])[] = [
      document.parameters,
      ...document.ruleTables.map(({ rules }) => rules),
      document.measures,
      document.payItems,
      document.answers,
      document.tasks,
      document.breakdowns ?? [],
      ...document.ledgers.map(({ derived }) => derived),
    ];
    return lists.flatMap((list) => list.filter((item) => item.id === id))[0];
  }
}

function faultKey(sentences: Sentences, code: string, facts: FactTexts): KeyOf<'policy-fault'> {
  return sentences.find('policy-fault', faultVariant(code, facts)) ?? 'other';
}

function faultVariant(code: string, facts: FactTexts): string {
  switch (code) {
    case 'values-overlap':
      return facts['date'] === '' ? 'values-overlap-any' : code;
    case 'sheet-formula':
      return facts['found'] === '' ? 'sheet-formula-end' : code;
    case 'sheet-cell-error':
      return facts['found'] === UNCALCULATED ? 'sheet-cell-uncalculated' : code;
    case 'schema-invalid-type':
      return facts['given'] === 'nothing' ? 'schema-missing' : code;
    case 'schema-too-big':
    case 'schema-too-small':
      return facts['origin'] === 'string' || facts['origin'] === 'array' ? `${code}-${facts['origin']}` : code;
    default:
      return code;
  }
}

function lintKey(sentences: Sentences, code: string, facts: FactTexts): KeyOf<'lint'> {
  const variant =
    code === 'parameter-gap' && facts['to'] === ''
      ? 'parameter-gap-open'
      : code === 'rule-unreachable' && facts['field'] !== ''
        ? 'rule-unreachable-field'
        : code;
  return sentences.find('lint', variant) ?? 'other';
}

function factGaps(sentences: Sentences, facts: FactTexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const word = KINDS.has(name) ? sentences.find('policy-word', value) : undefined;
      if (word !== undefined) return [name, sentences.say('policy-word', word)];
      return [name, shown(value, LISTS.has(name) ? LONGEST_LIST : undefined)];
    }),
  );
}

/** The schema's own word for what is asked, where it has one; else what the validator says. */
function detailText(sentences: Sentences, detail: string): string {
  const word = sentences.find('policy-word', `detail-${detail}`);
  return word === undefined ? shown(detail, LONGEST_LIST) : sentences.say('policy-word', word);
}

/** A formula of which the file holds no result. */
const UNCALCULATED = 'uncalculated';

/** What a formula lacks at a place. */
function expectedText(sentences: Sentences, expected: string): string {
  const word = sentences.find('policy-word', `expected-${expected}`);
  return word === undefined ? shown(expected) : sentences.say('policy-word', word);
}

function boundsText(sentences: Sentences, min: string, max: string): string {
  const gaps = { min: shown(min), max: shown(max) };
  if (min !== '' && max !== '') return sentences.say('policy-word', 'bounds', gaps);
  return min === '' ? sentences.say('policy-word', 'at-most', gaps) : sentences.say('policy-word', 'at-least', gaps);
}
