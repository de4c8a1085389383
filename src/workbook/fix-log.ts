import { err, ok } from '../kernel/result';
import type { FixChange, FixStep } from './fix-step';
import type { CellEdit, Inverse, PortResult, WorkbookPort } from './port';

export type { FixChange, FixStep } from './fix-step';

export const FIXES_KEY = 'payclause.fixes';
const MOST_STEPS = 200;
/** The oldest steps are forgotten beyond this; the newest is kept whatever its size. */
const MOST_CHARACTERS = 1_000_000;

type Port = Pick<WorkbookPort, 'readStorage' | 'writeStorage' | 'write'>;

/** The steps that the workbook remembers, newest first. What can't be read as such a record is no record. */
export async function readFixLog(port: Port): PortResult<readonly FixStep[]> {
  const stored = await port.readStorage(FIXES_KEY);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return ok([]);
  // Few workbooks have such a record: what proves it is loaded for those that do.
  const { fixStepsIn } = await import(/* webpackChunkName: "tool-records" */ './fix-log-form');
  return ok(fixStepsIn(stored.value));
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
  return port.writeStorage(FIXES_KEY, undefined);
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
  const stored = await port.writeStorage(FIXES_KEY, JSON.stringify({ version: 1, steps }));
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
