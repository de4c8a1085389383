import { useMemo } from 'react';
import type { Finding } from '../../../ledger/finding';
import {
  keepWaiver,
  keepWaiversAgain,
  takeWaiversBack,
  type Waiving,
  type WaivingProblem,
} from '../../../workbook/kept-waivers';
import { rowContentOf, type Waiver, type WaiverRefusal, type WaiversProblem } from '../../../workbook/waivers';
import { visible } from '../../../wording/shown-text';
import { checkToolsText, type CheckToolsKey } from '../../../wording/tools/check-tools-wording';
import type { Gaps } from '../../../wording/sentences';
import { useCheck } from '../../check/check-context';
import { usePane, type Notice } from '../../pane-context';

/** Says a text of these tools in the reader's language. */
export function useToolText(): (key: CheckToolsKey, gaps?: Gaps) => string {
  const { language } = usePane();
  return (key, gaps) => checkToolsText(language, key, gaps);
}

/** What is wrong with a field of the dialog. */
export type FieldRefusal = Extract<WaiverRefusal, { readonly field: string }>;

/** What can be done about waivers; each is told in a notice with a way back, and so is why it was not done. */
export interface WaivingActions {
  /** Sets a finding aside. The value is what is wrong with the words given, where something is. */
  readonly waive: (
    finding: Finding,
    words: Pick<Waiver, 'by' | 'reason'>,
  ) => Promise<'done' | 'refused' | FieldRefusal>;
  /** Lets findings stand again. */
  readonly takeBack: (waivers: readonly Waiver[]) => Promise<void>;
  /** Removes waivers that set nothing aside any more. */
  readonly remove: (expired: readonly Waiver[]) => Promise<void>;
}

export function useWaiving(): WaivingActions {
  const { language, wording, tell, tellProblem } = usePane();
  const { session } = useCheck();
  return useMemo((): WaivingActions => {
    const say = (key: CheckToolsKey, gaps?: Gaps): string => checkToolsText(language, key, gaps);
    const refuse = ({ from, problem }: WaivingProblem): void => {
      if (from === 'application') tellProblem(problem);
      else tell({ intent: 'error', sentence: say(problem.code, gapsOf(problem)) });
    };
    const told = async (
      asked: Promise<Awaited<Waiving<readonly Waiver[]>> | undefined>,
      done: (changed: readonly Waiver[]) => Notice,
    ): Promise<void> => {
      const outcome = await asked;
      // What was not even tried, because something else is under way, needs no word.
      if (outcome === undefined) return;
      if (outcome.ok) tell(done(outcome.value));
      else refuse(outcome.error);
    };
    const undo = (run: () => void): Pick<Notice, 'action'> => ({
      action: { label: wording.pane('pane-shell', 'undo'), run },
    });
    const unwaive = (waivers: readonly Waiver[]) => session.changing((port) => takeWaiversBack(port, waivers));
    const again = (waivers: readonly Waiver[]): void =>
      void told(
        session.changing((port) => keepWaiversAgain(port, waivers)),
        ({ length: count }) => ({
          intent: 'success',
          sentence: say('waived-again', { count }),
        }),
      );
    return {
      async waive(finding, words) {
        const books = session.store.get().shown?.books;
        if (!books) return 'refused';
        const at = new Date().toISOString();
        const outcome = await session.changing((port) =>
          keepWaiver(port, finding, { ...words, at }, rowContentOf(books)),
        );
        if (outcome === undefined) return 'refused';
        if (!outcome.ok) {
          const { error } = outcome;
          if (error.from === 'waivers' && 'field' in error.problem) return error.problem;
          refuse(error);
          return 'refused';
        }
        const given = outcome.value;
        session.waiverName = words.by.trim();
        tell({
          intent: 'success',
          sentence: say('waived', { sheet: visible(finding.sheet), cell: finding.cell }),
          ...undo(
            () =>
              void told(unwaive(given), ({ length: count }) => ({
                intent: 'success',
                sentence: say('taken-back', { count }),
              })),
          ),
        });
        return 'done';
      },
      takeBack: (waivers) =>
        told(unwaive(waivers), (taken) => ({
          intent: 'success',
          sentence: say('taken-back', { count: taken.length }),
          ...undo(() => again(taken)),
        })),
      remove: (expired) =>
        told(unwaive(expired), (taken) => ({
          intent: 'success',
          sentence: say('removed', { count: taken.length }),
          ...undo(() => again(taken)),
        })),
    };
  }, [language, wording, tell, tellProblem, session]);
}

function gapsOf(problem: WaiversProblem | WaiverRefusal): Gaps {
  switch (problem.code) {
    case 'waivers-version':
      return { version: visible(problem.version) };
    case 'waivers-full':
      return { characters: problem.characters, most: problem.most };
    case 'waiver-field-too-long':
      return { length: problem.length, most: problem.most };
    case 'waivers-unreadable':
    case 'waiver-field-empty':
    case 'finding-blocks':
      return {};
  }
}
