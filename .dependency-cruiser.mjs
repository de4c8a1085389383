/**
 * The shape of src/ and workbench/, as rules: arrows point inward. `npm run arch` checks them; a rule's comment is its reason and is
 * printed with every violation.
 */

/** Which folders of src/ a folder may import, beside itself. A host's own rules are below. */
const CORE = ['kernel', 'policy', 'ledger', 'policy-sheets', 'settlement', 'payroll'];
const INWARD = {
  kernel: { may: [], why: 'Money, dates and results stand on nothing of ours, so that everything can stand on them.' },
  policy: {
    may: ['kernel'],
    why: 'A policy is read and proved without any ledger: the same document settles every company.',
  },
  ledger: {
    may: ['kernel', 'policy'],
    why: 'A ledger knows what a policy calls its categories, and nothing of what is settled with its rows.',
  },
  'policy-sheets': {
    may: ['kernel', 'policy', 'ledger'],
    why: 'A policy on sheets is the same policy: its codec reads and writes cells and knows nothing of what is computed from them.',
  },
  settlement: {
    may: ['kernel', 'policy', 'ledger'],
    why: 'What is computed knows nothing of where it is shown, nor of the pay that follows from it.',
  },
  payroll: {
    may: ['kernel', 'policy', 'ledger', 'settlement'],
    why: 'Pay follows from the settlement; what is computed knows nothing of where it is shown.',
  },
  wording: { may: CORE, why: 'A sentence is made of codes and facts; it knows nothing of the host that shows it.' },
  functions: {
    may: [...CORE, 'wording'],
    why: 'Custom functions are a thin shell over the core and run in every host; none may be built in.',
  },
  workbook: {
    may: [...CORE, 'wording', 'functions'],
    why: 'The port and the template are what hosts implement and fill; they know no host.',
  },
  taskpane: {
    may: [...CORE, 'wording', 'functions', 'workbook'],
    why: 'The pane speaks to the port, never to a host: the same pane runs in Excel, in WPS and in the workbench.',
  },
};

const folders = (names) => `^src/(${names.join('|')})/`;

const layers = Object.entries(INWARD).map(([folder, { may, why }]) => ({
  name: `${folder}-imports-inward`,
  severity: 'error',
  comment: `${why} src/${folder} may import ${may.length === 0 ? 'no other folder of src' : may.join(', ')}.`,
  from: { path: folders([folder]) },
  to: { path: '^src/', pathNot: folders([folder, ...may]) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    {
      name: 'wording-computes-nothing',
      severity: 'error',
      comment:
        'A sentence repeats figures and never works them out: of settlement and payroll, wording takes types only.',
      from: { path: folders(['wording']) },
      to: { path: folders(['settlement', 'payroll']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'i18next-in-wording-only',
      severity: 'error',
      comment: 'Codes become sentences in one place; everywhere else a refusal stays a code with its facts.',
      from: { path: '^src/', pathNot: folders(['wording']) },
      to: { path: '(^|/)node_modules/i18next/' },
    },
    {
      name: 'command-lines-own-lines',
      severity: 'error',
      comment:
        'The command line’s help and refusals are a third of all sentences; the pane, which never says them, must not load them.',
      from: { path: '^src/', pathNot: ['^src/cli/', '^src/wording/command-line/'] },
      to: { path: '^src/wording/command-line/' },
    },
    {
      name: 'hosts-import-inward',
      severity: 'error',
      comment: 'A host is a thin adapter: it is driven by the pane or the command line and must not know them.',
      from: { path: '^src/hosts/' },
      to: { path: folders(['taskpane', 'cli']) },
    },
    {
      name: 'addin-wires-applications',
      severity: 'error',
      comment:
        'src/addin connects a spreadsheet application, the functions and the pane; the command line has an entry of its own. A new year is made from the workbook’s file.',
      from: { path: '^src/addin/' },
      to: {
        path: ['^src/cli/', '^src/hosts/'],
        pathNot: ['^src/hosts/(excel|wps)/', '^src/hosts/file/make-new-year[.]ts$'],
      },
    },
    {
      name: 'excel-entries-wire-excel',
      severity: 'error',
      comment: 'What Excel loads may weigh so much and no more: nothing that is for WPS alone gets into it.',
      from: { path: '^src/addin/', pathNot: '^src/addin/wps[-/]' },
      to: { path: ['^src/hosts/wps/', '^src/addin/wps[-/]'] },
    },
    {
      name: 'wps-entries-wire-wps',
      severity: 'error',
      comment: 'WPS has no Office.js: what stands on it would fail there as soon as it is loaded.',
      from: { path: '^src/addin/wps[-/]' },
      to: { path: '^src/hosts/excel/' },
    },
    {
      name: 'nothing-imports-the-wiring',
      severity: 'error',
      comment: 'The entry of a program connects the parts; a part that knew it could not be used without it.',
      from: { path: '^src/', pathNot: '^src/addin/' },
      to: { path: '^src/addin/' },
    },
    {
      name: 'no-host-imports-another',
      severity: 'error',
      comment: 'Excel, WPS and the file are alternatives; what two of them share belongs to src/workbook.',
      from: { path: '^src/hosts/([^/]+)/' },
      to: { path: '^src/hosts/', pathNot: '^src/hosts/$1/' },
    },
    {
      name: 'cli-drives-the-file-host',
      severity: 'error',
      comment: 'The command line works on files: it can neither reach a spreadsheet application nor show a pane.',
      from: { path: '^src/cli/' },
      to: { path: ['^src/hosts/', '^src/taskpane/'], pathNot: '^src/hosts/file/' },
    },
    {
      name: 'src-stands-alone',
      severity: 'error',
      comment: 'What is shipped contains nothing that only tests, measures or hosts it during development.',
      from: { path: '^src/' },
      to: { path: '^(workbench|test|bench|scripts|dist)/' },
    },
    {
      name: 'workbench-knows-no-pay',
      severity: 'error',
      comment:
        'The workbench hosts whatever add-in a manifest names, as Excel does: what it knew of ours it could not show of theirs.',
      from: { path: '^(test/)?workbench/' },
      to: { path: '^(src|bench|scripts|dist)/' },
    },
    {
      name: 'workbench-stands-without-tests',
      severity: 'error',
      comment: 'The workbench is a program that people start: it contains nothing that only tests it.',
      from: { path: '^workbench/' },
      to: { path: '^test/' },
    },
    {
      name: 'workbench-runs-in-a-page',
      severity: 'error',
      comment: 'The host runs in a web page, where there is no Node. What serves the page stands beside workbench/src.',
      from: { path: '^workbench/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-at-the-edge',
      severity: 'error',
      comment:
        'All but the command line also runs in a browser, where there is no Node; of the file host, all but what opens files.',
      from: { path: '^src/', pathNot: '^src/(cli/|hosts/file/[^/]+-file\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Modules in a circle cannot be understood, tested or moved one at a time; types count as well.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module that nobody uses and that uses nobody is left over: delete it or connect it.',
      from: { orphan: true, path: '^(workbench/)?src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      comment: 'What is shipped must work with `dependencies` alone.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'triple-slash-type-reference'] },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      comment:
        'A package that package.json does not name is there by accident and may be gone with the next installation.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that leads nowhere is also one that no other rule can judge.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    // Types count: what a layer knows of another is also what it names in its signatures.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
