import { MOST_STORED } from '../../src/workbook/port';
import { readLongText, writeLongText } from '../../src/workbook/stored-text';
import { MemoryPort } from '../support/memory-port';
import { workbookOf } from '../support/workbook-builder';

const KEYS = ['text', 'text.2', 'text.3'];
const port = (): MemoryPort => MemoryPort.of(workbookOf([]));
const stored = async (storage: MemoryPort): Promise<boolean[]> =>
  Promise.all(KEYS.map(async (key) => ((await storage.readStorage(key)) as { value?: string }).value !== undefined));

describe('a text of any length', () => {
  it.each([0, 1, MOST_STORED - 16, MOST_STORED, 2 * MOST_STORED + 5])('of %i characters comes back', async (length) => {
    const storage = port();
    const text = '记'.repeat(length);
    expect(await writeLongText(storage, 'text', text)).toEqual({ ok: true, value: undefined });
    expect(await readLongText(storage, 'text')).toEqual({ ok: true, value: text });
  });

  it('leaves nothing of a longer one behind', async () => {
    const storage = port();
    await writeLongText(storage, 'text', 'x'.repeat(2 * MOST_STORED + 5));
    expect(await stored(storage)).toEqual([true, true, true]);
    await writeLongText(storage, 'text', 'short');
    expect(await stored(storage)).toEqual([true, false, false]);
    await writeLongText(storage, 'text', undefined);
    expect(await stored(storage)).toEqual([false, false, false]);
    expect(await readLongText(storage, 'text')).toEqual({ ok: true, value: undefined });
  });

  it('is no text where a part is missing', async () => {
    const storage = port();
    await writeLongText(storage, 'text', 'x'.repeat(MOST_STORED + 5));
    await storage.writeStorage('text.2', undefined);
    expect(await readLongText(storage, 'text')).toEqual({ ok: true, value: undefined });
  });
});
