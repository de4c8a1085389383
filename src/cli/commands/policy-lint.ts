import { ok, type Result } from '../../kernel/result';
import { qualifiedAddress } from '../../ledger/a1';
import type { CellRef } from '../../ledger/finding';
import { lintPolicy, type ClauseCoverage, type LintFault, type LintReport } from '../../policy/lint';
import { builtInPolicy } from '../../policy/packs';
import type { Policy, PolicyFault } from '../../policy/policy';
import type { PolicyPlaces } from '../../policy-sheets';
import { shownPath, visible } from '../../wording/shown-text';
import { foundPolicy, refusalSentence, tryOut, type FoundPolicy, type PolicyRefusal } from '../policy-choice';
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
  const { policyFile } = request;
  const found: Result<FoundPolicy, PolicyRefusal> =
    policyFile === undefined ? ok({ policy: builtInPolicy() }) : await foundPolicy(session, policyFile);
  if (!found.ok) return printUnusable(session, found.error, request.json);
  const { policy: written, places } = found.value;
  const policy = tryOut(session.wording, written, request);
  if (!policy.ok) return session.refuse(policy.error);

  const report = lintPolicy(policy.value);
  if (request.json) await session.printJson(reportJson(session, policy.value, report, places));
  else await session.print(reportText(session, policy.value, report, places));
  return report.faults.some(({ level }) => level === 'fault') ? 1 : 0;
}

// ---- Faults that keep the document from being used ---------------------------------------------------------------

async function printUnusable(session: Session, refusal: PolicyRefusal, json: boolean): Promise<ExitCode> {
  if (refusal.kind === 'unreadable') return session.refuse(refusal.sentence);
  if (refusal.kind === 'cells') {
    await printFaults(session, refusal.file, refusal.policy.broken ?? [], json);
    return 1;
  }
  if (refusal.faults.some(({ code }) => code.startsWith(NO_POLICY))) {
    return session.refuse(refusalSentence(session.wording, refusal));
  }
  await printFaults(
    session,
    refusal.file,
    refusal.faults.map((fault) => ({ fault })),
    json,
  );
  return 1;
}

interface ShownFault {
  readonly fault: PolicyFault;
  readonly place?: CellRef;
}

async function printFaults(
  session: Session,
  file: string,
  faults: readonly ShownFault[],
  json: boolean,
): Promise<void> {
  const { wording } = session;
  if (json) {
    const items = faults.map(({ fault, place }) => ({
      code: fault.code,
      path: fault.path,
      ...(place && { place: qualifiedAddress(place.sheet, place.cell) }),
      message: wording.policyFault(fault),
    }));
    await session.printJson({ faults: items, notes: [], coverage: [], summary: { fault: faults.length, note: 0 } });
    return;
  }
  const lines = faults.map(({ fault, place }) => {
    if (!place) return session.wrapped(wording.policyFault(fault), '  ');
    const cell = session.paint('bold', visible(qualifiedAddress(place.sheet, place.cell)));
    return `  ${cell}\n${session.wrapped(wording.policyFault({ ...fault, path: '' }), '    ')}`;
  });
  const heading = session.paint('red', session.line('lint-unusable', { file: shownPath(file), count: faults.length }));
  await session.print(`${heading}\n${lines.join('')}`);
}

// ---- The report --------------------------------------------------------------------------------------------------

function reportJson(
  session: Session,
  policy: Policy,
  { faults, coverage }: LintReport,
  places: PolicyPlaces | undefined,
) {
  const ofLevel = (level: LintFault['level']) =>
    faults
      .filter((fault) => fault.level === level)
      .map((fault) => ({
        code: fault.code,
        path: fault.path,
        ...(places && { place: placeText(places, fault) }),
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

function reportText(
  session: Session,
  policy: Policy,
  { faults, coverage }: LintReport,
  places: PolicyPlaces | undefined,
): string {
  const groups = LEVELS.map(({ level, mark, style, heading }) => {
    const own = faults.filter((fault) => fault.level === level);
    if (own.length === 0) return '';
    const title = session.paint(style, `${mark} ${session.line(heading, { count: own.length })}`);
    return `${title}\n${own.map((fault) => faultLines(session, policy, fault, places)).join('')}\n`;
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

function faultLines(session: Session, policy: Policy, fault: LintFault, places: PolicyPlaces | undefined): string {
  const row = session.wording.lintExample(fault, policy);
  const example = row === undefined ? '' : session.wrapped(session.line('lint-example', { row }), '    ');
  return [
    `  ${session.paint('bold', visible(places ? placeText(places, fault) : fault.path))}  ${visible(fault.code)}\n`,
    session.wrapped(session.wording.lintFault(fault, policy), '    '),
    example,
  ].join('');
}

/** The cell of what a fault is about, «制度参数!D5». */
function placeText(places: PolicyPlaces, { path }: LintFault): string {
  const { sheet, cell } = places.of(path);
  return qualifiedAddress(sheet, cell);
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
