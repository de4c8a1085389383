/** TypeScript files of ours in Node. Types are removed, not checked; files run as CommonJS. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './setup.mjs';

const require = createRequire(import.meta.url);
let isRegistered = false;

/** Teaches require() to read .ts and .tsx, with stack traces that point into them. */
function register() {
  if (isRegistered) return;
  isRegistered = true;
  const ts = require('typescript');
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const options = {
    ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    inlineSourceMap: true,
  };
  const load = (module, fileName) => {
    const { outputText } = ts.transpileModule(fs.readFileSync(fileName, 'utf8'), {
      fileName,
      compilerOptions: options,
    });
    module._compile(outputText, fileName);
  };
  process.setSourceMapsEnabled(true);
  // Marked as deprecated for fifteen years, and still what every require hook on Node 20 is made of.
  const { _extensions: extensions } = require('node:module');
  extensions['.ts'] = load;
  extensions['.tsx'] = load;
}

/** Runs a TypeScript file, by its absolute path, and returns what it exports. */
export function requireTypeScript(file) {
  register();
  return require(file);
}
