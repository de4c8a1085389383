/** The scripts that build the add-in and bring it into a real Excel: what they refuse, and what their server sends. */
import { execFile } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

interface Ended {
  readonly code: number | undefined;
  readonly said: string;
}

function node(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? undefined, said: (stderr || stdout).trim() }),
    );
  });
}

test.each([
  [['scripts/build.mjs', '--env', 'url=http://pay.example.com/'], 'Office takes add-ins from https:// only'],
  [['scripts/build.mjs', '--env', 'colour=red'], '--env colour=red: a setting is url=… or office=…'],
  [['scripts/build.mjs', '--fast'], 'usage: npm run build -- [--env url=https://…/]'],
  [['scripts/build.mjs', 'wps', '--env', 'url=file:///C:/wps/'], 'WPS takes add-ins from http:// and https:// only'],
  [['scripts/build.mjs', 'wps', '--env', 'office=local'], '--env office=local: a setting is url=…'],
  [['scripts/build.mjs', 'wps', '--fast'], 'usage: npm run build:wps -- [--env url=http://…/]'],
  [['scripts/excel.mjs', 'web'], 'usage: npm run excel:web -- ADDRESS'],
  [['scripts/excel.mjs', 'web', 'http://contoso.sharepoint.com/book.xlsx'], 'usage: npm run excel:web -- ADDRESS'],
  [['scripts/excel.mjs', 'print'], 'usage: node scripts/excel.mjs desktop'],
  [['scripts/start.mjs', '--fast'], 'usage: npm start [-- --no-open]'],
])('%j is refused in a sentence', async (args, sentence) => {
  const { code, said } = await node(...args);
  expect([code, said]).toEqual([2, expect.stringContaining(sentence)]);
});

test('Linux has no Excel to start, and what it has instead is said', async () => {
  const onLinux = `data:text/javascript,Object.defineProperty(process,'platform',{value:'linux'})`;
  const { code, said } = await node('--import', onLinux, 'scripts/excel.mjs', 'desktop');
  expect([code, said]).toEqual([
    2,
    expect.stringMatching(/^payclause: Excel on the desktop runs on Windows and macOS only.*npm start/),
  ]);
});

test('the server for Excel sends the built files, and the manifest for its own address', async () => {
  const { code, said } = await node(
    '--input-type=module',
    '-e',
    `import http from 'node:http';
    import { addinHandler } from './scripts/serve-addin.mjs';
    import { builtFolder } from './scripts/lib/setup.mjs';
    const server = http.createServer(addinHandler(builtFolder('addin'))).listen(0, '127.0.0.1', async () => {
      const base = 'http://127.0.0.1:' + server.address().port;
      const ask = async (path, method = 'GET') => {
        const answer = await fetch(base + path, { method });
        const { headers } = answer;
        return [answer.status, headers.get('content-type'), headers.get('access-control-allow-origin'), (await answer.text()).length > 0];
      };
      const manifest = await (await fetch(base + '/manifest.xml')).text();
      console.log(JSON.stringify([
        await ask('/taskpane.html?_host_Info=x'), await ask('/functions.json'), await ask('/functions.json', 'HEAD'),
        await ask('/../package.json'), await ask('/%2e%2e/%2e%2e/package.json'), await ask('/taskpane.html', 'POST'),
        manifest.includes('https://localhost:3000/taskpane.html'),
      ]));
      server.close();
      server.closeAllConnections();
    });`,
  );
  expect([code, JSON.parse(said)]).toEqual([
    0,
    [
      [200, 'text/html; charset=utf-8', '*', true],
      [200, 'application/json; charset=utf-8', '*', true],
      [200, 'application/json; charset=utf-8', '*', false],
      [404, null, '*', false],
      [404, null, '*', false],
      [405, null, '*', false],
      true,
    ],
  ]);
});
