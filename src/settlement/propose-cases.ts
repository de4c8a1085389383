import { parseIsoDate, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, decimalText } from '../kernel/decimal';
import { leavesOf } from '../policy/expressions';
import { policyNumbers, smallestUnit, withNumber, type PolicyNumber } from '../policy/policy-numbers';
import { provedPolicy } from '../policy/parse-policy';
import type { Policy } from '../policy/policy';
import type {
  CaseExpectation,
  CaseInput,
  Ledger,
  Measure,
  PolicyCase,
  PolicyDocument,
  YearExpression,
} from '../policy/schema';
import { excelErrorOf } from './answer';
import { derivedOf, movedCell, parametersOfTarget, sampleRows, type SampleRow } from './case-rows';
import { FIRST_ROW, rowInputs, targetsOf, type Said, type SpeakingTarget, type Subject } from './case-targets';
import { CaseTrial, outcomeIn, outcomeText, type CaseOutcome } from './policy-cases';

/** Boundary cases for the numbers of a policy, and the numbers that no case can be found for. */
export interface CaseProposal {
  readonly cases: readonly PolicyCase[];
  readonly unproven: readonly UnprovenNumber[];
}

/** A number that may be changed by its smallest unit without any case that was tried telling. */
export interface UnprovenNumber {
  /** Its place in the document. */
  readonly path: string;
  /** The number, day or year as the document has it. */
  readonly value: string;
  /** No result asks for it; or results do, and come out the same all the same. */
  readonly reason: 'unused' | 'no-effect';
}

/**
 * Boundary cases for every number of a policy, without those that it has already, and the numbers that no case could be
 * found for. For each number, inputs are tried until the policy with the number one smallest unit less, and the policy
 * with it one more, come to something else than the policy as it is: those inputs become cases, and beside a boundary
 * also the inputs one unit further.
 *
 * What each case expects is what the policy says today: it proves nothing until a person has held it against the written
 * text and taken it over. From then on it fails as soon as the number is moved.
 */
export function proposalFor(policy: Policy): CaseProposal {
  return new Proposer(policy).proposal();
}

/** Inputs of a year, told apart by where they stand among those that were tried. */
interface Scenario {
  readonly year: number;
  readonly given: readonly CaseInput[];
}

/** What is tried out of one number: the policy with a unit less and with a unit more, where there is such a policy. */
interface Moved {
  readonly less: Variant | undefined;
  readonly more: Variant | undefined;
}

/** A policy to hold inputs against: as it is, or with a number changed. */
class Variant {
  private trialOf: CaseTrial | undefined;

  constructor(readonly policy: Policy) {}

  get trial(): CaseTrial {
    this.trialOf ??= new CaseTrial(this.policy);
    return this.trialOf;
  }

  outcome({ year, given }: Scenario, subject: Subject): CaseOutcome {
    return outcomeIn(this.trial.enter([...given]), year, expecting(subject));
  }
}

/** Bounds on how much is tried for one number, so that no policy takes minutes. */
const MOST_TARGETS = 3;
const MOST_YEARS = 8;
const MOST_ASSIGNMENTS = 300;
const MOST_PAIRS = 60;

class Proposer {
  private readonly written: Variant;
  private readonly targets: readonly SpeakingTarget[];
  private readonly uses: readonly YearUse[];
  private readonly rows = new Map<SpeakingTarget, SampledRows>();
  /** Parameters without any value get one in each case that needs them. */
  private readonly assumed: ReadonlyMap<string, CaseInput>;
  private readonly known: Set<string>;
  private readonly ids: Set<string>;
  private readonly cases: PolicyCase[] = [];
  private readonly counts = new Map<string, number>();

