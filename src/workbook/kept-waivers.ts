import { err, ok, type Result } from '../kernel/result';
import type { Finding } from '../ledger/finding';
import type { PortProblem, WorkbookPort } from './port';
import {
  readWaivers,
  unwaive,
  waive,
  writeWaivers,
  type RowContent,
  type Waiver,
  type WaiverRefusal,
  type WaiversProblem,
} from './waivers';
import { WAIVERS_KEY } from './stored-keys';

/** Why the workbook's waivers were not changed: the application refused, or what was asked can't be done. */
export type WaivingProblem =
  | { readonly from: 'application'; readonly problem: PortProblem }
  | { readonly from: 'waivers'; readonly problem: WaiversProblem | WaiverRefusal };

export type Waiving<T> = Promise<Result<T, WaivingProblem>>;

type Port = Pick<WorkbookPort, 'readStorage' | 'writeStorage'>;

/**
 * Sets a finding aside in the workbook; the value is the waiver that was added.
 *
 * @param words.at the moment, as ISO text in UTC
 */
export async function keepWaiver(
  port: Port,
  finding: Finding,
  words: Parameters<typeof waive>[2],
  rowContent: RowContent,
): Waiving<readonly Waiver[]> {
  return changeKept(port, (kept) => {
    const all = waive(kept, [finding], words, rowContent);
    return all.ok ? ok({ all: all.value, changed: all.value.slice(kept.length) }) : all;
  });
}

/** Takes waivers back: their findings stand again. The value is those that were there to be taken back. */
export async function takeWaiversBack(port: Port, waivers: readonly Waiver[]): Waiving<readonly Waiver[]> {
  return changeKept(port, (kept) => {
    const all = unwaive(kept, waivers);
    return ok({ all, changed: unwaive(kept, all) });
  });
}

/** Puts waivers back that were taken back. */
export async function keepWaiversAgain(port: Port, waivers: readonly Waiver[]): Waiving<readonly Waiver[]> {
  return changeKept(port, (kept) => ok({ all: [...kept, ...waivers], changed: waivers }));
}

interface Change {
  readonly all: readonly Waiver[];
  /** Those that were added or taken back. */
  readonly changed: readonly Waiver[];
}

/** Changes what the workbook keeps now, which another pane may have changed; what can't be read is never written over. */
async function changeKept(
  port: Port,
  change: (kept: readonly Waiver[]) => Result<Change, WaiverRefusal>,
): Waiving<readonly Waiver[]> {
  const stored = await port.readStorage(WAIVERS_KEY);
  if (!stored.ok) return err({ from: 'application', problem: stored.error });
  const kept = readWaivers(stored.value);
  if (!kept.ok) return err({ from: 'waivers', problem: kept.error });
  const changed = change(kept.value);
  if (!changed.ok) return err({ from: 'waivers', problem: changed.error });
  const written = await port.writeStorage(WAIVERS_KEY, writeWaivers(changed.value.all));
  return written.ok ? ok(changed.value.changed) : err({ from: 'application', problem: written.error });
}
