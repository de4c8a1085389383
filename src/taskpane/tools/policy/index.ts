export { ApprovalView } from './approval-view';
export { ProofView } from './proof-view';
export { ChangesView } from './changes-view';
export { putPolicy } from '../../../workbook/put-policy';
