import canonicalize from 'canonicalize';
import type { SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { Connection } from '../ledger/connect/connection';
import { builtInPacks, type BuiltInPack } from '../policy/packs';
import {
  brokenPolicy,
  exampleTrials,
  withWhatIf,
  type Policy,
  type WhatIf,
  type WhatIfProblem,
} from '../policy/policy';
import type { PolicyPlaces, PolicySheetsReading } from '../policy-sheets';
import { keptConnection } from './kept-connection';
import type { OwnParts } from './own-parts';
import { readStored } from './stored-sheet';

/** What whoever opens a workbook has to say about its policy. */
export interface PolicyChoice {
  /** Holds in place of whatever the workbook says. */
  readonly given?: Policy;
  /** Values tried out on top of the policy, whichever it is. */
  readonly trials?: readonly WhatIf[];
  /** Also the policy's own examples of values that are still to be set; a value of `trials` goes before them. */
  readonly examples?: boolean;
  /** How the workbook's own sheets are read as ledgers, in place of what it keeps of that. */
  readonly connection?: Connection;
}

/** Where a policy was found. */
export type PolicySource =
  /** On sheets of the workbook; `places` tells the cell of each part. */
  | { readonly kind: 'sheets'; readonly places: PolicyPlaces }
  /** Nothing in the workbook says: one of those that come with the product. */
  | { readonly kind: 'built-in'; readonly pack: string }
  | { readonly kind: 'given' };

/** A policy as it is written, before anything is tried out. */
export interface WrittenPolicy {
  /** With `broken` where it can't be used. */
  readonly policy: Policy;
  readonly source: PolicySource;
  /** The sheets that hold it. */
  readonly sheets: readonly SheetSnapshot[];
}

/**
 * The policy that a workbook is under: the one given, else the one on its sheets, else the built-in one that its ledgers are
 * those of. Sheets that are wrong give a policy that computes nothing, never another one.
 *
 * @param own what reads a workbook's own policy and connection; a workbook that brings none needs none
 */
export function writtenPolicy(
  choice: PolicyChoice,
  workbook: WorkbookSnapshot,
  own: OwnParts | undefined,
): WrittenPolicy {
  const connection = connectionFor(choice, workbook, own);
  if (choice.given) return { policy: choice.given, source: { kind: 'given' }, sheets: [] };
  const { reading, sheets } = own ? sheetsReading(workbook, own) : ABSENT;
  if (reading.kind === 'absent') {
    const pack = packFor(workbook, connection);
    return { policy: pack.policy(), source: { kind: 'built-in', pack: pack.id }, sheets: [] };
  }
  const source = { kind: 'sheets', places: reading.places } as const;
  if (reading.kind === 'read') return { policy: reading.policy, source, sheets };
  return { policy: brokenPolicy(packFor(workbook, connection).policy(), reading.faults), source, sheets };
}

/** The same, with a policy that says the same as before being the very same object: what was made under it holds good. */
export function sameIfUnchanged(written: WrittenPolicy, before: WrittenPolicy | undefined): WrittenPolicy {
  const policy = before?.policy;
  if (!policy || policy === written.policy || policy.broken || written.policy.broken) return written;
  const isSame =
    policy.digest === written.policy.digest &&
    canonicalize(policy.document.cases) === canonicalize(written.policy.document.cases);
  return isSame ? { ...written, policy } : written;
}

interface SheetsReading {
  readonly sheets: readonly SheetSnapshot[];
  readonly date1904: boolean;
  readonly reading: PolicySheetsReading;
}

/** By the first sheet of a policy: while none of its sheets has changed, it is not read again. */
const readings = new WeakMap<SheetSnapshot, SheetsReading>();

const ABSENT: SheetsReading = { sheets: [], date1904: false, reading: { kind: 'absent' } };

function sheetsReading(workbook: WorkbookSnapshot, { policySheetNames, readPolicySheets }: OwnParts): SheetsReading {
  const names = policySheetNames(workbook);
  const sheets = workbook.sheets.filter(({ name }) => names.has(name));
  const [first] = sheets;
  if (!first) return ABSENT;
  const { date1904 } = workbook;
  const known = readings.get(first);
  if (
    known?.date1904 === date1904 &&
    known.sheets.length === sheets.length &&
    sheets.every((sheet, index) => sheet === known.sheets[index])
  ) {
    return known;
  }
  const made = { sheets, date1904, reading: readPolicySheets(workbook) };
  readings.set(first, made);
  return made;
}

/** How the workbook's own sheets are read as ledgers: as given, else as it keeps; `undefined` where nothing says, or not so that it can be read. */
export function connectionFor(
  { connection }: PolicyChoice,
  workbook: WorkbookSnapshot,
  own: OwnParts | undefined,
): Connection | undefined {
  if (connection) return connection;
  const kept = own && keptConnection(readStored(workbook).texts, own);
  return kept?.ok === true ? kept.value : undefined;
}

/**
 * The pack that a connection is for, else the one whose ledgers the workbook has most of, by the names of tables and sheets;
 * the first of equals.
 */
function packFor({ sheets }: WorkbookSnapshot, connection: Connection | undefined): BuiltInPack {
  const connected = builtInPacks().find(({ id }) => id === connection?.policy);
  if (connected) return connected;
  const nameOf = (name: string): string => name.trim().toLowerCase();
  const there = new Set(sheets.flatMap(({ name, tables }) => [name, ...tables.map((table) => table.name)]).map(nameOf));
  const has = ({ ledgers }: BuiltInPack): number =>
    ledgers.filter(({ sheet, table }) => there.has(nameOf(sheet)) || there.has(nameOf(table))).length;
  return builtInPacks().reduce((best, pack) => (has(pack) > has(best) ? pack : best));
}

/** A policy as it is worked with: values tried out, and how it stands to what was approved. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** Why the values could not be tried out; the policy then stands as written. */
  readonly trialProblem: WhatIfProblem | undefined;
  readonly madeFrom: {
    readonly written: Policy;
    readonly trials: PolicyChoice['trials'];
    readonly examples: boolean;
    readonly approvals: string | undefined;
  };
}

const NO_TRIALS: readonly WhatIf[] = [];

/** Puts on top of a written policy what was tried out and what the record of approvals says of it. */
export function policyInForce(
  written: Policy,
  { trials = NO_TRIALS, examples = false }: PolicyChoice,
  approvals: string | undefined,
  own: OwnParts | undefined,
  before: PolicyInForce | undefined,
): PolicyInForce {
  const known = before?.madeFrom;
  const isKnown = known?.written === written && known.trials === trials && known.examples === examples;
  if (before && isKnown && known.approvals === approvals) return before;
  const madeFrom = { written, trials, examples, approvals };
  if (written.broken) return { policy: written, trialProblem: undefined, madeFrom };
  const standing: Policy['standing'] = own ? own.standingFrom(written, approvals) : { kind: 'unapproved' };
  const all = examples ? [...exampleTrials(written), ...trials] : trials;
  const tried = all.length > 0 ? withWhatIf(written, all) : undefined;
  const policy = tried?.ok === true ? tried.value : written;
  return {
    policy: { ...policy, standing },
    trialProblem: tried?.ok === false ? tried.error : undefined,
    madeFrom,
  };
}
