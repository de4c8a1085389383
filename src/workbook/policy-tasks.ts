import { yearOf } from '../kernel/dates';
import type { Policy } from '../policy/policy';
import type { Ledger, LocalText } from '../policy/schema';
import type { TemplateRow } from './template-ledger';
import type { TemplateTexts } from './template-texts';

/** The tasks that the policy itself makes due in the year, as rows of its ledger for tasks; none for other ledgers. */
export function tasksOfYear(
  policy: Policy,
  ledger: Ledger,
  year: number,
  texts: TemplateTexts,
  local: (text: LocalText) => string,
): readonly TemplateRow[] {
  const { taskLedger } = policy.document;
  if (!taskLedger || ledger.id !== taskLedger.ledger) return [];
  return policy.document.tasks
    .filter((task) => yearOf(task.dueOn) === year)
    .map((task) => ({
      [taskLedger.task]: local(task.title),
      [taskLedger.dueOn]: task.dueOn,
      ...(taskLedger.note !== undefined ? { [taskLedger.note]: texts.tasks.note(texts.list(task.clauses)) } : {}),
    }));
}
