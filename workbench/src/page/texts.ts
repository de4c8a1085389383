/** What the page says, in both languages. Of the add-in's own texts it has none: they come from its manifest. */
import { type LossKind, type ReadFault } from '../xlsx';
import { type Loss } from '../xlsx';
import { type ManifestFault } from '../manifest/manifest';

export type Language = 'zh-CN' | 'en-US';

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en-US'];

export interface Texts {
  readonly open: string;
  readonly openTip: string;
  readonly save: string;
  readonly saveTip: string;
  readonly undo: string;
  readonly redo: string;
  readonly reloadPane: string;
  /** Says the other language's name, in that language. */
  readonly otherLanguage: string;
  readonly otherLanguageTip: string;
  readonly toDark: string;
  readonly toLight: string;
  readonly unsaved: string;
  readonly ribbon: string;
  readonly pane: string;
  readonly closePane: string;
  readonly resizePane: string;
  readonly dismissHint: string;
  readonly grid: string;
  readonly loading: string;
  readonly opening: (name: string) => string;
  readonly startingAddin: string;
  readonly dropHere: string;
  readonly close: string;
  readonly cancel: string;
  readonly saveAnyway: string;
  readonly discard: string;
  readonly cannotOpen: (name: string) => string;
  readonly stays: string;
  readonly lossTitle: string;
  readonly lossIntroduction: (name: string) => string;
  readonly unsavedTitle: string;
  readonly unsavedText: (name: string) => string;
  readonly saveFirst: string;
  readonly failedTitle: string;
  readonly addinFailed: (reason: string) => string;
  readonly saveFailed: (reason: string) => string;
  readonly commandFailed: (label: string, reason: string) => string;
  readonly fault: (fault: ReadFault) => string;
  readonly manifestFault: (fault: ManifestFault) => string;
  readonly loss: (loss: Loss) => string;
  readonly officeTabs: Readonly<Record<string, string>>;
  readonly bookName: string;
  /** A workbook that the add-in has made, before it has a name, and its name. */
  readonly madeBook: string;
  readonly madeBookName: (number: number) => string;
}

const LIMIT_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    fileBytes: '文件超过 64 MB',
    entries: '文件的组成部分过多',
    sheets: '工作表超过 255 张',
    cells: '单元格超过 500 万个',
    strings: '文本过多',
    textLength: '有单元格的文本过长',
    elements: '有一部分内容过多',
    inflatedBytes: '解压后的内容过大',
  },
  'en-US': {
    fileBytes: 'it is larger than 64 MB',
    entries: 'it consists of too many parts',
    sheets: 'it has more than 255 sheets',
    cells: 'it has more than 5,000,000 cells',
    strings: 'it has too many texts',
    textLength: 'the text of a cell is too long',
    elements: 'one of its parts is too large',
    inflatedBytes: 'unpacked it is too large',
  },
};

const LOSSES: Readonly<Record<Language, Readonly<Record<LossKind, string>>>> = {
  'zh-CN': {
    chart: '图表',
    image: '图片',
    shape: '形状和文本框',
    pivotTable: '数据透视表',
    slicer: '切片器和日程表',
    macro: '宏',
    externalLink: '指向其他文件的链接（只保留当时的值）',
    dataConnection: '数据连接和查询',
    control: '控件',
    embedding: '嵌入的对象',
    signature: '数字签名',
    sheetKind: '图表工作表或宏表',
    conditionalFormat: '数据条、色阶、图标集等条件格式',
    conditionalFormatDetail: '条件格式中的数字格式和边框',
    formatDetail: '单元格格式的细节（旋转、图案、渐变、上下标等）',
    richText: '单元格内部分文字的格式',
    hyperlink: '超链接',
    sparkline: '迷你图',
    filter: '筛选条件',
    outline: '分级显示',
    commentReply: '批注的回复',
    protectionDetail: '工作表保护的密码',
    workbookProtection: '工作簿结构保护',
    dataTable: '模拟运算表（只保留值）',
    linkedDataType: '链接的数据类型和单元格内图片',
    customProperty: '自定义文档属性',
    otherAddin: '其他加载项的设置',
    other: '其他内容',
  },
  'en-US': {
    chart: 'charts',
    image: 'pictures',
    shape: 'shapes and text boxes',
    pivotTable: 'pivot tables',
    slicer: 'slicers and timelines',
    macro: 'macros',
    externalLink: 'links to other files (their last values stay)',
    dataConnection: 'data connections and queries',
    control: 'controls',
    embedding: 'embedded objects',
    signature: 'digital signatures',
    sheetKind: 'chart or macro sheets',
    conditionalFormat: 'data bars, colour scales, icon sets and the like',
    conditionalFormatDetail: 'number formats and borders of conditional formats',
    formatDetail: 'details of cell formats (rotation, patterns, gradients, superscript …)',
    richText: 'formats of single words within a cell',
    hyperlink: 'hyperlinks',
    sparkline: 'sparklines',
    filter: 'filters',
    outline: 'outline levels',
    commentReply: 'replies to comments',
    protectionDetail: 'the password of a protected sheet',
    workbookProtection: 'protection of the workbook’s structure',
    dataTable: 'what-if data tables (their values stay)',
    linkedDataType: 'linked data types and pictures in cells',
    customProperty: 'custom document properties',
    otherAddin: 'settings of other add-ins',
    other: 'other content',
  },
};

