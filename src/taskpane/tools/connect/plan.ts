import {
  answerQuestion,
  columnChoices,
  editConnection,
  proposeConnection,
  readAccounts,
  readBlocks,
  type AccountReading,
  type BlockReading,
  type Connection,
  type ConnectionProposal,
  type HeadingRef,
} from '../../../ledger/connect';
import type { WorkbookSnapshot } from '../../../ledger/cells';
import type { Policy } from '../../../policy/policy';
import type { ConnectDraft, GivenAnswer } from './draft';

/** What is proposed for a workbook, with what has been said about it so far. */
export interface ConnectionPlan {
  readonly policy: Policy;
  readonly proposal: ConnectionProposal;
  /** The answers that the proposal took in, in their order. */
  readonly answers: readonly GivenAnswer[];
  /** As it would be kept. */
  readonly connection: Connection;
  /** The lists as they were proposed, those included that are not to be read. */
  readonly proposed: readonly BlockReading[];
  /** The lists as they would be read, by key. */
  readonly blocks: ReadonlyMap<string, BlockReading>;
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, readonly HeadingRef[]>>;
  /** The accounts as they were proposed, and as they would be read. */
  readonly proposedAccounts: readonly AccountReading[];
  readonly accounts: readonly AccountReading[];
  /** Ledgers that neither stand in the policy's own layout nor would be read. */
  readonly missing: readonly string[];
}

/** Makes plans for one workbook under one policy. Proposals are made once: each takes all lists of the workbook. */
export class Planner {
  private readonly proposals = new Map<string, ConnectionProposal>();

  constructor(
    private readonly workbook: WorkbookSnapshot,
    private readonly policy: Policy,
    private readonly known: Connection | undefined,
  ) {}

  plan({ answers: given, edits }: ConnectDraft): ConnectionPlan {
    const { workbook, policy } = this;
    const { proposal, answers } = this.answered(given);
    const connection = editConnection(workbook, policy, proposal.connection, edits);
    const proposed = readBlocks(workbook, policy, proposal.connection);
    const blocks = readBlocks(workbook, policy, connection);
    const read = new Set(connection.blocks.map(({ ledger }) => ledger));
    const ledgers = policy.document.ledgers.map(({ id }) => id);
    return {
      policy,
      proposal,
      answers,
      connection,
      proposed,
      blocks: new Map(blocks.map((block) => [block.key, block])),
      choices: new Map(
        blocks.map(({ key, block }) => [key, columnChoices(workbook, policy, connection, block)] as const),
      ),
      proposedAccounts: readAccounts(workbook, policy, proposal.connection),
      accounts: readAccounts(workbook, policy, connection),
      missing: ledgers.filter((id) => !read.has(id) && !proposal.ownLayout.includes(id)),
    };
  }

  /** Takes in all answers that still are to a question: an answer may raise the question that another one is for. */
  private answered(given: readonly GivenAnswer[]): Pick<ConnectionPlan, 'proposal' | 'answers'> {
    let proposal = this.proposed([], () => proposeConnection(this.workbook, this.policy, this.known));
    let answers: readonly GivenAnswer[] = [];
    for (;;) {
      const { questions } = proposal;
      const next = given.find(({ question, option }) =>
        questions.some(({ id, options }) => id === question && options.some((each) => each.id === option)),
      );
      if (!next) return { proposal, answers };
      const before = proposal;
      answers = [...answers, next];
      proposal = this.proposed(answers, () => answerQuestion(before, next.question, next.option));
    }
  }

  private proposed(answers: readonly GivenAnswer[], make: () => ConnectionProposal): ConnectionProposal {
    const key = JSON.stringify(answers.map(({ question, option }) => [question, option]));
    const proposal = this.proposals.get(key) ?? make();
    this.proposals.set(key, proposal);
    return proposal;
  }
}
