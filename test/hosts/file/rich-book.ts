/**
 * A workbook with about everything that a real one of a finance department has beside its values, each part as Excel writes
 * it: chart, notes, a conversation, conditional formats, lists to choose from, tables, shared formulas and their order,
 * pivot cache, printer settings, custom XML, macros, and lists for later programs.
 */
import { contentTypesXml, MAIN, relationshipsXml, RELATIONSHIPS, zip, type Parts } from './make-xlsx';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const X14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main';

const LEDGER =
  `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
  'mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" ' +
  'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}">' +
  '<sheetPr codeName="Sheet1"><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:E5"/>' +
  '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><cols><col min="1" max="1" width="12" style="2" customWidth="1"/><col min="6" max="8" width="9" style="3"/></cols>' +
  '<sheetData><row r="1" spans="1:5" x14ac:dyDescent="0.2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c><c r="D1" s="1" t="s"><v>3</v></c></row>' +
  '<row r="2" spans="1:5"><c r="A2" s="2"><v>42434</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>100.5</v></c><c r="D2"><f t="shared" ref="D2:D4" si="0">C2*0.5</f><v>50.25</v></c><c r="E2" t="b"><v>1</v></c></row>' +
  '<row r="3" spans="1:5" s="3" customFormat="1"><c r="A3" s="2"><v>42435</v></c><c r="B3" s="3" t="s"><v>4</v></c><c r="C3" s="3"><v>20</v></c><c r="D3" s="3"><f t="shared" si="0"/><v>10</v></c></row>' +
  '<row r="4" spans="1:5"><c r="A4" s="2"><v>42436</v></c><c r="B4" t="inlineStr"><is><t>活动</t></is></c><c r="C4"><v>8</v></c><c r="D4"><f t="shared" si="0"/><v>4</v></c></row>' +
  '<row r="5" spans="1:5" hidden="1"><c r="C5" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>' +
  '<sheetProtection sheet="1" objects="1" scenarios="1"/><mergeCells count="1"><mergeCell ref="G1:H1"/></mergeCells><phoneticPr fontId="0" type="noConversion"/>' +
  '<conditionalFormatting sqref="C2:C5"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>50</formula></cfRule></conditionalFormatting>' +
  '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B2:B5"><formula1>"广告,活动"</formula1></dataValidation></dataValidations>' +
  '<hyperlinks><hyperlink ref="B2" r:id="rId5" display="x"/></hyperlinks><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="portrait" r:id="rId1"/><headerFooter><oddFooter>&amp;P</oddFooter></headerFooter><ignoredErrors><ignoredError sqref="C5" evalError="1"/></ignoredErrors>' +
  '<drawing r:id="rId2"/><legacyDrawing r:id="rId3"/><tableParts count="1"><tablePart r:id="rId6"/></tableParts>' +
  `<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="${X14}"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/></ext></extLst></worksheet>`;

const PLAIN_SHEET =
  `${XML}<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1"><f>账!C2</f><v>100.5</v></c></row></sheetData>` +
  '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>';

const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="宋体"/><family val="3"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><gradientFill degree="90"><stop position="0"><color rgb="FFFFFFFF"/></stop><stop position="1"><color rgb="FF00B050"/></stop></gradientFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>' +
  '<xf numFmtId="176" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs><tableStyles count="0"/>' +
  `<extLst><ext uri="{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}" xmlns:x14="${X14}"><x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst></styleSheet>`;

const CHART =
  `${XML}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>` +
  '<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>账!$C$2:$C$4</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>' +
  '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>';

const CHART_PLACE =
  `${XML}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main"><xdr:twoCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>` +
  '<xdr:to><xdr:col>12</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图表 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>' +
  `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${RELATIONSHIPS}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`;

const NOTES =
  `${XML}<comments xmlns="${MAIN}"><authors><author>王会计</author><author>tc={AAAAAAAA-0000-0000-0000-000000000001}</author></authors><commentList>` +
  '<comment ref="C3" authorId="0" shapeId="0"><text><r><rPr><b/><sz val="9"/></rPr><t>王会计:</t></r><r><t xml:space="preserve">\n已核对</t></r></text></comment>' +
  '<comment ref="C4" authorId="1" shapeId="0"><text><t>[线程批注]\n为什么?</t></text></comment></commentList></comments>';

const SHAPES =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml"\r\n xmlns:o="urn:schemas-microsoft-com:office:office"\r\n xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n' +
  ' <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>' +
  [2, 3]
    .map(
      (row, i) =>
        `<v:shape id="_x0000_s${String(1025 + i)}" type="#_x0000_t202" style='position:absolute;visibility:hidden'><x:ClientData ObjectType="Note"><x:Anchor>3, 15, 1, 10, 5, 15, 5, 4</x:Anchor><x:Row>${String(row)}</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>`,
    )
    .join('') +
  '</xml>';

