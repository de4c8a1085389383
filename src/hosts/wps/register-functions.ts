/**
 * The custom functions in WPS: `=PAY.NET_PROFIT(2016)`. WPS calls them synchronously, so that they answer from the workbook as
 * last read; those that follow it are volatile. Registered by the background page alone, which lives as long as WPS does.
 */
import { FUNCTIONS } from '../../functions/catalogue';
import { WPS_NAMESPACE } from '../../functions/formula-form';
import type { FunctionMetadata, FunctionsMetadata, ParameterMetadata } from '../../functions/functions-json';
import type { InstantAnswers } from '../../functions/instant-calls';
import { optionally } from './told';
import type { WpsApi, WpsApplication, WpsFunctionMetadata } from './wps-api';
import { argumentsFromWps, resultForWps, type WpsResult } from './wps-values';

/** Versions of WPS from 12.1.0.20540 on have custom functions. */
export type Registration = 'registered' | 'not-supported';

/**
 * Registers every function of the catalogue. Throws where the metadata lacks one: then the build is faulty, and a function
 * that is only sometimes there would be worse than none.
 */
export function registerFunctions(api: WpsApi, answers: InstantAnswers, metadata: FunctionsMetadata): Registration {
  const add = api.addins.AddCustomFunction;
  if (!add) return 'not-supported';
  const entries = FUNCTIONS.map(({ id }) => entryOf(id, metadata));
  for (const entry of entries) add(WPS_NAMESPACE, entry.id, callbackOf(api, answers, entry), metadataForWps(entry));
  return 'registered';
}

function entryOf(id: string, { functions }: FunctionsMetadata): FunctionMetadata {
  const entry = functions.find((each) => each.id === id);
  if (!entry) throw new Error(`functions.json lacks ${id}`);
  return entry;
}

function callbackOf(
  { app }: WpsApi,
  answers: InstantAnswers,
  entry: FunctionMetadata,
): (...given: readonly unknown[]) => WpsResult {
  const follows = entry.options?.stream === true;
  return (...given) => {
    const args = argumentsFromWps(given, entry);
    const { result, mayChange } = answers.answer(entry.id, args, follows, callingWorkbook(app));
    // Of the call that is being made: a function is volatile for the cells in which it said so.
    if (mayChange) app.Volatile();
    return resultForWps(result);
  };
}

/**
 * The name of the workbook that the call stands in, where several are open: WPS calculates all of them, and one is read.
 * `undefined` where it can only be that one, or WPS does not say.
 */
function callingWorkbook(app: WpsApplication): string | undefined {
  return optionally(() => {
    if (Number(app.Workbooks.Count) < 2) return undefined;
    const { Name } = (app.ThisCell?.Worksheet?.Parent ?? {}) as { readonly Name?: unknown };
    return typeof Name === 'string' ? Name : undefined;
  });
}

/**
 * A function as WPS is told of it. Its types are those of `wpsjs` 2.2.3, which makes them for Kingsoft's own templates:
 * «any», «any[][]» for rows of cells, and «?» behind the type of an argument that may be left out.
 */
export function metadataForWps({ description, parameters, result }: FunctionMetadata): WpsFunctionMetadata {
  return {
    ...(description === undefined ? {} : { description }),
    // Text too where a number can't be given.
    result: { type: result?.dimensionality === 'matrix' ? 'any[][]' : 'any' },
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      type: typeForWps(parameter),
      ...(parameter.description === undefined ? {} : { description: parameter.description }),
    })),
  };
}

function typeForWps({ dimensionality, optional }: ParameterMetadata): string {
  return `any${dimensionality === 'matrix' ? '[][]' : ''}${optional === true ? '?' : ''}`;
}
