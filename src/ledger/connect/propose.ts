import type { Policy } from '../../policy/policy';
import type { WorkbookSnapshot } from '../cells';
import type { Connection } from './connection';
import type { ConnectionProposal } from './proposal';
import { Proposer, type Subject } from './proposer';

/** What a proposal was made from, so that an answer can be taken into account. */
const subjects = new WeakMap<ConnectionProposal, Subject>();

/**
 * Looks through a workbook for lists that could be the policy's ledgers, and proposes how to read them. What a connection
 * known already says is kept where it still fits. Only what is truly open becomes a question.
 */
export function proposeConnection(workbook: WorkbookSnapshot, policy: Policy, known?: Connection): ConnectionProposal {
  return propose({ workbook, policy, known }, {});
}

/** The proposal with a question answered. Throws a RangeError for a question or an option that it does not have. */
export function answerQuestion(proposal: ConnectionProposal, id: string, option: string): ConnectionProposal {
  const subject = subjects.get(proposal);
  const question = proposal.questions.find((each) => each.id === id);
  if (!subject || !question?.options.some((each) => each.id === option)) {
    throw new RangeError(`no such question or option: ${id}=${option}`);
  }
  return propose(subject, { ...proposal.answers, [id]: option });
}

function propose(subject: Subject, answers: Readonly<Record<string, string>>): ConnectionProposal {
  const proposal = new Proposer(subject, answers).propose();
  subjects.set(proposal, subject);
  return proposal;
}
