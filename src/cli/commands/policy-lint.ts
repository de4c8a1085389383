import { lintPolicy, type ClauseCoverage, type LintFault, type LintReport } from '../../policy/lint';
import type { Policy, PolicyFault } from '../../policy/policy';
import { shown, shownPath, visible } from '../../wording/shown-text';
import { refusalSentence, tryOut, writtenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { policyJson, policyLines, whatIfJson } from '../shared-forms';
import { textTable, type TableCell } from '../text-table';

/** What the schema refuses is no policy at all; what its references get wrong is what lint is asked for. */
const NO_POLICY = 'schema-';

/** `policy lint`: what a policy leaves open, each fault with a row that shows it, and what becomes of each clause. */
export async function policyLint(
  session: Session,
  request: RequestFor<'policy-lint' | 'policy-show'>,
): Promise<ExitCode> {
  const written = await writtenPolicy(session, request.policyFile);
  if (!written.ok) {
    const { error } = written;
    if (error.kind === 'unreadable' || error.faults.some(({ code }) => code.startsWith(NO_POLICY))) {
      return session.refuse(refusalSentence(session.wording, error));
    }
    await printReferenceFaults(session, error.file, error.faults, request.json);
    return 1;
  }
  const policy = tryOut(session.wording, written.value, request.trials);
  if (!policy.ok) return session.refuse(policy.error);

  const report = lintPolicy(policy.value);
  if (request.json) await session.printJson(reportJson(session, policy.value, report));
  else await session.print(reportText(session, policy.value, report));
  return report.faults.some(({ level }) => level === 'fault') ? 1 : 0;
}

// ---- Faults that keep the document from being used ---------------------------------------------------------------

async function printReferenceFaults(
  session: Session,
  file: string,
  faults: readonly PolicyFault[],
  json: boolean,
): Promise<void> {
  const { wording } = session;
  if (json) {
    const items = faults.map((fault) => ({
      code: fault.code,
      path: fault.path,
      message: wording.policyFault(fault),
    }));
    await session.printJson({ faults: items, notes: [], coverage: [], summary: { fault: faults.length, note: 0 } });
    return;
  }
  const lines = faults.map((fault) => session.wrapped(wording.policyFault(fault), '  '));
  const heading = session.paint('red', session.line('lint-unusable', { file: shownPath(file), count: faults.length }));
  await session.print(`${heading}\n${lines.join('')}`);
}

// ---- The report --------------------------------------------------------------------------------------------------

function reportJson(session: Session, policy: Policy, { faults, coverage }: LintReport) {
  const ofLevel = (level: LintFault['level']) =>
    faults
      .filter((fault) => fault.level === level)
      .map((fault) => ({
        code: fault.code,
        path: fault.path,
        message: session.wording.lintFault(fault, policy),
        ...(fault.rules ? { rules: fault.rules } : {}),
        ...(fault.example ? { example: fault.example } : {}),
      }));
  const [found, notes] = [ofLevel('fault'), ofLevel('note')];
  return {
    policy: policyJson(policy),
    faults: found,
    notes,
    coverage,
    summary: { fault: found.length, note: notes.length },
    ...whatIfJson(policy),
  };
}

const LEVELS = [
  { level: 'fault', mark: '●', style: 'red', heading: 'lint-faults' },
  { level: 'note', mark: '○', style: 'blue', heading: 'lint-notes' },
] as const;

function reportText(session: Session, policy: Policy, { faults, coverage }: LintReport): string {
  const groups = LEVELS.map(({ level, mark, style, heading }) => {
    const own = faults.filter((fault) => fault.level === level);
    if (own.length === 0) return '';
    const title = session.paint(style, `${mark} ${session.line(heading, { count: own.length })}`);
    return `${title}\n${own.map((fault) => faultLines(session, policy, fault)).join('')}\n`;
  });
  const clean = faults.every(({ level }) => level !== 'fault');
  return [
    `${session.paint('bold', session.wording.title(policy.document.title))}\n\n`,
    ...groups,
    clean ? `${session.wrapped(session.line('lint-clean', { count: policy.ruleTables.size }), '', 'green')}\n` : '',
    `${session.line('lint-coverage')}\n`,
    coverageTable(session, coverage),
    policyLines(session, policy),
  ].join('');
}

function faultLines(session: Session, policy: Policy, fault: LintFault): string {
  const example = fault.example
    ? session.wrapped(session.line('lint-example', { row: exampleRow(session, policy, fault) }), '    ')
    : '';
  return [
    `  ${session.paint('bold', visible(fault.path))}  ${visible(fault.code)}\n`,
    session.wrapped(session.wording.lintFault(fault, policy), '    '),
    example,
  ].join('');
}

/** «类别 = 广告费，日期 = 2016-01-01», with the headings of the sheet. */
function exampleRow(session: Session, policy: Policy, { example = {}, facts }: LintFault): string {
  const table = policy.ruleTables.get(facts['ruleTable'] ?? '');
  const ledger = table && policy.ledgers.get(table.ledger);
  const cells = Object.entries(example).map(([field, value]) =>
    session.line('lint-example-cell', {
      field: ledger ? session.wording.field(ledger, field) : visible(field),
      value: value === '' ? session.wording.blank() : shown(value),
    }),
  );
  return cells.join(session.line('between-cells'));
}

function coverageTable(session: Session, coverage: readonly ClauseCoverage[]): string {
  const columns = [
    { heading: session.line('column-clause') },
    { heading: session.line('column-status') },
    { heading: session.line('column-by'), wraps: true },
  ] as const;
  const rows = coverage.map(({ clause, status, by }): TableCell[] => [
    { text: visible(clause) },
    {
      text: session.wording.coverage(status),
      ...(status === 'uncited' ? { paint: (line: string) => session.paint('red', line) } : {}),
    },
    { text: session.wording.list(by) },
  ]);
  return textTable(columns, rows, session.width, (heading) => session.paint('bold', heading));
}