  constructor(private readonly policy: Policy) {
    const { document } = policy;
    this.written = new Variant(policy);
    this.targets = targetsOf(policy);
    this.uses = yearUses(document);
    this.assumed = new Map(document.parameters.flatMap((parameter) => assumption(parameter)));
    this.known = new Set(document.cases.map(({ year, given, expect }) => keyOf({ year, given }, expect)));
    this.ids = new Set(document.cases.map(({ id }) => id));
  }

  proposal(): CaseProposal {
    const unproven: UnprovenNumber[] = [];
    for (const number of policyNumbers(this.policy.document)) {
      const targets = this.targetsFor(number);
      const uses = this.uses.filter((use) => use.reads(number));
      const moved = this.moved(number);
      let proven = false;
      for (const target of targets.slice(0, MOST_TARGETS)) proven = this.proposeRows(number, moved, target) || proven;
      for (const use of uses) proven = this.proposeYears(number, moved, use) || proven;
      // The first targets may be out of reach where others are not.
      for (const target of proven ? [] : targets.slice(MOST_TARGETS))
        proven ||= this.proposeRows(number, moved, target);
      if (!proven) {
        const reason = targets.length + uses.length > 0 ? 'no-effect' : 'unused';
        unproven.push({ path: number.path, value: number.value, reason });
      }
    }
    return { cases: this.cases, unproven };
  }

  private moved(number: PolicyNumber): Moved {
    return { less: this.variantWith(number, number.less), more: this.variantWith(number, number.more) };
  }

  private variantWith(number: PolicyNumber, value: string | undefined): Variant | undefined {
    if (value === undefined) return undefined;
    const document = withNumber({ ...this.policy.document, cases: [] }, number, value);
    const proved = provedPolicy(document);
    return proved.ok ? new Variant(proved.value) : undefined;
  }

  // ---- Numbers that decide rows --------------------------------------------------------------------------------

  private targetsFor({ path, parameter }: PolicyNumber): readonly SpeakingTarget[] {
    if (parameter !== undefined) return this.targets.filter((target) => parametersOfTarget(target).has(parameter));
    const derived = /^ledgers\.(\d+)\.derived\.(\d+)\./.exec(path);
    if (!derived) return this.targets.filter((target) => path.startsWith(`${target.path}.`));
    const column = this.policy.document.ledgers[Number(derived[1])]?.derived[Number(derived[2])];
    return this.targets.filter((target) => column !== undefined && derivedOf(target).includes(column));
  }

  private proposeRows(number: PolicyNumber, moved: Moved, target: SpeakingTarget): boolean {
    const { rows, said } = this.sampled(target);
    const differing = (variant: Variant | undefined): ReadonlySet<number> => {
      if (!variant) return new Set();
      const changed = this.saidBy(variant, target, rows);
      const differs = (index: number): boolean => {
        const [before, after] = [said.get(index + FIRST_ROW), changed.get(index + FIRST_ROW)];
        return before !== undefined && (before.text !== after?.text || before.year !== after.year);
      };
      return new Set(rows.flatMap((_row, index) => (differs(index) ? [index] : [])));
    };
    const scenarioAt = (index: number): Scenario | undefined => this.rowScenario(target, rows[index]);
    const picked = picking(this.policy, number, differing(moved.less), differing(moved.more), scenarioAt);
    return this.keep(number, moved, target.subject, picked, (scenario) => this.placed(target, scenario));
  }

  private sampled(target: SpeakingTarget): SampledRows {
    const known = this.rows.get(target);
    if (known) return known;
    const rows = sampleRows(this.policy, target);
    const sampled = { rows, said: this.saidBy(this.written, target, rows) };
    this.rows.set(target, sampled);
    return sampled;
  }

  private saidBy(variant: Variant, target: SpeakingTarget, rows: readonly SampleRow[]): ReadonlyMap<number, Said> {
    const given = [...this.assumptions(this.parametersBeside(target)), ...rowInputs(target, rows)];
    return target.says(variant.trial.enter(given).books);
  }

