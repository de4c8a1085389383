import { err, ok } from '../../kernel/result';
import type { PortProblem, PortResult } from '../../workbook/port';
import type { OfficeApi } from './office-api';
import { changing } from './request';

/** Office lends slices of up to 4 MiB; on the web a slice travels as text, several characters a byte, of 5 MB at most. */
const SLICE_SIZE = 1024 * 1024;
/** Bytes that `String.fromCharCode` takes at a stroke. */
const CHARACTERS_AT_ONCE = 8192;

/** The workbook as Excel would save it now. The copy that Excel lends is given back, whatever becomes of the reading. */
export async function readFile(api: OfficeApi): PortResult<Uint8Array> {
  const { document } = api.Office.context;
  const lent = await asked<Office.File>((done) =>
    document.getFileAsync(api.Office.FileType.Compressed, { sliceSize: SLICE_SIZE }, done),
  );
  if (!lent.ok) return lent;
  const file = lent.value;
  try {
    const bytes = new Uint8Array(file.size);
    let filled = 0;
    for (let index = 0; index < file.sliceCount; index += 1) {
      const slice = await asked<Office.Slice>((done) => file.getSliceAsync(index, done));
      if (!slice.ok) return slice;
      const data = slice.value.data as ArrayLike<number>;
      bytes.set(data, filled);
      filled += data.length;
    }
    return ok(bytes);
  } finally {
    await asked((done) => file.closeAsync(done));
  }
}

/** Opens bytes of a workbook in a window of its own. */
export function openNew(api: OfficeApi, file: Uint8Array): PortResult<void> {
  return changing(api, {}, () => api.Excel.createWorkbook(base64Of(file)));
}

/** A call of the older Office API, which answers a call-back. */
function asked<T>(call: (done: (result: Office.AsyncResult<T>) => void) => void): PortResult<T> {
  return new Promise((resolve) => {
    call((result) => {
      if (result.error as Office.AsyncResult<T>['error'] | null) resolve(err(problemOf(result.error)));
      else resolve(ok(result.value));
    });
  });
}

function problemOf({ code, message }: { readonly code: number; readonly message: string }): PortProblem {
  return { code: 'host-failed', hostCode: String(code), message };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHARACTERS_AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHARACTERS_AT_ONCE));
  }
  return btoa(text);
}
