/** scripts/lib/wps-build.cjs, with types. */
import { createRequire } from 'node:module';

interface WpsBuild {
  readonly ADDIN_NAME: string;
  readonly INSTALL_PAGES: Readonly<Record<string, string>>;
  readonly LARGEST_WPS_BUNDLE: number;
  readonly LARGEST_WPS_TOOLS: number;
  readonly WPS_SERVICE: string;
  inPage(json: string): string;
  installPolicy(): string;
  jspluginsFor(url: string, version: string): string;
  pagePolicy(): string;
  readWpsOptions(env?: { readonly url?: string }): { readonly url: string };
}

const load = createRequire(__filename);

export const {
  ADDIN_NAME,
  INSTALL_PAGES,
  LARGEST_WPS_BUNDLE,
  LARGEST_WPS_TOOLS,
  WPS_SERVICE,
  inPage,
  installPolicy,
  jspluginsFor,
  pagePolicy,
  readWpsOptions,
} = load('../../scripts/lib/wps-build.cjs') as WpsBuild;
