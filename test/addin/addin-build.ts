/** scripts/lib/addin-build.cjs, with types. */
import { createRequire } from 'node:module';
import type { Compiler } from 'webpack';

interface AddinBuild {
  readonly DEVELOPMENT_URL: string;
  readonly LARGEST_BUNDLE: number;
  readonly LARGEST_TOOLS: number;
  readonly BundleSize: new (largest?: number, largestTools?: number) => { apply(compiler: Compiler): void };
  contentSecurityPolicy(officeUrl: string): string;
  isPermissive(license: string): boolean;
  manifestFor(url: string, manifest: string): string;
  readOptions(env?: { readonly url?: string; readonly office?: string }): {
    readonly url: string;
    readonly officeUrl: string;
    readonly isOfficeLocal: boolean;
  };
}

const load = createRequire(__filename);

export const {
  DEVELOPMENT_URL,
  LARGEST_BUNDLE,
  LARGEST_TOOLS,
  BundleSize,
  contentSecurityPolicy,
  isPermissive,
  manifestFor,
  readOptions,
} = load('../../scripts/lib/addin-build.cjs') as AddinBuild;
