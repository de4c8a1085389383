export { NewYearView } from './new-year-view';
