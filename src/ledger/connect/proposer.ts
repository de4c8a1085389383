import { yearOf } from '../../kernel/dates';
import { ONE, ZERO, decimalText, type Decimal } from '../../kernel/decimal';
import type { Policy } from '../../policy/policy';
import type { Column, Ledger } from '../../policy/schema';
import { cellAddress } from '../a1';
import type { SheetSnapshot, WorkbookSnapshot } from '../cells';
import { categoriesByName, categorySpokenOf } from '../categories';
import { locateLedger } from '../locate';
import type { CellRef } from '../finding';
import { readAmount, readDate } from '../read-cell';
import { textAt } from './list-head';
import { SURE_ENOUGH, likeliest, meaningOf } from './account-meaning';
import { accountKey, sourceIn } from './accounts';
import { columnIn, entryRows, findCandidates, type Candidate, type CandidateColumn } from './candidates';
import { matchesOf, onlyFigures, timesOf, type ColumnMatch } from './columns';
import { connectWorkbook } from './connect-workbook';
import {
  CONNECTION_FORMAT,
  type AccountMeaning,
  type ColumnSource,
  type Connection,
  type ConnectionBlock,
  type HeadingRef,
  type RowCondition,
} from './connection';
import {
  YearFinder,
  dateSourceOf,
  headingReasons,
  percent,
  sameHeading,
  shareOf,
  type DateSource,
} from './date-sources';
import { figureRows, sideThatAdds, textUnder } from './figures';
import type {
  ConnectionProposal,
  ConnectionQuestion,
  ProposedAccount,
  ProposedBlock,
  ProposedColumn,
  QuestionOption,
  Reason,
} from './proposal';
import { unitOfTitle } from './titles';
import {
  BALANCE,
  BANK,
  CARRIED,
  CLOSING,
  DATE_PARTS,
  FLOW,
  FLOW_WORDS,
  SYNONYM,
  directionOf,
  directionSpokenOf,
  headingScore,
  isKnownHeading,
  meantHeading,
  sideOf,
  type Direction,
  type Side,
} from './vocabulary';

/** What a proposal is made from. */
export interface Subject {
  readonly workbook: WorkbookSnapshot;
  readonly policy: Policy;
  readonly known: Connection | undefined;
}

/** A ledger of amounts by category: money that comes in, or money that goes out. */
interface MoneyLedger {
  readonly ledger: Ledger;
  readonly direction: Direction;
  readonly date: Column;
  readonly amount: Column;
  readonly category: Column;
}

/** The figures that a block would read. */
interface Figures {
  readonly plus: readonly CandidateColumn[];
  readonly minus: readonly CandidateColumn[];
  readonly zeroIsBlank: boolean;
}

interface MoneyPlan {
  readonly figures: Figures;
  readonly conditions: readonly RowCondition[];
  readonly shared: boolean;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** A group of rows that bear one text. */
interface TextRows {
  readonly rows: number;
  readonly amount: Decimal;
  readonly memos: ReadonlyMap<string, number>;
}

/** The same while rows are being added. */
interface OpenTextRows {
  rows: number;
  amount: Decimal;
  readonly memos: Map<string, number>;
}

/** So much of a column must be figures for it to hold amounts. */
const MOSTLY_FIGURES = 0.8;
/** Categories are few; a column with more different texts than this, hardly any of which is known, holds memos. */
const MOST_ACCOUNTS = 60;
/** A memo column can stand in for accounts where this share of its rows speaks of a category. */
const SPEAKING = 0.3;

export class Proposer {
  private readonly blocks: { readonly block: ConnectionBlock; readonly shown: Omit<ProposedBlock, 'block'> }[] = [];
  private readonly accounts: (ProposedAccount & { readonly meaning: AccountMeaning })[] = [];
  private readonly questions: ConnectionQuestion[] = [];
  private years: YearFinder;

  constructor(
    private readonly subject: Subject,
    private readonly answers: Readonly<Record<string, string>>,
  ) {
    this.years = new YearFinder(subject.workbook, new Set(), () => undefined);
  }

  propose(): ConnectionProposal {
    const { workbook, policy } = this.subject;
    const { ledgers } = policy.document;
    const located = ledgers.map((ledger) => ({ ledger, place: locateLedger(withoutConnection(workbook), ledger) }));
    const ownLayout = located.filter(({ place }) => place.found).map(({ ledger }) => ledger.id);
    const taken = new Map<SheetSnapshot, Set<number>>();
    const take = (sheet: SheetSnapshot | undefined, row: number): void => {
      if (sheet) taken.set(sheet, (taken.get(sheet) ?? new Set()).add(row));
    };
    for (const { place } of located) if (place.found) take(place.block.sheet, place.block.headerRow);
    const kept = this.keepKnown(ownLayout, take);
    const open = ledgers.filter(({ id }) => !ownLayout.includes(id) && !kept.has(id));
    const candidates = findCandidates(workbook, ledgers, (sheet, row) => taken.get(sheet)?.has(row) === true);
    this.years = new YearFinder(workbook, yearsOf(candidates, ledgers, workbook.date1904), (candidate) =>
      this.answer(questionId('year', candidate)),
    );
    for (const candidate of candidates) this.plan(candidate, open);
    const proposed = new Set([...kept, ...this.blocks.map(({ block }) => block.ledger)]);
    const asked = new Set(this.questions.map(({ kind }) => kind));
    return {
      connection: this.connection(),
      ownLayout,
      blocks: this.blocks.map(({ shown }, block) => ({ block, ...shown })),
      accounts: this.accounts.map(({ meaning: _, ...account }) => account),
      questions: this.questions,
      missing: ledgers
        .filter(({ id, presence }) => presence === 'required' && !ownLayout.includes(id) && !proposed.has(id))
        .filter(() => !asked.has('ledger') && !asked.has('sides'))
        .map(({ id }) => id),
      answers: this.answers,
    };
  }

  private connection(): Connection {
    const remembered = (this.subject.known?.accounts ?? []).filter(
      (meaning) =>
        !this.accounts.some(
          (own) => own.ledger === meaning.ledger && accountKey(own.account) === accountKey(meaning.account),
        ),
    );
    return {
      format: CONNECTION_FORMAT,
      policy: this.subject.policy.document.id,
      blocks: this.blocks.map(({ block }) => block),
      accounts: [...remembered, ...this.accounts.map(({ meaning }) => meaning)],
    };
  }

  private answer(id: string): string | undefined {
    return Object.hasOwn(this.answers, id) ? this.answers[id] : undefined;
  }

  // ---- What is known already ---------------------------------------------------------------------------------------

