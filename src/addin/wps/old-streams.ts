/**
 * Pipes in browsers before Chromium 80. Theirs end before the last chunk has been written where the writable stays open, and
 * zip.js, which lets go of it then, loses what came last: every part of a workbook that is copied.
 */

/** Has pipes wait for their last chunk; a newer browser is left alone. */
export function adaptStreams(page: Window & typeof globalThis): void {
  // The same versions have no such stream, and whether a pipe waits can't be seen at once.
  const { CompressionStream: later } = page as { readonly CompressionStream?: unknown };
  if (later !== undefined) return;
  page.ReadableStream.prototype.pipeTo = pipeTo;
}

async function pipeTo<T>(
  this: ReadableStream<T>,
  to: WritableStream<T>,
  { preventClose = false, preventAbort = false, preventCancel = false, signal }: StreamPipeOptions = {},
): Promise<void> {
  const reader = this.getReader();
  const writer = to.getWriter();
  try {
    for (;;) {
      if (signal?.aborted === true) throw new DOMException('Aborted', 'AbortError');
      await writer.ready;
      const { value, done } = await reader.read();
      if (done) break;
      await writer.write(value);
    }
    if (!preventClose) await writer.close();
  } catch (error) {
    // Whichever side failed, the other one learns of it; it may have ended already.
    if (!preventAbort) await writer.abort(error).catch(() => undefined);
    if (!preventCancel) await reader.cancel(error).catch(() => undefined);
    throw error;
  } finally {
    reader.releaseLock();
    writer.releaseLock();
  }
}