  /** The parameters of a target and of those that decide its rows where it does not. */
  private parametersBeside({ subject }: SpeakingTarget): ReadonlySet<string> {
    const beside = this.targets.filter((other) => JSON.stringify(other.subject) === JSON.stringify(subject));
    return new Set(beside.flatMap((target) => [...parametersOfTarget(target)]));
  }

  private assumptions(parameters: ReadonlySet<string>): readonly CaseInput[] {
    return [...parameters].flatMap((id) => this.assumed.get(id) ?? []);
  }

  private rowScenario(target: SpeakingTarget, row: SampleRow | undefined): Scenario | undefined {
    if (!row) return undefined;
    const said = this.saidBy(this.written, target, [row]).get(FIRST_ROW);
    if (!said) return undefined;
    const given = [...this.assumptions(this.parametersBeside(target)), ...rowInputs(target, [row])];
    return { year: said.year, given };
  }

  /** A scenario whose row was moved, in the year that it now belongs to. */
  private placed(target: SpeakingTarget, { given }: Scenario): Scenario | undefined {
    const row = given.find((input) => 'ledger' in input);
    return row && this.rowScenario(target, row.row);
  }

  // ---- Numbers that decide years -------------------------------------------------------------------------------

  private proposeYears(number: PolicyNumber, moved: Moved, use: YearUse): boolean {
    const scenarios: Scenario[] = [];
    const [less, more] = [new Set<number>(), new Set<number>()];
    for (const year of this.yearsFor(number, use)) {
      for (const rows of this.countedRows(use, year)) {
        const given = [...this.assumptions(this.parametersBehind(use)), ...rows];
        const entered = [this.written, moved.less, moved.more].map((variant) => variant?.trial.enter(given));
        const [before] = entered;
        if (!before) continue;
        for (const measures of this.assignments(use)) {
          const figures = Object.fromEntries(measures.map(({ measure, value }) => [measure, new Decimal(value)]));
          const texts = entered.map(
            (inputs) => inputs && outcomeText(outcomeIn({ ...inputs, given: figures }, year, expecting(use.subject))),
          );
          const index = scenarios.push({ year, given: [...given, ...measures] }) - 1;
          if (texts[1] !== undefined && texts[1] !== texts[0]) less.add(index);
          if (texts[2] !== undefined && texts[2] !== texts[0]) more.add(index);
        }
        const enough = (found: ReadonlySet<number>, variant: Variant | undefined): boolean =>
          found.size > 0 || !variant;
        if (less.size + more.size > 0 && enough(less, moved.less) && enough(more, moved.more)) {
          return this.keepYears(number, moved, use, { scenarios, less, more });
        }
      }
    }
    return this.keepYears(number, moved, use, { scenarios, less, more });
  }

  private keepYears(
    number: PolicyNumber,
    moved: Moved,
    { subject }: YearUse,
    tried: {
      readonly scenarios: readonly Scenario[];
      readonly less: ReadonlySet<number>;
      readonly more: ReadonlySet<number>;
    },
  ): boolean {
    const picked = picking(this.policy, number, tried.less, tried.more, (index) => tried.scenarios[index]);
    const proven = this.keep(number, moved, subject, picked, (scenario) => scenario);
    if (number.kind === 'number' || !proven) return proven;
    // The year itself and the years beside it, with the same rows in each.
    const own = number.kind === 'year' ? besideYear(Number(number.value)) : yearsBeside(number.value as IsoDate);
    for (const { year, given } of picked.slice(0, 1)) {
      for (const beside of own) {
        this.add(number, subject, { year: beside, given: given.map((input) => this.inYear(input, beside - year)) });
      }
    }
    return true;
  }

  private inYear(input: CaseInput, years: number): CaseInput {
    const ledger = 'ledger' in input ? this.policy.ledgers.get(input.ledger) : undefined;
    return ledger && 'ledger' in input ? { ...input, row: movedByYears(ledger, input.row, years) } : input;
  }