  /** Takes over the ledgers of a known connection that can still be read by it. */
  private keepKnown(
    ownLayout: readonly string[],
    take: (sheet: SheetSnapshot | undefined, row: number) => void,
  ): ReadonlySet<string> {
    const { workbook, policy, known } = this.subject;
    const kept = new Set<string>();
    if (!known) return kept;
    for (const [id, ledger] of connectWorkbook(workbook, policy, known).connected) {
      if (!ledger.found || ownLayout.includes(id)) continue;
      kept.add(id);
      this.tellNewAccounts(id, ledger.sheet, known);
      const headers = ledger.sheet.origin?.headers ?? [];
      for (const { sheet, row } of headers)
        take(
          workbook.sheets.find(({ name }) => name === sheet),
          row,
        );
      const [first] = headers;
      for (const block of known.blocks.filter((each) => each.ledger === id)) {
        this.blocks.push({
          block,
          shown: {
            ledger: id,
            sheets: ledger.sheet.origin?.sheets ?? [],
            headerRow: first?.row ?? 1,
            column: first?.column ?? 1,
            rows: ledger.sheet.rows.length - 1,
            confidence: 1,
            reasons: [{ code: 'known', facts: {} }],
            columns: Object.entries(block.columns).map(([column, source]) => ({
              column,
              from: 'heading' in source ? [source.heading.text] : [],
              confidence: 1,
              reasons: [{ code: 'known', facts: {} }],
            })),
          },
        });
      }
    }
    return kept;
  }

  /** Accounts that have come up since the connection was made are proposed, or asked about, like those of a new one. */
  private tellNewAccounts(id: string, sheet: SheetSnapshot, known: Connection): void {
    const { policy } = this.subject;
    const ledger = policy.ledgers.get(id);
    const money = ledger && moneyLedgerOf(ledger);
    if (!ledger || !money) return;
    const blocks = known.blocks.filter((block) => block.ledger === id);
    if (!blocks.some((block) => block.columns[money.category.id]?.kind === 'account')) return;
    const ledgers = blocks.some(({ shared }) => shared) ? this.sharing(money) : [ledger];
    const at = (column: string | undefined): number => ledger.columns.findIndex((each) => each.id === column);
    const [account, memo, amount] = [at(ledger.category), at(ledger.memo), at(money.amount.id)];
    const found = new Map<string, { own: OpenTextRows; row: number }>();
    sheet.rows.forEach((cells, index) => {
      const text = textAt(cells?.[account]);
      const figure = readAmount(cells?.[amount]);
      if (index === 0 || text === '' || figure.kind !== 'value' || categoriesByName(ledger).has(text)) return;
      const { own } = found.get(text) ?? { own: { rows: 0, amount: ZERO, memos: new Map<string, number>() } };
      const said = textAt(cells?.[memo]);
      own.rows += 1;
      own.amount = own.amount.plus(figure.value);
      own.memos.set(said, (own.memos.get(said) ?? 0) + 1);
      found.set(text, { own, row: found.get(text)?.row ?? index + 1 });
    });
    for (const [text, { own, row }] of found) {
      const place = sheet.origin?.cellOf(row, account + 1);
      const cell = place ? cellAddress(place.row, place.column) : 'A1';
      this.tellAccount(ledgers, { sheet: place?.sheet ?? sheet.name, cell }, text, own);
    }
  }

  // ---- Which ledger a list is --------------------------------------------------------------------------------------

  private plan(candidate: Candidate, open: readonly Ledger[]): void {
    const money = open.map(moneyLedgerOf).filter((each) => each !== undefined);
    const others = open.filter((ledger) => !money.some((each) => each.ledger === ledger));
    const fits = others
      .map((ledger) => this.fitWhole(ledger, candidate))
      .filter((fit) => fit !== undefined)
      .sort((a, b) => b.weight - a.weight);
    const [best] = fits;
    if (best) this.addWhole(best, candidate);
    else if (!this.addSpread(candidate, others)) this.planMoney(candidate, money);
  }

  /** A ledger all of whose required columns a list has, one of them by a heading that is no other ledger's. */
  private fitWhole(ledger: Ledger, candidate: Candidate): WholeFit | undefined {
    const columns = new Map<string, ColumnMatch | DateSource>();
    const used: CandidateColumn[] = [];
    let distinctive = false;
    // Required columns choose first, then those that have the best match.
    const wanted = [...ledger.columns].sort((a, b) => Number(b.required) - Number(a.required));
    const figures = wanted.filter((column) => column.type !== 'date');
    for (const column of [...wanted.filter(({ type }) => type === 'date'), ...figures]) {
      const match = matchesOf(column, candidate).find(({ own }) => !used.includes(own));
      const date = column.type === 'date' && column.required ? dateSourceOf(column, candidate, this.years) : undefined;
      if (date && !date.from.some((own) => used.includes(own))) {
        columns.set(column.id, date);
        used.push(...date.from);
      } else if (match && (column.required || match.confidence >= OPTIONAL)) {
        columns.set(column.id, match);
        used.push(match.own);
        if (column.required && headingScore(column, match.own.heading.text) >= SYNONYM) {
          distinctive ||= column.type !== 'date' || isOwnHeading(column, match.own);
        }
      } else if (column.required) return undefined;
    }
    const required = ledger.columns.filter((column) => column.required);
    if (!distinctive || required.length === 0) return undefined;
    const weight = [...columns.values()].reduce((sum, { confidence }) => sum + confidence, 0);
    return { ledger, columns, weight };
  }

  private addWhole({ ledger, columns }: WholeFit, candidate: Candidate): void {
    const proposed: ProposedColumn[] = [];
    const sources: Record<string, ColumnSource> = {};
    for (const [id, found] of columns) {
      sources[id] = found.source;
      const from = 'own' in found ? [found.own.label] : found.from.map(({ label }) => label);
      proposed.push({ column: id, from, confidence: found.confidence, reasons: found.reasons });
      if ('needsYear' in found && found.needsYear) this.askYear(candidate);
    }
    const { category } = ledger;
    if (category !== undefined && sources[category]?.kind === 'cell') {
      const { heading } = sources[category];
      sources[category] = { kind: 'account', heading };
      this.tellAccounts([ledger], candidate, heading, textsUnder(candidate, heading, undefined, everyRow(candidate)));
    }
    this.add(
      candidate,
      ledger,
      { columns: sources, rows: [], shared: false },
      {
        proposed,
        reasons: [],
        confidence: 1,
        rows: rowCount(candidate),
      },
    );
  }

