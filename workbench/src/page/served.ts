/** What the server says there is: the add-in, and what to open first. */
import { z } from 'zod';
import { parseManifest, type ManifestModel } from '../manifest/manifest';
import { SUPPORTED_SETS } from '../protocol/app-context';
import { TEXTS, type Language } from './texts';

const Served = z.object({
  addinOrigin: z.url(),
  /** The workbook to open first: where it is served, and its name. */
  open: z.object({ url: z.string(), name: z.string() }).optional(),
  /** One line that says what to try. */
  hint: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }).partial().optional(),
});

export type ServedFacts = z.infer<typeof Served>;

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

export async function servedFacts(): Promise<ServedFacts> {
  return Served.parse(await (await fetched('/workbench.json')).json());
}

export async function servedFile(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetched(url)).arrayBuffer());
}

export async function servedManifest(): Promise<string> {
  return (await fetched('/manifest.xml')).text();
}

/** The manifest in this language; throws the sentence that says what is wrong with it. */
export function manifestIn(xml: string, language: Language): ManifestModel {
  const parsed = parseManifest(xml, { language, supported: SUPPORTED_SETS });
  if (!parsed.ok) throw new Error(TEXTS[language].manifestFault(parsed.fault));
  return parsed.manifest;
}
