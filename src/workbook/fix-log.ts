import * as z from 'zod/mini';
import { parseIsoDate, type IsoDate } from '../kernel/dates';
import { err, ok } from '../kernel/result';
import type { CellEdit, CellInput, Inverse, PortResult, WorkbookPort } from './port';
import { readLongText, writeLongText } from './stored-text';

/** One step of corrections, as the workbook remembers it. */
export interface FixStep {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly changes: readonly FixChange[];
  /** When it was taken back. */
  readonly undoneAt?: number | undefined;
}

export interface FixChange {
  /** What was put into the cell. */
  readonly done: CellEdit;
  /** What takes it back: what the cell held before, bound to what was put there. */
  readonly undo: CellEdit;
}

const KEY = 'payclause.fixes';
const MOST_STEPS = 200;
/** The oldest steps are forgotten beyond this; the newest is kept whatever its size. */
const MOST_CHARACTERS = 1_000_000;

const cellInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blank') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number(), numberFormat: z.optional(z.string()) }),
  z.object({ kind: z.literal('date'), date: z.string().check(z.refine((text) => parseIsoDate(text) !== undefined)) }),
  z.object({ kind: z.literal('boolean'), value: z.boolean() }),
  z.object({ kind: z.literal('formula'), formula: z.string().check(z.startsWith('=')) }),
]);
const cellValue = z.union([z.number(), z.string(), z.boolean(), z.object({ fault: z.string() }), z.null()]);
const cellEdit = z.object({
  sheet: z.string(),
  cell: z.string(),
  put: cellInput,
  numberFormat: z.optional(z.string()),
  expected: z.optional(cellValue),
});
const fixLog = z.object({
  version: z.literal(1),
  steps: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      undoneAt: z.optional(z.number()),
      changes: z.array(z.object({ done: cellEdit, undo: cellEdit })),
    }),
  ),
});

type Port = Pick<WorkbookPort, 'readStorage' | 'writeStorage' | 'write'>;

/** The steps that the workbook remembers, newest first. What can't be read as such a record is no record. */
export async function readFixLog(port: Port): PortResult<readonly FixStep[]> {
  const stored = await readLongText(port, KEY);
  return stored.ok ? ok(stored.value === undefined ? [] : stepsIn(stored.value)) : stored;
}

/** What became of a step: the edits were done, and if they could not be recorded, why. */
export interface FixOutcome {
  readonly step: FixStep;
  readonly log: readonly FixStep[];
  /** False where the cells were changed but the workbook could not keep the record. */
  readonly isRecorded: boolean;
}

/** Does the edits as one step and records it. */
export async function applyFixes(port: Port, edits: readonly CellEdit[], now: number): PortResult<FixOutcome> {
  const before = await readFixLog(port);
  const written = await port.write(edits);
  if (!written.ok) return written;
  const step: FixStep = {
    id: stepId(now, before.ok ? before.value : []),
    at: now,
    changes: changesOf(edits, written.value),
  };
  const log = capped([step, ...(before.ok ? before.value : [])]);
  // An older record that could not be read must not be written over.
  const recorded = before.ok ? await storeLog(port, log) : before;
  return ok({ step, log, isRecorded: recorded.ok });
}

/** Takes a step back, cell by cell as it was, and records that. Refused where one of its cells has changed since. */
export async function undoFixes(port: Port, step: FixStep, now: number): PortResult<FixOutcome> {
  const written = await port.write(step.changes.map(({ undo }) => undo));
  if (!written.ok) return written;
  const undone = { ...step, undoneAt: now };
  const before = await readFixLog(port);
  if (!before.ok) return ok({ step: undone, log: [undone], isRecorded: false });
  const log = before.value.map((other) => (other.id === step.id ? undone : other));
  const recorded = await storeLog(port, log);
  return ok({ step: undone, log, isRecorded: recorded.ok });
}

/** Forgets all steps: nothing of them stays in the workbook. */
export async function forgetFixes(port: Port): PortResult<void> {
  return writeLongText(port, KEY, undefined);
}

function changesOf(edits: readonly CellEdit[], inverse: Inverse): readonly FixChange[] {
  const undoOf = new Map(inverse.map((edit) => [`${edit.sheet}!${edit.cell}`, edit]));
  return edits.map((done) => {
    const undo = undoOf.get(`${done.sheet}!${done.cell}`);
    if (!undo) throw new Error(`the write of ${done.cell} came back without what takes it back`);
    return { done, undo };
  });
}

function stepId(now: number, log: readonly FixStep[]): string {
  const taken = new Set(log.map(({ id }) => id));
  let id = String(now);
  for (let again = 2; taken.has(id); again += 1) id = `${String(now)}.${String(again)}`;
  return id;
}

async function storeLog(port: Port, steps: readonly FixStep[]): PortResult<void> {
  const stored = await writeLongText(port, KEY, JSON.stringify({ version: 1, steps }));
  return stored.ok ? stored : err(stored.error);
}

function capped(steps: readonly FixStep[]): readonly FixStep[] {
  const kept: FixStep[] = [];
  let characters = 0;
  for (const step of steps.slice(0, MOST_STEPS)) {
    characters += JSON.stringify(step).length;
    if (kept.length > 0 && characters > MOST_CHARACTERS) break;
    kept.push(step);
  }
  return kept;
}

function stepsIn(text: string): readonly FixStep[] {
  const parsed = fixLog.safeParse(parsedJson(text));
  if (!parsed.success) return [];
  return parsed.data.steps.map(({ changes, ...step }) => ({
    ...step,
    changes: changes.map(({ done, undo }) => ({ done: editOf(done), undo: editOf(undo) })),
  }));
}

function editOf({ sheet, cell, put, numberFormat, expected }: z.infer<typeof cellEdit>): CellEdit {
  return {
    sheet,
    cell,
    put: inputOf(put),
    ...(numberFormat !== undefined && { numberFormat }),
    ...(expected !== undefined && { expected }),
  };
}

function inputOf(put: z.infer<typeof cellInput>): CellInput {
  if (put.kind === 'date') return { kind: 'date', date: put.date as IsoDate };
  if (put.kind !== 'number') return put;
  const { kind, value, numberFormat } = put;
  return numberFormat === undefined ? { kind, value } : { kind, value, numberFormat };
}

/** The JSON of a text; `undefined` for text that is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