  /** A list with a column for each name, such as a date and the fans of every account. */
  private addSpread(candidate: Candidate, ledgers: readonly Ledger[]): boolean {
    for (const ledger of ledgers) {
      const required = ledger.columns.filter((column) => column.required);
      const date = required.find(({ type }) => type === 'date');
      const name = required.find(({ type }) => type === 'text' || type === 'choice');
      const value = required.find(({ type }) => type === 'count' || type === 'money');
      if (!date || !name || !value || required.length !== 3 || !isSpokenOf(ledger, value, candidate)) continue;
      const dates = dateSourceOf(date, candidate, this.years);
      if (!dates) continue;
      const spread = candidate.columns.filter(
        (own) => !dates.from.includes(own) && isName(own) && shareOf(own, own.content.numbers) >= 0.9,
      );
      if (spread.length < 2) continue;
      if (dates.needsYear) this.askYear(candidate);
      const except = candidate.columns.filter((own) => !spread.includes(own)).map(({ heading }) => heading.text);
      const labels = spread.map(({ label }) => label);
      const reasons: readonly Reason[] = [{ code: 'name-columns', facts: { count: spread.length } }];
      const columns = {
        [date.id]: dates.source,
        [name.id]: { kind: 'spread-name' as const },
        [value.id]: { kind: 'spread-value' as const },
      };
      this.add(
        candidate,
        ledger,
        { columns, rows: [], shared: false, spread: { except } },
        {
          proposed: [
            {
              column: date.id,
              from: dates.from.map(({ label }) => label),
              confidence: dates.confidence,
              reasons: dates.reasons,
            },
            { column: name.id, from: labels, confidence: 0.9, reasons },
            { column: value.id, from: labels, confidence: 0.9, reasons },
          ],
          reasons,
          confidence: 0.9,
          rows: rowCount(candidate),
        },
      );
      return true;
    }
    return false;
  }

  // ---- Books of money ----------------------------------------------------------------------------------------------

  private planMoney(candidate: Candidate, ledgers: readonly MoneyLedger[]): void {
    const [any] = ledgers;
    if (!any) return;
    const date = dateSourceOf(any.date, candidate, this.years);
    if (!date) return;
    const side = (name: Side): CandidateColumn | undefined => {
      const own = candidate.columns.filter(({ heading }) => sideOf(heading.text) === name);
      const isAmount = ({ heading }: CandidateColumn): boolean =>
        sideOf(meantHeading(heading.text).own) === name || headingScore(any.amount, heading.text) > 0;
      return own.find((column) => isAmount(column) && isFigures(column));
    };
    const [inward, outward, credit, debit] = [side('in'), side('out'), side('credit'), side('debit')];
    if (inward && outward) {
      this.addSides(candidate, ledgers, date, { in: inward, out: outward }, [
        { code: 'side-words', facts: { in: inward.label, out: outward.label } },
      ]);
    } else if (credit && debit) this.planCreditAndDebit(candidate, ledgers, date, credit, debit);
    else this.planSingle(candidate, ledgers, date);
  }

  private addSides(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    date: DateSource,
    sides: Readonly<Record<Direction, CandidateColumn>>,
    reasons: readonly Reason[],
  ): void {
    for (const ledger of ledgers) {
      const own = sides[ledger.direction];
      this.addMoney(candidate, ledger, date, {
        figures: { plus: [own], minus: [], zeroIsBlank: true },
        conditions: this.notCarried(candidate, ledger),
        shared: false,
        confidence: 0.95,
        reasons,
      });
    }
  }

  /** Debits and credits: what comes in is a credit of an income account, a credit of a bank's statement, a debit of a cash book. */
  private planCreditAndDebit(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    date: DateSource,
    credit: CandidateColumn,
    debit: CandidateColumn,
  ): void {
    const creditsIn = { in: credit, out: debit };
    const debitsIn = { in: debit, out: credit };
    const adds = sideThatAdds(candidate, credit, debit);
    if (adds) {
      const sides = adds === 'first' ? creditsIn : debitsIn;
      this.addSides(candidate, ledgers, date, sides, [{ code: 'side-balance', facts: { in: sides.in.label } }]);
      return;
    }
    const account = this.accountColumn(candidate, ledgers);
    const voted = account && this.sideByAccounts(candidate, ledgers, account.heading, credit, debit);
    if (voted === 'credit') {
      for (const ledger of ledgers) {
        const [plus, minus] = ledger.direction === 'in' ? [credit, debit] : [debit, credit];
        this.addMoney(candidate, ledger, date, {
          figures: { plus: [plus], minus: [minus], zeroIsBlank: true },
          conditions: [...this.notCarried(candidate, ledger), ...this.notClosing(candidate, ledger)],
          shared: ledgers.length > 1,
          confidence: 0.9,
          reasons: [{ code: 'side-accounts', facts: { in: credit.label } }],
        });
      }
      return;
    }
    if (voted === 'debit') {
      this.addSides(candidate, ledgers, date, debitsIn, [{ code: 'side-accounts', facts: { in: debit.label } }]);
      return;
    }
    if (candidate.columns.some(({ heading }) => BANK.has(meantHeading(heading.text).own))) {
      this.addSides(candidate, ledgers, date, creditsIn, [{ code: 'side-bank', facts: { in: credit.label } }]);
      return;
    }
    const chosen = this.ask('sides', candidate, credit, { credit: credit.label, debit: debit.label }, [
      this.sideOption(candidate, 'credit-in', creditsIn),
      this.sideOption(candidate, 'debit-in', debitsIn),
    ]);
    if (chosen === undefined) return;
    const sides = chosen === 'credit-in' ? creditsIn : debitsIn;
    this.addSides(candidate, ledgers, date, sides, [{ code: 'answered', facts: {} }]);
  }

  private sideOption(
    candidate: Candidate,
    id: string,
    sides: Readonly<Record<Direction, CandidateColumn>>,
  ): QuestionOption {
    const sum = (own: CandidateColumn): string => this.effectOf(candidate, [own], []).amount ?? '0';
    const facts = { in: sides.in.label, out: sides.out.label, inAmount: sum(sides.in), outAmount: sum(sides.out) };
    return { id, facts, effect: this.effectOf(candidate, [sides.in, sides.out], []) };
  }

