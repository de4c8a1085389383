import { MADE } from './made-workbooks';
import { child, descendants, optional, overlap, rectangle, resolve, XlsxPackage, type Element } from './xlsx-package';

/**
 * What Excel «repairs» in a file, by dropping it: each rule here is one that it enforces on opening. The parts are read raw.
 */
describe.each(MADE)('the parts of %s', (_, make) => {
  let book: XlsxPackage;
  beforeAll(async () => {
    book = XlsxPackage.read(await make());
  });

  test('every part is well-formed XML', () => {
    for (const part of book.names) expect(book.xml(part).name).not.toBe('');
  });

  test('every part has a content type and every content type a part', () => {
    const types = book.xml('[Content_Types].xml').children;
    const defaults = types.filter(({ name }) => name === 'Default').map(({ attributes }) => attributes['Extension']);
    const overrides = types
      .filter(({ name }) => name === 'Override')
      .map(({ attributes }) => attributes['PartName'] ?? '');
    expect(new Set(overrides).size).toBe(overrides.length);
    for (const override of overrides) expect(book.names).toContain(override.slice(1));
    expect(defaults).toEqual(expect.arrayContaining(['rels', 'xml']));
    const declared = book.names.filter((part) => part.startsWith('xl/') && !part.endsWith('.rels'));
    for (const part of declared) expect(overrides).toContain(`/${part}`);
  });

  test('every relationship leads to a part', () => {
    for (const rels of book.names.filter((part) => part.endsWith('.rels'))) {
      const part = rels.replace('_rels/', '').replace(/\.rels$/, '');
      const ids = book.xml(rels).children.map(({ attributes }) => attributes['Id']);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { attributes } of book.xml(rels).children) {
        expect(attributes['TargetMode']).toBeUndefined();
        expect(book.names).toContain(resolve(part, attributes['Target'] ?? ''));
      }
    }
  });

  test('elements of a worksheet stand in the order of ECMA-376', () => {
    for (const sheet of book.sheets) {
      const order = sheet.xml.children.map(({ name }) => WORKSHEET_ORDER.indexOf(name));
      expect(order).not.toContain(-1);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(new Set(order.filter((place) => place !== CONDITIONAL)).size).toBe(
        order.filter((place) => place !== CONDITIONAL).length,
      );
    }
  });

  test('cells stand in order, once each, and point at styles and strings that exist', () => {
    const styles = child(book.xml('xl/styles.xml'), 'cellXfs').children.length;
    const strings = book.sharedStrings.length;
    for (const sheet of book.sheets) {
      let last = 0;
      for (const row of child(sheet.xml, 'sheetData').children) {
        const number = Number(row.attributes['r']);
        expect(number).toBeGreaterThan(last);
        last = number;
        const columns = row.children.map(({ attributes }) => rectangle(attributes['r'] ?? '').left);
        expect(columns).toEqual([...new Set(columns)].sort((a, b) => a - b));
        for (const { attributes, children } of row.children) {
          expect(rectangle(attributes['r'] ?? '').top).toBe(number);
          expect(Number(attributes['s'] ?? 0)).toBeLessThan(styles);
          if (attributes['t'] === 's') expect(Number(children[0]?.text)).toBeLessThan(strings);
        }
      }
    }
  });

  test('tables: one id and name each, no name that is taken, headings as in their cells', () => {
    const tables = book.sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
    const ids = tables.map(({ table }) => table.attributes['id']);
    const names = tables.map(({ table }) => table.attributes['displayName'] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    const taken = [...book.definedNames.keys(), ...book.sheets.map(({ name }) => name)];
    for (const name of names) {
      expect(taken).not.toContain(name);
      expect(name).not.toContain('_');
    }
    for (const { sheet, table } of tables) {
      expect(table.attributes['name']).toBe(table.attributes['displayName']);
      const ref = rectangle(table.attributes['ref'] ?? '');
      expect(ref.left).toBe(1);
      // Several tables of one sheet bear their titles.
      if (sheet.tables.length === 1) expect(ref.top).toBe(1);
      else expect(sheet.cells.get(`A${String(ref.top - 1)}`)?.value).toBeDefined();
      expect(ref.bottom).toBeGreaterThan(ref.top);
      expect(child(table, 'autoFilter').attributes['ref']).toBe(table.attributes['ref']);
      const columns = child(table, 'tableColumns').children;
      expect(columns).toHaveLength(ref.right - ref.left + 1);
      expect(child(table, 'tableColumns').attributes['count']).toBe(String(columns.length));
      const headings = columns.map(({ attributes }) => attributes['name']);
      expect(new Set(headings).size).toBe(headings.length);
      const cells = sheet.cells;
      headings.forEach((heading, index) => {
        const cell = cells.get(`${String.fromCharCode(65 + index)}${String(ref.top)}`);
        expect(cell?.type).toBe('s');
        expect(cell?.value).toBe(heading);
      });
    }
  });

  test('defined names refer to cells of sheets that exist', () => {
    const sheets = book.sheets.map(({ name }) => name);
    for (const [name, reference] of book.definedNames) {
      const match = /^'?([^']+)'?!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?|\$\d+:\$\d+)$/.exec(reference);
      expect(match).not.toBeNull();
      expect(sheets).toContain(match?.[1]);
      if (name.includes('@')) expect(sheets[Number(name.split('@')[1])]).toBe(match?.[1]);
    }
  });

  test('checks on entry: texts and formulas within Excel’s lengths, ranges apart, blanks allowed in ledgers', () => {
    for (const sheet of book.sheets) {
      const ranges = sheet.validations.map(({ attributes }) => attributes['sqref'] ?? '');
      ranges.forEach((range, index) => {
        for (const other of ranges.slice(index + 1)) expect(overlap(range, other)).toBe(false);
      });
      for (const rule of sheet.validations) {
        const { errorTitle = '', error = '', promptTitle = '', prompt = '' } = rule.attributes;
        expect(errorTitle.length).toBeLessThanOrEqual(32);
        expect(promptTitle.length).toBeLessThanOrEqual(32);
        expect(error.length).toBeGreaterThan(0);
        expect(error.length).toBeLessThanOrEqual(225);
        expect(prompt.length).toBeLessThanOrEqual(255);
        for (const formula of rule.children) {
          expect(formula.text.length).toBeGreaterThan(0);
          expect(formula.text.length).toBeLessThanOrEqual(255);
        }
        if (sheet.tables.length > 0) expect(rule.attributes['allowBlank']).toBe('1');
      }
      const counted = optional(sheet.xml, 'dataValidations')?.attributes['count'];
      if (counted !== undefined) expect(Number(counted)).toBe(sheet.validations.length);
    }
  });

  test('conditional formats point at styles that exist, each with a priority of its own', () => {
    const formats = optional(book.xml('xl/styles.xml'), 'dxfs')?.children.length ?? 0;
    for (const sheet of book.sheets) {
      const rules = descendants(sheet.xml, 'cfRule');
      const priorities = rules.map(({ attributes }) => attributes['priority']);
      expect(new Set(priorities).size).toBe(priorities.length);
      for (const { attributes } of rules) expect(Number(attributes['dxfId'])).toBeLessThan(formats);
    }
  });

  test('cells with metadata have it, and only they are formulas', () => {
    const cells = book.sheets.flatMap((sheet) => [...sheet.cells.values()]);
    if (!book.names.includes('xl/metadata.xml')) {
      // For WPS, whose formulas are plain.
      expect(cells.filter(({ cm }) => cm !== undefined)).toEqual([]);
      return;
    }
    const metadata = book.xml('xl/metadata.xml');
    const kinds = child(metadata, 'cellMetadata').children.length;
    expect(child(metadata, 'metadataTypes').children[0]?.attributes['name']).toBe('XLDAPR');
    expect(descendants(metadata, 'xda:dynamicArrayProperties')[0]?.attributes['fDynamic']).toBe('1');
    expect(cells.filter(({ formula }) => formula)).toHaveLength(12);
    for (const { formula, cm, address } of cells) {
      expect(cm === undefined).toBe(formula === undefined);
      if (!formula) continue;
      expect(Number(cm)).toBeGreaterThanOrEqual(1);
      expect(Number(cm)).toBeLessThanOrEqual(kinds);
      expect(formula.attributes).toMatchObject({ t: 'array', ref: address });
    }
  });

  test('links within the workbook lead to its sheets', () => {
    const sheets = book.sheets.map(({ name }) => name);
    const links = book.sheets.flatMap((sheet) => descendants(sheet.xml, 'hyperlink'));
    // One for each sheet but the guide itself.
    expect(links).toHaveLength(sheets.length - 1);
    for (const link of links) expect(sheets).toContain(/^'(.+)'!A1$/.exec(locationOf(link))?.[1]);
  });

  test('nothing in the file says where or when it was made but its own date', () => {
    const text = book.names.map((part) => book.text(part)).join('\n');
    expect(text).not.toMatch(/\/work\/|\/home\/|\/tmp\/|file:|localhost/);
    const [created, modified] = ['dcterms:created', 'dcterms:modified'].map(
      (name) => child(book.xml('docProps/core.xml'), name).text,
    );
    expect(created).toBe(modified);
    expect(new Set([...book.entries.values()].map(({ dosDate, dosTime }) => `${dosDate} ${dosTime}`)).size).toBe(1);
  });
});

function locationOf(link: Element): string {
  return link.attributes['location'] ?? '';
}

/** The children of CT_Worksheet that the template uses, in the schema's order. */
const WORKSHEET_ORDER = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'autoFilter',
  'mergeCells',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'tableParts',
  'extLst',
];
const CONDITIONAL = WORKSHEET_ORDER.indexOf('conditionalFormatting');
