/**
 * The frame of an add-in's page. It may be opened before there is a grid to answer from: the page loads meanwhile, and what
 * it says is kept until somebody listens.
 */
import { foreignOrigin } from './addin-address';
import { frameUrl, type Theme } from './protocol/app-context';

export interface AddinFrame {
  /** The page's address as it was asked for. */
  readonly page: string;
  readonly conversationId: string;
  readonly instanceId: string;
  /** Hands on what the page says, from its first word on. */
  listen(receive: (data: unknown) => void): void;
  send(text: string): void;
  close(): void;
}

export interface FrameOptions {
  readonly title: string;
  readonly language: string;
  readonly theme: Theme;
  readonly isHidden?: boolean;
}

/** office.js needs scripts, its own origin and forms; nothing else of the page is the add-in's. */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-downloads';

/** Throws for a page of the host's own origin. */
export function openAddinFrame(container: HTMLElement, page: string, options: FrameOptions): AddinFrame {
  const { title, language, theme, isHidden = false } = options;
  const pageOrigin = foreignOrigin(page, location.origin);
  const [conversationId, instanceId] = [crypto.randomUUID(), crypto.randomUUID()];
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.hidden = isHidden;
  frame.setAttribute('sandbox', SANDBOX);
  // The ground the page is drawn on; see app-context.ts.
  frame.style.colorScheme = theme;
  // Read by office.js at its start.
  frame.name = JSON.stringify({ baseFrameName: '_frame', hostInfo: '', xdmInfo: '' });
  let kept: unknown[] = [];
  let receive = (data: unknown): void => void kept.push(data);
  const hear = (event: MessageEvent): void => {
    if (event.source === frame.contentWindow && event.origin === pageOrigin) receive(event.data);
  };
  window.addEventListener('message', hear);
  frame.src = frameUrl(page, { conversationId, instanceId, language, hostOrigin: location.origin });
  container.append(frame);
  return {
    page,
    conversationId,
    instanceId,
    listen(listener) {
      receive = listener;
      const before = kept;
      kept = [];
      before.forEach(listener);
    },
    send: (text) => frame.contentWindow?.postMessage(text, pageOrigin),
    close() {
      window.removeEventListener('message', hear);
      frame.remove();
    },
  };
}