  /** Which side the accounts of income stand on; each row whose account is one ledger's alone has a vote. */
  private sideByAccounts(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    heading: HeadingRef,
    credit: CandidateColumn,
    debit: CandidateColumn,
  ): 'credit' | 'debit' | undefined {
    const votes = { credit: 0, debit: 0 };
    const { policy } = this.subject;
    const all = policy.document.ledgers.map(moneyLedgerOf).filter((each) => each !== undefined);
    const known = ledgers.length > 0 ? all : [];
    for (const [side, own] of [
      ['credit', credit],
      ['debit', debit],
    ] as const) {
      const figures = { plus: [own.heading], minus: [], zeroIsBlank: true };
      for (const { list, row } of figureRows(candidate, figures, this.notClosing(candidate, all[0]))) {
        const account = textUnder({ list, row }, heading);
        const meant = known.filter(({ ledger }) => meaningOf(ledger, account, NO_MEMOS)?.category != null);
        const directions = new Set(meant.map(({ direction }) => direction));
        const [direction, second] = directions;
        if (direction === undefined || second !== undefined) continue;
        const isCredit = (side === 'credit') === (direction === 'in');
        votes[isCredit ? 'credit' : 'debit'] += 1;
      }
    }
    const sum = votes.credit + votes.debit;
    if (sum === 0) return undefined;
    if (votes.credit >= sum * MOSTLY_FIGURES) return 'credit';
    return votes.debit >= sum * MOSTLY_FIGURES ? 'debit' : undefined;
  }

  private planSingle(candidate: Candidate, ledgers: readonly MoneyLedger[], date: DateSource): void {
    const [any] = ledgers;
    if (!any) return;
    const matches = matchesOf(any.amount, candidate).filter(
      ({ own }) => !BALANCE.has(meantHeading(own.heading.text).own),
    );
    const amount = this.chooseAmount(candidate, matches, any) ?? onlyFigures(any.amount, candidate);
    if (!amount) return;
    const figures: Figures = { plus: [amount.own], minus: [], zeroIsBlank: false };
    const plain = { figures, shared: false, conditions: [] };
    const flow = this.flowColumn(candidate);
    if (flow) {
      for (const ledger of ledgers) {
        const words = flowWords(flow, ledger.direction);
        this.addMoney(candidate, ledger, date, {
          ...plain,
          conditions: [{ kind: 'one-of', heading: flow.heading, words }],
          confidence: 0.95,
          reasons: [{ code: 'flow-words', facts: { heading: flow.label } }],
        });
      }
      return;
    }
    const said = directionSpokenOf(candidate.title) ?? directionSpokenOf(amount.own.label);
    const { negatives, filled } = amount.own.content;
    const isSigned = negatives >= filled * SIGNED && filled - negatives >= filled * SIGNED;
    if (said === undefined && isSigned) {
      this.addSigned(candidate, ledgers, date, amount.own);
      return;
    }
    if (said !== undefined) {
      const ledger = ledgers.find(({ direction }) => direction === said);
      if (ledger) {
        const reasons: readonly Reason[] = [{ code: 'title-words', facts: { title: candidate.title } }];
        this.addMoney(candidate, ledger, date, { ...plain, confidence: 0.95, reasons });
      }
      return;
    }
    this.planByAccounts(candidate, ledgers, date, amount, plain);
  }

  private addSigned(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    date: DateSource,
    own: CandidateColumn,
  ): void {
    for (const ledger of ledgers) {
      const isIn = ledger.direction === 'in';
      this.addMoney(candidate, ledger, date, {
        figures: { plus: isIn ? [own] : [], minus: isIn ? [] : [own], zeroIsBlank: true },
        conditions: [{ kind: 'sign', heading: own.heading, sign: isIn ? 'positive' : 'negative' }],
        shared: false,
        confidence: 0.9,
        reasons: [{ code: 'signs', facts: { heading: own.label } }],
      });
    }
  }

  /** One column of amounts and no word of what they are: the accounts say it, or somebody has to. */
  private planByAccounts(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    date: DateSource,
    amount: ColumnMatch,
    plain: Pick<MoneyPlan, 'figures' | 'shared' | 'conditions'>,
  ): void {
    const all = this.subject.policy.document.ledgers.map(moneyLedgerOf).filter((each) => each !== undefined);
    const account = this.accountColumn(candidate, all);
    const memo = this.memoColumn(candidate, all);
    const heading = account?.heading ?? memo?.heading;
    if (!heading) return;
    const texts = textsUnder(candidate, heading, memo?.heading, figureRows(candidate, headingsOf(plain.figures), []));
    const rowsOf = new Map(all.map((each) => [each, 0]));
    let rows = 0;
    for (const [text, own] of texts) {
      rows += own.rows;
      const meant = all.filter(({ ledger }) => meaningOf(ledger, text, own.memos)?.category != null);
      const [only, second] = meant;
      if (only && !second) rowsOf.set(only, (rowsOf.get(only) ?? 0) + own.rows);
    }
    const heard = [...rowsOf].filter(([, own]) => own > 0).map(([each]) => each);
    const named = [...rowsOf].filter(([, own]) => own >= rows * DECIDING).map(([each]) => each);
    if (account && heard.length > 1) {
      for (const ledger of heard.filter((each) => ledgers.includes(each))) {
        const reasons: readonly Reason[] = [{ code: 'accounts-of-both', facts: { heading: account.label } }];
        this.addMoney(candidate, ledger, date, { ...plain, shared: true, confidence: 0.85, reasons });
      }
      return;
    }
    const [only] = heard;
    if (only && named.includes(only)) {
      if (!ledgers.includes(only)) return;
      const reasons: readonly Reason[] = [
        { code: 'content-categories', facts: { share: percent((rowsOf.get(only) ?? 0) / rows) } },
      ];
      this.addMoney(candidate, only, date, { ...plain, confidence: 0.8, reasons });
      return;
    }
    const effect = this.effectOf(candidate, plain.figures.plus, []);
    const chosen = this.ask('ledger', candidate, amount.own, {}, [
      ...ledgers.map(({ ledger }): QuestionOption => ({ id: ledger.id, facts: { ledger: ledger.id }, effect })),
      { id: NONE, facts: {}, effect: { rows: 0 } },
    ]);
    const ledger = ledgers.find((each) => each.ledger.id === chosen);
    if (ledger) {
      this.addMoney(candidate, ledger, date, { ...plain, confidence: 1, reasons: [{ code: 'answered', facts: {} }] });
    }
  }

  /** The column of amounts; asked for where two are about equally good and hold different figures. */
  private chooseAmount(
    candidate: Candidate,
    matches: readonly ColumnMatch[],
    { amount }: MoneyLedger,
  ): ColumnMatch | undefined {
    const [best] = matches;
    if (!best) return undefined;
    const close = matches.filter(({ confidence }) => best.confidence - confidence < CLOSE);
    if (close.length < 2) return best;
    const chosen = this.ask(
      'column',
      candidate,
      best.own,
      { header: amount.header },
      close.map(({ own }): QuestionOption => ({
        id: own.label,
        facts: { heading: own.label },
        effect: this.effectOf(candidate, [own], []),
      })),
    );
    return close.find(({ own }) => own.label === chosen) ?? best;
  }

