import type { WpsApi } from '../../hosts/wps/wps-api';

/** WPS puts its objects into a page while that is being loaded; a page of an ordinary browser never gets any. */
const LONGEST_WAIT_MS = 3000;
const LOOK_EVERY_MS = 50;

/** WPS as soon as the page has it; `undefined` where it does not come. */
export function awaitWps(page: Window, find: () => WpsApi | undefined): Promise<WpsApi | undefined> {
  return new Promise((resolve) => {
    let looks = LONGEST_WAIT_MS / LOOK_EVERY_MS;
    const look = (): void => {
      const found = find();
      looks -= 1;
      if (found || looks < 0) resolve(found);
      else page.setTimeout(look, LOOK_EVERY_MS);
    };
    look();
  });
}
