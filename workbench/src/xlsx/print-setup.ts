/**
 * How a sheet is printed. No grid knows of it; it is carried from the file that was read to the file that is written,
 * element by element from a list of what is known.
 */
import { attributesText, child, encodeAttribute, type XmlElement } from './xml';

export interface PrintSetup {
  /** Elements of the sheet by name, as they are written. */
  readonly elements: Readonly<Record<string, string>>;
  /** Rows and columns repeated on each page, and the area that is printed: formulas without `=`. */
  readonly titles?: string;
  readonly area?: string;
}

/** In the order a sheet must have them. */
export const PRINT_ELEMENTS = ['printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks'];

const TEXT_ELEMENTS = ['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter'];

function written(element: XmlElement): string {
  // `r:id` names the printer's own settings, a part that is not carried along.
  const own = Object.fromEntries(
    Object.entries(element.attributes).filter(([name]) => !name.includes(':') && !name.startsWith('xmlns')),
  );
  const inner = element.children
    .filter(({ name }) => TEXT_ELEMENTS.includes(name) || name === 'brk')
    .map((one) => {
      const text = encodeAttribute(one.text);
      return one.name === 'brk' ? `<brk${attributesText(one.attributes)}/>` : `<${one.name}>${text}</${one.name}>`;
    })
    .join('');
  const start = `<${element.name}${attributesText(own)}`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</${element.name}>`;
}

/** Of the elements of a sheet. */
export function readPrintSetup(trees: readonly XmlElement[]): PrintSetup | undefined {
  const elements = Object.fromEntries(
    trees.filter(({ name }) => PRINT_ELEMENTS.includes(name)).map((tree) => [tree.name, written(tree)]),
  );
  const page = child(
    trees.find(({ name }) => name === 'sheetPr'),
    'pageSetUpPr',
  );
  if (page) elements['pageSetUpPr'] = written(page);
  return Object.keys(elements).length === 0 ? undefined : { elements };
}
