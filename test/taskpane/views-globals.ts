/** What every browser has and jsdom lacks; import it before anything of the pane. */
import streams from 'node:stream/web';
import { TextDecoder, TextEncoder } from 'node:util';

class NoObserver {
  observe(): void {
    // Nothing changes its size in a page that is not laid out.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
}

Object.assign(globalThis, { ...streams, TextEncoder, TextDecoder, ResizeObserver: NoObserver });
Element.prototype.scrollIntoView = () => undefined;
