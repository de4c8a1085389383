/** Where this machine serves what a manifest says is somewhere else: see serve.mjs. */
import { z } from 'zod';

const Served = z.object({ addinOrigin: z.url() });

/** Asks the server for the origin of the add-in's files: another one than the page's, so that neither reaches into it. */
export async function servedAddinOrigin(): Promise<string> {
  const response = await fetch('/workbench.json');
  return Served.parse(await response.json()).addinOrigin;
}

/** The address under which a file of the add-in is served: same path, other origin. */
export function localAddress(url: string, addinOrigin: string): string {
  const { pathname, search, hash } = new URL(url);
  return `${addinOrigin}${pathname}${search}${hash}`;
}

/**
 * The origin of an add-in's page. The host's own is refused: its frame may keep its origin, so a page of the host's
 * origin could reach out of the frame and into the workbench.
 */
export function foreignOrigin(url: string, hostOrigin: string): string {
  const { origin } = new URL(url);
  if (origin === hostOrigin || origin === 'null') throw new Error(`An add-in cannot be hosted from ${origin}.`);
  return origin;
}

/** The page that runs a functions' script with office.js and nothing else. */
export function functionsPageOf(scriptUrl: string): string {
  const { origin, pathname } = new URL(scriptUrl);
  return `${origin}/workbench-functions.html?script=${encodeURIComponent(pathname)}`;
}
