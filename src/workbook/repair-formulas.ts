import { formOfHost, formulaIn } from '../functions/formula-form';
import { ok } from '../kernel/result';
import type { CellRef, Finding } from '../ledger/finding';
import type { CellEdit, PortResult, WorkbookPort } from './port';

/** What a formula's finding is called (docs/findings.md). */
const BROKEN = 'formula-broken';

/** The findings of formulas that the application no longer knows for ours and that nobody has set aside. */
export function brokenFormulasAmong(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code, waived }) => code === BROKEN && waived === undefined);
}

/** A formula that is left alone: it is no longer the one that was told, or its sheet is protected. */
export interface LeftFormula extends CellRef {
  readonly reason: 'changed' | 'protected';
}

export interface RepairPlan {
  readonly edits: readonly CellEdit[];
  readonly left: readonly LeftFormula[];
}

/**
 * The edits that enter the formulas of such findings again, as they are typed in this application: entering a formula makes
 * it look for the function once more, be it the same formula. Each cell is looked at first: only the formula that was told is
 * replaced, and no sheet that is protected keeps the others from being mended.
 */
export async function planRepairs(
  port: Pick<WorkbookPort, 'host' | 'readOutline' | 'readFormulas'>,
  broken: readonly Finding[],
): PortResult<RepairPlan> {
  const outline = await port.readOutline();
  if (!outline.ok) return outline;
  const form = formOfHost(port.host.kind);
  const edits: CellEdit[] = [];
  const left: LeftFormula[] = [];
  for (const [name, findings] of bySheet(broken)) {
    const sheet = outline.value.sheets.find((each) => each.name === name);
    if (!sheet || sheet.isProtected) {
      left.push(...findings.map(({ cell }) => leftAt(name, cell, sheet ? 'protected' : 'changed')));
      continue;
    }
    const formulas = await port.readFormulas(
      name,
      findings.map(({ cell }) => cell),
    );
    if (!formulas.ok) return formulas;
    for (const [index, { cell, facts }] of findings.entries()) {
      const formula = formulas.value[index] ?? '';
      if (formula !== facts['formula']) left.push(leftAt(name, cell, 'changed'));
      else edits.push({ sheet: name, cell, put: { kind: 'formula', formula: formulaIn(form, formula) } });
    }
  }
  return ok({ edits, left });
}

function leftAt(sheet: string, cell: string, reason: LeftFormula['reason']): LeftFormula {
  return { sheet, cell, reason };
}

function bySheet(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const sheets = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = sheets.get(finding.sheet);
    if (others) others.push(finding);
    else sheets.set(finding.sheet, [finding]);
  }
  return sheets;
}
