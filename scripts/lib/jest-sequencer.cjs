'use strict';

const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Folders whose tests take longest, in this order: begun last, one of them would keep a worker when all others are idle. */
const FIRST = ['e2e', 'addin', 'workbench'].map((folder) => path.join('test', folder) + path.sep);

/** Jest's own order, by what earlier runs took or else by the files' sizes, after the tests that run in a browser. */
module.exports = class BrowserFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path: file }) => {
      const at = FIRST.findIndex((folder) => file.includes(path.sep + folder));
      return at < 0 ? FIRST.length : at;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
