/**
 * zip.js as the bundle for WPS has it: its own deflate in plain script, where Chromium 69 has no CompressionStream and the
 * pages' policy allows no WebAssembly. webpack.config.js puts it in the package's place.
 */
import { configure } from '@zip.js/zip.js/lib/zip-core-custom.js';
// zip.js's own, which it names among no exports.
import {
  CompressionStreamZlib,
  DecompressionStreamZlib,
} from '../../node_modules/@zip.js/zip.js/lib/core/streams/zlib-js/zlib-streams.min.js';

configure({
  CompressionStreamFallback: CompressionStreamZlib,
  DecompressionStreamFallback: DecompressionStreamZlib,
});

export * from '@zip.js/zip.js/lib/zip-core-custom.js';
