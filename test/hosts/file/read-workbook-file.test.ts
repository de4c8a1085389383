import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkbookFile } from '../../../src/hosts/file/read-workbook-file';
import { sheetOf } from './make-xlsx';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'payclause-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  it('is read under its own name', async () => {
    const path = join(folder, '2016年台账.xlsx');
    writeFileSync(path, await sheetOf('<row r="1"><c r="A1"><v>5</v></c></row>'));
    const result = await readWorkbookFile(path);
    expect(result).toMatchObject({ ok: true, value: { name: '2016年台账.xlsx', sheets: [{ rows: [[5]] }] } });
  });

  it('that is refused is named as it was given', async () => {
    const path = join(folder, '空.xlsx');
    writeFileSync(path, '');
    expect(await readWorkbookFile(path)).toStrictEqual({
      ok: false,
      error: { code: 'file-empty', file: path, facts: {} },
    });
  });

  it('that is too large is not opened', async () => {
    const path = join(folder, '大.xlsx');
    writeFileSync(path, '');
    truncateSync(path, 64 * 1024 * 1024 + 1);
    expect(await readWorkbookFile(path)).toStrictEqual({
      ok: false,
      error: { code: 'file-too-large', file: path, facts: { size: 67_108_865, max: 67_108_864 } },
    });
    expect(await readWorkbookFile(path, { limits: { fileBytes: 9 } })).toMatchObject({ error: { facts: { max: 9 } } });
  });

  it('that is not there', async () => {
    const path = join(folder, 'no.xlsx');
    const error = { code: 'file-not-found', file: path, facts: {} };
    expect(await readWorkbookFile(path)).toStrictEqual({ ok: false, error });
  });

  it('below something that is no folder', async () => {
    const path = join(folder, '2016年台账.xlsx', 'no.xlsx');
    const error = { code: 'file-not-found', file: path, facts: {} };
    expect(await readWorkbookFile(path)).toStrictEqual({ ok: false, error });
  });

  it('that is a folder', async () => {
    const error = { code: 'file-is-folder', file: folder, facts: {} };
    expect(await readWorkbookFile(folder)).toStrictEqual({ ok: false, error });
  });

  it.each([
    ['a device', '/dev/null', 'not-a-file'],
    ['a path that no system has', 'a\0b.xlsx', 'ERR_INVALID_ARG_VALUE'],
  ])('that is %s', async (_, path, cause) => {
    const error = { code: 'file-unreadable', file: path, facts: { cause } };
    expect(await readWorkbookFile(path)).toStrictEqual({ ok: false, error });
  });

  it('without permission', async () => {
    const path = join(folder, '锁.xlsx');
    writeFileSync(path, 'x');
    chmodSync(path, 0);
    // The superuser may read it all the same: then it is a text.
    const code = process.getuid?.() === 0 ? 'file-text' : 'file-unreadable';
    expect(await readWorkbookFile(path)).toMatchObject({ ok: false, error: { code, file: path } });
  });
});
