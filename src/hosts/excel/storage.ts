import { err } from '../../kernel/result';
import { MOST_STORED, type PortResult } from '../../workbook/port';
import type { OfficeApi } from './office-api';
import { changing, reading } from './request';

/** Stands before every text: of one that looks like «Date(0)» Office.js would make a date. */
const MARK = ':';

/** The workbook's settings, of which every add-in has its own. They are saved in the file. */
export function readStorage(api: OfficeApi, key: string): PortResult<string | undefined> {
  return reading(api, {}, async (context) => {
    const setting = context.workbook.settings.getItemOrNullObject(key);
    setting.load('value');
    await context.sync();
    const value: unknown = setting.isNullObject ? undefined : setting.value;
    return typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : undefined;
  });
}

/** Excel sets no limit of its own per setting; MOST_STORED keeps each request far below 5 MB. */
export async function writeStorage(api: OfficeApi, key: string, text: string | undefined): PortResult<void> {
  if (text !== undefined && text.length > MOST_STORED) {
    return err({ code: 'storage-full', characters: text.length, most: MOST_STORED });
  }
  return changing(api, {}, async (context) => {
    const { settings } = context.workbook;
    if (text !== undefined) {
      settings.add(key, `${MARK}${text}`);
      await context.sync();
      return;
    }
    const setting = settings.getItemOrNullObject(key);
    await context.sync();
    if (!setting.isNullObject) setting.delete();
    await context.sync();
  });
}