  private flowColumn(candidate: Candidate): CandidateColumn | undefined {
    return candidate.columns.find((own) => {
      if (!FLOW.has(meantHeading(own.heading.text).own)) return false;
      const [inward, outward] = [flowWords(own, 'in'), flowWords(own, 'out')];
      const rows = [...inward, ...outward].reduce((sum, word) => sum + (own.content.texts.get(word) ?? 0), 0);
      return inward.length > 0 && outward.length > 0 && rows >= own.content.filled * 0.9;
    });
  }

  // ---- A ledger of money -------------------------------------------------------------------------------------------

  private addMoney(candidate: Candidate, money: MoneyLedger, date: DateSource, plan: MoneyPlan): void {
    const { ledger, amount } = money;
    const { figures, conditions, shared } = plan;
    const figured = [...figureRows(candidate, headingsOf(figures), conditions)];
    // A side that nothing stands on yet is a side all the same; a list that never bears a figure of the ledger is none.
    if (figured.length === 0 && !figures.zeroIsBlank) return;
    const used = [...figures.plus, ...figures.minus, ...date.from];
    const [own] = [...figures.plus, ...figures.minus];
    if (!own) return;
    const times = timesOf(amount, own, candidate);
    if (times === undefined) return;
    const columns: Record<string, ColumnSource> = { [money.date.id]: date.source };
    const proposed: ProposedColumn[] = [
      {
        column: money.date.id,
        from: date.from.map(({ label }) => label),
        confidence: date.confidence,
        reasons: date.reasons,
      },
    ];
    if (date.needsYear) this.askYear(candidate);
    const isPlain = figures.minus.length === 0 && times === '1' && !figures.zeroIsBlank;
    columns[amount.id] = isPlain
      ? { kind: 'cell', heading: own.heading }
      : { kind: 'amount', ...headingsOf(figures), times };
    proposed.push({
      column: amount.id,
      from: [...figures.plus, ...figures.minus].map(({ label }) => label),
      confidence: plan.confidence,
      reasons: [
        ...headingReasons(amount, own),
        { code: 'content-figures', facts: { share: percent(shareOf(own, own.content.numbers)) } },
        ...(times === '1' ? [] : [{ code: 'unit', facts: { times: this.unitOf(candidate, times) } } as const]),
      ],
    });
    const memo = this.memoColumn(candidate, [money]);
    if (memo && ledger.memo !== undefined) {
      const column = ledger.columns.find(({ id }) => id === ledger.memo);
      columns[ledger.memo] = { kind: 'cell', heading: memo.heading };
      proposed.push({
        column: ledger.memo,
        from: [memo.label],
        confidence: column ? headingScore(column, memo.heading.text) : 1,
        reasons: column ? headingReasons(column, memo) : [],
      });
      used.push(memo);
    }
    const category = this.categorySource(candidate, money, plan, memo);
    if (!category) return;
    columns[money.category.id] = category.source;
    proposed.push(category.shown);
    if (category.own) used.push(category.own);
    for (const column of ledger.columns) {
      if (Object.hasOwn(columns, column.id)) continue;
      const match = matchesOf(column, candidate).find(
        (each) =>
          each.confidence >= OPTIONAL &&
          !used.includes(each.own) &&
          sideOf(each.own.heading.text) === undefined &&
          !conditions.some(({ heading }) => sameHeading(heading, each.own.heading)),
      );
      if (!match) continue;
      used.push(match.own);
      columns[column.id] = match.source;
      proposed.push({
        column: column.id,
        from: [match.own.label],
        confidence: match.confidence,
        reasons: match.reasons,
      });
    }
    this.add(
      candidate,
      ledger,
      { columns, rows: conditions, shared },
      {
        proposed,
        reasons: plan.reasons,
        confidence: plan.confidence,
        rows: figured.length,
      },
    );
  }

  /** Where a ledger's categories come from: an account, one category for the whole list, or what the memos speak of. */
  private categorySource(
    candidate: Candidate,
    money: MoneyLedger,
    plan: MoneyPlan,
    memo: CandidateColumn | undefined,
  ): { readonly source: ColumnSource; readonly own?: CandidateColumn; readonly shown: ProposedColumn } | undefined {
    const { ledger, category } = money;
    const shownAs = (from: readonly string[], confidence: number, reasons: readonly Reason[]): ProposedColumn => ({
      column: category.id,
      from,
      confidence,
      reasons,
    });
    const rows = () => figureRows(candidate, headingsOf(plan.figures), plan.conditions);
    const account = this.accountColumn(candidate, [money], plan);
    if (account) {
      const texts = textsUnder(candidate, account.heading, memo?.heading, rows());
      const share = this.tellAccounts(
        plan.shared ? this.sharing(money) : [ledger],
        candidate,
        account.heading,
        texts,
        ledger,
      );
      return {
        source: { kind: 'account', heading: account.heading },
        own: account,
        shown: shownAs([account.label], 0.5 + 0.5 * share, [
          ...headingReasons(category, account),
          { code: 'content-categories', facts: { share: percent(share) } },
        ]),
      };
    }
    const isOneSided = !plan.figures.zeroIsBlank && plan.conditions.length === 0;
    const spoken = isOneSided ? categorySpokenOf(ledger, candidate.title) : undefined;
    if (spoken) {
      return {
        source: { kind: 'constant', value: spoken.category.name },
        shown: shownAs([], 0.8, [{ code: 'one-category', facts: { category: spoken.category.name } }]),
      };
    }
    if (memo) {
      const texts = [...textsUnder(candidate, memo.heading, undefined, rows())];
      const all = texts.reduce((sum, [, own]) => sum + own.rows, 0);
      const speaking = texts
        .filter(([text]) => categorySpokenOf(ledger, text))
        .reduce((sum, [, own]) => sum + own.rows, 0);
      if (all === 0 || speaking >= all * SPEAKING) {
        const share = all === 0 ? 0 : speaking / all;
        return {
          source: { kind: 'memo', heading: memo.heading },
          shown: shownAs([memo.label], 0.4 + 0.4 * share, [{ code: 'memo-words', facts: { share: percent(share) } }]),
        };
      }
    }
    const effect = this.effectOf(candidate, plan.figures.plus, plan.conditions);
    const [first] = plan.figures.plus.length > 0 ? plan.figures.plus : plan.figures.minus;
    const chosen =
      first &&
      this.ask(
        'category',
        candidate,
        first,
        { ledger: ledger.id },
        ledger.categories.map(({ name }): QuestionOption => ({ id: name, facts: { category: name }, effect })),
      );
    if (chosen === undefined) return undefined;
    return {
      source: { kind: 'constant', value: chosen },
      shown: shownAs([], 1, [{ code: 'answered', facts: {} }]),
    };
  }

