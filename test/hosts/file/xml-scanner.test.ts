import fc from 'fast-check';
import { XmlError, XmlScanner } from '../../../src/hosts/file/xml-scanner';

/** What a parser told of a document, texts between two tags joined; «refused» where it is not well-formed. */
type Told = readonly string[] | 'refused';

class EventRecord {
  readonly events: string[] = [];
  text(text: string): void {
    const last = this.events.at(-1);
    if (last?.startsWith('text ')) this.events[this.events.length - 1] = last + text;
    else this.events.push(`text ${text}`);
  }
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The names of attributes that the documents below use. */
const NAMES = ['r', 's', 'x:id', 'é', 'a-b'];

function byScanner(xml: string, pieceLength: number): Told {
  const record = new EventRecord();
  const scanner = new XmlScanner({
    open: (name, attributes, depth) => {
      const pairs = NAMES.flatMap((attribute) => {
        const value = attributes.get(attribute);
        return value === undefined ? [] : [`${attribute}=${value}`];
      });
      record.events.push(`open ${depth} ${[name, ...pairs].join(' ')}`);
    },
    close: (name, depth) => record.events.push(`close ${depth} ${name}`),
    text: (text) => record.text(text),
  });
  try {
    for (let at = 0; at < xml.length; at += pieceLength) scanner.write(xml.slice(at, at + pieceLength));
    scanner.end();
    return record.events;
  } catch (error) {
    if (error instanceof XmlError) return 'refused';
    throw error;
  }
}

describe('a well-formed document is told', () => {
  it.each<[string, string, readonly string[]]>([
    ['elements', '<a><b/></a>', ['open 1 a', 'open 2 b', 'close 2 b', 'close 1 a']],
    ['prefixes are dropped', '<x:a><x:b></x:b></x:a>', ['open 1 a', 'open 2 b', 'close 2 b', 'close 1 a']],
    ['texts', '<a> 广>] <b/>费</a>', ['open 1 a', 'text  广>] ', 'open 2 b', 'close 2 b', 'text 费', 'close 1 a']],
    ['attributes', `<a r="1" s='"' x:id=">"/>`, ['open 1 a r=1 s=" x:id=>', 'close 1 a']],
    ['references', '<a r="&lt;&#9;"/>', ['open 1 a r=<\t', 'close 1 a']],
    ['white space in attributes', '<a r="1\n2\r\n3\t4"/>', ['open 1 a r=1 2 3 4', 'close 1 a']],
    ['line ends', '<a>1\r\n2\r3\n4&#13;</a>', ['open 1 a', 'text 1\n2\n3\n4\r', 'close 1 a']],
    ['CDATA', '<a>1<![CDATA[<&]]]]><![CDATA[>\r\n]]></a>', ['open 1 a', 'text 1<&]]>\n', 'close 1 a']],
    [
      'comments and instructions',
      '<?p?><!--a--><a>1<!-- - -->2<?q ??>3</a><?r s?>\n',
      ['open 1 a', 'text 123', 'close 1 a'],
    ],
  ])('%s', (_, xml, events) => {
    for (const pieceLength of [1, 2, 3, 7, 1000]) expect(byScanner(xml, pieceLength)).toStrictEqual(events);
    expect(byScanner(xml, xml.length)).toStrictEqual(events);
  });
});

describe('what is not well-formed is refused', () => {
  it.each([
    '',
    ' ',
    'x',
    '<a>',
    '</a>',
    '<a></b>',
    '<a></a',
    '<a></ a>',
    '<a></ab>',
    '<ab></a>',
    '<a/><b/>',
    '<a/>x',
    'x<a/>',
    '&#32;<a/>',
    '<a/>&#32;',
    '<![CDATA[]]><a/>',
    '<a/><![CDATA[]]>',
    '< a/>',
    '<a / >',
    '<1/>',
    '<a 1="1"/>',
    '<a r/>',
    '<a r=/>',
    '<a r=1/>',
    '<a r="1/>',
    '<a r="1\'/>',
    '<a r="1"s="2"/>',
    '<a r="1" r="2"/>',
    '<a r="<"/>',
    '<a r="&"/>',
    '<a r="&x;"/>',
    '<a =""/>',
    '<a "1"/>',
    '<a<b/>',
    '<a>&</a>',
    '<a>&lt</a>',
    '<a>&nbsp;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#X41;</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999999999999;</a>',
    '<a>]]></a>',
    '<a>\u0000</a>',
    '<a>\u000B</a>',
    '<a>\uFFFF</a>',
    '<a r="\u0001"/>',
    '<a><!-- -- --></a>',
    '<a><!-- ---></a>',
    '<a><!-></a>',
    '<a><!-- </a>',
    '<a><![CDATA[ </a>',
    '<a><![cdata[]]></a>',
    '<a><!ELEMENT a></a>',
    '<!DOCTYPE a><a/>',
    '<!doctype a><a/>',
    '<a><?xml version="1.0"?></a>',
    ' <?xml version="1.0"?><a/>',
    '<!--x--><?xml version="1.0"?><a/>',
    '<?xml?><a/>',
    '<?xml version="2.0"?><a/>',
    '<?xml version="1.0" encoding=""?><a/>',
    '<?xml encoding="UTF-8" version="1.0"?><a/>',
    '<?xml version="1.0" standalone="maybe"?><a/>',
    '<?XML version="1.0"?><a/>',
    '<??><a/>',
    '<?1?><a/>',
    '<? x?><a/>',
    '<a><?x</a>',
  ])('%p', (xml) => {
    for (const pieceLength of [1, 3, 1000]) expect(byScanner(xml, pieceLength)).toBe('refused');
  });
});

describe('the line of a refusal', () => {
  it.each<[string, number]>([
    ['<a>\n<b>\n</a>', 3],
    ['<a>\n\n&x;</a>', 3],
    ['<a>\n\u0000</a>', 2],
    ['\n\n<!DOCTYPE a>', 3],
    ['<a>\n\n', 3],
  ])('%p', (xml, line) => {
    for (const pieceLength of [1, 4, 1000]) {
      const scanner = new XmlScanner({ open: () => {}, close: () => {}, text: () => {} });
      let refusal: unknown;
      try {
        for (let at = 0; at < xml.length; at += pieceLength) scanner.write(xml.slice(at, at + pieceLength));
        scanner.end();
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toMatchObject({ line });
    }
  });
});

describe('where a document is cut into pieces changes nothing', () => {
  const name = fc.constantFrom('a', 'b', 'x:c', 'row', '行');
  const space = fc.constantFrom('', ' ', '\n', '\t', '\r\n');
  const text = fc
    .array(fc.constantFrom('1', '广', '😀', ' ', '\r', '\n', '&amp;', '&#26085;', '&#x9;', ']', '_x000D_'))
    .map((t) => t.join(''));
  const value = fc.array(fc.constantFrom('A', '1', '>', '/', ' ', '\n', '&quot;', '&#10;')).map((t) => t.join(''));
  const attribute = fc
    .tuple(fc.constantFrom(...NAMES), space, fc.constantFrom('"', "'"), value)
    .map(([attributeName, gap, quote, written]) => `${attributeName}${gap}=${gap}${quote}${written}${quote}`);
  const tag = fc.tuple(
    name,
    fc.uniqueArray(attribute, { maxLength: 3, selector: (written) => written.split(/[\s=]/)[0] }),
    space,
  );
  const misc = fc.constantFrom('<!-- c > c -->', '<?p q > ?>', '<![CDATA[<x>&]] ]]>');
  const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
    element: fc.oneof(
      { maxDepth: 4 },
      tag.map(([tagName, attributes, gap]) => `<${[tagName, ...attributes].join(' ')}${gap}/>`),
      fc
        .tuple(tag, fc.array(tie('content'), { maxLength: 4 }))
        .map(
          ([[tagName, attributes, gap], inner]) =>
            `<${[tagName, ...attributes].join(' ')}${gap}>${inner.join('')}</${tagName}${gap}>`,
        ),
    ),
    content: fc.oneof(text, misc, tie('element')),
  }));
  const document = fc
    .tuple(
      fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '<!-- x -->\n'),
      element,
      fc.constantFrom('', '\n', '<!-- y -->'),
    )
    .map((parts) => parts.join(''));
  const pieceLength = fc.integer({ min: 1, max: 40 });

  it('of well-formed documents in pieces of any length', () => {
    fc.assert(
      fc.property(document, pieceLength, (xml, length) => {
        const told = byScanner(xml, length);
        expect(told).not.toBe('refused');
        expect(told).toStrictEqual(byScanner(xml, xml.length));
      }),
      { numRuns: 1000 },
    );
  });

  it('of documents that something was done to', () => {
    const debris = fc.constantFrom(
      '<',
      '>',
      '&',
      ';',
      '"',
      "'",
      '/',
      '=',
      '!',
      '?',
      '-',
      ']',
      '[',
      ' ',
      'a',
      '1',
      '<a>',
      '</a>',
      ']]>',
      '-->',
      '\u0001',
    );
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.oneof(debris, fc.constant('')));
    fc.assert(
      fc.property(document, fc.array(edit, { minLength: 1, maxLength: 3 }), pieceLength, (xml, edits, length) => {
        const done = edits.reduce((before, [at, cut, put]) => {
          const place = at % (before.length + 1);
          return before.slice(0, place) + put + before.slice(place + cut);
        }, xml);
        // Cutting a character beyond the basic plane in two makes what no decoder lets through.
        fc.pre(!LONE_SURROGATE.test(done));
        expect(byScanner(done, length)).toStrictEqual(byScanner(done, done.length));
      }),
      { numRuns: 1000 },
    );
  });
});
