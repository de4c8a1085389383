import { useEffect, useRef, type RefObject } from 'react';
import type { LiveBooks } from '../../workbook/live-books';
import { usePane, type Destination } from '../pane-context';

/** The screen and the spot on it that somebody left for another screen. */
interface Place {
  readonly destination: Destination;
  readonly spot: string;
}

/** Of each pane, the place that was left last: a screen is taken down when another is shown. */
const left = new WeakMap<LiveBooks, Place & { isReturning: boolean }>();

/** Goes to a derivation, remembering from where: the screen, and the spot on it that the focus returns to. */
export function useWayTo(): (to: Destination, from: Place) => void {
  const { live, go } = usePane();
  return (to, from) => {
    left.set(live, { ...from, isReturning: false });
    go(to);
  };
}

/** The way back to the screen that a link led here from; `undefined` where somebody came on their own. */
export function useWayBack(): { readonly to: Destination; readonly go: () => void } | undefined {
  const { live, destination, go } = usePane();
  const place = left.get(live);
  const cameByLink = destination.view === 'trace' && (destination.answer ?? destination.rows) !== undefined;
  if (!place || !cameByLink) return undefined;
  return {
    to: place.destination,
    go: () => {
      place.isReturning = true;
      go(place.destination);
    },
  };
}

/** On a screen that somebody comes back to: puts the focus on the spot (`data-spot`) that they left. */
export function useReturn(view: Destination['view']): RefObject<HTMLDivElement> {
  const { live } = usePane();
  const ground = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = left.get(live);
    if (place?.isReturning !== true || place.destination.view !== view) return;
    left.delete(live);
    const spots = ground.current?.querySelectorAll<HTMLElement>('[data-spot]') ?? [];
    [...spots].find((element) => element.dataset['spot'] === place.spot)?.focus();
  }, [live, view]);
  return ground;
}