  /** The ledgers whose rows share a list with a ledger's. */
  private sharing(money: MoneyLedger): readonly Ledger[] {
    const all = this.subject.policy.document.ledgers.map(moneyLedgerOf).filter((each) => each !== undefined);
    return [money.ledger, ...all.map(({ ledger }) => ledger).filter((ledger) => ledger !== money.ledger)];
  }

  private memoColumn(candidate: Candidate, ledgers: readonly MoneyLedger[]): CandidateColumn | undefined {
    for (const { ledger } of ledgers) {
      const column = ledger.columns.find(({ id }) => id === ledger.memo);
      const [best] = column ? matchesOf(column, candidate) : [];
      if (best) return best.own;
    }
    return undefined;
  }

  /** The column of accounts: of those headed so the one with most categories in it, else one whose content are categories. */
  private accountColumn(
    candidate: Candidate,
    ledgers: readonly MoneyLedger[],
    plan?: MoneyPlan,
  ): CandidateColumn | undefined {
    const figures = plan ? headingsOf(plan.figures) : undefined;
    const scored = candidate.columns.flatMap((own) => {
      if (own.content.texts.size === 0 || own.content.textCells < own.content.filled * MOSTLY_FIGURES) return [];
      if (plan?.conditions.some(({ heading }) => sameHeading(heading, own.heading)) === true) return [];
      const score = Math.max(0, ...ledgers.map(({ category }) => headingScore(category, own.heading.text)));
      const isMemo = ledgers.some(({ ledger }) => {
        const memo = ledger.columns.find(({ id }) => id === ledger.memo);
        return memo !== undefined && headingScore(memo, own.heading.text) > score;
      });
      if (isMemo) return [];
      const rows = figures ? figureRows(candidate, figures, plan?.conditions ?? []) : everyRow(candidate);
      const texts = [...textsUnder(candidate, own.heading, undefined, rows)];
      const all = texts.reduce((sum, [, each]) => sum + each.rows, 0);
      const known = texts
        .filter(([text]) => ledgers.some(({ ledger }) => meaningOf(ledger, text, NO_MEMOS) !== undefined))
        .reduce((sum, [, each]) => sum + each.rows, 0);
      const share = all === 0 ? 0 : known / all;
      const isList = texts.length <= MOST_ACCOUNTS || share >= MOSTLY_FIGURES;
      return isList && (score >= SYNONYM || share >= CONTENT_SAYS) ? [{ own, score, share }] : [];
    });
    return scored.sort((a, b) => b.share - a.share || b.score - a.score)[0]?.own;
  }

  // ---- Accounts ----------------------------------------------------------------------------------------------------

  /**
   * Proposes what each account means, or asks. The first ledger is the one that the list is read for; others share it.
   * Answers with the share of rows whose account is known.
   */
  private tellAccounts(
    ledgers: readonly Ledger[],
    candidate: Candidate,
    heading: HeadingRef,
    texts: ReadonlyMap<string, TextRows>,
    ledger: Ledger | undefined = ledgers[0],
  ): number {
    let [known, all] = [0, 0];
    for (const [account, own] of texts) {
      all += own.rows;
      const told = this.tellAccount(ledgers, this.placeOf(candidate, heading), account, own);
      if (told) known += own.rows;
      if (told && ledger && told.ledger === ledger && told.category !== null) {
        this.checkSource(ledger, candidate, heading, account, told.category, own);
      }
    }
    return all === 0 ? 0 : known / all;
  }

  private tellAccount(
    ledgers: readonly Ledger[],
    place: CellRef,
    account: string,
    own: TextRows,
  ): { readonly ledger: Ledger; readonly category: string | null } | undefined {
    const key = accountKey(account);
    const remembered = this.subject.known?.accounts.find(
      (meaning) => accountKey(meaning.account) === key && ledgers.some(({ id }) => id === meaning.ledger),
    );
    const [first] = ledgers;
    if (!first) return undefined;
    if (remembered) {
      const ledger = ledgers.find(({ id }) => id === remembered.ledger) ?? first;
      this.note(ledger, account, remembered.category, 1, 'known', own.rows, remembered.source);
      return { ledger, category: remembered.category };
    }
    const isShared = ledgers.length > 1;
    const id = `account@${isShared ? place.sheet : first.id}:${account}`;
    const chosen = this.answer(id);
    if (chosen !== undefined) return this.answered(ledgers, account, own, chosen);
    const meant = ledgers
      .map((ledger) => ({ ledger, meaning: meaningOf(ledger, account, own.memos) }))
      .filter(({ meaning }) => meaning !== undefined && meaning.confidence >= SURE_ENOUGH)
      .sort((a, b) => (b.meaning?.confidence ?? 0) - (a.meaning?.confidence ?? 0));
    const [best, second] = meant;
    const isTie =
      best?.meaning?.category != null &&
      second?.meaning?.category != null &&
      best.meaning.confidence - second.meaning.confidence < CLOSE;
    if (best?.meaning && !isTie) {
      const { category, confidence, why } = best.meaning;
      const into = category === null ? ledgers : [best.ledger];
      for (const ledger of into) this.note(ledger, account, category, confidence, why, own.rows);
      return { ledger: best.ledger, category };
    }
    this.askAccount(id, ledgers, place, account, own);
    return undefined;
  }

  private answered(
    ledgers: readonly Ledger[],
    account: string,
    own: TextRows,
    chosen: string,
  ): { readonly ledger: Ledger; readonly category: string | null } | undefined {
    const [first] = ledgers;
    if (!first) return undefined;
    if (chosen === NONE) {
      for (const ledger of ledgers) this.note(ledger, account, null, 1, 'answered', own.rows);
      return { ledger: first, category: null };
    }
    const ledger = ledgers.length > 1 ? ledgers.find(({ id }) => chosen.startsWith(`${id}:`)) : first;
    if (!ledger) return undefined;
    const category = ledgers.length > 1 ? chosen.slice(ledger.id.length + 1) : chosen;
    this.note(ledger, account, category, 1, 'answered', own.rows);
    return { ledger, category };
  }