const CHINESE: Texts = {
  open: '打开',
  openTip: '打开 .xlsx 文件（Ctrl+O），也可以把文件拖到窗口里',
  save: '保存',
  saveTip: '保存为 .xlsx 文件（Ctrl+S）',
  undo: '撤销',
  redo: '恢复',
  reloadPane: '重新加载任务窗格',
  otherLanguage: 'English',
  otherLanguageTip: 'Switch to English',
  toDark: '切换到深色',
  toLight: '切换到浅色',
  unsaved: '有未保存的修改',
  ribbon: '功能区',
  pane: '任务窗格',
  closePane: '关闭任务窗格',
  resizePane: '调整任务窗格宽度',
  dismissHint: '不再提示',
  grid: '工作表',
  loading: '正在准备表格…',
  opening: (name) => `正在打开「${name}」…`,
  startingAddin: '正在启动加载项…',
  dropHere: '松开鼠标，打开这个 .xlsx 文件',
  close: '知道了',
  cancel: '取消',
  saveAnyway: '仍然保存',
  discard: '不保存，继续打开',
  cannotOpen: (name) => `打不开「${name}」`,
  stays: '当前的工作簿没有变化。',
  lossTitle: '有些内容保存不了',
  lossIntroduction: (name) => `「${name}」里的下列内容这里不支持，保存的文件里不会有：`,
  unsavedTitle: '有未保存的修改',
  unsavedText: (name) => `「${name}」还没有保存。打开别的文件会丢掉这些修改。`,
  saveFirst: '先保存',
  failedTitle: '没有成功',
  addinFailed: (reason) => `加载项启动不了：${reason}`,
  saveFailed: (reason) => `文件保存不了：${reason}`,
  commandFailed: (label, reason) => `「${label}」没有完成：${reason}`,
  fault: (fault) => {
    switch (fault.code) {
      case 'notXlsx':
        return '这不是 .xlsx 工作簿。如果是 .xls 或 .csv 文件，请先用电子表格软件另存为 .xlsx。';
      case 'xlsb':
        return '这是二进制工作簿（.xlsb）。请先用 Excel 另存为 .xlsx。';
      case 'encrypted':
        return '文件有密码。请先在 Excel 里去掉密码再打开。';
      case 'corrupt':
        return `文件不完整或已损坏${fault.part === undefined ? '' : `（${fault.part}）`}。请重新取一份。`;
      case 'tooLarge':
        return `文件太大，这里打不开：${LIMIT_WORDS['zh-CN'][fault.limit ?? ''] ?? '超出限制'}。`;
      case 'doctype':
        return `文件里有工作簿不该有的文档类型声明${fault.part === undefined ? '' : `（${fault.part}）`}，为了安全没有打开。`;
    }
  },
  manifestFault: (fault) => {
    switch (fault.code) {
      case 'tooLarge':
        return `清单文件超过 ${fault.limit} 个字符。`;
      case 'hasDoctype':
        return '清单文件里有文档类型声明，为了安全没有读取。';
      case 'notXml':
        return '清单文件不是有效的 XML。';
      case 'notAManifest':
        return `清单文件的根元素应是 OfficeApp，现在是 ${fault.found}。`;
      case 'notForExcel':
        return '清单里没有 Workbook，这个加载项不是给 Excel 用的。';
      case 'missing':
        return `清单里缺少 ${fault.element}。`;
      case 'badAddress':
        return `清单里的地址无效：${fault.text}`;
      case 'unsupported':
        return `加载项需要 ${fault.set} ${fault.version}，这里没有。`;
    }
  },
  loss: ({ kind, name, count }) =>
    `${LOSSES['zh-CN'][kind]}${name === '' ? '' : `：${name}`}${count > 1 ? `（${count} 处）` : ''}`,
  officeTabs: {
    TabHome: '开始',
    TabInsert: '插入',
    TabFormulas: '公式',
    TabData: '数据',
    TabReview: '审阅',
    TabView: '视图',
  },
  bookName: '工作簿1.xlsx',
  madeBook: '新工作簿',
  madeBookName: (number) => `工作簿${String(number)}.xlsx`,
};

