export { ConnectView } from './connect-view';
