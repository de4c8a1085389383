'use strict';

const path = require('node:path');
const webpack = require('webpack');

const source = path.join(__dirname, 'src');

/** What every target shares; a browser target is one more entry of the array below. */
function target({ name, ...own }) {
  return {
    name,
    mode: 'production',
    context: __dirname,
    devtool: false,
    // Types are checked by `npm run typecheck`; here they are only removed.
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          include: source,
          loader: 'ts-loader',
          options: {
            transpileOnly: true,
            instance: name,
            // The project's tsconfig checks and writes nothing; a bundle is written.
            compilerOptions: { noEmit: false },
          },
        },
      ],
    },
    resolve: { extensions: ['.ts', '.tsx', '.js', '.json'] },
    performance: { hints: false },
    cache: {
      type: 'filesystem',
      name,
      cacheDirectory: path.join(__dirname, 'node_modules', '.cache', 'webpack'),
      buildDependencies: {
        config: [__filename, path.join(__dirname, 'tsconfig.json'), path.join(__dirname, 'package-lock.json')],
      },
    },
    ...own,
  };
}

module.exports = [
  target({
    name: 'cli',
    target: 'node20',
    entry: { payclause: path.join(source, 'cli', 'main.ts') },
    // One readable file: an error's stack names our functions, and the file is replaced in one step.
    output: { path: path.join(__dirname, 'dist', 'cli'), filename: '[name].js', asyncChunks: false },
    optimization: { minimize: false, splitChunks: false },
    plugins: [new webpack.BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })],
  }),
];
