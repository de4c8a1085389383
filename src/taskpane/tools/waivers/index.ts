export { WaiveDialog } from './waive-dialog';
export { WaiversView } from './waivers-view';
