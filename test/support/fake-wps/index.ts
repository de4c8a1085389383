import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import { VIEWS } from './objects/cells';
import { personAt } from './person';
import { pageOf, type FakePage } from './roots';
import { Session } from './session';
import type { WpsModel, WpsOptions, WpsPlatform } from './types';

export type { FakePage } from './roots';
export type { ShownPane, WpsModel, WpsOptions, WpsPlatform } from './types';

export interface FakeWps {
  /** The window of the background page, as far as WPS puts something into it. */
  readonly page: FakePage;
  /** The window of the pane's page: the same workbook, and no function can be registered from it. */
  readonly panePage: FakePage;
  /** What a person at it does and sees. */
  readonly model: WpsModel;
}

export const DEFAULT_OPTIONS: WpsOptions = {
  tellsChange: 'after calculation',
  listObjects: 'answers',
  blank: undefined,
  omitted: 'marker',
  spills: true,
  hasFiles: true,
  build: '12.1.0.26200',
  language: 2052,
};

/**
 * WPS as an add-in sees it, with nothing behind it but a grid in memory: synchronous, each write at once, and with all the
 * traps that add-in authors have reported (test/hosts/wps/fake-wps.test.ts shows them). It runs in Node and in a page.
 */
export function fakeWps({
  workbook,
  platform,
  ...options
}: { readonly workbook: WorkbookSnapshot; readonly platform: WpsPlatform } & Partial<WpsOptions>): FakeWps {
  const session = new Session({ ...DEFAULT_OPTIONS, ...options }, platform, workbook, VIEWS);
  return { page: pageOf(session, 'background'), panePage: pageOf(session, 'pane'), model: personAt(session) };
}
