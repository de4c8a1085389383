/**
 * The functions' metadata and help for webpack's configuration, which can't import TypeScript:
 * `localizedMetadata(baseMetadataJson, language, helpBase)` and `helpPages()`.
 */
import path from 'node:path';
import { root } from './setup.mjs';
import { requireTypeScript } from './typescript.mjs';

export const { localizedMetadata, baseMetadata, FUNCTIONS_SOURCE } = requireTypeScript(
  path.join(root, 'scripts', 'functions-metadata.ts'),
);
export const { helpPages } = requireTypeScript(path.join(root, 'scripts', 'function-help.ts'));
