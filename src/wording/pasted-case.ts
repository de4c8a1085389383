import { printCaseExpectation, printCaseInput } from '../policy/case-text';
import type { PolicyCase, PolicyDocument } from '../policy/schema';
import { visible } from './shown-text';

/** A case as a spreadsheet takes it from the clipboard: 编号, 说明, 年度, 录入, 期望, 条款. */
export function pastedCase({ id, title, year, given, expect, clauses }: PolicyCase, document: PolicyDocument): string {
  const cells = [
    id,
    title ?? '',
    String(year),
    printCaseInput(given, document),
    printCaseExpectation(expect, document),
    (clauses ?? []).join('、'),
  ];
  return `${cells.map(pastedCell).join('\t')}\n`;
}

/** A text that is pasted as the very same text: never a formula, and one cell. */
function pastedCell(text: string): string {
  const seen = visible(text);
  const plain = /^[=+\-@]/.test(seen) ? `'${seen}` : seen;
  return plain.includes('"') ? `"${plain.replaceAll('"', '""')}"` : plain;
}
