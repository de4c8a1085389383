import { err } from '../../kernel/result';
import type { PortResult } from '../../workbook/port';
import { changing, reading } from './problems';
import { activeWorkbook } from './sheets';
import { failed, given, optionally, textOf } from './told';
import type { WpsApi, WpsFiles } from './wps-api';

/** Bytes that `String.fromCharCode` takes at a stroke. */
const CHARACTERS_AT_ONCE = 8192;

/** The workbook as WPS would save it now: a copy of it in the temporary folder, which is taken away again. */
export async function readFile(api: WpsApi): PortResult<Uint8Array> {
  const lack = lackingFor(api, 'readAsBinaryString');
  if (lack !== undefined) return err({ code: 'not-supported', feature: lack });
  return reading(api, () => {
    const workbook = activeWorkbook(api);
    return withTemporary(api, extensionOf(textOf(workbook.Name, 'Workbook.Name')), (path, files) => {
      workbook.SaveCopyAs(path);
      return bytesOf(textOf(files.readAsBinaryString(path), 'FileSystem.readAsBinaryString'));
    });
  });
}

/**
 * Opens bytes of a workbook as a new one, made like a file in the temporary folder: nobody could then save it there, where it
 * would be lost.
 */
export async function openNew(api: WpsApi, file: Uint8Array): PortResult<void> {
  const lack = lackingFor(api, 'writeAsBinaryString');
  if (lack !== undefined) return err({ code: 'not-supported', feature: lack });
  return changing(api, () =>
    withTemporary(api, '.xlsx', (path, files) => {
      if (files.writeAsBinaryString(path, binaryText(file)) === false) {
        throw failed('FileSystem.writeAsBinaryString', path);
      }
      api.app.Workbooks.Add(path);
    }),
  );
}

/** What of the files' side is not there, as WPS calls it. */
function lackingFor({ files, environment }: WpsApi, member: keyof WpsFiles): string | undefined {
  if (typeof files?.[member] !== 'function') return `FileSystem.${member}`;
  return typeof environment?.GetTempPath === 'function' ? undefined : 'Env.GetTempPath';
}

/** Works with a file in the temporary folder that is gone afterwards. Windows takes a slash as well, in WPS too. */
function withTemporary<T>(api: WpsApi, extension: string, work: (path: string, files: WpsFiles) => T): T {
  const files = given(api.files, 'FileSystem');
  const environment = given(api.environment, 'Env');
  const folder = textOf(environment.GetTempPath(), 'Env.GetTempPath').replace(/[\\/]+$/, '');
  const path = `${folder}/payclause-${uniqueName()}${extension}`;
  try {
    return work(path, files);
  } finally {
    // What a system keeps open it clears away itself, with all its temporary files.
    optionally(() => files.Remove(path));
  }
}

/** Two pages of the add-in may be at it in the same millisecond. */
function uniqueName(): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `${Date.now().toString(36)}-${Array.from(random, (part) => part.toString(36)).join('')}`;
}

/** A copy keeps the format of its workbook. */
function extensionOf(name: string): string {
  return /\.[A-Za-z]{2,4}$/.exec(name)?.[0] ?? '.xlsx';
}

/** One character a byte. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) throw failed('FileSystem.readAsBinaryString', `U+${code.toString(16).toUpperCase()}`);
    bytes[index] = code;
  }
  return bytes;
}

function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHARACTERS_AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHARACTERS_AT_ONCE));
  }
  return text;
}
