import type { Language } from '../../../wording/language';
import { LONGEST_LIST, shown } from '../../../wording/shown-text';
import { installText, type InstallKey } from '../../../wording/wps/install-wording';
import { ServiceSilent, type AddinEntry, type WpsService } from './wps-service';

/** What a page is for: publish.html for both, install.html and uninstall.html for one each. */
export type InstallAction = 'both' | 'install' | 'uninstall';

export interface InstallParts {
  readonly document: Document;
  readonly language: Language;
  readonly action: InstallAction;
  readonly service: Pick<WpsService, 'connect' | 'installed' | 'reaches' | 'set'>;
  readonly entry: AddinEntry;
}

/** Fills the page: what it is for, a button or two, and what becomes of pressing them. */
export function showInstallPage(root: HTMLElement, parts: InstallParts): void {
  const { document: page, language, action, entry } = parts;
  const say = (key: InstallKey, gaps?: Readonly<Record<string, string>>): string => installText(language, key, gaps);
  page.documentElement.lang = language;
  page.title = say('title');

  const status = element(page, 'p', '');
  status.setAttribute('role', 'status');
  const buttons: HTMLButtonElement[] = [];
  const button = (label: InstallKey, run: () => Promise<string>): HTMLButtonElement => {
    const made = page.createElement('button');
    made.type = 'button';
    made.textContent = say(label);
    made.addEventListener('click', () => {
      for (const each of buttons) each.disabled = true;
      status.textContent = say('working');
      void run()
        .catch((error: unknown) => refusal(error))
        .then((sentence) => {
          status.textContent = sentence;
          for (const each of buttons) each.disabled = false;
        });
    });
    buttons.push(made);
    return made;
  };
  const refusal = (error: unknown): string =>
    error instanceof ServiceSilent
      ? say('silent')
      : say('refused', { reason: shown(error instanceof Error ? error.message : String(error), LONGEST_LIST) });

  const install = async (): Promise<string> => {
    await parts.service.connect();
    const reaches = await parts.service.reaches(entry.url);
    await parts.service.set('enable', entry);
    return say(reaches ? 'installed' : 'installed-unreached', { address: shown(entry.url) });
  };
  const uninstall = async (): Promise<string> => {
    const found = await parts.service.installed(entry.name, entry.addonType);
    if (!found) return say('not-installed');
    await parts.service.set('disable', { ...entry, url: found.url });
    return say('uninstalled');
  };

  const actions = element(page, 'p', '');
  if (action !== 'uninstall') actions.append(button('install', install));
  if (action !== 'install') actions.append(button('uninstall', uninstall));
  root.textContent = '';
  root.append(
    element(page, 'h1', say('title')),
    element(page, 'p', say('what')),
    element(page, 'p', say('address', { address: shown(entry.url) })),
    actions,
    status,
    element(page, 'h2', say('after')),
    list(
      page,
      action === 'uninstall' ? ['after-uninstall'] : ['after-restart', 'after-trust', 'after-again', 'after-tab'],
      say,
    ),
    element(page, 'h2', say('trouble')),
    list(page, ['trouble-browser', 'trouble-edition', 'trouble-mac'], say),
  );
}

function element(page: Document, name: 'h1' | 'h2' | 'p' | 'li', text: string): HTMLElement {
  const made = page.createElement(name);
  made.textContent = text;
  return made;
}

function list(page: Document, keys: readonly InstallKey[], say: (key: InstallKey) => string): HTMLElement {
  const made = page.createElement('ul');
  for (const key of keys) made.append(element(page, 'li', say(key)));
  return made;
}
