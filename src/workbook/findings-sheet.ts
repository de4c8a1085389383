import { err, ok } from '../kernel/result';
import type { Finding, FindingWaived } from '../ledger/finding';
import type { Policy } from '../policy/policy';
import { LANGUAGES } from '../wording/language';
import { dayHere } from '../wording/local-day';
import { visible } from '../wording/shown-text';
import { wordingFor, type Wording } from '../wording/wording';
import type { CellInput, PortResult, SheetContent, WorkbookPort } from './port';

/** The sheet's name in every language, as with all sheets that the product makes. */
export const FINDINGS_SHEET = '校验结果';
/** How many names are tried where somebody else's sheets bear them. */
const MOST_NAMES = 99;

const KEY = 'payclause.findings-sheet';

/** What every version of the sheet has begun with, and what has been added since. */
const FIRST_COLUMNS = ['severity', 'code', 'sheet', 'cell', 'clause', 'sentence', 'suggestion', 'clause-text'] as const;
const COLUMNS = [...FIRST_COLUMNS, 'waived'] as const;
const WIDTHS: Readonly<Record<(typeof COLUMNS)[number], number>> = {
  severity: 8,
  code: 26,
  sheet: 14,
  cell: 9,
  clause: 12,
  sentence: 60,
  suggestion: 20,
  'clause-text': 60,
  waived: 40,
};

type Port = Pick<WorkbookPort, 'readStorage' | 'writeStorage' | 'putSheet' | 'readOutline' | 'readCells'>;

/** The headings in a language. */
export function findingsHeader(wording: Wording): readonly string[] {
  return COLUMNS.map((column) => wording.pane('pane-check', `column-${column}`));
}

/** Findings as a list, one a row; of one that is set aside, who did so, when and why. */
export function findingsContent(
  findings: readonly Finding[],
  policy: Policy,
  wording: Wording,
): Omit<SheetContent, 'name'> {
  return {
    tables: [
      {
        header: findingsHeader(wording),
        rows: findings.map((finding) =>
          [
            wording.severity(finding.severity),
            finding.code,
            finding.sheet,
            finding.cell,
            wording.list(finding.clauses),
            wording.findingHere(finding),
            wording.suggestion(finding) ?? '',
            finding.clauses.flatMap((id) => policy.clauses.get(id)?.text ?? []).join('\n'),
            finding.waived ? waivedText(finding.waived, wording) : '',
          ].map(textInput),
        ),
      },
    ],
    columnWidths: COLUMNS.map((column) => WIDTHS[column]),
  };
}

function waivedText({ by, reason, at }: FindingWaived, wording: Wording): string {
  return wording.pane('pane-check', 'waived-by', { by: visible(by), on: dayHere(at), reason: visible(reason) });
}

function textInput(text: string): CellInput {
  return text === '' ? { kind: 'blank' } : { kind: 'text', text };
}

/**
 * Writes findings on a sheet of their own, in place of the one written before. A sheet of that name that is not ours is
 * left alone: ours is then called «校验结果 2». The value is the sheet's name.
 */
export async function exportFindings(port: Port, content: Omit<SheetContent, 'name'>): PortResult<string> {
  const stored = await port.readStorage(KEY);
  if (!stored.ok) return stored;
  if (stored.value !== undefined) {
    const isOurs = await bearsOurHeader(port, stored.value);
    if (!isOurs.ok) return isOurs;
    if (isOurs.value) return port.putSheet({ ...content, name: stored.value }, true);
  }
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const name = number === 1 ? FINDINGS_SHEET : `${FINDINGS_SHEET} ${String(number)}`;
    const put = await port.putSheet({ ...content, name }, false);
    if (put.ok) return rememberSheet(port, put.value);
    if (put.error.code !== 'name-taken') return put;
  }
  return err({ code: 'name-taken', name: FINDINGS_SHEET });
}

async function rememberSheet(port: Port, name: string): PortResult<string> {
  const remembered = await port.writeStorage(KEY, name);
  return remembered.ok ? ok(name) : remembered;
}

/** A sheet of the remembered name may be somebody else's by now: ours has our headings on top. */
async function bearsOurHeader(port: Port, name: string): PortResult<boolean> {
  const outline = await port.readOutline();
  if (!outline.ok) return outline;
  const sheet = outline.value.sheets.find((candidate) => candidate.name === name);
  if (!sheet?.used) return ok(false);
  const header = await port.readCells(name, { top: 1, left: 1, bottom: 1, right: FIRST_COLUMNS.length });
  if (!header.ok) return header;
  const found = header.value[0] ?? [];
  return ok(
    LANGUAGES.some((language) => {
      const titles = findingsHeader(wordingFor(language)).slice(0, FIRST_COLUMNS.length);
      return titles.every((title, index) => found[index] === title);
    }),
  );
}
