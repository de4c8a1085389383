import english from './en-US.json';
import addinEnglish from './pane/addin.en-US.json';
import addinChinese from './pane/addin.zh-CN.json';
import checkEnglish from './pane/check.en-US.json';
import checkChinese from './pane/check.zh-CN.json';
import portEnglish from './pane/port.en-US.json';
import portChinese from './pane/port.zh-CN.json';
import shellEnglish from './pane/shell.en-US.json';
import shellChinese from './pane/shell.zh-CN.json';
import viewsEnglish from './pane/views.en-US.json';
import viewsChinese from './pane/views.zh-CN.json';
import chinese from './zh-CN.json';

/**
 * The sentences of every program by section; the command line adds lines of its own. The pane's sections are files of their own:
 * it has many, each used on one screen.
 */
export const CHINESE = {
  ...chinese,
  addin: addinChinese,
  'pane-shell': shellChinese,
  'pane-check': checkChinese,
  'pane-views': viewsChinese,
  port: portChinese,
};

/** The same sections in English; a test holds the two to the same keys and gaps. */
export const ENGLISH = {
  ...english,
  addin: addinEnglish,
  'pane-shell': shellEnglish,
  'pane-check': checkEnglish,
  'pane-views': viewsEnglish,
  port: portEnglish,
};
