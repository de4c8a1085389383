import { useEffect, useMemo, useState } from 'react';
import type { Connection } from '../../../ledger/connect';
import type { WorkbookSnapshot } from '../../../ledger/cells';
import type { Policy } from '../../../policy/policy';
import { inSlices } from '../../../workbook/in-slices';
import { openProvedInSteps } from '../../../workbook/open-workbook';
import type { OpenedWorkbook } from '../../../workbook/opened-workbook';
import { PAGE_SCHEDULER } from '../../../workbook/scheduler';
import { withMerges } from '../../../workbook/with-merges';
import { usePane } from '../../pane-context';
import type { ConnectDraft } from './draft';
import { Planner, type ConnectionPlan } from './plan';

/** What work came to, with what it was done for. */
interface Outcome<For, T> {
  readonly of: For;
  readonly made: T;
}

/** The workbook with its merged cells: an earlier one stays until they have been told. Without them where they can't be. */
export function useMerged(workbook: WorkbookSnapshot): WorkbookSnapshot | undefined {
  const { live, tellProblem } = usePane();
  const [merged, setMerged] = useState<WorkbookSnapshot>();
  const fail = useFailure();
  useEffect(() => {
    let isOver = false;
    withMerges(live.port, workbook)
      .then((told) => {
        if (isOver) return;
        if (!told.ok) tellProblem(told.error);
        setMerged(told.ok ? told.value : workbook);
      })
      .catch(fail);
    return () => {
      isOver = true;
    };
  }, [live, workbook, tellProblem, fail]);
  return merged;
}

/**
 * The plan for a workbook and what has been said about it. The page is shown before the plan is made; an earlier plan stays
 * until the next one is there.
 */
export function usePlan(
  workbook: WorkbookSnapshot,
  policy: Policy,
  known: Connection | undefined,
  draft: ConnectDraft,
): ConnectionPlan | undefined {
  const planner = useMemo(() => new Planner(workbook, policy, known), [workbook, policy, known]);
  const [plan, setPlan] = useState<ConnectionPlan>();
  const fail = useFailure();
  useEffect(() => {
    let isOver = false;
    PAGE_SCHEDULER.pause()
      .then(() => {
        if (!isOver) setPlan(planner.plan(draft));
      })
      .catch(fail);
    return () => {
      isOver = true;
    };
  }, [planner, draft, fail]);
  return plan;
}

/** The workbook as a connection would have it read; `undefined` until that has been worked out, in slices. */
export function usePreview(workbook: WorkbookSnapshot, connection: Connection | undefined): OpenedWorkbook | undefined {
  const [preview, setPreview] = useState<Outcome<Connection, OpenedWorkbook>>();
  const fail = useFailure();
  useEffect(() => {
    if (!connection) return undefined;
    const working = new AbortController();
    inSlices(openProvedInSteps({ connection }, workbook), working.signal)
      .then((made) => {
        if (made) setPreview({ of: connection, made });
      })
      .catch(fail);
    return () => working.abort();
  }, [workbook, connection, fail]);
  return preview?.of === connection ? preview?.made : undefined;
}

/** Hands what went wrong outside of drawing to the page that draws, so that it is shown and not lost. */
function useFailure(): (error: unknown) => void {
  const [, setFailure] = useState<never>();
  return useMemo(
    () => (error: unknown) =>
      setFailure(() => {
        throw error;
      }),
    [],
  );
}
