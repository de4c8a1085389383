import type { WpsApi } from '../../../src/hosts/wps/wps-api';
import { openWpsPort } from '../../../src/hosts/wps/wps-port';
import type { Result } from '../../../src/kernel/result';
import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import type { PortProblem, WorkbookPort } from '../../../src/workbook/port';
import { FakeScheduler } from '../../support/fake-scheduler';
import { fakeWps, type WpsModel } from '../../support/fake-wps';
import { altered, type Alteration } from './altered-wps';
import { wpsOf, type Layout } from './wps-driver';

export interface AlteredWps {
  readonly api: WpsApi;
  readonly port: WorkbookPort;
  readonly model: WpsModel;
  readonly time: FakeScheduler;
}

/** The fake, with some of its members altered, and with time that passes only when a test says so. */
export async function openAltered(
  workbook: WorkbookSnapshot,
  alteration: Alteration = {},
  layout: Layout = { platform: 'windows' },
): Promise<AlteredWps> {
  const { page, model } = fakeWps({ workbook, ...layout });
  const api = altered(wpsOf(page), alteration);
  const time = new FakeScheduler();
  return { api, port: await openWpsPort(api, time), model, time };
}

export function valueOf<T>(result: Result<T, PortProblem>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function problemOf(result: Result<unknown, PortProblem>): PortProblem {
  if (result.ok) throw new Error('done');
  return result.error;
}