  private yearsFor(number: PolicyNumber, { parameters }: YearUse): readonly number[] {
    const { life } = this.policy.document;
    const bounds = [...parameters].flatMap((id) =>
      (this.policy.parameters.get(id)?.values ?? []).flatMap(({ from, to }) => [from, to]),
    );
    const near = bounds.filter((day) => day !== undefined).flatMap(yearsBeside);
    const own =
      number.kind === 'year'
        ? besideYear(Number(number.value))
        : number.kind === 'day'
          ? yearsBeside(number.value as IsoDate)
          : [];
    const years = [...new Set([...own, yearOf(life.from), ...near])].filter((year) => year >= 1900 && year <= 9999);
    return years.slice(0, MOST_YEARS);
  }

  /** Rows that make the use's rule tables count something in a year: none, all of them, each by itself. */
  private countedRows({ tables }: YearUse, year: number): readonly (readonly CaseInput[])[] {
    const rows = [...tables].flatMap((table) => this.countingRow(table, year) ?? []);
    const alone = rows.length > 1 ? rows.map((row) => [row]) : [];
    return rows.length > 0 ? [[], ...alone, rows] : [[]];
  }

  /** The parameters of a use, and those that its rule tables' rows need. */
  private parametersBehind({ parameters, tables }: YearUse): ReadonlySet<string> {
    const ofRows = this.targets.filter(({ subject }) => 'counted' in subject && tables.has(subject.counted));
    return new Set([...parameters, ...ofRows.flatMap((target) => [...parametersOfTarget(target)])]);
  }

  /** A row that a rule table counts at more than 0, moved into the year. */
  private countingRow(table: string, year: number): CaseInput | undefined {
    for (const target of this.targets) {
      if (!('counted' in target.subject) || target.subject.counted !== table) continue;
      const { rows, said } = this.sampled(target);
      const counting = rows.findIndex((_row, index) => /^[1-9]\d*$/.test(said.get(index + FIRST_ROW)?.text ?? ''));
      const [row, at] = [rows[counting], said.get(counting + FIRST_ROW)];
      if (row && at) return { ledger: target.ledger.id, row: movedByYears(target.ledger, row, year - at.year) };
    }
    return undefined;
  }

  private assignments({ measures, numbers }: YearUse): readonly (readonly GivenMeasure[])[] {
    const figures = this.figuresNear(numbers);
    return [...measures].reduce<readonly (readonly GivenMeasure[])[]>(
      (assignments, id) => {
        const measure = this.policy.measures.get(id);
        const pool = measure ? figures(measure) : [];
        const longer = assignments.flatMap((before, depth) =>
          pool.map((value, place) => ({ given: [...before, { measure: id, value }], depth: depth + place })),
        );
        return longer
          .sort((a, b) => a.depth - b.depth)
          .slice(0, MOST_ASSIGNMENTS)
          .map(({ given }) => given);
      },
      [[]],
    );
  }

  /** Nothing, a great deal, and each number with what lies one unit beside it. */
  private figuresNear(numbers: ReadonlySet<string>): (measure: Measure) => readonly string[] {
    return ({ unit }) => {
      const near = [...numbers].flatMap((text) => {
        const [number, step] = [new Decimal(text), smallestUnit(text, unit === 'CNY' ? 2 : 0)];
        return [number, number.minus(step), number.plus(step)];
      });
      return [...new Set([new Decimal(0), A_GREAT_DEAL, ...near].map(decimalText))];
    };
  }

  // ---- Keeping cases -------------------------------------------------------------------------------------------

