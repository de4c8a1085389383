import { ok } from '../../kernel/result';
import type { PortResult } from '../../workbook/port';
import type { OfficeApi } from './office-api';
import { reading } from './request';

/**
 * Whether day 0 is 1904-01-01. Excel's API has no property that says so, but DATE tells: in the 1904 system 1904-01-02 is day
 * 1, and else day 1,463. A host that can't work out DATE without a cell is taken to have the 1900 system, which is that of
 * every workbook but those made by Excel for Mac before 2011 or switched over by hand.
 */
export async function readDateSystem(api: OfficeApi): PortResult<boolean> {
  const day = await reading(api, {}, async (context) => {
    const result = context.workbook.functions.date(1904, 1, 2);
    result.load('value');
    await context.sync();
    return result.value;
  });
  if (day.ok) return ok(day.value === 1);
  return day.error.code === 'host-failed' || day.error.code === 'not-supported' ? ok(false) : day;
}
