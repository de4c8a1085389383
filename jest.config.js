'use strict';

/** @type {import('jest').Config} */
module.exports = {
  // Tests mirror src/: test/kernel/money.test.ts tests src/kernel/money.ts.
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'node',
  // A browser on a busy machine takes its time; a test that hangs is still told.
  testTimeout: 60_000,
  // Of two cores: tests in a browser mostly wait, and leave room for a third.
  maxWorkers: 3,
  testSequencer: '<rootDir>/scripts/lib/jest-sequencer.cjs',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  transform: {
    // Types are removed, not checked: tsconfig's isolatedModules makes ts-jest go file by file, and `npm run typecheck`
    // does the checking. Jest runs CommonJS; every dependency has a CommonJS build.
    '\\.tsx?$': ['ts-jest', { tsconfig: { ...compilerOptions(), module: 'CommonJS', moduleResolution: 'Node10' } }],
  },
};

function compilerOptions() {
  const ts = require('typescript');
  const { config, error } = ts.readConfigFile(require.resolve('./tsconfig.json'), ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  return config.compilerOptions;
}
