import type { PortResult } from './port';

/** How often, and how many times, a reading asks again while somebody is typing into a cell. */
const ASK_AGAIN = { milliseconds: 300, times: 100 };

/** Asks until nobody is typing into a cell any more, for half a minute at most. */
export async function askingAgain<T>(ask: () => PortResult<T>): PortResult<T> {
  for (let asked = 1; ; asked += 1) {
    const answer = await ask();
    if (answer.ok || answer.error.code !== 'cell-being-edited' || asked > ASK_AGAIN.times) return answer;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN.milliseconds));
  }
}