  private askAccount(id: string, ledgers: readonly Ledger[], place: CellRef, account: string, own: TextRows): void {
    if (this.questions.some((question) => question.id === id)) return;
    const effect = { rows: own.rows, amount: decimalText(own.amount) };
    const options = ledgers.flatMap((ledger) =>
      ledger.categories.map(({ name }): QuestionOption => ({
        id: ledgers.length > 1 ? `${ledger.id}:${name}` : name,
        facts: { ledger: ledger.id, category: name },
        effect,
      })),
    );
    const likely = ledgers.length === 1 && ledgers[0] ? likeliest(ledgers[0], account) : undefined;
    this.questions.push({
      id,
      kind: 'account',
      ...place,
      facts: {
        account,
        rows: own.rows,
        amount: effect.amount,
        ...(ledgers.length === 1 ? { ledger: ledgers[0]?.id ?? '' } : {}),
      },
      options: [...options, { id: NONE, facts: {}, effect: { rows: 0 } }],
      ...(likely === undefined ? {} : { likely }),
    });
  }

  /** A category whose goods have a source: said by the account, by a column of its own, or asked for. */
  private checkSource(
    ledger: Ledger,
    candidate: Candidate,
    heading: HeadingRef,
    account: string,
    category: string,
    own: TextRows,
  ): void {
    const known = categoriesByName(ledger).get(category);
    const column = ledger.columns.find(({ id }) => id === ledger.source);
    if (!known?.sources || !column) return;
    if (matchesOf(column, candidate).some(({ confidence }) => confidence >= OPTIONAL)) return;
    const index = this.accounts.findIndex(({ meaning }) => meaning.ledger === ledger.id && meaning.account === account);
    const told = this.accounts[index];
    if (!told || told.source !== undefined) return;
    const id = `source@${ledger.id}:${account}`;
    const [only, second] = known.sources;
    const source = sourceIn(known, account) ?? (second === undefined ? only : this.answer(id));
    if (source !== undefined) {
      this.accounts[index] = { ...told, source, meaning: { ...told.meaning, source } };
      return;
    }
    const effect = { rows: own.rows, amount: decimalText(own.amount) };
    this.questions.push({
      id,
      kind: 'source',
      ...this.placeOf(candidate, heading),
      facts: { account, category, rows: own.rows },
      options: known.sources.map((each): QuestionOption => ({ id: each, facts: { source: each }, effect })),
    });
  }

  private note(
    ledger: Ledger,
    account: string,
    category: string | null,
    confidence: number,
    why: ProposedAccount['why'],
    rows: number,
    source?: string,
  ): void {
    const index = this.accounts.findIndex(
      (known) => known.ledger === ledger.id && accountKey(known.account) === accountKey(account),
    );
    const said = source === undefined ? {} : { source };
    const meaning: AccountMeaning = { ledger: ledger.id, account, category, ...said };
    const proposed = { ledger: ledger.id, account, category, confidence, why, rows, ...said, meaning };
    const known = this.accounts[index];
    if (!known) this.accounts.push(proposed);
    // Told once for each ledger that shares the list; the rows are the same ones.
    else if (known.category === category) this.accounts[index] = { ...known, rows: Math.max(known.rows, rows) };
  }

  // ---- Questions ---------------------------------------------------------------------------------------------------

  private ask(
    kind: ConnectionQuestion['kind'],
    candidate: Candidate,
    own: CandidateColumn,
    facts: ConnectionQuestion['facts'],
    options: readonly QuestionOption[],
  ): string | undefined {
    const id = questionId(kind, candidate, own);
    const answer = this.answer(id);
    if (answer !== undefined) return answer;
    if (!this.questions.some((question) => question.id === id)) {
      this.questions.push({
        id,
        kind,
        ...this.placeOf(candidate, own.heading),
        facts: { ...facts, heading: own.label },
        options,
      });
    }
    return undefined;
  }

  private askYear(candidate: Candidate): void {
    const id = questionId('year', candidate);
    if (this.answer(id) !== undefined || this.questions.some((question) => question.id === id)) return;
    const { life } = this.subject.policy.document;
    const first = yearOf(life.from);
    const last = life.to === undefined ? first + YEARS_OFFERED - 1 : yearOf(life.to);
    const rows = rowCount(candidate);
    const [list] = candidate.lists;
    this.questions.push({
      id,
      kind: 'year',
      sheet: list?.cells.sheet.name ?? '',
      cell: cellAddress(list?.head.row ?? 1, list?.left ?? 1),
      facts: {},
      options: Array.from({ length: last - first + 1 }, (_, index) => ({
        id: String(first + index),
        facts: { year: first + index },
        effect: { rows },
      })),
    });
  }

  private effectOf(
    candidate: Candidate,
    figures: readonly CandidateColumn[],
    conditions: readonly RowCondition[],
  ): QuestionOption['effect'] {
    let [rows, sum] = [0, ZERO];
    const plus = figures.map(({ heading }) => heading);
    for (const { amount } of figureRows(candidate, { plus, minus: [], zeroIsBlank: true }, conditions)) {
      rows += 1;
      sum = sum.plus(amount);
    }
    return { rows, amount: decimalText(sum) };
  }

  private unitOf(candidate: Candidate, times: string): string {
    const [list] = candidate.lists;
    if (times !== 'title') return times;
    return decimalText((list && unitOfTitle(list.cells, list.firstTitleRow, list.head.row - 1)) ?? ONE);
  }

  private placeOf(candidate: Candidate, heading: HeadingRef): { readonly sheet: string; readonly cell: string } {
    const [list] = candidate.lists;
    if (!list) return { sheet: '', cell: 'A1' };
    return {
      sheet: list.cells.sheet.name,
      cell: cellAddress(list.head.row + list.head.rows - 1, columnIn(list, heading)),
    };
  }

  // ---- Blocks ------------------------------------------------------------------------------------------------------

  private notCarried(candidate: Candidate, { ledger }: MoneyLedger): readonly RowCondition[] {
    const memo = this.memoColumn(
      candidate,
      ledger.memo === undefined ? [] : [moneyLedgerOf(ledger)].filter((each) => each !== undefined),
    );
    return memo ? [{ kind: 'without', heading: memo.heading, words: [...CARRIED] }] : [];
  }

  private notClosing(candidate: Candidate, money: MoneyLedger | undefined): readonly RowCondition[] {
    const memo = this.memoColumn(candidate, money ? [money] : []);
    return memo ? [{ kind: 'without', heading: memo.heading, words: [...CLOSING] }] : [];
  }

