/** Builds a script for Chromium 69, as the add-in's own are built; packages are lowered as well, whatever they are written in. */
import { createRequire } from 'node:module';
import path from 'node:path';
import webpack from 'webpack';

const ROOT = path.join(__dirname, '..', '..');
const { lowered } = createRequire(__filename)('../../scripts/lib/wps-build.cjs') as { lowered: () => object };

/**
 * Bundles modules into `page.js` in a folder, to be run one after the other. What was made of unchanged files is taken from the
 * cache.
 */
export async function bundleForChromium69(modules: readonly string[], folder: string): Promise<void> {
  const tsLoader = (instance: string, compilerOptions: object = {}): webpack.RuleSetRule => ({
    loader: 'ts-loader',
    options: {
      transpileOnly: true,
      instance,
      configFile: path.join(ROOT, 'tsconfig.json'),
      compilerOptions: { noEmit: false, target: 'ES2018', ...compilerOptions },
      getCustomTransformers: lowered,
    },
  });
  const compiler = webpack({
    mode: 'development',
    devtool: false,
    target: ['web', 'es2018'],
    entry: [...modules],
    output: { path: folder, filename: 'page.js' },
    resolve: {
      extensions: ['.ts', '.js'],
      alias: { '@zip.js/zip.js$': path.join(ROOT, 'scripts', 'lib', 'wps-zip.mjs') },
    },
    module: {
      rules: [
        { test: /\.ts$/, ...tsLoader('chromium-69') },
        {
          test: /\.m?js$/,
          exclude: /[\\/]core-js[\\/]/,
          ...tsLoader('chromium-69-packages', { allowJs: true, alwaysStrict: false }),
        },
      ],
    },
    cache: {
      type: 'filesystem',
      name: 'chromium-69',
      cacheDirectory: path.join(ROOT, 'node_modules', '.cache', 'webpack'),
      buildDependencies: { config: [__filename, path.join(ROOT, 'package-lock.json')] },
    },
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((failure, stats) => {
      if (failure) reject(failure);
      else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
      else compiler.close(() => resolve());
    });
  });
}