  /** Keeps the scenarios that tell a moved number, and those beside them; false where none does. */
  private keep(
    number: PolicyNumber,
    moved: Moved,
    subject: Subject,
    picked: readonly Scenario[],
    place: (scenario: Scenario) => Scenario | undefined,
  ): boolean {
    const tells = (scenario: Scenario): boolean => {
      const before = outcomeText(this.written.outcome(scenario, subject));
      return [moved.less, moved.more].some(
        (variant) => variant !== undefined && outcomeText(variant.outcome(scenario, subject)) !== before,
      );
    };
    const telling = picked.filter(tells);
    if (telling.length === 0) return false;
    const beside = furtherOn(this.policy, number, telling).flatMap((scenario) => place(scenario) ?? []);
    for (const scenario of [...telling, ...beside]) this.add(number, subject, scenario);
    return true;
  }

  private add(number: PolicyNumber, subject: Subject, scenario: Scenario): void {
    const key = keyOf(scenario, subject);
    if (this.known.has(key) || scenario.year < 1900 || scenario.year > 9999) return;
    this.known.add(key);
    const { clauses, title, value } = number;
    this.cases.push({
      id: this.nextId(number.owner),
      title: `${title} ${value}`,
      year: scenario.year,
      given: [...scenario.given],
      expect: expectationOf(subject, this.written.outcome(scenario, subject)),
      ...(clauses.length === 0 ? {} : { clauses: [...clauses] }),
    });
  }

  private nextId(owner: string): string {
    for (;;) {
      const count = (this.counts.get(owner) ?? 0) + 1;
      this.counts.set(owner, count);
      const id = `${owner.slice(0, LONGEST_OWNER)}-${String(count)}`;
      if (!this.ids.has(id)) {
        this.ids.add(id);
        return id;
      }
    }
  }
}

const A_GREAT_DEAL = new Decimal(1_000_000);
const LONGEST_OWNER = 50;

interface SampledRows {
  readonly rows: readonly SampleRow[];
  readonly said: ReadonlyMap<number, Said>;
}

type GivenMeasure = Extract<CaseInput, { readonly measure: string }>;

/** A parameter without values, with the value that cases suppose: the policy's own example, or the first that it may have. */
function assumption({
  id,
  values,
  example,
  min,
  max,
}: Policy['document']['parameters'][number]): [string, CaseInput][] {
  if (values.length > 0) return [];
  const bounded = Decimal.max(min ?? 1, Decimal.min(max ?? 1, 1));
  return [[id, { parameter: id, value: example ?? decimalText(bounded) }]];
}

function keyOf({ year, given }: Scenario, subject: Subject | CaseExpectation): string {
  const { value: _value, error: _error, count: _count, ...looked } = subject as Record<string, unknown>;
  return JSON.stringify([year, given, looked]);
}

/** An expectation that looks at the subject; what it expects is of no matter. */
function expecting(subject: Subject): CaseExpectation {
  return 'finding' in subject ? { ...subject, count: 0 } : { ...subject, value: '0' };
}

function expectationOf(subject: Subject, outcome: CaseOutcome): CaseExpectation {
  if ('finding' in subject) return { ...subject, count: outcome.kind === 'count' ? outcome.count : 0 };
  if (outcome.kind === 'problem') return { ...subject, error: excelErrorOf(outcome.problem) };
  return { ...subject, value: outcome.kind === 'value' ? decimalText(new Decimal(outcome.value)) : '0' };
}

// ---- Uses in a year ----------------------------------------------------------------------------------------------

/** An answer, pay item or limit on a year: what is looked at, and all that it is worked out from. */
interface YearUse {
  readonly subject: Subject;
  /** True for a number that stands in its own expression. */
  reads(number: PolicyNumber): boolean;
  readonly parameters: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  /** The numbers that figures are held against on the way. */
  readonly numbers: ReadonlySet<string>;
}

function yearUses(document: PolicyDocument): readonly YearUse[] {
  return [
    ...document.payItems.map(({ id, monthly }, index) =>
      yearUse(document, `payItems.${index}`, { payItem: id }, [monthly]),
    ),
    ...document.answers.map(({ id, value }, index) => yearUse(document, `answers.${index}`, { answer: id }, [value])),
    ...document.limits.flatMap((limit, index) =>
      limit.kind === 'year'
        ? [yearUse(document, `limits.${index}`, { finding: limit.code }, [limit.left, limit.atLeast])]
        : [],
    ),
  ];
}

