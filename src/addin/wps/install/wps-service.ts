/**
 * The local service of WPS for Windows and Linux, which enters add-ins into the user's list (publish.xml). Its calls are those
 * of the page that Kingsoft's own wpsjs 2.2.3 makes: requests are JSON in Base64, answers are plain text.
 */

/** An entry of the list. All of it is text, as the service wants it. */
export interface AddinEntry {
  readonly name: string;
  readonly addonType: string;
  readonly online: string;
  readonly url: string;
  readonly version: string;
  readonly customDomain: string;
}

/** Where it listens; the page's policy lets the page speak to nobody else. */
const SERVICE = 'http://127.0.0.1:58890';

/** Starts the service where WPS is installed and not running; the browser asks whether it may. */
const START = 'ksoWPSCloudSvr://start=RelayHttpServer';

const TRIES = 4;
const PATIENCE_MS = 3000;
const PAUSE_MS = 1000;

/** More than this is no list of add-ins. */
const LONGEST_ANSWER = 1_000_000;

/** WPS is not installed, not started, or the browser does not let the page speak to it. */
export class ServiceSilent extends Error {}

/** What a page has that speaks to it. */
export interface ServicePage {
  readonly fetch: typeof fetch;
  readonly setTimeout: (run: () => void, milliseconds: number) => unknown;
  readonly open: (address: string) => void;
}

export class WpsService {
  private version: string | undefined;

  constructor(private readonly page: ServicePage) {}

  /** Its version; starts it where it is not there. */
  async connect(): Promise<string> {
    this.version ??= await this.ask('version', '{}', TRIES);
    return this.version;
  }

  /** The entry of this name, if the list has it and it is not switched off. */
  async installed(name: string, addonType: string): Promise<{ readonly url: string } | undefined> {
    await this.connect();
    return entryIn(await this.ask('publishlist', ''), name, addonType);
  }

  /** Whether WPS itself gets the ribbon from the add-in's address, which is more than that this browser does. */
  async reaches(url: string): Promise<boolean> {
    await this.connect();
    const ribbon = await this.ask('redirect/runParams', packed({ method: 'get', url: `${url}ribbon.xml`, data: '' }));
    return ribbon.startsWith('<customUI');
  }

  /** Enters the add-in, or takes it out. Throws what the service answers instead of doing so. */
  async set(cmd: 'enable' | 'disable', entry: AddinEntry): Promise<void> {
    await this.connect();
    const answer = await this.ask('deployaddons/runParams', packed({ cmd, ...entry }));
    if (answer !== '' && answer !== 'OK') throw new Error(answer);
  }

  private async ask(what: string, body: string, tries = 1): Promise<string> {
    for (let left = tries; ; left -= 1) {
      try {
        return await this.askOnce(what, body);
      } catch (error) {
        if (!(error instanceof ServiceSilent) || left <= 1) throw error;
        if (left === tries) this.page.open(START);
        await new Promise<void>((resolve) => void this.page.setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  private async askOnce(what: string, body: string): Promise<string> {
    const given = new AbortController();
    this.page.setTimeout(() => given.abort(), PATIENCE_MS);
    let answer: Response;
    let text: string;
    try {
      // A plain text, so that the browser asks for no permission of the service first: it would not understand the question.
      answer = await this.page.fetch(`${SERVICE}/${what}`, { method: 'POST', body, signal: given.signal });
      text = await answer.text();
    } catch (error) {
      throw new ServiceSilent(error instanceof Error ? error.message : String(error));
    }
    if (!answer.ok) throw new Error(`${String(answer.status)} ${text.slice(0, 200)}`);
    return text.slice(0, LONGEST_ANSWER);
  }
}

/** JSON as Base64 of its UTF-8 bytes. */
function packed(request: object): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(request))));
}

function entryIn(list: string, name: string, addonType: string): { readonly url: string } | undefined {
  const entries: unknown = JSON.parse(list);
  if (!Array.isArray(entries)) return undefined;
  for (const each of entries as readonly unknown[]) {
    if (typeof each !== 'object' || each === null) continue;
    const entry = each as Readonly<Record<string, unknown>>;
    if (entry['name'] !== name || entry['addonType'] !== addonType || entry['enable'] === 'false') continue;
    return { url: typeof entry['url'] === 'string' ? entry['url'] : '' };
  }
  return undefined;
}
