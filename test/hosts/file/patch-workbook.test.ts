/** What lies around the sheets: names, tables, links, texts of pages, and the workbook's own settings. */
import { contentTypesXml, MAIN, partsOf, read, relationshipsXml, RELATIONSHIPS, zip, type Parts } from './make-xlsx';
import { cells, changeOf, partOf, patched, refusal, SHEET, styledParts, styledSheet } from './patching';

const WORKBOOK = 'xl/workbook.xml';
const ONE = { kind: 'number', value: 1 } as const;

/** The workbook part after a patch of the values, around these elements. */
async function workbookAfter(elements: string): Promise<string> {
  const all = styledParts({ sheets: [{ name: '收入', data: '' }] });
  all[WORKBOOK] =
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">` +
    `<sheets><sheet name="收入" sheetId="4" r:id="rId1"/></sheets>${elements}</workbook>`;
  const text = partOf(await patched(await zip(all), cells({ cell: 'A1', put: ONE })), WORKBOOK);
  return text.slice(text.indexOf('</sheets>') + '</sheets>'.length, text.indexOf('</workbook>'));
}

describe('a workbook whose values change', () => {
  it.each([
    ['<calcPr calcId="191029"/>', '<calcPr calcId="191029" fullCalcOnLoad="1"/>'],
    ['<calcPr\n fullCalcOnLoad=\'0\' calcMode="manual" />', '<calcPr\n fullCalcOnLoad="1" calcMode="manual" />'],
    ['', '<calcPr fullCalcOnLoad="1"/>'],
    [
      '<definedNames/><oleSize ref="A1"/><extLst/>',
      '<definedNames/><calcPr fullCalcOnLoad="1"/><oleSize ref="A1"/><extLst/>',
    ],
  ])('is computed when it is opened: %s', async (before, after) => {
    expect(await workbookAfter(before)).toBe(after);
  });

  it('is not where only looks change', async () => {
    const before = await styledSheet('<row r="1"><c r="A1"/></row>');
    const after = await patched(before, cells({ cell: 'A1', fill: '#FFEB9C', styleOf: 'B1' }));
    expect(changeOf(before, after).changed).toEqual([SHEET, 'xl/styles.xml']);
  });
});

describe('names', () => {
  const named = (definedNames: string): Promise<Uint8Array> => styledSheet('', { definedNames });
  const NAMES =
    '<definedName name="年度" comment="x">2016</definedName><definedName name="Area" localSheetId="0">收入!$A$1</definedName>' +
    '<definedName name="area">收入!$B$1</definedName>';

  it('get what they refer to, and sheets keep theirs', async () => {
    const after = await patched(await named(NAMES), {
      sheets: [],
      definedNames: new Map([
        ['年度', '2017'],
        ['AREA', "'a&b'!$C$1"],
      ]),
    });
    expect(partOf(after, WORKBOOK)).toContain(
      NAMES.replace('2016', '2017').replace('收入!$B$1', "'a&amp;b'!$C$1") + '</definedNames>',
    );
    expect((await read(after)).definedNames).toEqual([
      { name: '年度', refersTo: '2017' },
      { name: 'area', refersTo: "'a&b'!$C$1" },
    ]);
  });

  it('that are absent are added, where there is a list and where there is none', async () => {
    const definedNames = new Map([['年度', '收入!$A$1']]);
    const added = '<definedName name="年度">收入!$A$1</definedName>';
    expect(partOf(await patched(await named(NAMES), { sheets: [], definedNames }), WORKBOOK)).toContain(
      NAMES.replace('2016', '收入!$A$1'),
    );
    const empty = await named('');
    expect(partOf(await patched(empty, { sheets: [], definedNames }), WORKBOOK)).toContain(
      `<definedNames>${added}</definedNames>`,
    );
    const all = partsOf({ sheets: [{ name: '收入' }] });
    all[WORKBOOK] = String(all[WORKBOOK]).replace('<definedNames></definedNames>', '<calcPr/>');
    expect(partOf(await patched(await zip(all), { sheets: [], definedNames }), WORKBOOK)).toContain(
      `</sheets><definedNames>${added}</definedNames><calcPr/>`,
    );
  });

  it('that already refer to it are no change', async () => {
    const before = await named(NAMES);
    const after = await patched(before, { sheets: [], definedNames: new Map([['年度', '2016']]) });
    expect(Buffer.from(after).equals(before)).toBe(true);
  });
});

