/** Notes: their texts, their boxes, and all that a sheet needs to have them. */
import { MAIN, relationshipsXml, zip, type Parts } from './make-xlsx';
import { cells, changeOf, partOf, patched, SHEET, styledParts } from './patching';

const DATA = '<row r="1"><c r="A1"><v>5</v></c></row>';
const RELS = 'xl/worksheets/_rels/sheet1.xml.rels';
const NOTES = 'xl/comments1.xml';
const SHAPES = 'xl/drawings/vmlDrawing1.vml';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';

function parts(after = '', more: Parts = {}): Parts {
  const all = styledParts({ sheets: [{ name: '收入', data: DATA, after }] });
  // The sheet's own end, without the empty list of tables.
  all[SHEET] = String(all[SHEET]).replace('<tableParts></tableParts>', '');
  return { ...all, ...more };
}

/** A sheet with notes of its own: `notes` inside the part's root, `shapes` inside the drawing's. */
function noted(notes: string, shapes = ''): Parts {
  const all = parts('<legacyDrawing r:id="rId2"/>', {
    [RELS]: relationshipsXml(['rId1', 'comments', '../comments7.xml'], ['rId2', 'vmlDrawing', '../drawings/old.vml']),
    'xl/comments7.xml': `<comments xmlns="${MAIN}">${notes}</comments>`,
    'xl/drawings/old.vml': `<xml xmlns:v="urn:schemas-microsoft-com:vml">${shapes}</xml>`,
  });
  all['[Content_Types].xml'] = String(all['[Content_Types].xml']).replace(
    '</Types>',
    `<Default Extension="vml" ContentType="x/vml"/><Override PartName="/xl/comments7.xml" ContentType="${TYPE}"/></Types>`,
  );
  return all;
}

/** What the notes part says of a cell. */
function noteAt(text: string, cell: string): string {
  return new RegExp(`<comment ref="${cell}".*?</comment>`, 's').exec(text)?.[0] ?? '';
}

/** The text of a note, its runs one behind the other. */
function textAt(text: string, cell: string): string {
  return [...noteAt(text, cell).matchAll(/<t(?: [^>]*)?>(.*?)<\/t>/gs)].map(([, run = '']) => run).join('');
}

