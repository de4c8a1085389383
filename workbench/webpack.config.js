'use strict';

const path = require('node:path');
const HtmlWebpackPlugin = require('html-webpack-plugin');

const root = path.join(__dirname, '..');

/**
 * The page of the workbench, built into dist/workbench. Its shell paints before the grid is there: the grid, which is most
 * of what is loaded, comes in chunks of its own.
 * @type {import('webpack').Configuration}
 */
module.exports = {
  name: 'workbench',
  mode: 'production',
  context: root,
  devtool: false,
  target: ['web', 'es2022'],
  entry: { page: path.join(__dirname, 'src', 'page', 'main.ts') },
  output: {
    path: path.join(root, 'dist', 'workbench'),
    filename: '[name].[contenthash:12].js',
    chunkFilename: '[name].[contenthash:12].js',
    cssFilename: '[name].[contenthash:12].css',
    cssChunkFilename: '[name].[contenthash:12].css',
    publicPath: '/',
    clean: true,
  },
  experiments: { css: true },
  module: {
    rules: [
      {
        test: /\.ts$/,
        include: path.join(__dirname, 'src'),
        loader: 'ts-loader',
        options: {
          // Types are checked by `npm run typecheck`; here they are only removed.
          transpileOnly: true,
          instance: 'workbench',
          configFile: path.join(root, 'tsconfig.json'),
          compilerOptions: { noEmit: false },
        },
      },
    ],
  },
  resolve: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  plugins: [
    new HtmlWebpackPlugin({
      template: path.join(__dirname, 'src', 'page', 'index.html'),
      // The chunks of the grid are asked for at once, beside the shell's own script.
      scriptLoading: 'defer',
    }),
  ],
  performance: { hints: false },
  cache: {
    type: 'filesystem',
    name: 'workbench',
    cacheDirectory: path.join(root, 'node_modules', '.cache', 'webpack'),
    buildDependencies: {
      config: [__filename, path.join(root, 'tsconfig.json'), path.join(root, 'package-lock.json')],
    },
  },
};
