/** What the pane as a whole needs of a browser and jsdom lacks; import it before anything of the pane. */
import { setImmediate } from 'node:timers';
import { MessageChannel } from 'node:worker_threads';
import './views-globals';

const noMedia = (media: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

Object.assign(globalThis, { setImmediate, MessageChannel, matchMedia: noMedia });

/** A page that is laid out: a list shows five findings of 96 pixels each. */
const height = {
  get(this: HTMLElement) {
    return this.dataset['index'] === undefined ? 480 : 96;
  },
};
const width = { get: () => 320 };
Object.defineProperties(HTMLElement.prototype, {
  offsetWidth: width,
  clientWidth: width,
  offsetHeight: height,
  clientHeight: height,
});

// Nothing is drawn here, and jsdom would hold every element against every rule of style whenever a name is asked for.
CSSStyleSheet.prototype.insertRule = () => 0;
// No canvas either: axe measures nothing on it.
HTMLCanvasElement.prototype.getContext = () => null;