const ENGLISH: Texts = {
  open: 'Open',
  openTip: 'Open an .xlsx file (Ctrl+O), or drop one onto the window',
  save: 'Save',
  saveTip: 'Save as an .xlsx file (Ctrl+S)',
  undo: 'Undo',
  redo: 'Redo',
  reloadPane: 'Reload the task pane',
  otherLanguage: '中文',
  otherLanguageTip: '切换到中文',
  toDark: 'Switch to dark',
  toLight: 'Switch to light',
  unsaved: 'There are unsaved changes',
  ribbon: 'Ribbon',
  pane: 'Task pane',
  closePane: 'Close the task pane',
  resizePane: 'Width of the task pane',
  dismissHint: 'Do not show again',
  grid: 'Worksheet',
  loading: 'Getting the grid ready…',
  opening: (name) => `Opening “${name}”…`,
  startingAddin: 'Starting the add-in…',
  dropHere: 'Drop to open this .xlsx file',
  close: 'Close',
  cancel: 'Cancel',
  saveAnyway: 'Save anyway',
  discard: 'Open without saving',
  cannotOpen: (name) => `“${name}” cannot be opened`,
  stays: 'The workbook on screen is as it was.',
  lossTitle: 'Some content cannot be saved',
  lossIntroduction: (name) => `“${name}” has content that is not supported here. The saved file will be without:`,
  unsavedTitle: 'There are unsaved changes',
  unsavedText: (name) => `“${name}” has not been saved. Opening another file discards the changes.`,
  saveFirst: 'Save first',
  failedTitle: 'That did not work',
  addinFailed: (reason) => `The add-in cannot be started: ${reason}`,
  saveFailed: (reason) => `The file cannot be saved: ${reason}`,
  commandFailed: (label, reason) => `“${label}” did not finish: ${reason}`,
  fault: (fault) => {
    switch (fault.code) {
      case 'notXlsx':
        return 'It is not an .xlsx workbook. Save an .xls or .csv file as .xlsx in a spreadsheet program first.';
      case 'xlsb':
        return 'It is a binary workbook (.xlsb). Save it as .xlsx in Excel first.';
      case 'encrypted':
        return 'It is protected by a password. Remove the password in Excel first.';
      case 'corrupt':
        return `The file is incomplete or damaged${fault.part === undefined ? '' : ` (${fault.part})`}. Get a fresh copy.`;
      case 'tooLarge':
        return `The file is too large to be opened here: ${LIMIT_WORDS['en-US'][fault.limit ?? ''] ?? 'a limit is exceeded'}.`;
      case 'doctype':
        return `It brings a document type along${fault.part === undefined ? '' : ` (${fault.part})`}, which no workbook needs; it was not opened, for safety.`;
    }
  },
  manifestFault: (fault) => {
    switch (fault.code) {
      case 'tooLarge':
        return `the manifest is longer than ${fault.limit} characters.`;
      case 'hasDoctype':
        return 'the manifest brings a document type along; it was not read, for safety.';
      case 'notXml':
        return 'the manifest is not well-formed XML.';
      case 'notAManifest':
        return `the manifest’s root must be OfficeApp, and is ${fault.found}.`;
      case 'notForExcel':
        return 'the manifest does not list Workbook: the add-in is not for Excel.';
      case 'missing':
        return `the manifest lacks ${fault.element}.`;
      case 'badAddress':
        return `the manifest has an address that is none: ${fault.text}`;
      case 'unsupported':
        return `the add-in needs ${fault.set} ${fault.version}, which is not here.`;
    }
  },
  loss: ({ kind, name, count }) =>
    `${LOSSES['en-US'][kind]}${name === '' ? '' : `: ${name}`}${count > 1 ? ` (${count})` : ''}`,
  officeTabs: {
    TabHome: 'Home',
    TabInsert: 'Insert',
    TabFormulas: 'Formulas',
    TabData: 'Data',
    TabReview: 'Review',
    TabView: 'View',
  },
  bookName: 'Book1.xlsx',
  madeBook: 'The new workbook',
  madeBookName: (number) => `Book${String(number)}.xlsx`,
};

export const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': CHINESE, 'en-US': ENGLISH };
