import fc from 'fast-check';
import { XmlSplicer, type XmlEditor } from '../../../src/hosts/file/patch/xml-splicer';

const DOCUMENT =
  '\uFEFF<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<!-- <c> --><a xmlns:x="urn:x"\r\n x:b=\'>"\' >\r\n' +
  '<c n="1"/>文字𠮷&lt;<c n="2" ></c >\t<x:c n="3"><![CDATA[<c n="9"/>]]><d/></x:c><?pi <c/>?>\r</a>\r\n';

/** Sends a document through an editor in pieces of these lengths, over and over, in bytes. */
function spliced(document: string, editor: XmlEditor, lengths: readonly number[]): string {
  const bytes = new TextEncoder().encode(document);
  const splicer = new XmlSplicer('teil.xml', editor);
  let out = '';
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    out += splicer.write(bytes.slice(at, at + length));
    at += length;
  }
  return out + splicer.end();
}

/** Replaces whole elements of a name by a text that tells what they were. */
class Replacing implements XmlEditor {
  private start = 0;
  readonly seen: string[] = [];

  open({ name, attributes, start, end, isEmpty }: Parameters<XmlEditor['open']>[0], splicer: XmlSplicer): void {
    if (name !== 'c') return;
    this.start = start;
    this.seen.push(`${attributes.get('n') ?? ''}${isEmpty ? ' empty' : ''} ${splicer.written(start, end)}`);
    splicer.hold(start);
  }

  close({ name, end }: Parameters<XmlEditor['close']>[0], splicer: XmlSplicer): void {
    if (name !== 'c') return;
    splicer.insert(this.start, '[');
    splicer.replace(this.start, end, splicer.written(this.start, end).length.toString());
    splicer.insert(end, ']');
    splicer.release();
  }
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('splicing XML', () => {
  it('gives back what it takes, wherever it is cut', () => {
    fc.assert(
      fc.property(pieces, (lengths) => {
        expect(spliced(DOCUMENT, { open: () => undefined, close: () => undefined }, lengths)).toBe(DOCUMENT);
      }),
    );
  });

  it('finds every element, wherever it is cut', () => {
    const expected = DOCUMENT.replace('<c n="1"/>', '[10]')
      .replace('<c n="2" ></c >', '[15]')
      .replace('<x:c n="3"><![CDATA[<c n="9"/>]]><d/></x:c>', '[43]');
    fc.assert(
      fc.property(pieces, (lengths) => {
        const editor = new Replacing();
        expect(spliced(DOCUMENT, editor, lengths)).toBe(expected);
        expect(editor.seen).toEqual(['1 empty <c n="1"/>', '2 <c n="2" >', '3 <x:c n="3">']);
      }),
    );
  });

  it('lets go of what has gone by, and of nothing that is held', () => {
    const splicer = new XmlSplicer('teil.xml', new Replacing());
    const write = (text: string): string => splicer.write(new TextEncoder().encode(text));
    expect(write('<a><b/><b/>')).toBe('<a><b/>');
    expect(write('<c n="1">')).toBe('<b/>');
    expect(write('<d>x</d>'.repeat(100))).toBe('');
    // More may still be inserted before the last tag.
    expect(write('</c><b/>')).toBe('[813');
    expect(write('</a>')).toBe(']<b/>');
    expect(splicer.end()).toBe('</a>');
  });

  it('does not change what has gone by, nor one place twice', () => {
    const late: XmlEditor = {
      open: ({ name }, splicer) => {
        if (name === 'z') splicer.insert(1, 'x');
      },
      close: () => undefined,
    };
    expect(() => spliced('<a><b/><b/><z/></a>', late, [3])).toThrow(RangeError);
    const twice: XmlEditor = {
      open: ({ start, end }, splicer) => {
        splicer.replace(start, end, 'x');
        splicer.replace(start + 1, end, 'y');
      },
      close: () => undefined,
    };
    expect(() => spliced('<a></a>', twice, [100])).toThrow('two changes');
  });

  it('is unchanged by changes that change nothing', () => {
    const same: XmlEditor = {
      open: ({ start, end }, splicer) => {
        splicer.replace(start, end, splicer.written(start, end));
        splicer.insert(end, '');
      },
      close: () => undefined,
    };
    const splicer = new XmlSplicer('teil.xml', same);
    splicer.write(new TextEncoder().encode('<a><b/></a>'));
    splicer.end();
    expect(splicer.isChanged).toBe(false);
  });
});