/** The parts of the workbook. `macros` makes it an .xlsm. */
export function richParts({ macros = false } = {}): Parts {
  const book = macros ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' : `${SPREADSHEET}.sheet.main+xml`;
  const types = contentTypesXml(
    ['xl/workbook.xml', book],
    ['xl/worksheets/sheet1.xml', `${SPREADSHEET}.worksheet+xml`],
    ['xl/worksheets/sheet2.xml', `${SPREADSHEET}.worksheet+xml`],
    ['xl/styles.xml', `${SPREADSHEET}.styles+xml`],
    ['xl/sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`],
    ['xl/calcChain.xml', `${SPREADSHEET}.calcChain+xml`],
    ['xl/comments1.xml', `${SPREADSHEET}.comments+xml`],
    ['xl/tables/table1.xml', `${SPREADSHEET}.table+xml`],
    ['xl/drawings/drawing1.xml', 'application/vnd.openxmlformats-officedocument.drawing+xml'],
    ['xl/charts/chart1.xml', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'],
    ['xl/threadedComments/threadedComment1.xml', 'application/vnd.ms-excel.threadedcomments+xml'],
    ['xl/persons/person.xml', 'application/vnd.ms-excel.person+xml'],
    ...(macros ? ([['xl/vbaProject.bin', 'application/vnd.ms-office.vbaProject']] as const) : []),
  ).replace(
    '<Default ',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>' +
      '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default ',
  );
  const threads = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments';
  return {
    '[Content_Types].xml': types,
    '_rels/.rels': relationshipsXml(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml':
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><fileVersion appName="xl"/><workbookPr codeName="ThisWorkbook"/><bookViews><workbookView activeTab="0"/></bookViews>` +
      '<sheets><sheet name="账" sheetId="1" r:id="rId1"/><sheet name="汇总" sheetId="3" r:id="rId2"/></sheets>' +
      '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">账!$A$1:$E$5</definedName><definedName name="年度">2016</definedName></definedNames><calcPr calcId="191029"/>' +
      `<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="urn:x15"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
      ['rId3', 'styles', 'styles.xml'],
      ['rId4', 'sharedStrings', 'sharedStrings.xml'],
      ['rId5', 'calcChain', 'calcChain.xml'],
      ...(macros ? ([['rId6', 'vbaProject', 'vbaProject.bin']] as const) : []),
    ),
    'xl/worksheets/sheet1.xml': LEDGER,
    'xl/worksheets/sheet2.xml': PLAIN_SHEET,
    'xl/worksheets/_rels/sheet1.xml.rels': relationshipsXml(
      ['rId1', 'printerSettings', '../printerSettings/printerSettings1.bin'],
      ['rId2', 'drawing', '../drawings/drawing1.xml'],
      ['rId3', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
      ['rId4', 'comments', '../comments1.xml'],
      ['rId6', 'table', '../tables/table1.xml'],
    ).replace(
      '</Relationships>',
      `<Relationship Id="rId5" Type="${RELATIONSHIPS}/hyperlink" Target="https://example.com/" TargetMode="External"/>` +
        '<Relationship Id="rId7" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    ),
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}" count="6" uniqueCount="5"><si><t>日期</t></si><si><t>类别</t></si><si><t>金额</t></si><si><t>计入</t></si><si><t>广告</t></si></sst>`,
    'xl/calcChain.xml': `${XML}<calcChain xmlns="${MAIN}"><c r="A1" i="3"/><c r="D4" i="1"/><c r="D3"/><c r="D2"/><c r="C5"/></calcChain>`,
    'xl/comments1.xml': NOTES,
    'xl/drawings/vmlDrawing1.vml': SHAPES,
    'xl/drawings/drawing1.xml': CHART_PLACE,
    'xl/drawings/_rels/drawing1.xml.rels': relationshipsXml(['rId1', 'chart', '../charts/chart1.xml']),
    'xl/charts/chart1.xml': CHART,
    'xl/tables/table1.xml': `${XML}<table xmlns="${MAIN}" id="1" name="收入" displayName="收入" ref="A1:D4" totalsRowShown="0"><autoFilter ref="A1:D4"/><tableColumns count="4">${['日期', '类别', '金额', '计入'].map((name, i) => `<tableColumn id="${String(i + 1)}" name="${name}"/>`).join('')}</tableColumns></table>`,
    'xl/threadedComments/threadedComment1.xml': `${XML}<ThreadedComments xmlns="${threads}"><threadedComment ref="C4" dT="2016-03-05T00:00:00.00" personId="{BBBBBBBB-0000-0000-0000-000000000001}" id="{AAAAAAAA-0000-0000-0000-000000000001}"><text>为什么?</text></threadedComment></ThreadedComments>`,
    'xl/persons/person.xml': `${XML}<personList xmlns="${threads}"><person displayName="李" id="{BBBBBBBB-0000-0000-0000-000000000001}" userId="li" providerId="None"/></personList>`,
    'xl/printerSettings/printerSettings1.bin': Uint8Array.from({ length: 600 }, (_, i) => i % 256),
    'customXml/item1.xml': '<b:Sources xmlns:b="urn:b" SelectedStyle="\\APA.XSL"/>',
    'xl/pivotCache/pivotCacheDefinition1.xml': `${XML}<pivotCacheDefinition xmlns="${MAIN}" recordCount="0"/>`,
    ...(macros ? { 'xl/vbaProject.bin': Uint8Array.from({ length: 900 }, (_, i) => (i * 7) % 256) } : {}),
  };
}

/** The workbook as a file. */
export async function richBook(options: { readonly macros?: boolean } = {}): Promise<Uint8Array> {
  return zip(richParts(options));
}
