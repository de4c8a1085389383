import type { ConnectionQuestion, ProposedAccount, QuestionOption, Reason } from '../../ledger/connect';
import type { Policy } from '../../policy/policy';
import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import { shown, visible } from '../shown-text';
import type { Wording } from '../wording';
import english from './connect-tools.en-US.json';
import chinese from './connect-tools.zh-CN.json';

/** The sentences of the page that connects a workbook's own sheets, apart from the others: few ever ask for them. */
export const CONNECT_TOOLS_CHINESE = { 'connect-tools': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const CONNECT_TOOLS_ENGLISH = { 'connect-tools': english };

export type ConnectToolsKey = KeyOf<'connect-tools', typeof CONNECT_TOOLS_CHINESE>;

const sentencesIn = sentencesFrom(CONNECT_TOOLS_CHINESE, CONNECT_TOOLS_ENGLISH);

/** A sentence of this page in a language; other people's text in its gaps must have gone through `shown` before. */
export function connectToolsText(language: Language, key: ConnectToolsKey, gaps?: Gaps): string {
  return sentencesIn(language).say('connect-tools', key, gaps);
}

/** What is said of a connection under a policy. */
export class ConnectionText {
  constructor(
    private readonly wording: Wording,
    private readonly policy: Policy,
  ) {}

  say(key: ConnectToolsKey, gaps?: Gaps): string {
    return connectToolsText(this.wording.language, key, gaps);
  }

  ledger(id: string): string {
    const title = this.policy.ledgers.get(id)?.title;
    return title ? this.wording.title(title) : visible(id);
  }

  ledgers(ids: Iterable<string>): string {
    return this.wording.list([...ids].map((id) => this.ledger(id)));
  }

  /** A column of a ledger by its heading in the policy's own layout. */
  column(ledger: string, column: string): string {
    return visible(this.policy.ledgers.get(ledger)?.columns.find(({ id }) => id === column)?.header ?? column);
  }

  /** The sheets of a list; month sheets, of which there are many, by the first and the last. */
  sheets(sheets: readonly string[]): string {
    if (sheets.length <= SHEETS_NAMED) return this.wording.list(sheets.map((sheet) => shown(sheet)));
    const [first = '', last = ''] = [sheets[0], sheets.at(-1)];
    return this.say('block-sheets', { first: shown(first), last: shown(last), count: sheets.length });
  }

  confidence(confidence: number): string {
    return this.say(confidence >= SURE ? 'sure' : isUnsure(confidence) ? 'unsure' : 'likely-so');
  }

  /** Why something is proposed. A unit is told of the column itself, which may have been changed since. */
  reasons(reasons: readonly Reason[]): readonly string[] {
    return reasons.flatMap(({ code, facts }) => {
      if (code === 'unit') return [];
      const gaps = Object.entries(facts).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : shown(value),
      ]);
      return [this.say(`why-${code}`, Object.fromEntries(gaps) as Gaps)];
    });
  }

  why(why: ProposedAccount['why']): string {
    return this.say(`account-${why}`);
  }

  question({ kind, sheet, facts }: ConnectionQuestion): string {
    const gap = (name: string): string => shown(String(facts[name] ?? ''));
    switch (kind) {
      case 'sides':
        return this.say('ask-sides', { credit: gap('credit'), debit: gap('debit') });
      case 'ledger':
        return this.say('ask-ledger', { sheet: shown(sheet), heading: gap('heading') });
      case 'column':
        return this.say('ask-column', { header: gap('header') });
      case 'year':
        return this.say('ask-year', { sheet: shown(sheet) });
      case 'category':
        return this.say('ask-category', { sheet: shown(sheet), ledger: this.ledger(String(facts['ledger'] ?? '')) });
      case 'account':
        return this.say('ask-account', {
          account: gap('account'),
          rows: this.rows(Number(facts['rows'] ?? 0)),
          amount: this.money(facts['amount']),
        });
      case 'source':
        return this.say('ask-source', { account: gap('account'), category: gap('category') });
    }
  }

  /** An option with what it would do. */
  option({ kind, likely }: ConnectionQuestion, option: QuestionOption): string {
    const sentence = this.optionAlone(kind, option);
    return option.id === likely ? this.say('likely', { option: sentence }) : sentence;
  }

  private optionAlone(kind: ConnectionQuestion['kind'], { id, facts, effect }: QuestionOption): string {
    const gap = (name: string): string => shown(String(facts[name] ?? ''));
    const counted = (name: string): string =>
      this.say('option-counted', { name, rows: this.rows(effect.rows), amount: this.money(effect.amount) });
    if (id === 'none') return this.say(kind === 'ledger' ? 'option-no-ledger' : 'option-no-entry');
    switch (kind) {
      case 'sides':
        return this.say('option-sides', {
          in: gap('in'),
          out: gap('out'),
          inAmount: this.money(facts['inAmount']),
          outAmount: this.money(facts['outAmount']),
        });
      case 'ledger':
        return counted(this.ledger(String(facts['ledger'] ?? id)));
      case 'column':
        return counted(gap('heading'));
      case 'year':
        return this.say('option-year', { year: gap('year'), rows: this.rows(effect.rows) });
      case 'source':
        return gap('source');
      // The account's own rows and amount stand in the question.
      case 'category':
      case 'account':
        return [...(facts['ledger'] === undefined ? [] : [this.ledger(String(facts['ledger']))]), gap('category')].join(
          ' · ',
        );
    }
  }

  rows(count: number): string {
    return this.say('rows', { count });
  }

  private money(value: string | number | undefined): string {
    return this.wording.figure(String(value ?? '0'), 'CNY');
  }
}

/** Tells a guess that somebody should look at. */
export function isUnsure(confidence: number): boolean {
  return confidence < LIKELY;
}

/** How many sheets are named one by one. */
const SHEETS_NAMED = 3;
/** From here on a guess is called sure, and from here on likely. */
const SURE = 0.85;
const LIKELY = 0.6;
