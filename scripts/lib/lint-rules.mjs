/**
 * PayClause's own lint rules. Each is a list of selectors for what is not allowed and one message that says why.
 * They are rules with names, so that a folder can switch one on or off without repeating the others.
 */
import { isBuiltin } from 'node:module';

/** A rule that reports every node one of the selectors finds. */
function forbid(message, ...selectors) {
  return {
    meta: { type: 'problem', schema: [], messages: { why: message } },
    create: (context) => ({ [selectors.join(', ')]: (node) => context.report({ node, messageId: 'why' }) }),
  };
}

/** `object.name` and `object['name']`, whatever the object. */
const member = (names) => [
  `MemberExpression[property.name=/^(${names})$/]`,
  `MemberExpression[property.value=/^(${names})$/]`,
];

/** `object.name` and `object['name']` of this object, and `const { name } = object`. */
const memberOf = (object, names) => [
  ...member(names).map((selector) => `${selector}[object.name=/^(${object})$/]`),
  `VariableDeclarator[init.name=/^(${object})$/] > ObjectPattern > Property[key.name=/^(${names})$/]`,
];

const MAGIC_TEXT = 'innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML';
const TEST = 'describe|it|test';

const noNodeModules = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      why: '«{{name}}» is a module of Node: this code also runs in the task pane and in custom functions. Put it in src/cli or src/hosts/file and hand the result inward.',
    },
  },
  create(context) {
    const check = (node) => {
      const name = node.source?.value;
      if (typeof name === 'string' && isBuiltin(name)) context.report({ node, messageId: 'why', data: { name } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default {
  rules: {
    'one-rounding': forbid(
      'Rounding has one home, src/kernel: there a half goes away from zero and each counted row is rounded once. Call the kernel instead.',
      ...member('toFixed|toDP|toDecimalPlaces|toPrecision|toSD|toSignificantDigits|toNearest'),
      ...memberOf('Math', 'round'),
      ...memberOf('Decimal', 'round'),
    ),
    'no-parse-float': forbid(
      'parseFloat reads «12abc» as 12 and money as a binary fraction. Read cells through src/ledger and amounts through src/kernel.',
      'CallExpression[callee.name="parseFloat"]',
      ...memberOf('Number|globalThis|window', 'parseFloat'),
    ),
    'no-any': forbid(
      '`any` switches the type check off for all it touches. Parse at the edge (zod) or take `unknown` and narrow it.',
      'TSAnyKeyword',
    ),
    'no-non-null-assertion': forbid(
      '`!` claims what nobody has checked: a missing value would go on as a number. Test for it and refuse, or throw with the value.',
      'TSNonNullExpression',
      'VariableDeclarator[definite=true]',
      'PropertyDefinition[definite=true]',
    ),
    'no-console': forbid(
      'Only src/cli speaks to a terminal. A refusal is a value with a code and facts; a bug throws.',
      'MemberExpression[object.name="console"]',
      ...memberOf('globalThis|window', 'console'),
    ),
    'no-code-from-text': forbid(
      'A ledger, a policy and a workbook are other people’s text: it must never become code or markup.',
      'CallExpression[callee.name=/^(eval|Function)$/]',
      'NewExpression[callee.name="Function"]',
      ...memberOf('globalThis|window|self', 'eval|Function'),
      ...member(MAGIC_TEXT),
      `JSXAttribute[name.name="dangerouslySetInnerHTML"]`,
      `Property[key.name="dangerouslySetInnerHTML"]`,
      ...memberOf('document', 'write|writeln'),
    ),
    'no-node-modules': noNodeModules,
    'run-every-test': forbid(
      'A focused test silences all others and a skipped one says nothing. Delete it, or let it fail until it is right.',
      ...member('only|skip').map((selector) => `${selector}[object.name=/^(${TEST})$/]`),
      ...member('only|skip').map((selector) => `${selector}[object.object.name=/^(${TEST})$/]`),
      'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
      'MemberExpression[object.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
    ),
    'equal-to-the-fen': forbid(
      'Money is equal to the fen or wrong: use toBe or toEqual on the exact value.',
      ...member('toBeCloseTo|closeTo'),
    ),
    'no-sleep': forbid(
      'A sleep is too short on a busy machine and too long on all others. Wait for the event, or use jest’s fake timers.',
      'CallExpression[callee.name="setTimeout"]',
      ...memberOf('globalThis|window', 'setTimeout'),
      'ImportDeclaration[source.value=/^(node:)?timers\\u002fpromises$/]',
      ...memberOf('Atomics', 'wait'),
    ),
  },
};
