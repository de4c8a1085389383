/** Messages of the frame that are not what they should be. */
import { foreignOrigin } from '../../workbench/src/addin-address';
import { LARGEST_MESSAGE, readEnvelope } from '../../workbench/src/protocol/envelope';
import { frameUrl, isAtLeast } from '../../workbench/src/protocol/app-context';
import { HostEndpoint, LARGEST_BODY, type EndpointHandlers } from '../../workbench/src/protocol/host-endpoint';

const request = (more: object = {}): string =>
  JSON.stringify({
    _messageType: 0,
    _actionName: 'executeMethod',
    _conversationId: 'here',
    _correlationId: 7,
    _actionType: 0,
    _data: null,
    ...more,
  });

test.each<[string, unknown, string]>([
  ['an object', {}, 'notText'],
  ['a long text', ' '.repeat(LARGEST_MESSAGE + 1), 'tooLarge'],
  ['no JSON', '{', 'notJson'],
  ['JSON that is no request', '[1]', 'notARequest'],
  ['a reply', request({ _messageType: 1 }), 'notARequest'],
  ['one of another conversation', request({ _conversationId: 'there' }), 'otherConversation'],
])('%s is refused', (_what, data, fault) => {
  expect(readEnvelope(data, 'here')).toEqual({ ok: false, fault });
});

/** Sends one request to an endpoint; gives its answer's data. */
async function ask(data: object, handlers: Partial<EndpointHandlers> = {}): Promise<unknown> {
  const sent: string[] = [];
  const all: EndpointHandlers = {
    appContext: () => null,
    richRequest: async () => ({ body: '{"Results":[]}' }),
    loadSettings: () => ({ year: 2016 }),
    saveSettings: () => undefined,
    copyDocument: async () => Uint8Array.of(1, 2, 3),
    commandCompleted: () => undefined,
    registered: () => undefined,
    refused: () => undefined,
    failed: () => undefined,
    ...handlers,
  };
  const endpoint = new HostEndpoint('here', 'https://host', (text) => sent.push(text), all);
  await endpoint.receive(request({ _data: data }));
  return (JSON.parse(sent[0] ?? '{}') as { _data?: unknown })._data;
}

const method = (id: number, more: object = {}): object => ({ DdaMethod: { DispatchId: id }, ...more });
const rich = (body: unknown): object => method(93, { ArrayData: ['', 'POST', 'ProcessQuery', [], body, 0, 0] });

test.each<[string, object, object]>([
  ['no method at all', {}, { Error: 5010 }],
  ['a request without a body', rich(undefined), { Error: 5010 }],
  ['a body that is too large', rich(' '.repeat(LARGEST_BODY + 1)), { Error: 5103 }],
  ['a proper request', rich('{}'), { Error: 0, Data: [200, ['Content-Type', 'application/json'], '{"Results":[]}'] }],
  ['the settings', method(75), { Error: 0, Properties: { Settings: [{ Name: 'year', Value: '2016' }] } }],
  ['a sign-on', method(98), { Error: 13012 }],
  ['a message to a dialog’s parent', method(144), { Error: 12011 }],
  ['a binding', method(66), { Error: 5000 }],
  ['a copy of the document', method(77, { 0: 1, 1: 2 }), { Error: 0, 0: 1, 1: 3 }],
  ['a copy as PDF', method(77, { 0: 2, 1: 2 }), { Error: 1009 }],
  ['a copy in slices of nothing', method(77, { 0: 1, 1: 0 }), { Error: 11002 }],
  ['a slice of a copy that nobody has', method(80, { 2: 1, 3: 0 }), { Error: 5008 }],
  ['the release of such a copy', method(81, { 2: 1 }), { Error: 5010 }],
])('%s', async (_what, data, answer) => {
  expect(await ask(data)).toMatchObject(answer);
});

test('5 MB are bytes: a Chinese character counts three', async () => {
  expect(await ask(rich('薪'.repeat(LARGEST_BODY / 3 + 1)))).toMatchObject({ Error: 5103 });
  expect(await ask(rich('薪'.repeat(LARGEST_BODY / 3)))).toMatchObject({ Error: 0 });
});

const settings = (...entries: unknown[]): object => ({
  ...method(76),
  DdaSettingsMethod: { Properties: entries },
});

test('settings are JSON by any name; one that is no JSON changes nothing', async () => {
  const saved: (readonly (readonly [string, unknown])[])[] = [];
  const saveSettings = (all: ReadonlyMap<string, unknown>): void => void saved.push([...all]);
  const good = settings(['year', '2016'], { Name: '__proto__', Value: '{"a":1}' });
  expect(await ask(good, { saveSettings })).toMatchObject({ Error: 0 });
  expect(await ask(settings(['year', '{']), { saveSettings })).toMatchObject({ Error: 5010 });
  expect(saved).toEqual([
    [
      ['year', 2016],
      ['__proto__', { a: 1 }],
    ],
  ]);
});

test('a failure of the host is answered, and told to the host alone', async () => {
  const failures: unknown[] = [];
  const bug = new Error('a secret of the host');
  const richRequest = (): Promise<never> => Promise.reject(bug);
  const answer = await ask(rich('{}'), { richRequest, failed: (failure) => void failures.push(failure) });
  expect([answer, failures]).toEqual([{ Version: 1, Error: 5001 }, [bug]]);
});

test('an add-in of the host’s own origin is refused', () => {
  expect(foreignOrigin('http://localhost:2/pane.html', 'http://localhost:1')).toBe('http://localhost:2');
  expect(() => foreignOrigin('http://localhost:1/pane.html', 'http://localhost:1')).toThrow('cannot be hosted');
  expect(() => foreignOrigin('data:text/html,x', 'http://localhost:1')).toThrow('cannot be hosted');
});

test('an answer that is too large is refused', async () => {
  const richRequest = async (): Promise<{ body: string }> => ({ body: ' '.repeat(LARGEST_BODY + 1) });
  expect(await ask(rich('{}'), { richRequest })).toMatchObject({ Error: 5104 });
});

test('versions are no numbers', () => {
  expect([isAtLeast('1.14', '1.9'), isAtLeast('1.9', '1.14'), isAtLeast('2.0', '1.14')]).toEqual([true, false, true]);
});

test('the frame’s address keeps the page’s own query', () => {
  const facts = { conversationId: 'c', instanceId: 'i', language: 'zh-CN', hostOrigin: 'https://host' };
  expect(frameUrl('https://addin/pane.html?year=2016#top', facts)).toBe(
    'https://addin/pane.html?year=2016&_host_Info=Excel$Web$16.01$zh-CN$i$$disableLogging$3#top&_serializer_version=1&_xdm_Info=c|i|https%3A%2F%2Fhost',
  );
});
