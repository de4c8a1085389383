'use strict';

const path = require('node:path');
const CopyPlugin = require('copy-webpack-plugin');
const CustomFunctionsMetadataPlugin = require('custom-functions-metadata-plugin');
const HtmlWebpackPlugin = require('html-webpack-plugin');
const webpack = require('webpack');
const addinBuild = require('./scripts/lib/addin-build.cjs');
const wpsBuild = require('./scripts/lib/wps-build.cjs');
const workbench = require('./workbench/webpack.config.js');

const source = path.join(__dirname, 'src');
const { version: packageVersion } = require('./package.json');
const office = path.dirname(require.resolve('@microsoft/office-js/package.json'));
const zip = path.dirname(require.resolve('@zip.js/zip.js/package.json'));

/** What every target shares. `loaderOptions` are more of ts-loader's, `rules` more than its own. */
function target({ name, compilerOptions = {}, loaderOptions = {}, rules = [], alias = {}, ...own }) {
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
            compilerOptions: { noEmit: false, ...compilerOptions },
            ...loaderOptions,
          },
        },
        ...rules,
      ],
    },
    resolve: { extensions: ['.ts', '.tsx', '.js', '.json'], alias },
    performance: { hints: false },
    cache: {
      type: 'filesystem',
      name,
      cacheDirectory: path.join(__dirname, 'node_modules', '.cache', 'webpack'),
      buildDependencies: {
        config: [
          __filename,
          require.resolve('./scripts/lib/addin-build.cjs'),
          require.resolve('./scripts/lib/wps-build.cjs'),
          path.join(__dirname, 'tsconfig.json'),
          path.join(__dirname, 'package-lock.json'),
        ],
      },
    },
    ...own,
  };
}

/** The command line. */
function cli() {
  return target({
    name: 'cli',
    target: 'node20',
    entry: { payclause: path.join(source, 'cli', 'main.ts') },
    // One readable file: an error's stack names our functions, and the file is replaced in one step.
    output: { path: path.join(__dirname, 'dist', 'cli'), filename: '[name].js', asyncChunks: false },
    optimization: { minimize: false, splitChunks: false },
    plugins: [new webpack.BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })],
  });
}

/** The add-in: one page that is pane and functions, what Office reads about them, and the help. */
function addin(env) {
  const { url, isOfficeLocal, officeUrl } = addinBuild.readOptions(env);
  const functions = path.join(source, 'functions', 'functions.ts');
  return target({
    name: 'addin',
    // Office 2021 and later show add-ins in WebView2 or Safari; Safari's version is that of macOS.
    target: ['web', 'es2020'],
    compilerOptions: { target: 'ES2020' },
    alias: {
      // Its usual entry fetches WebAssembly from a data: address, which the page's policy forbids; this one inflates in JavaScript.
      '@zip.js/zip.js$': path.join(zip, 'lib', 'zip-core-native.js'),
    },
    entry: {
      // Apart, so that the pane comes up where the functions do not, and they where it does not.
      functions: [path.join(source, 'addin', 'no-code-from-text.ts'), functions],
      main: path.join(source, 'addin', 'main.ts'),
    },
    output: {
      path: path.join(__dirname, 'dist', 'addin'),
      filename: '[name].[contenthash:12].js',
      chunkFilename: '[name].[contenthash:12].js',
      cssFilename: '[name].[contenthash:12].css',
      publicPath: 'auto',
    },
    experiments: { css: true },
    optimization: { runtimeChunk: 'single', splitChunks: { chunks: 'all' } },
    plugins: [
      new HtmlWebpackPlugin({
        filename: 'taskpane.html',
        template: path.join(source, 'addin', 'taskpane.html'),
        templateParameters: { officeUrl, policy: addinBuild.contentSecurityPolicy(officeUrl) },
        inject: 'body',
        scriptLoading: 'blocking',
        minify: false,
      }),
      new CustomFunctionsMetadataPlugin({ input: functions, output: 'functions.json' }),
      new addinBuild.AddAssets(async (made) => {
        const { helpPages, localizedMetadata } = await import('./scripts/lib/functions-metadata.mjs');
        const metadata = made('functions.json');
        if (metadata === undefined) return []; // the plugin has said why
        return [
          ['functions.json', localizedMetadata(metadata, 'zh-CN', url)],
          ['functions.en-US.json', localizedMetadata(metadata, 'en-US', url)],
          ['functions.js', addinBuild.FUNCTIONS_SCRIPT],
          ...helpPages().map((help) => [help.path, help.html]),
        ];
      }),
      new CopyPlugin({
        patterns: [
          { from: 'assets/icons/*.png', to: 'icons/[name][ext]' },
          { from: 'manifest.xml', transform: (content) => addinBuild.manifestFor(url, content.toString()) },
          { from: 'LICENSE', to: 'LICENSE.txt' },
          ...(isOfficeLocal
            ? [
                // Without the parts of Office's other programs; its own terms come along.
                {
                  context: path.join(office, 'dist'),
                  from: '**/*.js',
                  to: 'office/[path][name][ext]',
                  info: { minimized: true },
                  globOptions: { ignore: addinBuild.OFFICE_WITHOUT },
                },
                { from: path.join(office, 'LICENSE.md'), to: 'office/LICENSE.md' },
              ]
            : []),
        ],
      }),
      new addinBuild.ThirdPartyLicenses(),
      new addinBuild.BundleSize(),
    ],
  });
}

