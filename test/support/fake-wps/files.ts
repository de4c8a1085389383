import { refuse } from './refuse';
import type { WpsPlatform } from './types';

const FOLDERS = {
  windows: { home: 'C:\\Users\\wps\\Documents', temporary: 'C:\\Users\\wps\\AppData\\Local\\Temp', separator: '\\' },
  linux: { home: '/home/wps/文档', temporary: '/tmp', separator: '/' },
  macos: { home: '/Users/wps/Documents', temporary: '/private/tmp', separator: '/' },
} as const;

/** The file system of the machine, as far as an add-in has seen or written it. */
export class FileStore {
  readonly home: string;
  readonly temporary: string;
  private readonly separator: string;
  private readonly bytes = new Map<string, Uint8Array>();

  constructor(platform: WpsPlatform) {
    ({ home: this.home, temporary: this.temporary, separator: this.separator } = FOLDERS[platform]);
  }

  join(folder: string, name: string): string {
    return `${folder}${this.separator}${name}`;
  }

  /** The folder and the name of a path; Windows takes either stroke. */
  split(path: string): { readonly folder: string; readonly name: string } {
    const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf(this.separator));
    return { folder: path.slice(0, at), name: path.slice(at + 1) };
  }

  paths(): readonly string[] {
    return [...this.bytes.keys()];
  }

  has(path: string): boolean {
    return this.bytes.has(path);
  }

  read(path: string): Uint8Array {
    return this.bytes.get(path) ?? refuse(`没有文件 ${path}`);
  }

  write(path: string, bytes: Uint8Array): void {
    if (![this.home, this.temporary].includes(this.split(path).folder)) refuse(`路径无效：${path}`);
    this.bytes.set(path, bytes);
  }

  remove(path: string): void {
    if (!this.bytes.delete(path)) refuse(`没有文件 ${path}`);
  }
}

/** `FileSystem`. A binary string has one character (0–255) a byte. */
export class FakeFileSystem {
  readonly #files: FileStore;

  constructor(files: FileStore) {
    this.#files = files;
  }

  Exists(path: string): boolean {
    return this.#files.has(path);
  }

  Remove(path: string): void {
    this.#files.remove(path);
  }

  ReadFileAsArrayBuffer(path: string): ArrayBuffer {
    return Uint8Array.from(this.#files.read(path)).buffer;
  }

  readAsBinaryString(path: string): string {
    return Array.from(this.#files.read(path), (byte) => String.fromCharCode(byte)).join('');
  }

  writeAsBinaryString(path: string, data: string): boolean {
    this.#files.write(
      path,
      Uint8Array.from(data, (character) => byteOf(character)),
    );
    return true;
  }
}

/** `Env`. */
export class FakeEnv {
  readonly #files: FileStore;

  constructor(files: FileStore) {
    this.#files = files;
  }

  GetTempPath(): string {
    return this.#files.temporary;
  }

  GetHomePath(): string {
    return this.#files.home;
  }
}

function byteOf(character: string): number {
  const code = character.charCodeAt(0);
  return code <= 255 ? code : refuse('二进制文本无效');
}
