/**
 * What Excel is told of the custom functions. The plugin reads it from the comments of src/functions/functions.ts; each
 * language's file is made from that and the catalogue.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { functionNamed, FUNCTIONS, type FunctionContract } from '../src/functions/catalogue';
import type { FunctionMetadata, FunctionsMetadata } from '../src/functions/functions-json';
import type { Language } from '../src/wording/language';
import { helpAddress } from './function-help';

/** Where the functions and their comments stand, from the repository's root. */
export const FUNCTIONS_SOURCE = 'src/functions/functions.ts';

/** What the plugin makes of the source: the metadata as text, and which function of the source is called by which id. */
export interface BaseMetadata {
  readonly metadataJson: string;
  readonly associate: readonly { readonly id: string; readonly functionName: string }[];
}

interface Generator {
  generateCustomFunctionsMetadata(files: readonly string[]): Promise<BaseMetadata & { readonly errors: string[] }>;
}

/** Reads the comments as the plugin does; throws with what it does not understand. */
export async function baseMetadata(): Promise<BaseMetadata> {
  // The plugin's own generator, which is a package of its own.
  const ofPlugin = createRequire(require.resolve('custom-functions-metadata-plugin/package.json'));
  const generator = ofPlugin('custom-functions-metadata') as Generator;
  const source = path.join(__dirname, '..', FUNCTIONS_SOURCE);
  const { errors, metadataJson, associate } = await generator.generateCustomFunctionsMetadata([source]);
  if (errors.length > 0) throw new Error(`${FUNCTIONS_SOURCE}: ${errors.join('; ')}`);
  return { metadataJson, associate };
}

/**
 * functions.json in a language. `helpBase` is the address that the add-in is served from, such as
 * «https://pay.example.com/addin/». Throws where the source and the catalogue do not name the same functions.
 */
export function localizedMetadata(baseMetadataJson: string, language: Language, helpBase: string): string {
  const base = JSON.parse(baseMetadataJson) as FunctionsMetadata;
  const missing = FUNCTIONS.filter(({ id }) => !base.functions.some((entry) => entry.id === id));
  if (missing.length > 0) throw new Error(`${FUNCTIONS_SOURCE} lacks ${missing.map(({ id }) => id).join(', ')}`);
  const localized = {
    // Errors in a range reach the function, which names the cell; the plugin can't say so.
    allowErrorForDataTypeAny: true,
    // A formatted cell or a linked entity comes as the plain value it shows.
    allowCustomDataForDataTypeAny: false,
    functions: base.functions.map((entry) => localizedFunction(entry, contractOf(entry.id), language, helpBase)),
  };
  return `${JSON.stringify(localized, null, 2)}\n`;
}

function contractOf(id: string): FunctionContract {
  const contract = functionNamed(id);
  if (!contract) throw new Error(`the catalogue lacks ${id}`);
  return contract;
}

function localizedFunction(
  entry: FunctionMetadata,
  contract: FunctionContract,
  language: Language,
  helpBase: string,
): FunctionMetadata {
  const parameters = entry.parameters.map((parameter) => {
    const known = contract.parameters.find(({ id }) => id === parameter.name);
    if (!known) throw new Error(`the catalogue lacks the parameter ${parameter.name} of ${entry.id}`);
    return { ...parameter, description: known.description[language] };
  });
  const helpUrl = new URL(helpAddress(contract, language), folderAddress(helpBase)).href;
  return { ...entry, description: contract.description[language], helpUrl, parameters };
}

/** An address that others can be told relative to: without its final «/» the last folder would be lost. */
function folderAddress(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}