describe('a table', () => {
  const TABLE =
    '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="收入" displayName="收入" ref="B2:D9" totalsRowCount="1">' +
    '<autoFilter ref="B2:D8"><filterColumn colId="0"/><sortState ref="B3:D8"><sortCondition ref="B3:B8"/></sortState></autoFilter>' +
    '<sortState ref="B3:D8"/><tableColumns count="3"><tableColumn id="1" name="日期"/><tableColumn id="2" name="金_x000a_额">' +
    '<calculatedColumnFormula>收入[[#This Row],[日期]]*2016</calculatedColumnFormula></tableColumn>' +
    '<tableColumn id="3" name="税"><totalsRowFormula>SUM(2016)</totalsRowFormula></tableColumn></tableColumns><extLst/></table>';
  const PART = 'xl/tables/table1.xml';

  async function book(table = TABLE): Promise<Uint8Array> {
    const all = styledParts({ sheets: [{ name: '收入', tables: [''] }] });
    return zip({ ...all, [PART]: table });
  }
  const covers = (range: { top: number; left: number; bottom: number; right: number }, name = '收入') => ({
    sheets: [{ sheet: '收入', tables: [{ name, range }] }],
  });

  it('covers other rows, its filter too, and forgets how it was sorted', async () => {
    const before = await book();
    const after = await patched(before, covers({ top: 2, left: 2, bottom: 4, right: 4 }));
    expect(changeOf(before, after)).toEqual({ changed: [PART], added: [], removed: [] });
    expect(partOf(after, PART)).toBe(
      TABLE.replace('ref="B2:D9"', 'ref="B2:D4"')
        .replace('ref="B2:D8"><filter', 'ref="B2:D3"><filter')
        .replace(/<sortState ref="B3:D8"><sortCondition.*?<\/sortState>/, '')
        .replace('<sortState ref="B3:D8"/>', ''),
    );
    expect((await read(after)).sheets[0]?.tables[0]?.range).toEqual({ top: 2, left: 2, bottom: 4, right: 4 });
  });

  it('that covers them already is no change', async () => {
    const before = await book();
    const after = await patched(before, covers({ top: 2, left: 2, bottom: 9, right: 4 }));
    expect(Buffer.from(after).equals(before)).toBe(true);
  });

  it.each([
    ['a column more', { top: 2, left: 2, bottom: 9, right: 5 }],
    ['no room for a row beside its heading and its totals', { top: 2, left: 2, bottom: 3, right: 4 }],
    ['no place on the sheet', { top: 0, left: 2, bottom: 9, right: 4 }],
  ])('can’t have %s', async (_what, range) => {
    expect(await refusal(await book(), covers(range))).toEqual({ code: 'table-range', sheet: '收入', table: '收入' });
  });

  it('must be there', async () => {
    const range = { top: 2, left: 2, bottom: 9, right: 4 };
    expect(await refusal(await book(), covers(range, '成本'))).toEqual({
      code: 'table-not-found',
      sheet: '收入',
      table: '成本',
    });
  });

  it('keeps its headings, which are its columns’ names as well', async () => {
    const put = { kind: 'text', text: '新' } as const;
    expect(await refusal(await book(), cells({ cell: 'C2', put }))).toEqual({
      code: 'table-heading',
      sheet: '收入',
      cell: 'C2',
      table: '收入',
    });
    for (const cell of ['C1', 'A2', 'E2', 'C3']) await patched(await book(), cells({ cell, put }));
    await patched(await book(), cells({ cell: 'C2', put: { kind: 'text', text: '金\n额' } }));
    await patched(await book(TABLE.replace('id="1"', 'id="1" headerRowCount="0"')), cells({ cell: 'C2', put }));
  });

  it('is asked for its formulas', async () => {
    const asked: string[] = [];
    const after = await patched(await book(), {
      sheets: [],
      formulas: (_sheet, cell, formula) => {
        asked.push(cell);
        return formula.replace('2016', '2017');
      },
    });
    expect(asked).toEqual(['C3', 'D9']);
    expect(partOf(after, PART)).toBe(TABLE.replaceAll('2016', '2017'));
  });
});

