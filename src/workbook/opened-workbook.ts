import { cellAddress } from '../ledger/a1';
import type { SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { Finding } from '../ledger/finding';
import type { Connection } from '../ledger/connect/connection';
import type { LintReport } from '../policy/lint-report';
import type { Policy, WhatIfProblem } from '../policy/policy';
import { openBooksInSteps, sheetsInUse, type Books, type StepProgress } from '../settlement/books';
import type { CaseResult } from '../settlement/policy-cases';
import { brokenPolicyFindings, caseFindings, formulaFindings, lintFindings, storageFindings } from './policy-findings';
import { keptConnection } from './kept-connection';
import type { OwnParts } from './own-parts';
import {
  connectionFor,
  policyInForce,
  sameIfUnchanged,
  writtenPolicy,
  type PolicyChoice,
  type PolicyInForce,
  type PolicySource,
  type WrittenPolicy,
} from './policy-in-force';
import { isStoredSheet, keptText, readStored, type StoredProblem, type StoredReading } from './stored-sheet';
import { APPROVALS_KEY, CONNECTION_KEY, WAIVERS_KEY } from './stored-keys';
import type { Waiver, WaiverState } from './waivers';

export type { PolicyChoice, PolicySource } from './policy-in-force';

/** Everything the product knows of a workbook: what it is under, what it comes to, and what has to be told. */
export interface OpenedWorkbook {
  /** Of the connected workbook, under the policy in force. */
  readonly books: Books;
  readonly source: PolicySource;
  /** Why values could not be tried out; the policy then stands as written. */
  readonly trialProblem: WhatIfProblem | undefined;
  /** Of the policy as written; not worked out where it was opened without what reads a workbook's own. */
  readonly lint: LintReport | undefined;
  /** Of the policy as written, those of its cases in their order; `undefined` like `lint`. */
  readonly cases: readonly CaseResult[] | undefined;
  /** How its own sheets are read as the policy's ledgers, where they are. */
  readonly connection: Connection | undefined;
  /** What the workbook keeps for the product, by key. */
  readonly stored: ReadonlyMap<string, string>;
  /** The record of approvals, as `keptText` tells it: «» where there is one that is not whole. */
  readonly approvals: string | undefined;
  readonly waivers: readonly WaiverState[];
  /**
   * The findings of a year and those that belong to every year; without a year, all: the policy's own, the ledgers' rows',
   * then those of formulas and of what is kept. Those that somebody has set aside bear `waived`.
   */
  findings(year?: number): readonly Finding[];
}

/**
 * Opens a workbook step by step. What has not changed since the workbook was opened before is not gone through again: rows of a
 * ledger on the very same sheet, a policy on the very same sheets. Where nothing at all has changed that anything is made
 * from, the very same object comes back.
 *
 * @param own needed for a workbook that brings something of its own (`bringsItsOwn`), or is read by a connection
 */
export function* openWorkbookInSteps(
  choice: PolicyChoice,
  snapshot: WorkbookSnapshot,
  own: OwnParts | undefined,
  previous?: OpenedWorkbook,
): Generator<StepProgress, OpenedWorkbook, void> {
  const before = previous instanceof Opened ? previous.parts : undefined;
  const kept = readStored(snapshot);
  if (before?.choice === choice && isSameWorkbook(before.snapshot, snapshot) && isSameKept(before.kept, kept)) {
    return previous as Opened;
  }
  const written = sameIfUnchanged(writtenPolicy(choice, snapshot, own), before?.written);
  yield { sheet: written.sheets[0]?.name ?? snapshot.name, done: 0, of: 0 };
  const inForce = policyInForce(written.policy, choice, keptText(kept, APPROVALS_KEY), own, before?.inForce);
  const proof = own && proofOf(written.policy, own);
  if (proof && written.source.kind === 'sheets') yield* proof.inSteps(written.sheets[0]?.name ?? snapshot.name);
  const connection = connectionFor(choice, snapshot, own);
  const connected = connectedUnder(written.policy, snapshot, own, connection, before?.books.workbook);
  const notLedgers = sheetsOfOurs(written, snapshot);
  const books = yield* openBooksInSteps(inForce.policy, connected, before?.books, { notLedgers });
  return new Opened({ choice, snapshot, own, kept, written, inForce, proof, connection, books });
}

/** The names of the sheets that a workbook's answers and findings are made from, whoever changed them. */
export function sheetsRead(
  choice: PolicyChoice,
  snapshot: WorkbookSnapshot,
  own: OwnParts | undefined,
): ReadonlySet<string> {
  const written = writtenPolicy(choice, snapshot, own);
  if (written.policy.broken) return sheetsOfOurs(written, snapshot);
  const connected = connectedUnder(written.policy, snapshot, own, connectionFor(choice, snapshot, own), undefined);
  const ledgers = sheetsInUse(written.policy, connected);
  return new Set([...ledgers, ...sheetsOfOurs(written, snapshot)]);
}

/** The workbook with the ledgers that a connection makes of its own sheets. */
function connectedUnder(
  policy: Policy,
  snapshot: WorkbookSnapshot,
  own: OwnParts | undefined,
  connection: Connection | undefined,
  before: WorkbookSnapshot | undefined,
): WorkbookSnapshot {
  return own && connection && !policy.broken ? own.connectWorkbook(snapshot, policy, connection, before) : snapshot;
}

/** The names of the sheets that hold the policy and what is kept: nobody's ledgers. */
export function sheetsOfOurs({ sheets }: WrittenPolicy, snapshot: WorkbookSnapshot): ReadonlySet<string> {
  const names = snapshot.sheets.map(({ name }) => name).filter(isStoredSheet);
  return new Set([...sheets.map(({ name }) => name), ...names]);
}

/** What an opened workbook is made of. */
interface Parts {
  readonly choice: PolicyChoice;
  readonly snapshot: WorkbookSnapshot;
  readonly own: OwnParts | undefined;
  readonly kept: StoredReading;
  readonly written: WrittenPolicy;
  readonly inForce: PolicyInForce;
  readonly proof: PolicyProof | undefined;
  readonly connection: Connection | undefined;
  readonly books: Books;
}

const proofs = new WeakMap<Policy, PolicyProof>();

function proofOf(policy: Policy, own: OwnParts): PolicyProof {
  const known = proofs.get(policy) ?? new PolicyProof(policy, own);
  proofs.set(policy, known);
  return known;
}

/** What can be said of a policy without any ledger, worked out once. */
class PolicyProof {
  private knownLint: LintReport | undefined;
  private knownCases: readonly CaseResult[] | undefined;

  constructor(
    private readonly policy: Policy,
    private readonly own: OwnParts,
  ) {}

  get lint(): LintReport {
    this.knownLint ??= this.policy.broken ? { faults: [], coverage: [] } : this.own.lintPolicy(this.policy);
    return this.knownLint;
  }

  get cases(): readonly CaseResult[] {
    this.knownCases ??= this.policy.broken ? [] : [...this.own.policyCasesInSteps(this.policy)];
    return this.knownCases;
  }

  /** Works out both, with a stop after what lint finds and after each case. */
  *inSteps(sheet: string): Generator<StepProgress, void, void> {
    if (this.policy.broken) return;
    const step = { sheet, done: 0, of: 0 };
    this.knownLint ??= this.own.lintPolicy(this.policy);
    yield step;
    if (this.knownCases) return;
    const cases: CaseResult[] = [];
    for (const result of this.own.policyCasesInSteps(this.policy)) {
      cases.push(result);
      yield step;
    }
    this.knownCases = cases;
  }
}

/** The findings with those marked that somebody has set aside. */
type SetAside = ReturnType<OwnParts['applyWaivers']>;

class Opened implements OpenedWorkbook {
  readonly books: Books;
  readonly source: PolicySource;
  readonly trialProblem: WhatIfProblem | undefined;
  readonly connection: Connection | undefined;
  readonly stored: ReadonlyMap<string, string>;
  readonly approvals: string | undefined;
  private readonly byYear = new Map<number | undefined, readonly Finding[]>();
  private setAside: SetAside | undefined;

  constructor(readonly parts: Parts) {
    this.books = parts.books;
    this.source = parts.written.source;
    this.trialProblem = parts.inForce.trialProblem;
    this.connection = parts.connection;
    this.stored = parts.kept.texts;
    this.approvals = keptText(parts.kept, APPROVALS_KEY);
  }

  get lint(): LintReport | undefined {
    return this.parts.proof?.lint;
  }

  get cases(): readonly CaseResult[] | undefined {
    return this.parts.proof?.cases;
  }

  get waivers(): readonly WaiverState[] {
    return this.withWaivers().states;
  }

  findings(year?: number): readonly Finding[] {
    const known = this.byYear.get(year) ?? this.makeFindings(year);
    this.byYear.set(year, known);
    return known;
  }

  private makeFindings(year: number | undefined): readonly Finding[] {
    const { findings: all, states } = this.withWaivers();
    if (year === undefined) return all;
    return markedAs(states, this.unmarked(year));
  }

  /** A waiver is in force or has expired whatever year is asked for, so that all findings are held against it. */
  private withWaivers(): SetAside {
    this.setAside ??= this.setAsideBy(this.parts.own);
    return this.setAside;
  }

  private setAsideBy(own: OwnParts | undefined): SetAside {
    const findings = this.unmarked(undefined);
    if (!own) return { findings, states: [] };
    return own.applyWaivers(findings, this.givenWaivers(own), own.rowContentOf(this.books));
  }

  private givenWaivers({ readWaivers }: OwnParts): readonly Waiver[] {
    const waivers = readWaivers(this.stored.get(WAIVERS_KEY));
    return waivers.ok ? waivers.value : [];
  }

  private unmarked(year: number | undefined): readonly Finding[] {
    const { books } = this;
    return [...this.ofPolicy(year), ...books.findings(year), ...this.ofWorkbook];
  }

  private ofPolicy(year: number | undefined): readonly Finding[] {
    const { written, proof } = this.parts;
    const { policy, source } = written;
    if (policy.broken) return brokenPolicyFindings(policy);
    // What comes with the product, or from a file, has no cells to look at.
    if (source.kind !== 'sheets' || !proof) return [];
    return [
      ...lintFindings(policy, proof.lint, source.places, this.yearsTold(year)),
      ...caseFindings(proof.cases, source.places),
    ];
  }

  /** The years that findings are told of; none where the workbook is about none yet. */
  private yearsTold(year: number | undefined): readonly number[] {
    if (year !== undefined) return [year];
    const { years, policyYear } = this.books;
    return policyYear === undefined ? years : [...years, policyYear];
  }

  private get ofWorkbook(): readonly Finding[] {
    const { snapshot, kept, own } = this.parts;
    const broken = own ? [...kept.problems, ...unreadable(snapshot, kept, own)] : kept.problems;
    return [...formulaFindings(snapshot), ...storageFindings(broken)];
  }
}

/** What is kept whole and says nothing that can be used. An unreadable record of approvals is told of the policy itself. */
function unreadable({ sheets }: WorkbookSnapshot, { texts }: StoredReading, own: OwnParts): readonly StoredProblem[] {
  const sheet = sheets.find(({ name }) => isStoredSheet(name));
  if (!sheet) return [];
  const faulty = [
    ...(keptConnection(texts, own)?.ok === false ? [CONNECTION_KEY] : []),
    ...(own.readWaivers(texts.get(WAIVERS_KEY)).ok ? [] : [WAIVERS_KEY]),
  ];
  return faulty.map((key) => {
    const row = sheet.rows.findIndex((cells) => cells?.[0] === key) + 1;
    return { sheet: sheet.name, cell: cellAddress(row, 1), reason: 'text', key };
  });
}

/** A year's findings with those marked that waivers set aside: the very same ones, or what was said of the year anew. */
function markedAs(states: readonly WaiverState[], findings: readonly Finding[]): readonly Finding[] {
  const waived = states.flatMap((state) => (state.state === 'in-force' ? [state] : []));
  if (waived.length === 0) return findings;
  const marked = [...findings];
  for (const { waiver, finding } of waived) {
    const { by, reason, at } = waiver;
    const index = marked.findIndex((each) => each.waived === undefined && (each === finding || isAlike(each, finding)));
    const found = marked[index];
    if (found) marked[index] = { ...found, waived: { by, reason, at } };
  }
  return marked;
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.sheet === b.sheet && a.cell === b.cell && a.year === b.year && a.column === b.column;
}

// ---- What has changed ----------------------------------------------------------------------------------------------

/** Tells workbooks that differ in nothing but the sheet of what is kept. */
function isSameWorkbook(a: WorkbookSnapshot, b: WorkbookSnapshot): boolean {
  if (a === b) return true;
  return (
    a.name === b.name &&
    a.date1904 === b.date1904 &&
    isSameList(a.sheets.filter(isOthers), b.sheets.filter(isOthers), (one, other) => one === other) &&
    isSameList(
      a.definedNames,
      b.definedNames,
      (one, other) => one.name === other.name && one.refersTo === other.refersTo,
    )
  );
}

function isOthers({ name }: SheetSnapshot): boolean {
  return !isStoredSheet(name);
}

/** What is kept and changes what is said of the workbook; marks and the log of corrections do not. */
const TOLD_FROM: readonly string[] = [CONNECTION_KEY, APPROVALS_KEY, WAIVERS_KEY];

function isSameKept(a: StoredReading, b: StoredReading): boolean {
  return (
    TOLD_FROM.every((key) => a.texts.get(key) === b.texts.get(key)) &&
    isSameList(
      a.problems,
      b.problems,
      (one, other) => one.reason === other.reason && one.key === other.key && one.cell === other.cell,
    )
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => isSame(item, b[index] as T));
}
