import { SAMPLES, samplePolicy, sampleWorkbook } from '../../scripts/make-samples';
import { buildTemplate, type CachedResult, type TemplateOptions } from '../../src/workbook/template';
import { XlsxPackage } from './xlsx-package';

export const policy = samplePolicy();

/** What an empty workbook's functions show: readings and targets are missing, everything else is zero. */
export const EMPTY_RESULTS: ReadonlyMap<string, CachedResult> = new Map(
  policy.document.answers.map(({ id }): [string, CachedResult] => [id, id === 'FAN_PENALTY' ? '#VALUE!' : 0]),
);

export function template(options: Partial<TemplateOptions> = {}): Promise<Uint8Array> {
  return buildTemplate({ policy, year: 2016, language: 'zh-CN', results: EMPTY_RESULTS, ...options });
}

export async function templatePackage(options: Partial<TemplateOptions> = {}): Promise<XlsxPackage> {
  return XlsxPackage.read(await template(options));
}

/** Every kind of workbook that the product makes. */
export const MADE: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['an empty template in Chinese', () => template({ year: 2017 })],
  ['an empty template in English', () => template({ year: 2015, language: 'en-US' })],
  ['an empty template for WPS', () => template({ year: 2017, host: 'wps' })],
  ...SAMPLES.map(
    (sample) => [`the sample of ${sample.year}`, (): Promise<Uint8Array> => sampleWorkbook(policy, sample)] as const,
  ),
];
