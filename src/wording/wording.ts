import type { AllocationProblem } from '../kernel/money';
import type { Finding } from '../ledger/finding';
import type { PolicyFault } from '../policy/fault';
import type { FieldValue } from '../policy/field-value';
import type { ClauseCoverage, LintFault } from '../policy/lint-report';
import type { Policy } from '../policy/policy';
import type { Rejection } from '../policy/rule-table';
import type { PolicyStanding } from '../policy/standing';
import type { Condition, Ledger, LocalText, Severity } from '../policy/schema';
import type { AnswerProblem } from '../settlement/answer';
import { problemSentence } from './answer-wording';
import { fileSentence, type FileProblem } from './file-wording';
import { findingSentence } from './finding-wording';
import { LANGUAGES, titleIn, type Language } from './language';
import { lintExample, lintSentence, policyFaultSentence } from './policy-wording';
import { portSentence, type PortProblemFacts } from './port-wording';
import { conditionText, fieldTitle, rejectionText } from './rule-wording';
import { sentencesIn, type Gaps, type KeyOf } from './sentences';
import { shownAmount, shownNumber } from './shown-figures';
import { LONGEST_LIST, shown, visible } from './shown-text';
import { standingSentence } from './standing-wording';

/** The sections of the pane's own texts. */
export type PaneSection = 'addin' | 'pane-shell' | 'pane-check' | 'pane-views' | 'port';
export type PaneKey<S extends PaneSection> = KeyOf<S>;

/**
 * What the product says, in one language. Codes and facts go in, sentences come out: plain text in which nothing of other
 * people's text can steer a terminal; whoever shows it in a page escapes it there.
 */
export interface Wording {
  readonly language: Language;
  /** A finding in one sentence: where, what, and what to do. */
  finding(finding: Finding): string;
  /** The same without the place, for where the place stands beside it. */
  findingHere(finding: Finding): string;
  /** What to put into the finding's cell, as it would be typed; `undefined` where a person has to decide. */
  suggestion(finding: Finding): string | undefined;
  severity(severity: Severity): string;
  /** Why an answer is an error or can't be distributed. */
  problem(problem: AnswerProblem | AllocationProblem): string;
  /** Why a file can't be read. */
  readProblem(problem: FileProblem): string;
  /** Why the spreadsheet application did not do what it was asked, and what to do. */
  portProblem(problem: PortProblemFacts): string;
  /** Why a policy document can't be used. */
  policyFault(fault: PolicyFault): string;
  /** What lint found in a usable policy document. */
  lintFault(fault: LintFault, policy: Policy): string;
  /** The row that shows what lint found; `undefined` where no row can. */
  lintExample(fault: LintFault, policy: Policy): string | undefined;
  /** How a policy stands to what was approved. */
  standing(standing: PolicyStanding): string;
  /** What becomes of a clause. */
  coverage(status: ClauseCoverage['status']): string;
  /** What a rule's condition asks for. */
  condition(condition: Condition, ledger: Ledger): string;
  /** A field's heading in the sheet, or its title in the reader's language. */
  field(ledger: Ledger, field: string): string;
  /** Why a rule did not decide a row, with the row's own value. */
  rejection(rejection: Rejection, ledger: Ledger, valueOf: (field: string) => FieldValue | undefined): string;
  title(title: LocalText): string;
  /** An amount in yuan with thousands separators: «218,605.06». */
  amount(value: string): string;
  /** A number with thousands separators: «52,300». */
  number(value: string): string;
  /** A unit as printed: «元», «人»; «» for a figure without one. */
  unit(unit: string | LocalText): string;
  /** A figure with its unit: «218,605.06 元», «52,300 人». */
  figure(value: string, unit: string | LocalText): string;
  /** How a figure was rounded. */
  rounding(): string;
  /** Items in a row, «A、B». */
  list(items: readonly string[]): string;
  /** Clauses behind what they are the ground of: «[六.2.5、六.3]». */
  clauseMark(clauses: readonly string[]): string;
  /** A clause's words in quotation marks; its lines stay lines. */
  quoted(text: string): string;
  /** What stands for an empty cell. */
  blank(): string;
  /** A part of a derivation's line, or the heading of the clauses that it cites. */
  derivation(key: KeyOf<'derivation'>, gaps?: Gaps): string;
  /** What a policy lays down, as `PolicyText` puts it together. */
  policyText(key: KeyOf<'policy-text'>, gaps?: Gaps): string;
  /** A text of the pane. Gaps are plain text and are shown as such. */
  pane<S extends PaneSection>(section: S, key: PaneKey<S>, gaps?: Gaps): string;
}

const MONEY = 'CNY';

/** The product's words in a language. */
export function wordingFor(language: Language): Wording {
  return WORDINGS[language];
}

function createWording(language: Language): Wording {
  const sentences = sentencesIn(language);
  const findingHere = (finding: Finding): string => findingSentence(sentences, language, finding);
  const unitText = (unit: string | LocalText): string => {
    if (unit === MONEY) return sentences.say('words', 'unit-cny');
    return visible(typeof unit === 'string' ? unit : titleIn(language, unit));
  };
  const list = (items: readonly string[]): string => items.map(visible).join(sentences.say('words', 'comma'));
  return {
    language,
    findingHere,
    finding: (finding) =>
      sentences.say('finding-general', 'place', {
        sheet: shown(finding.sheet),
        cell: shown(finding.cell),
        sentence: findingHere(finding),
      }),
    suggestion: ({ suggestion }) => (suggestion === undefined ? undefined : shown(suggestion.value, LONGEST_LIST)),
    severity: (severity) => sentences.say('words', `severity-${severity}`),
    problem: (problem) => problemSentence(sentences, language, problem),
    readProblem: (problem) => fileSentence(sentences, problem),
    portProblem: (problem) => portSentence(sentences, problem),
    policyFault: (fault) => policyFaultSentence(sentences, fault),
    lintFault: (fault, policy) => lintSentence(sentences, language, fault, policy),
    lintExample: (fault, policy) => lintExample(sentences, language, fault, policy),
    standing: (standing) => standingSentence(sentences, language, standing),
    coverage: (status) => sentences.say('words', `coverage-${status}`),
    condition: (condition, ledger) => conditionText(sentences, language, ledger, condition),
    field: (ledger, field) => visible(fieldTitle(language, ledger, field)),
    rejection: (rejection, ledger, valueOf) => rejectionText(sentences, language, rejection, ledger, valueOf),
    title: (title) => visible(titleIn(language, title)),
    amount: shownAmount,
    number: shownNumber,
    unit: unitText,
    figure: (value, unit) => {
      const number = unit === MONEY ? shownAmount(value) : shownNumber(value);
      return unit === '' ? number : sentences.say('words', 'figure', { value: number, unit: unitText(unit) });
    },
    rounding: () => sentences.say('words', 'rounded-to-fen'),
    list,
    clauseMark: (clauses) => sentences.say('words', 'clause-mark', { clauses: list(clauses) }),
    quoted: (text) => sentences.say('words', 'quoted', { text: text.split('\n').map(visible).join('\n') }),
    blank: () => sentences.say('words', 'blank'),
    derivation: (key, gaps) => sentences.say('derivation', key, gaps),
    policyText: (key, gaps) => sentences.say('policy-text', key, gaps),
    pane: (section, key, gaps) => sentences.say(section, key, gaps),
  };
}

const WORDINGS: Readonly<Record<Language, Wording>> = {
  [LANGUAGES[0]]: createWording(LANGUAGES[0]),
  [LANGUAGES[1]]: createWording(LANGUAGES[1]),
};