describe('a note on a sheet that has none', () => {
  it('comes with its part, its box, and what names them', async () => {
    const before = await zip(parts());
    const after = await patched(before, cells({ cell: 'B3', note: '第一行\n<第二行>' }));
    expect(changeOf(before, after)).toEqual({
      changed: ['[Content_Types].xml', SHEET],
      added: [SHAPES, RELS, NOTES],
      removed: [],
    });
    expect(partOf(after, SHEET)).toBe(
      partOf(before, SHEET).replace('</worksheet>', '<legacyDrawing r:id="rId1"/></worksheet>'),
    );
    expect(partOf(after, RELS)).toContain('Id="rId1"');
    expect(partOf(after, RELS)).toContain('/vmlDrawing" Target="/xl/drawings/vmlDrawing1.vml"');
    expect(partOf(after, RELS)).toContain('/comments" Target="/xl/comments1.xml"');
    expect(partOf(after, '[Content_Types].xml')).toContain(`PartName="/xl/comments1.xml" ContentType="${TYPE}"`);
    expect(partOf(after, '[Content_Types].xml')).toContain('Extension="vml"');
    expect(partOf(after, NOTES)).toContain('<authors><author>PayClause</author></authors>');
    expect(textAt(partOf(after, NOTES), 'B3')).toBe('第一行\n&lt;第二行&gt;');
    const shapes = partOf(after, SHAPES);
    expect(shapes).toContain('<x:Row>2</x:Row><x:Column>1</x:Column>');
    expect(shapes).toContain('<o:idmap v:ext="edit" data="1"/>');
    expect(shapes).toContain('id="_x0000_s1025"');
  });

  it.each([
    [
      'before its tables and what is of later programs',
      '<drawing r:id="rId9"/>',
      '<tableParts count="1"><tablePart r:id="rId8"/></tableParts><extLst/>',
    ],
    [
      'before the drawing of its header',
      '<pageMargins left="1"/><drawing r:id="rId9"/>',
      '<legacyDrawingHF r:id="rId7"/>',
    ],
    [
      'before controls that are written for several programs',
      '<pageSetup/>',
      '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x14"><controls><mc:AlternateContent/></controls></mc:Choice></mc:AlternateContent><extLst/>',
    ],
    [
      'behind what only looks alike',
      '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x"><drawing/></mc:Choice></mc:AlternateContent>',
      '<extLst/>',
    ],
    ['at the end', '<conditionalFormatting sqref="A1"/><headerFooter/><rowBreaks/>', ''],
  ])('is named %s', async (_what, before, behind) => {
    const book = await zip(parts(before + behind));
    const after = partOf(await patched(book, cells({ cell: 'A1', note: 'x' })), SHEET);
    expect(after).toContain(`</sheetData>${before}<legacyDrawing r:id="rId1"/>${behind}</worksheet>`);
  });

  it('is named by the prefix that the sheet has for it, or by its own', async () => {
    const all = parts();
    all[SHEET] = String(all[SHEET]).replace('xmlns:r=', 'xmlns:rel=');
    const after = partOf(await patched(await zip(all), cells({ cell: 'A1', note: 'x' })), SHEET);
    expect(after).toContain('<legacyDrawing rel:id="rId1"/>');
  });

  it('takes names and numbers that are free', async () => {
    const book = await zip(
      parts('<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>', {
        [RELS]: relationshipsXml(['rId1', 'hyperlink', 'x'], ['RID2', 'image', 'y']),
        [NOTES]: '<other/>',
        'XL/Drawings/VMLDRAWING1.VML': '<other/>',
      }),
    );
    const after = await patched(book, cells({ cell: 'A1', note: 'x' }));
    expect(changeOf(book, after).added).toEqual(['xl/drawings/vmlDrawing2.vml', 'xl/comments2.xml']);
    expect(partOf(after, SHEET)).toContain('<legacyDrawing r:id="rId3"/>');
  });

  it('has a box that stays on the sheet, whatever the cell and however long the text', async () => {
    const note = '很长的说明。'.repeat(400);
    const after = await patched(
      await zip(parts()),
      cells({ cell: 'A1', note }, { cell: 'XFD1048576', note }, { cell: 'XFD1', note: '' }),
    );
    const anchors = [...partOf(after, SHAPES).matchAll(/<x:Anchor>(.*?)<\/x:Anchor>/g)].map(([, anchor = '']) =>
      anchor.split(', ').map(Number),
    );
    expect(anchors).toHaveLength(3);
    for (const [left = -1, , top = -1, , right = -1, , bottom = -1] of anchors) {
      expect(left >= 0 && left < right && right < 16_384).toBe(true);
      expect(top >= 0 && top < bottom && bottom < 1_048_576).toBe(true);
    }
  });
});

