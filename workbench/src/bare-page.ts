/**
 * The workbench without looks: the add-in of /manifest.xml over a grid in memory, for tests in a browser. The page proper
 * does the same over a grid one can see.
 */
import './no-code-from-text';
import { functionsPageOf, localAddress, servedAddinOrigin } from './addin-address';
import { MemoryGrid } from './grid/memory-grid';
import { createOfficeHost, type OfficeHost } from './host';
import { parseManifest, type ManifestModel } from './manifest/manifest';
import { SUPPORTED_SETS } from './protocol/app-context';

interface BarePage {
  readonly grid: MemoryGrid;
  readonly host: OfficeHost;
  readonly manifest: ManifestModel;
  readonly log: readonly string[];
  /** The files that the add-in has made and opened. */
  readonly made: readonly Uint8Array[];
}

declare global {
  interface Window {
    bare?: Promise<BarePage>;
  }
}

async function open(): Promise<BarePage> {
  const response = await fetch('/manifest.xml');
  const parsed = parseManifest(await response.text(), { language: 'en-US', supported: SUPPORTED_SETS });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const addinOrigin = await servedAddinOrigin();
  const grid = new MemoryGrid();
  const log: string[] = [];
  const made: Uint8Array[] = [];
  const host = createOfficeHost({
    grid,
    manifest: parsed.manifest,
    frameContainer: document.body,
    language: 'en-US',
    theme: 'light',
    rewriteUrl: (url) => localAddress(url, addinOrigin),
    functionsPage: functionsPageOf,
    copyDocument: async () =>
      new TextEncoder().encode(
        grid
          .sheets()
          .map(({ name }) => name)
          .join('\n'),
      ),
    openNew: (bytes) => void made.push(bytes),
    log: (line) => void log.push(line),
  });
  await host.ready;
  return { grid, host, manifest: parsed.manifest, log, made };
}

window.bare = open();
