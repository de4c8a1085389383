import type { LiveBooks, LiveState } from '../../workbook/live-books';
import { ValueStore } from './value-store';

/** How often the progress of a reading is shown, in milliseconds: a fast host tells of it many times between two pictures. */
const PROGRESS_EVERY = 100;

/** The state of the workbook as the pane shows it: news at once, the progress of a reading no oftener than it can be seen. */
export function followState(live: LiveBooks): { readonly store: ValueStore<LiveState>; readonly stop: () => void } {
  const store = new ValueStore(live.state());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(timer);
    timer = undefined;
    store.set(live.state());
  };
  const stopListening = live.subscribe(() => {
    if (isNews(store.get(), live.state())) show();
    else timer ??= setTimeout(show, PROGRESS_EVERY);
  });
  return {
    store,
    stop() {
      stopListening();
      clearTimeout(timer);
    },
  };
}

/** Whether more has changed than how far a reading has come. */
function isNews(before: LiveState, now: LiveState): boolean {
  if ((before.reading === undefined) !== (now.reading === undefined)) return true;
  return (Object.keys(now) as (keyof LiveState)[]).some((part) => part !== 'reading' && before[part] !== now[part]);
}