describe('a note on a sheet that has some', () => {
  const THEIRS =
    '<authors><author>王</author></authors><commentList><comment ref="A1" authorId="0" xr:uid="{1}" xmlns:xr="urn:xr">' +
    '<text><t>他们的</t></text></comment></commentList>';
  const SHAPE = '<v:shape id="_x0000_s3075" type="#t"><v:textbox><br>按钮</v:textbox></v:shape>';

  it('joins them, and nothing of theirs changes', async () => {
    const before = await zip(noted(THEIRS, SHAPE));
    const after = await patched(before, cells({ cell: 'B2', note: '我们的' }));
    expect(changeOf(before, after)).toEqual({
      changed: ['xl/comments7.xml', 'xl/drawings/old.vml'],
      added: [],
      removed: [],
    });
    const notes = partOf(after, 'xl/comments7.xml');
    expect(notes.replace('<author>PayClause</author>', '').replace(noteAt(notes, 'B2'), '')).toBe(
      partOf(before, 'xl/comments7.xml'),
    );
    expect(noteAt(notes, 'B2')).toContain('authorId="1"');
    const shapes = partOf(after, 'xl/drawings/old.vml');
    expect(shapes).toContain(SHAPE);
    expect(shapes).toContain('id="_x0000_s3076"');
    // The drawing says nothing of two of the namespaces, so that what is added does.
    expect(shapes).toMatch(/<v:shape xmlns:v="[^"]*" xmlns:o="[^"]*" xmlns:x="[^"]*" id="_x0000_s3076"/);
  });

  it.each([
    ['a plain text', '<t>他们的</t>', '<r><t>他们的</t></r>'],
    ['runs', '<r><rPr><b/></rPr><t>他</t></r><r><t>们的</t></r>', '<r><rPr><b/></rPr><t>他</t></r><r><t>们的</t></r>'],
    [
      'runs and how they are pronounced',
      '<r><t>他们的</t></r><rPh sb="0" eb="1"><t>ta</t></rPh>',
      '<r><t>他们的</t></r>',
    ],
    ['nothing', '', ''],
  ])('adds to somebody else’s in the cell: %s', async (_what, theirs, kept) => {
    const before = await zip(noted(THEIRS.replace('<t>他们的</t>', theirs)));
    const after = await patched(before, cells({ cell: 'A1', note: '我们的' }));
    expect(changeOf(before, after).changed).toEqual(['xl/comments7.xml']);
    const notes = partOf(after, 'xl/comments7.xml');
    expect(notes).toContain(`<text>${kept}<r><rPr>`);
    expect(notes).toContain('\n—— PayClause ——\n我们的</t></r>');
    expect(notes).not.toContain('<author>PayClause</author>');
    // What stood behind their text still does.
    expect(notes.split('我们的</t></r>')[1]).toBe(
      `${
        theirs
          .split('</r>')
          .at(-1)
          ?.replace(/^<t>.*<\/t>$/, '') ?? ''
      }</text></comment></commentList></comments>`,
    );
  });

  it('replaces what was added to somebody else’s before', async () => {
    const once = await patched(await zip(noted(THEIRS)), cells({ cell: 'A1', note: '旧' }));
    const twice = await patched(once, cells({ cell: 'A1', note: '新' }));
    expect(textAt(partOf(twice, 'xl/comments7.xml'), 'A1')).toBe('他们的\n—— PayClause ——\n新');
  });

  it('replaces one of ours', async () => {
    const once = await patched(await zip(parts()), cells({ cell: 'A1', note: '旧' }, { cell: 'B1', note: '留' }));
    const twice = await patched(once, cells({ cell: 'A1', note: '新' }, { cell: 'C1', note: '又' }));
    const notes = partOf(twice, NOTES);
    expect(['A1', 'B1', 'C1'].map((cell) => textAt(notes, cell))).toEqual(['新', '留', '又']);
    expect(notes.match(/<author>/g)).toHaveLength(1);
    expect(partOf(twice, SHAPES).match(/<v:shape /g)).toHaveLength(3);
    expect(partOf(twice, SHEET).match(/legacyDrawing/g)).toHaveLength(1);
    expect(changeOf(once, twice).added).toEqual([]);
  });

  it('that belong to a conversation adds to what older programs show of it', async () => {
    const threaded = THEIRS.replace('王', 'tc={0A}').replace('他们的', '[Threaded comment] 问');
    const before = await zip({ ...noted(threaded), 'xl/threadedComments/threadedComment1.xml': '<ThreadedComments/>' });
    const after = await patched(before, cells({ cell: 'A1', note: '我们的' }));
    expect(changeOf(before, after).changed).toEqual(['xl/comments7.xml']);
    expect(textAt(partOf(after, 'xl/comments7.xml'), 'A1')).toBe('[Threaded comment] 问\n—— PayClause ——\n我们的');
  });

  it('may find the list empty, or its authors missing', async () => {
    for (const notes of ['<authors/><commentList/>', '<commentList/>', '']) {
      const after = await patched(await zip(noted(notes)), cells({ cell: 'A1', note: '我们的' }));
      const text = partOf(after, 'xl/comments7.xml');
      expect(text).toMatch(
        /<comments [^>]*><authors><author>PayClause<\/author><\/authors><commentList><comment ref="A1"/,
      );
    }
  });

  it('may find buttons where it wants its boxes, and no notes at all', async () => {
    const all = parts('<legacyDrawing r:id="rId2"/>', {
      [RELS]: relationshipsXml(['rId2', 'vmlDrawing', '../drawings/old.vml']),
      'xl/drawings/old.vml': '<xml><v:shape id="_x0000_s1025"><br>按钮</v:shape></xml>\r\n',
    });
    const after = await patched(await zip(all), cells({ cell: 'A1', note: '我们的' }));
    expect(partOf(after, 'xl/drawings/old.vml')).toMatch(
      /^<xml><v:shape id="_x0000_s1025"><br>按钮<\/v:shape><v:shapetype .*<\/v:shape><\/xml>\r\n$/s,
    );
    expect(textAt(partOf(after, NOTES), 'A1')).toBe('我们的');
  });
});
