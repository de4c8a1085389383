import { ReadRefusal } from './read-problem';

/** As much of a file as is looked at to tell what kind of text it is. */
const HEAD = 64 * 1024;

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** Whether the bytes hold a name as OLE2 directories write it. */
function holdsUtf16(bytes: Uint8Array, name: string): boolean {
  const sought = Uint8Array.from([...name].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const first = sought[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (sought.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** The head of the file as text, if it is text in UTF-8, UTF-16 or a Chinese code page; undefined if it is not. */
function headAsText(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, HEAD);
  const marked = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      // stream: the head may end inside a character.
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
      // eslint-disable-next-line no-control-regex -- control characters are what tells binary from text
      if (!/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return undefined;
}

function formatOfText(text: string): 'html' | 'xml' | 'csv' | 'text' {
  const start = text.trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<table|<meta|<head|mime-version:)/.test(start)) return 'html';
  if (start.startsWith('<')) return start.includes('<html') || start.includes('<table>') ? 'html' : 'xml';
  const firstLine = start.split(/[\r\n]/, 1)[0] ?? '';
  return /[,;\t]/.test(firstLine) ? 'csv' : 'text';
}

/**
 * Tells an .xlsx package from everything else that bears its name, by the file's bytes alone; refuses (ReadRefusal) what
 * is no zip archive with content.
 */
export function refuseOtherFormats(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new ReadRefusal('file-empty');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return;
  if (startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) throw new ReadRefusal('file-not-xlsx', { format: 'zip' });
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new ReadRefusal(holdsUtf16(bytes, 'EncryptedPackage') ? 'file-encrypted' : 'file-legacy-xls');
  }
  // Excel 2 to 4: a bare BIFF stream, which begins with a BOF record.
  if (bytes[0] === 0x09 && [0x00, 0x02, 0x04].includes(bytes[1] ?? -1) && [0x04, 0x06].includes(bytes[2] ?? -1)) {
    if (bytes[3] === 0x00) throw new ReadRefusal('file-legacy-xls');
  }
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) throw new ReadRefusal('file-not-xlsx', { format: 'pdf' });
  const text = headAsText(bytes);
  if (text !== undefined) throw new ReadRefusal('file-text', { format: formatOfText(text) });
  throw new ReadRefusal('file-not-xlsx', { format: 'binary' });
}
