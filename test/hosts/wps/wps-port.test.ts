import { describePort } from '../../workbook/port-contract';
import { openInWps, type Layout } from './wps-driver';

/** The three layouts of the roots, each with other answers to what nobody knows of WPS. */
const LAYOUTS: readonly (readonly [name: string, layout: Layout])[] = [
  ['WPS on Windows', { platform: 'windows' }],
  ['WPS on Linux', { platform: 'linux', tellsChange: 'before calculation', blank: null }],
  ['WPS on macOS', { platform: 'macos', language: 1033 }],
];

for (const [name, layout] of LAYOUTS) {
  describePort({ name, open: (workbook) => openInWps(workbook, layout) });
}

/** Nobody has reported that tables answer, nor which versions know formulas that spill: nothing else may lack without them. */
const POOR: Layout = { platform: 'windows', listObjects: 'throws', spills: false, hasFiles: false };

describePort({
  name: 'a WPS without tables',
  hasTables: false,
  open: (workbook) => openInWps(workbook, POOR),
});
