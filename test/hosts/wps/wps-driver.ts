import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import { findWps, type WpsApi } from '../../../src/hosts/wps/wps-api';
import { openWpsPort } from '../../../src/hosts/wps/wps-port';
import { fakeWps, type FakePage, type FakeWps, type WpsOptions, type WpsPlatform } from '../../support/fake-wps';
import type { OpenWorkbook } from '../../workbook/port-contract';

/** How WPS lays its objects out, and what is as it may be in one version and not in another. */
export type Layout = { readonly platform: WpsPlatform } & Partial<WpsOptions>;

export interface OpenInWps extends OpenWorkbook {
  readonly fake: FakeWps;
}

/** WPS as the tests see it: our fake, and the port that our code finds in its page. */
export async function openInWps(workbook: WorkbookSnapshot, layout: Layout): Promise<OpenInWps> {
  const fake = fakeWps({ workbook, ...layout });
  return { fake, port: await openWpsPort(wpsOf(fake.page)), ...fake.model };
}

export function wpsOf(page: FakePage): WpsApi {
  const api = findWps(page);
  if (!api) throw new Error('no WPS is found in the page');
  return api;
}
