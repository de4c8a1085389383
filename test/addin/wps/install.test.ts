/** The pages that enter the add-in into WPS's list, against a service that answers as Kingsoft's does. */
import { JSDOM } from 'jsdom';
import { showInstallPage, type InstallAction } from '../../../src/addin/wps/install/install-page';
import { ServiceSilent, WpsService, type AddinEntry } from '../../../src/addin/wps/install/wps-service';

const ENTRY: AddinEntry = {
  name: 'PayClause',
  addonType: 'et',
  online: 'true',
  url: 'https://pay.example.com/wps/',
  version: '1.0.0',
  customDomain: '',
};

/** The local service: what it was asked, and a list that it keeps. */
class FakeService {
  readonly asked: { readonly path: string; readonly body: unknown }[] = [];
  readonly opened: string[] = [];
  list: Record<string, string>[] = [];
  ribbon = '<customUI xmlns="…">';
  answer = 'OK';
  /** How often it is not there before it has been started. */
  silent = 0;
  status = 200;

  readonly page = {
    fetch: (async (input: string, { body }: RequestInit) => {
      const path = new URL(input).pathname;
      if (this.silent > 0) {
        this.silent -= 1;
        throw new TypeError('Failed to fetch');
      }
      const text = typeof body === 'string' ? body : '';
      const request: unknown =
        text === '' || text.startsWith('{')
          ? text
          : (JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as unknown);
      this.asked.push({ path, body: request });
      return new Response(this.answerTo(path, request), { status: this.status });
    }) as typeof fetch,
    setTimeout: (run: () => void, milliseconds: number) => (milliseconds === 1000 ? setImmediate(run) : undefined),
    open: (address: string) => void this.opened.push(address),
  };

  private answerTo(path: string, request: unknown): string {
    if (path === '/version') return '1.0.2';
    if (path === '/publishlist') return JSON.stringify(this.list);
    if (path === '/redirect/runParams') return this.ribbon;
    const { cmd, ...entry } = request as Record<string, string>;
    if (this.answer === 'OK') {
      this.list = this.list.filter(({ name }) => name !== entry['name']);
      if (cmd === 'enable') this.list.push({ ...entry, enable: 'true' });
    }
    return this.answer;
  }
}

function shown(
  service: FakeService,
  action: InstallAction = 'both',
): { readonly document: Document; press(name: string): Promise<string> } {
  const { document } = new JSDOM('<main id="install"></main>').window;
  const root = document.getElementById('install');
  if (!root) throw new Error('there is no place');
  showInstallPage(root, { document, language: 'zh-CN', action, service: new WpsService(service.page), entry: ENTRY });
  return {
    document,
    async press(name) {
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
      button?.click();
      while (button?.disabled === true) await new Promise(setImmediate);
      return document.querySelector('[role=status]')?.textContent ?? '';
    },
  };
}

test('installs: the entry is the add-in’s own, and no other is touched', async () => {
  const service = new FakeService();
  service.list = [{ name: 'Other', addonType: 'wps', url: 'https://other.example.com/', enable: 'true' }];
  expect(await shown(service).press('安装')).toContain('已加入加载项列表');
  expect(service.asked.map(({ path }) => path)).toEqual(['/version', '/redirect/runParams', '/deployaddons/runParams']);
  expect(service.asked[1]?.body).toEqual({ method: 'get', url: 'https://pay.example.com/wps/ribbon.xml', data: '' });
  expect(service.asked[2]?.body).toEqual({ cmd: 'enable', ...ENTRY });
  expect(service.list.map(({ name }) => name)).toEqual(['Other', 'PayClause']);
});

test('starts a service that is not there, and asks again', async () => {
  const service = new FakeService();
  service.silent = 2;
  expect(await shown(service).press('安装')).toContain('已加入加载项列表');
  expect(service.opened).toEqual(['ksoWPSCloudSvr://start=RelayHttpServer']);
});

test('says what to do where WPS stays silent', async () => {
  const service = new FakeService();
  service.silent = 99;
  expect(await shown(service).press('安装')).toContain('本机的 WPS 没有应答');
  await expect(new WpsService(service.page).connect()).rejects.toThrow(ServiceSilent);
});

test('says that WPS does not reach the add-in’s address', async () => {
  const service = new FakeService();
  service.ribbon = '<html>404';
  expect(await shown(service).press('安装')).toContain('WPS 现在取不到 https://pay.example.com/wps/ribbon.xml');
});

test('repeats a refusal as words', async () => {
  const service = new FakeService();
  service.answer = '<b>denied</b>';
  const page = shown(service);
  expect(await page.press('安装')).toBe('WPS 没有照办：<b>denied</b>');
  expect(page.document.querySelector('b')).toBeNull();
});

test('a failing service is told with its status', async () => {
  const service = new FakeService();
  service.status = 500;
  expect(await shown(service).press('安装')).toContain('500');
});

test('uninstalls what is there, by the address it was installed from', async () => {
  const service = new FakeService();
  service.list = [{ ...ENTRY, url: 'http://old.example.cn/', enable: 'true' }];
  expect(await shown(service, 'uninstall').press('卸载')).toContain('已移出加载项列表');
  expect(service.asked.at(-1)?.body).toEqual({ cmd: 'disable', ...ENTRY, url: 'http://old.example.cn/' });
  expect(service.list).toEqual([]);
});

test.each([
  ['an empty list', []],
  ['a list of others', [{ name: 'Other', addonType: 'et', url: 'x' }]],
  ['one that is switched off', [{ ...ENTRY, enable: 'false' }]],
])('says that it is not installed: %s', async (_case, list) => {
  const service = new FakeService();
  service.list = list;
  expect(await shown(service).press('卸载')).toBe('加载项列表里没有薪规。');
});

test.each([
  ['both', ['安装', '卸载']],
  ['install', ['安装']],
  ['uninstall', ['卸载']],
] as const)('the page for %s has its buttons', (action, buttons) => {
  const { document } = shown(new FakeService(), action);
  expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual(buttons);
});
