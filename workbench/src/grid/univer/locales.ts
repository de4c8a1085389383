/** Univer's own texts in the workbench's two languages. */
import { LocaleType, mergeLocales } from '@univerjs/core';
import designEnglish from '@univerjs/design/locale/en-US';
import designChinese from '@univerjs/design/locale/zh-CN';
import docsEnglish from '@univerjs/docs-ui/locale/en-US';
import docsChinese from '@univerjs/docs-ui/locale/zh-CN';
import conditionalEnglish from '@univerjs/sheets-conditional-formatting-ui/locale/en-US';
import conditionalChinese from '@univerjs/sheets-conditional-formatting-ui/locale/zh-CN';
import validationEnglish from '@univerjs/sheets-data-validation/locale/en-US';
import validationChinese from '@univerjs/sheets-data-validation/locale/zh-CN';
import validationUiEnglish from '@univerjs/sheets-data-validation-ui/locale/en-US';
import validationUiChinese from '@univerjs/sheets-data-validation-ui/locale/zh-CN';
import formulaEnglish from '@univerjs/sheets-formula/locale/en-US';
import formulaChinese from '@univerjs/sheets-formula/locale/zh-CN';
import formulaUiEnglish from '@univerjs/sheets-formula-ui/locale/en-US';
import formulaUiChinese from '@univerjs/sheets-formula-ui/locale/zh-CN';
import noteEnglish from '@univerjs/sheets-note-ui/locale/en-US';
import noteChinese from '@univerjs/sheets-note-ui/locale/zh-CN';
import numfmtEnglish from '@univerjs/sheets-numfmt-ui/locale/en-US';
import numfmtChinese from '@univerjs/sheets-numfmt-ui/locale/zh-CN';
import sheetsUiEnglish from '@univerjs/sheets-ui/locale/en-US';
import sheetsUiChinese from '@univerjs/sheets-ui/locale/zh-CN';
import sheetsEnglish from '@univerjs/sheets/locale/en-US';
import sheetsChinese from '@univerjs/sheets/locale/zh-CN';
import uiEnglish from '@univerjs/ui/locale/en-US';
import uiChinese from '@univerjs/ui/locale/zh-CN';

export type GridLanguage = 'zh-CN' | 'en-US';

export const LOCALE: Readonly<Record<GridLanguage, LocaleType>> = {
  'zh-CN': LocaleType.ZH_CN,
  'en-US': LocaleType.EN_US,
};

export const LOCALES = {
  [LocaleType.ZH_CN]: mergeLocales(
    designChinese,
    docsChinese,
    conditionalChinese,
    validationChinese,
    validationUiChinese,
    formulaChinese,
    formulaUiChinese,
    noteChinese,
    numfmtChinese,
    sheetsUiChinese,
    sheetsChinese,
    uiChinese,
  ),
  [LocaleType.EN_US]: mergeLocales(
    designEnglish,
    docsEnglish,
    conditionalEnglish,
    validationEnglish,
    validationUiEnglish,
    formulaEnglish,
    formulaUiEnglish,
    noteEnglish,
    numfmtEnglish,
    sheetsUiEnglish,
    sheetsEnglish,
    uiEnglish,
  ),
};