  private add(
    candidate: Candidate,
    ledger: Ledger,
    block: Pick<ConnectionBlock, 'columns' | 'shared' | 'spread'> & { readonly rows: readonly RowCondition[] },
    shown: {
      readonly proposed: readonly ProposedColumn[];
      readonly reasons: readonly Reason[];
      readonly confidence: number;
      readonly rows: number;
    },
  ): void {
    const [list] = candidate.lists;
    if (!list) return;
    const { pattern } = candidate;
    const headings = [...new Set(candidate.columns.map(({ heading }) => heading.text))];
    const required = ledger.columns.filter((column) => column.required).map(({ id }) => id);
    const sure = shown.proposed.filter(({ column }) => required.includes(column)).map(({ confidence }) => confidence);
    this.blocks.push({
      block: {
        ledger: ledger.id,
        sheet: pattern === undefined ? { name: list.cells.sheet.name } : { pattern },
        header: { rows: list.head.rows, headings, ...(list.under === undefined ? {} : { under: list.under }) },
        columns: block.columns,
        ...(block.spread ? { spread: block.spread } : {}),
        rows: [...block.rows],
        shared: block.shared,
      },
      shown: {
        ledger: ledger.id,
        sheets: [...new Set(candidate.lists.map(({ cells }) => cells.sheet.name))],
        headerRow: list.head.row,
        column: list.left,
        rows: shown.rows,
        confidence: Math.min(shown.confidence, ...sure),
        reasons: shown.reasons,
        columns: shown.proposed,
      },
    });
  }
}

interface WholeFit {
  readonly ledger: Ledger;
  readonly columns: ReadonlyMap<string, ColumnMatch | DateSource>;
  readonly weight: number;
}

/** The option of a question that leaves things out. */
export const NONE = 'none';
/** A column that is not required is taken where its heading leaves no doubt. */
const OPTIONAL = 0.8;
/** Two choices are about equally good where their confidence differs by less. */
const CLOSE = 0.05;
const SIGNED = 0.1;
const DECIDING = 0.3;
const CONTENT_SAYS = 0.6;
const YEARS_OFFERED = 12;
const NO_MEMOS: ReadonlyMap<string, number> = new Map();

function withoutConnection(workbook: WorkbookSnapshot): WorkbookSnapshot {
  const { connected: _, ...plain } = workbook;
  return plain;
}

function questionId(kind: ConnectionQuestion['kind'], { lists }: Candidate, own?: CandidateColumn): string {
  const [list] = lists;
  const place = list
    ? `${list.cells.sheet.name}!${cellAddress(list.head.row, own ? columnIn(list, own.heading) : list.left)}`
    : '';
  return `${kind}@${place}`;
}

const moneyLedgers = new WeakMap<Ledger, MoneyLedger | undefined>();

/** A ledger of money by category that comes in or goes out, as far as the policy's own words tell. */
function moneyLedgerOf(ledger: Ledger): MoneyLedger | undefined {
  if (!moneyLedgers.has(ledger)) moneyLedgers.set(ledger, asMoneyLedger(ledger));
  return moneyLedgers.get(ledger);
}

function asMoneyLedger(ledger: Ledger): MoneyLedger | undefined {
  const direction = directionOf(ledger);
  const category = ledger.columns.find(({ id }) => id === ledger.category);
  const date = ledger.columns.find(({ type, required }) => type === 'date' && required);
  const amount = ledger.columns.find(({ type, required }) => type === 'money' && required);
  return direction && category && date && amount ? { ledger, direction, category, date, amount } : undefined;
}

function isFigures(own: CandidateColumn): boolean {
  return own.content.filled === 0 || shareOf(own, own.content.numbers) >= MOSTLY_FIGURES;
}

function flowWords({ content }: CandidateColumn, direction: Direction): string[] {
  return [...content.texts.keys()].filter((text) => FLOW_WORDS[direction].has(accountKey(text)));
}

function headingsOf({ plus, minus, zeroIsBlank }: Figures): {
  plus: HeadingRef[];
  minus: HeadingRef[];
  zeroIsBlank: boolean;
} {
  return { plus: plus.map(({ heading }) => heading), minus: minus.map(({ heading }) => heading), zeroIsBlank };
}

function* everyRow(
  candidate: Candidate,
): Generator<{ list: Candidate['lists'][number]; row: number; amount: Decimal }> {
  for (const list of candidate.lists) for (const row of entryRows(list)) yield { list, row, amount: ZERO };
}

function rowCount(candidate: Candidate): number {
  return [...everyRow(candidate)].length;
}

/** The texts under a heading, each with its rows, their sum and their memos. */
function textsUnder(
  _candidate: Candidate,
  heading: HeadingRef,
  memo: HeadingRef | undefined,
  rows: Iterable<{ readonly list: Candidate['lists'][number]; readonly row: number; readonly amount: Decimal }>,
): ReadonlyMap<string, TextRows> {
  const texts = new Map<string, OpenTextRows>();
  for (const each of rows) {
    const text = textUnder(each, heading);
    if (text === '') continue;
    const own = texts.get(text) ?? { rows: 0, amount: ZERO, memos: new Map<string, number>() };
    own.rows += 1;
    own.amount = own.amount.plus(each.amount);
    if (memo) {
      const said = textUnder(each, memo);
      own.memos.set(said, (own.memos.get(said) ?? 0) + 1);
    }
    texts.set(text, own);
  }
  return texts;
}

/** The years of the whole dates in all lists. */
function yearsOf(candidates: readonly Candidate[], ledgers: readonly Ledger[], date1904: boolean): ReadonlySet<number> {
  const dates = ledgers.flatMap((ledger) => ledger.columns.filter(({ type }) => type === 'date'));
  const years = new Set<number>();
  for (const candidate of candidates) {
    const own = candidate.columns.find(
      (column) =>
        dates.some((date) => headingScore(date, column.heading.text) > 0) &&
        shareOf(column, column.content.dates) >= MOSTLY_FIGURES,
    );
    if (!own) continue;
    for (const list of candidate.lists) {
      for (const row of entryRows(list)) {
        const date = readDate(list.cells.seen(row, columnIn(list, own.heading)), date1904);
        if (date.kind === 'value') years.add(yearOf(date.value));
      }
    }
  }
  return years;
}

function isOwnHeading(column: Column, own: CandidateColumn): boolean {
  return headingScore(column, own.heading.text) >= SYNONYM && meantHeading(own.heading.text).own.length > 2;
}

/** A heading that is a name: none of the words that head columns. */
function isName({ heading }: CandidateColumn): boolean {
  return !isKnownHeading([], heading.text) && !Object.values(DATE_PARTS).some((part) => part.has(heading.text));
}

/** Tells that a list speaks of a ledger: its title has the ledger's name or what its figures are called. */
function isSpokenOf(ledger: Ledger, value: Column, { title, columns }: Candidate): boolean {
  const text = `${title} ${columns.map(({ heading }) => meantHeading(heading.text).group).join(' ')}`.toLowerCase();
  return [ledger.table, ledger.title.zh, ledger.title.en, value.header].some((word) =>
    text.includes(word.toLowerCase()),
  );
}