/** The add-in in WPS: a background page, the pane's page, the pages that install it, and what WPS reads about them. */
function wps(env) {
  const { url } = wpsBuild.readWpsOptions(env);
  const html = path.join(source, 'addin', 'wps');
  const page = (filename, template, chunk, templateParameters) =>
    new HtmlWebpackPlugin({
      filename,
      template: path.join(html, template),
      chunks: [chunk],
      templateParameters,
      inject: 'body',
      scriptLoading: 'blocking',
      minify: false,
    });
  return target({
    name: 'wps',
    // What WPS shows pages with is as old as Chromium 69, which knows all of ES2018.
    target: ['web', 'es2018'],
    compilerOptions: { target: 'ES2018' },
    loaderOptions: { getCustomTransformers: wpsBuild.lowered },
    alias: { '@zip.js/zip.js$': require.resolve('./scripts/lib/wps-zip.mjs') },
    rules: [
      {
        test: wpsBuild.MODERN_PACKAGES,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          instance: 'wps-packages',
          compilerOptions: { noEmit: false, allowJs: true, alwaysStrict: false, target: 'ES2018' },
          getCustomTransformers: wpsBuild.lowered,
        },
      },
    ],
    entry: {
      main: path.join(source, 'addin', 'wps-background.ts'),
      taskpane: path.join(source, 'addin', 'wps-pane.ts'),
      install: path.join(source, 'addin', 'wps-install.ts'),
    },
    output: {
      path: path.join(__dirname, 'dist', 'wps'),
      filename: '[name].[contenthash:12].js',
      chunkFilename: '[name].[contenthash:12].js',
      cssFilename: '[name].[contenthash:12].css',
      publicPath: 'auto',
    },
    experiments: { css: true },
    optimization: { runtimeChunk: 'single', splitChunks: { chunks: 'all' } },
    plugins: [
      page('index.html', 'index.html', 'main', async (compilation) => {
        const made = compilation.getAsset('functions.json')?.source.source().toString();
        const english = compilation.getAsset('functions.en-US.json')?.source.source().toString();
        return {
          policy: wpsBuild.pagePolicy(),
          functions: { 'zh-CN': wpsBuild.inPage(made), 'en-US': wpsBuild.inPage(english) },
        };
      }),
      page('taskpane.html', 'taskpane.html', 'taskpane', { policy: wpsBuild.pagePolicy() }),
      ...Object.entries(wpsBuild.INSTALL_PAGES).map(([filename, action]) =>
        page(filename, 'install.html', 'install', {
          policy: wpsBuild.installPolicy(),
          action,
          name: wpsBuild.ADDIN_NAME,
        }),
      ),
      new CustomFunctionsMetadataPlugin({
        input: path.join(source, 'functions', 'functions.ts'),
        output: 'functions.json',
      }),
      new addinBuild.AddAssets(async (made) => {
        const { helpPages, localizedMetadata } = await import('./scripts/lib/functions-metadata.mjs');
        const metadata = made('functions.json');
        if (metadata === undefined) return []; // the plugin has said why
        return [
          ['functions.json', localizedMetadata(metadata, 'zh-CN', url)],
          ['functions.en-US.json', localizedMetadata(metadata, 'en-US', url)],
          ['jsplugins.xml', wpsBuild.jspluginsFor(url, packageVersion)],
          ...helpPages().map((help) => [help.path, help.html]),
        ];
      }),
      new CopyPlugin({
        patterns: [
          { from: 'assets/icons/*.png', to: 'icons/[name][ext]' },
          { from: 'wps/*.xml', to: '[name][ext]' },
          { from: 'LICENSE', to: 'LICENSE.txt' },
        ],
      }),
      new addinBuild.ThirdPartyLicenses(),
      new addinBuild.BundleSize(wpsBuild.LARGEST_WPS_BUNDLE, wpsBuild.LARGEST_WPS_TOOLS),
    ],
  });
}

const TARGETS = { cli, addin, wps, workbench: () => workbench };

/** Those that are asked for alone: what is a setting of one may be none of another. */
module.exports = (env, { configName = Object.keys(TARGETS) } = {}) => configName.map((name) => TARGETS[name](env));
