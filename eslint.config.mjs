import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import payclause from './scripts/lib/lint-rules.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const SCRIPTS = ['**/*.js', '**/*.cjs', '**/*.mjs'];

/** The parts of src/ that run on Node; all the rest also runs in a browser. */
const ON_NODE = ['src/cli/**', 'src/hosts/file/**'];
const BROWSER =
  'It belongs to Node, and this code also runs in the task pane and in custom functions. Put it in src/cli or src/hosts/file and hand the result inward';

const PAGE = 'It belongs to Node, and the workbench runs in a web page. Put it in workbench/serve.mjs';

const NODE_ONLY = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global', 'setImmediate'];
const notOnNode = (message) => ({
  'no-restricted-globals': [
    'error',
    { checkGlobalObject: true, globals: NODE_ONLY.map((name) => ({ name, message })) },
  ],
});

const NODE_GLOBALS = Object.fromEntries(
  ['process', 'console', 'Buffer', 'URL', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'].map((name) => [
    name,
    'readonly',
  ]),
);

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.cache/', 'assets/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  {
    name: 'payclause/typescript',
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { payclause },
    rules: {
      // Our own rules say why; the general ones would report the same place twice.
      'payclause/no-any': 'error',
      'payclause/no-non-null-assertion': 'error',
      'payclause/no-code-from-text': 'error',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' },
      ],
      // The architecture rules tell a type from a value by this keyword.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A clause code or finding without its case must not fall through in silence.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Row and column numbers in messages read well as they are; all else that strict forbids stays forbidden.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        {
          allowNumber: true,
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowRegExp: false,
        },
      ],
      // `() => push(x)` is the plain way to write a callback.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A port's method is async for the hosts that wait, also where one host need not.
      '@typescript-eslint/require-await': 'off',
      // `while (true)` with a return inside is how a scanner is written.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // `[...text]` is how a text is taken apart into its characters; a Chinese one is a single code point.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },

  {
    name: 'payclause/src',
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'payclause/no-console': 'error', 'payclause/one-rounding': 'error', 'payclause/no-parse-float': 'error' },
  },
  {
    name: 'payclause/rounding-home',
    files: ['src/kernel/**'],
    rules: { 'payclause/one-rounding': 'off' },
  },
  {
    name: 'payclause/cli-speaks',
    files: ['src/cli/**'],
    rules: { 'payclause/no-console': 'off' },
  },
  {
    name: 'payclause/browser',
    files: ['src/**/*.{ts,tsx}'],
    ignores: ON_NODE,
    rules: { ...notOnNode(BROWSER), 'payclause/no-node-modules': 'error' },
  },

  {
    name: 'payclause/workbench',
    files: ['workbench/src/**/*.ts'],
    rules: { 'payclause/no-console': 'error', 'payclause/no-parse-float': 'error', ...notOnNode(PAGE) },
  },

  {
    name: 'payclause/tests',
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'payclause/run-every-test': 'error',
      'payclause/equal-to-the-fen': 'error',
      'payclause/no-sleep': 'error',
      // `expect(port.write).toHaveBeenCalled()` names a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
      // Jest's matchers inside an expected object (`{ message: expect.any(String) }`) are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },

  {
    name: 'payclause/scripts',
    files: SCRIPTS,
    languageOptions: { globals: NODE_GLOBALS },
  },
  {
    name: 'payclause/commonjs',
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly', __filename: 'readonly' },
    },
  },

  prettier,
);