describe('links out of the workbook', () => {
  it('lead where they are told to; links within it stay', async () => {
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const external = (id: string, kind: string, target: string): string =>
      `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}" TargetMode="External"/>`;
    const all: Parts = styledParts({ sheets: [{ name: '收入' }] });
    const list = (items: string): string => relationshipsXml().replace('</Relationships>', `${items}</Relationships>`);
    const sheetLinks =
      external('rId1', 'hyperlink', 'https://a.cn/2016?b=1&amp;c') + external('rId2', 'hyperlink', 'x');
    all['xl/worksheets/_rels/sheet1.xml.rels'] = list(sheetLinks);
    all['xl/_rels/workbook.xml.rels'] = String(all['xl/_rels/workbook.xml.rels']).replace(
      '</Relationships>',
      `<Relationship Id="rIdX" Type="${type}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`,
    );
    all['xl/externalLinks/externalLink1.xml'] = '<externalLink/>';
    all['xl/externalLinks/_rels/externalLink1.xml.rels'] = list(
      external('rId1', 'externalLinkPath', 'file:///2016.xlsx'),
    );
    all['[Content_Types].xml'] = contentTypesXml([
      'xl/workbook.xml',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    ]);
    const before = await zip(all);
    const asked: string[] = [];
    const after = await patched(before, {
      sheets: [],
      links: (target) => {
        asked.push(target);
        return target.includes('2016') ? target.replace('2016', '2017') : undefined;
      },
    });
    expect(asked).toEqual(['https://a.cn/2016?b=1&c', 'x', 'file:///2016.xlsx']);
    expect(changeOf(before, after).changed).toEqual([
      'xl/worksheets/_rels/sheet1.xml.rels',
      'xl/externalLinks/_rels/externalLink1.xml.rels',
    ]);
    for (const part of changeOf(before, after).changed) {
      expect(partOf(after, part)).toBe(
        partOf(before, part).replace('cn/2016', 'cn/2017').replace('///2016', '///2017'),
      );
    }
  });
});

describe('texts of printed pages and of the document', () => {
  it('are asked for', async () => {
    const after = '<headerFooter><oddHeader>&amp;C2016 年</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>';
    const all = styledParts({ sheets: [{ name: '收入', after }] });
    all['docProps/core.xml'] =
      '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>2016 年台账</dc:title></cp:coreProperties>';
    all['_rels/.rels'] = String(all['_rels/.rels']).replace(
      '</Relationships>',
      '<Relationship Id="rId9" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>',
    );
    const before = await zip(all);
    const texts: string[] = [];
    const file = await patched(before, {
      sheets: [],
      texts: (text) => {
        texts.push(text);
        return text.replace('2016', '2017');
      },
    });
    expect(texts).toEqual(['&C2016 年', '&P', '2016 年台账']);
    expect(changeOf(before, file).changed).toEqual([SHEET, 'docProps/core.xml']);
    for (const part of [SHEET, 'docProps/core.xml']) {
      expect(partOf(file, part)).toBe(partOf(before, part).replace('2016 年', '2017 年'));
    }
  });
});
