/** A company's own sheets read as the policy's ledgers: proposed, asked about where it must be, and connected. */
export { connectWorkbook, type ConnectedWorkbook } from './connect-workbook';
export {
  CONNECTION_FORMAT,
  MAX_CONNECTION_CHARACTERS,
  connectionSchema,
  readConnection,
  writeConnection,
  type ColumnSource,
  type Connection,
  type ConnectionBlock,
  type ConnectionFault,
  type HeadingRef,
} from './connection';
export {
  blockKey,
  readAccounts,
  readBlocks,
  type AccountReading,
  type BlockReading,
  type ListColumn,
} from './connection-reading';
export {
  columnChoices,
  editConnection,
  headingOf,
  withEdit,
  withoutEdit,
  type ConnectionEdit,
} from './edit-connection';
export type {
  ConnectionProposal,
  ConnectionQuestion,
  ProposedAccount,
  ProposedBlock,
  ProposedColumn,
  QuestionOption,
  Reason,
} from './proposal';
export { answerQuestion, proposeConnection } from './propose';
