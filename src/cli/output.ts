import { systemCode } from '../hosts/file/system-code';

/** Where a command's text goes. */
export interface Output {
  /** True where a person watches: a terminal. */
  readonly isTTY: boolean;
  /** The terminal's width; `undefined` where there is none. */
  readonly columns: number | undefined;
  /** True once the reader has gone away (`| head`): whatever is written then is dropped. */
  readonly closed: boolean;
  /**
   * Writes the text whole; resolves once the system has taken it, so that nothing is lost when the process ends and
   * a slow reader is waited for. A reader that went away is no failure; a full disk rejects with an OutputFailure.
   */
  write(text: string): Promise<void>;
}

/** What the command line stands on; injected, so that tests need no process. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative file names start. */
  readonly cwd: string;
  /** Milliseconds on a clock that never runs backwards. */
  now(): number;
}

/** What was written could not be stored. */
export class OutputFailure extends Error {
  /** @param cause the system's word for it, «ENOSPC» */
  constructor(override readonly cause: string) {
    super(`output failed: ${cause}`);
  }
}

/** A stream of the process as an Output. */
export class StreamOutput implements Output {
  private gone = false;

  constructor(private readonly stream: NodeJS.WriteStream) {
    // A write's own callback tells of its failure; without a listener the same failure would also end the process.
    stream.on('error', () => {
      this.gone = true;
    });
  }

  get isTTY(): boolean {
    // The declared type knows terminals alone; a file or pipe has no such property.
    return (this.stream as { readonly isTTY?: boolean }).isTTY === true;
  }

  get columns(): number | undefined {
    // A terminal that was never given a size says 0.
    return this.isTTY && this.stream.columns > 0 ? this.stream.columns : undefined;
  }

  get closed(): boolean {
    return this.gone;
  }

  write(text: string): Promise<void> {
    if (this.gone || text === '') return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.stream.write(text, (error) => {
        if (!error) resolve();
        else if (isReaderGone(error)) {
          this.gone = true;
          resolve();
        } else reject(new OutputFailure(systemCode(error)));
      });
    });
  }
}

const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

function isReaderGone(error: Error): boolean {
  return READER_GONE.has(systemCode(error));
}
