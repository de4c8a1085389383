import { useMemo } from 'react';
import type { Finding } from '../../ledger/finding';
import type { FixOutcome, FixStep } from '../../workbook/fix-log';
import { suggestedEdit } from '../../workbook/fixes';
import { MOST_MARKS } from '../../workbook/marks';
import type { CellEdit, PortProblem } from '../../workbook/port';
import { brokenFormulasAmong } from '../../workbook/repair-formulas';
import { visible } from '../../wording/shown-text';
import { usePane, type Notice } from '../pane-context';
import { useCheck } from './check-context';
import type { RepairOutcome } from './check-session';

/** What can be done to the workbook from the check screen, each told with a way back. */
export interface CheckActions {
  readonly applyOne: (finding: Finding) => void;
  readonly applyAll: (edits: readonly CellEdit[]) => void;
  /** Enters the formulas that the application no longer knows for ours again. */
  readonly repair: (broken: readonly Finding[]) => void;
  readonly undo: (step: FixStep) => void;
  readonly mark: (findings: readonly Finding[]) => void;
  readonly clearMarks: () => void;
  readonly exportList: (findings: readonly Finding[]) => void;
}

export function useCheckActions(): CheckActions {
  const { live, wording, tell, tellProblem } = usePane();
  const { session } = useCheck();
  return useMemo((): CheckActions => {
    /** Tells the refusal of what was asked; what was not even tried, because something else is under way, needs no word. */
    const told = <T>(
      asked: Promise<
        { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: PortProblem } | undefined
      >,
      done: (value: T) => Notice,
    ): void => {
      void asked.then((outcome) => {
        if (outcome === undefined) return;
        if (outcome.ok) tell(done(outcome.value));
        else tellProblem(outcome.error);
      });
    };
    const undoLabel = wording.pane('pane-shell', 'undo');
    const undo = (step: FixStep): void =>
      told(session.undo(step), ({ step: { changes } }) => ({
        intent: 'success',
        sentence: wording.pane('pane-check', 'undone', { count: changes.length }),
      }));
    const fixed = (sentence: string, { step, isRecorded }: FixOutcome): Notice => ({
      intent: isRecorded ? 'success' : 'warning',
      sentence: isRecorded ? sentence : sentence + wording.pane('pane-check', 'not-recorded'),
      action: { label: undoLabel, run: () => undo(step) },
    });
    const repaired = ({ done, left }: RepairOutcome): Notice => {
      const rest = (['changed', 'protected'] as const)
        .map((reason) => ({ reason, count: left.filter((each) => each.reason === reason).length }))
        .filter(({ count }) => count > 0)
        .map(({ reason, count }) => wording.pane('pane-check', `repair-left-${reason}`, { count }))
        .join('');
      if (!done) return { intent: 'warning', sentence: wording.pane('pane-check', 'repaired-none') + rest };
      const sentence = wording.pane('pane-check', 'repaired', { count: done.step.changes.length });
      const notice = fixed(sentence + rest, done);
      return rest === '' ? notice : { ...notice, intent: 'warning' };
    };
    const repair = (broken: readonly Finding[]): void => told(session.repair(broken), repaired);
    return {
      undo,
      repair,
      applyOne(finding) {
        if (brokenFormulasAmong([finding]).length > 0) {
          repair([finding]);
          return;
        }
        const books = session.store.get().shown?.books;
        const edit = books && suggestedEdit(books.workbook, finding);
        if (!edit) return;
        const gaps = { sheet: visible(edit.sheet), cell: edit.cell, value: wording.suggestion(finding) ?? '' };
        told(session.apply([edit]), (outcome) => fixed(wording.pane('pane-check', 'applied', gaps), outcome));
      },
      applyAll(edits) {
        told(session.apply(edits), (outcome) =>
          fixed(wording.pane('pane-check', 'applied-many', { count: edits.length }), outcome),
        );
      },
      mark(findings) {
        const marks = session.marksFor(findings, wording);
        if (marks.length > MOST_MARKS) {
          const gaps = { most: wording.number(String(MOST_MARKS)), cells: wording.number(String(marks.length)) };
          tell({ intent: 'warning', sentence: wording.pane('pane-check', 'marks-too-many', gaps) });
          return;
        }
        told(session.mark(marks), (count) => ({
          intent: 'success',
          sentence: wording.pane('pane-check', 'marked', { count }),
          action: { label: undoLabel, run: () => this.clearMarks() },
        }));
      },
      clearMarks() {
        told(session.clearMarks(), (count) => ({
          intent: 'success',
          sentence: wording.pane('pane-check', 'marks-cleared', { count }),
        }));
      },
      exportList(findings) {
        told(session.exportList(findings, wording), (sheet) => ({
          intent: 'success',
          sentence: wording.pane('pane-check', 'exported', { count: findings.length, sheet: visible(sheet) }),
          action: {
            label: wording.pane('pane-check', 'export-show'),
            run: () => void live.port.select({ sheet, cell: 'A1' }),
          },
        }));
      },
    };
  }, [live, wording, tell, tellProblem, session]);
}