function yearUse(
  document: PolicyDocument,
  path: string,
  subject: Subject,
  expressions: readonly YearExpression[],
): YearUse {
  const leaves = expressions.flatMap((expression) => leavesBehind(document, expression));
  const parameters = leaves.flatMap((leaf) => ('parameter' in leaf ? [leaf.parameter] : []));
  const own = new Set(expressions.flatMap(leavesOf).flatMap((leaf) => ('parameter' in leaf ? [leaf.parameter] : [])));
  return {
    subject,
    reads: (number) =>
      number.parameter === undefined ? number.path.startsWith(`${path}.`) : own.has(number.parameter),
    parameters: new Set(parameters),
    measures: new Set(leaves.flatMap((leaf) => ('measure' in leaf ? [leaf.measure] : []))),
    tables: new Set(leaves.flatMap((leaf) => ('counted' in leaf ? leaf.counted : []))),
    numbers: new Set([
      ...leaves.flatMap((leaf) => ('number' in leaf ? [leaf.number] : [])),
      ...document.parameters
        .filter(({ id }) => parameters.includes(id))
        .flatMap(({ values, example }) => [
          ...values.map(({ value }) => value),
          ...(example === undefined ? [] : [example]),
        ]),
    ]),
  };
}

/** The leaves of an expression with those of the answers and pay items in it; the answers of a proved policy make no circle. */
function leavesBehind(document: PolicyDocument, expression: YearExpression): readonly YearExpression[] {
  return leavesOf(expression).flatMap((leaf): readonly YearExpression[] => {
    if ('answer' in leaf) {
      const answer = document.answers.find(({ id }) => id === leaf.answer);
      return answer ? leavesBehind(document, answer.value) : [];
    }
    if ('payItem' in leaf) {
      const item = document.payItems.find(({ id }) => id === leaf.payItem);
      return item ? [item.monthly] : [];
    }
    return [leaf];
  });
}

function yearsBeside(day: IsoDate): readonly number[] {
  return besideYear(yearOf(day));
}

function besideYear(year: number): readonly number[] {
  return [year, year - 1, year + 1];
}

/** A row with its days moved to another year; 29 February becomes the 28th where there is none. */
function movedByYears(ledger: Ledger, row: SampleRow, years: number): SampleRow {
  if (years === 0) return row;
  return Object.fromEntries(
    Object.entries(row).map(([id, text]) => {
      const type = ledger.columns.find((column) => column.id === id)?.type;
      if (type !== 'date' && type !== 'moment') return [id, text];
      const [day = '', time] = text.split(' ');
      const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
      const moved = parseIsoDate(`${year}${day.slice(4)}`) ?? `${year}-02-28`;
      return [id, time === undefined ? moved : `${moved} ${time}`];
    }),
  );
}

// ---- Picking -----------------------------------------------------------------------------------------------------

/**
 * Of what tells a number moved down (`less`) and up (`more`): two neighbours between which a boundary lies, or one that tells
 * both, or one of each.
 */
function picking(
  policy: Policy,
  number: PolicyNumber,
  less: ReadonlySet<number>,
  more: ReadonlySet<number>,
  scenarioAt: (index: number) => Scenario | undefined,
): readonly Scenario[] {
  const [downs, ups] = [[...less].slice(0, MOST_PAIRS), [...more].slice(0, MOST_PAIRS)];
  const at = (indexes: readonly (number | undefined)[]): readonly Scenario[] =>
    indexes.flatMap((index) => (index === undefined ? [] : (scenarioAt(index) ?? [])));
  const pairs = ups
    .flatMap((up) => downs.map((down) => [up, down] as const))
    .filter(([up, down]) => up !== down && !(less.has(up) && more.has(down)))
    .sort((a, b) => a[0] + a[1] - b[0] - b[1]);
  for (const [up, down] of pairs) {
    const [a, b] = [scenarioAt(up), scenarioAt(down)];
    if (a && b && stepBetween(policy, a, b)) return up < down ? [a, b] : [b, a];
  }
  const both = ups.find((index) => less.has(index));
  return both !== undefined && number.kind === 'number' ? at([both]) : at([ups[0], downs[0]]);
}

