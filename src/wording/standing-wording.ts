import type { PolicyChange } from '../policy/diff';
import type { ApprovalsProblem, PolicyStanding } from '../policy/standing';
import { titleIn, type Language } from './language';
import type { Sentences } from './sentences';
import { shownNumber } from './shown-figures';
import { shown, visible } from './shown-text';

/** How many changed things a sentence names before it says how many changes there are. */
const MOST_THINGS = 3;

/** How a policy stands to what was approved, as one sentence, with what changed since in short. */
export function standingSentence(sentences: Sentences, language: Language, standing: PolicyStanding): string {
  switch (standing.kind) {
    case 'unapproved':
      return sentences.say('standing', 'unapproved');
    case 'unknown':
      return sentences.say('standing', 'unknown', { reason: problemText(sentences, standing.problem) });
    case 'approved': {
      const { by, on, document } = standing.approval;
      return sentences.say('standing', 'approved', { by: shown(by), on, document: shown(document) });
    }
    case 'changed': {
      const { by, on, document } = standing.approval;
      const { changes } = standing.changes;
      const things = [...new Set(changes.map((change) => nameOf(language, change)))];
      return sentences.say('standing', things.length > MOST_THINGS ? 'changed-more' : 'changed', {
        by: shown(by),
        on,
        document: shown(document),
        count: changes.length,
        things: things.slice(0, MOST_THINGS).join(sentences.say('words', 'comma')),
      });
    }
  }
}

/** A thing as people call it: by its title, else by its id; the document's head by the field that changed. */
function nameOf(language: Language, { title, id, field }: PolicyChange): string {
  const name = title ? titleIn(language, title) : '';
  return shown(name === '' ? (id === '' ? (field ?? '') : id) : name);
}

function problemText(sentences: Sentences, problem: ApprovalsProblem): string {
  switch (problem.code) {
    case 'approvals-unreadable':
      return sentences.say('standing', problem.code);
    case 'approvals-version':
      return sentences.say('standing', problem.code, { version: visible(problem.version) });
    case 'approvals-altered':
      return sentences.say('standing', problem.code, { document: shown(problem.document) });
    case 'approvals-too-large':
      return sentences.say('standing', problem.code, {
        characters: shownNumber(String(problem.characters)),
        most: shownNumber(String(problem.most)),
      });
  }
}
