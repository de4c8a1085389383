import { PassThrough, Writable } from 'node:stream';
import { OutputFailure, StreamOutput } from '../../src/cli/output';

/** A stream of the process, as far as an output knows it. */
function streamOf(
  stream: Writable,
  terminal: { readonly isTTY?: true; readonly columns?: number } = {},
): NodeJS.WriteStream {
  return Object.assign(stream, terminal) as unknown as NodeJS.WriteStream;
}

/** A stream whose every write fails. */
function failing(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code })),
  });
}

describe('an output', () => {
  it('resolves once the system has taken the text, however slow the reader', async () => {
    const taken: (() => void)[] = [];
    const text: string[] = [];
    const slow = new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => {
        text.push(String(chunk));
        taken.push(done);
      },
    });
    const output = new StreamOutput(streamOf(slow));
    let written = false;
    const writing = output.write('result').then(() => (written = true));
    await Promise.resolve();
    expect(written).toBe(false);
    taken.shift()?.();
    await writing;
    expect(text).toEqual(['result']);
  });

  it('takes a reader that went away for no failure, and drops what comes after', async () => {
    const output = new StreamOutput(streamOf(failing('EPIPE')));
    await expect(output.write('a')).resolves.toBeUndefined();
    expect(output.closed).toBe(true);
    await expect(output.write('b')).resolves.toBeUndefined();
  });

  it('rejects with the system’s word where the text can’t be stored', async () => {
    const output = new StreamOutput(streamOf(failing('ENOSPC')));
    const failure: unknown = await output.write('a').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OutputFailure);
    expect(failure).toMatchObject({ cause: 'ENOSPC' });
  });

  it('knows a terminal and its width', () => {
    const pipe = new StreamOutput(streamOf(new PassThrough()));
    expect([pipe.isTTY, pipe.columns, pipe.closed]).toEqual([false, undefined, false]);
    const terminal = new StreamOutput(streamOf(new PassThrough(), { isTTY: true, columns: 120 }));
    expect([terminal.isTTY, terminal.columns]).toEqual([true, 120]);
    const unsized = new StreamOutput(streamOf(new PassThrough(), { isTTY: true, columns: 0 }));
    expect([unsized.isTTY, unsized.columns]).toEqual([true, undefined]);
  });
});