/** A figure or a day by its place among the inputs: of a row's cell with the column, of a given measure without. */
interface Place {
  readonly input: number;
  readonly column: string | undefined;
}

/** How one scenario becomes its neighbour: the place, and whether by a unit more or less there. */
interface Step extends Place {
  readonly direction: 1 | -1;
}

/** The one step between two scenarios; `undefined` where they differ in more, or by more. */
function stepBetween(policy: Policy, from: Scenario, to: Scenario): Step | undefined {
  const places = placesIn(from);
  const different = places.filter((place) => textAt(from, place) !== textAt(to, place));
  const [place] = different;
  if (!place || different.length > 1 || places.length !== placesIn(to).length) return undefined;
  const direction = DIRECTIONS.find((each) => movedText(policy, from, place, each) === textAt(to, place));
  return direction && { ...place, direction };
}

const DIRECTIONS = [1, -1] as const;

function placesIn({ given }: Scenario): readonly Place[] {
  return given.flatMap((each, input): readonly Place[] => {
    if ('ledger' in each) return Object.keys(each.row).map((column) => ({ input, column }));
    return 'measure' in each ? [{ input, column: undefined }] : [];
  });
}

function textAt({ given }: Scenario, { input, column }: Place): string | undefined {
  const each = given[input];
  if (each === undefined) return undefined;
  return 'ledger' in each ? each.row[column ?? ''] : each.value;
}

/** What stands at a place once it is moved by its smallest unit; `undefined` for what has none, such as a choice. */
function movedText(policy: Policy, scenario: Scenario, place: Place, direction: 1 | -1): string | undefined {
  const each = scenario.given[place.input];
  const text = textAt(scenario, place);
  if (each === undefined || text === undefined || 'parameter' in each) return undefined;
  if ('measure' in each) {
    const step = smallestUnit(text, policy.measures.get(each.measure)?.unit === 'CNY' ? 2 : 0);
    return decimalText(new Decimal(text).plus(step.times(direction)));
  }
  const column = policy.ledgers.get(each.ledger)?.columns.find(({ id }) => id === place.column);
  return column && movedCell(column, text, direction);
}

function stepped(policy: Policy, scenario: Scenario, { direction, ...place }: Step): Scenario | undefined {
  const text = movedText(policy, scenario, place, direction);
  if (text === undefined) return undefined;
  const given = scenario.given.map((each, index): CaseInput => {
    if (index !== place.input) return each;
    return 'ledger' in each ? { ...each, row: { ...each.row, [place.column ?? '']: text } } : { ...each, value: text };
  });
  return { ...scenario, given };
}

/** The scenarios beside those that tell a number: past a boundary's nearer end, and the days beside a day. */
function furtherOn(policy: Policy, number: PolicyNumber, telling: readonly Scenario[]): readonly Scenario[] {
  const [first, second] = telling;
  const step = first && second && stepBetween(policy, first, second);
  const past = step ? [stepped(policy, first, { ...step, direction: step.direction === 1 ? -1 : 1 })] : [];
  const besideDays = telling.flatMap((scenario) =>
    placesIn(scenario)
      .filter((place) => number.kind === 'day' && textAt(scenario, place) === number.value)
      .flatMap((place) => DIRECTIONS.map((direction) => stepped(policy, scenario, { ...place, direction }))),
  );
  return [...past, ...besideDays].filter((scenario) => scenario !== undefined);
}
