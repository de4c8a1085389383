/** functions.json: what an add-in says of its custom functions. */
import { z } from 'zod';
import { type FunctionDeclaration } from '../grid/grid-model';

const Parameter = z.object({
  name: z.string(),
  description: z.string().default(''),
  type: z.string().default('any'),
  dimensionality: z.string().default('scalar'),
  optional: z.boolean().default(false),
  repeating: z.boolean().default(false),
});

const Options = z.object({
  stream: z.boolean().default(false),
  cancelable: z.boolean().default(false),
  volatile: z.boolean().default(false),
  requiresAddress: z.boolean().default(false),
  requiresParameterAddresses: z.boolean().default(false),
});

const CustomFunction = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  description: z.string().default(''),
  helpUrl: z.string().optional(),
  parameters: z.array(Parameter).default([]),
  result: z.object({ type: z.string().default('any'), dimensionality: z.string().default('scalar') }).optional(),
  options: Options.optional(),
});

const Metadata = z.object({
  functions: z.array(CustomFunction),
  allowErrorForDataTypeAny: z.boolean().default(false),
  allowCustomDataForDataTypeAny: z.boolean().default(false),
});

export type CustomFunctionInfo = z.infer<typeof CustomFunction>;
export type FunctionsMetadata = z.infer<typeof Metadata>;

/** Reads functions.json; an error says which member is wrong. */
export function parseMetadata(json: string): FunctionsMetadata {
  return Metadata.parse(JSON.parse(json));
}

/** What the functions.json at this address of the manifest says; `undefined` without one. Rejects if it cannot be had. */
export async function loadMetadata(
  url: string | undefined,
  rewriteUrl: (url: string) => string,
): Promise<FunctionsMetadata | undefined> {
  if (url === undefined) return undefined;
  const address = rewriteUrl(url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be loaded: ${response.status} ${response.statusText}`);
  return parseMetadata(await response.text());
}

/** The name as it is typed into a cell; without a namespace it stands alone. */
export function typedName({ name }: CustomFunctionInfo, namespace: string | undefined): string {
  return (namespace === undefined ? name : `${namespace}.${name}`).toUpperCase();
}

export function toDeclaration(info: CustomFunctionInfo, namespace: string | undefined): FunctionDeclaration {
  return {
    name: typedName(info, namespace),
    description: info.description,
    ...(info.helpUrl !== undefined && { helpUrl: info.helpUrl }),
    parameters: info.parameters.map(({ name, description, dimensionality, optional, repeating }) => ({
      name,
      description,
      isOptional: optional,
      isRepeating: repeating,
      isMatrix: dimensionality === 'matrix',
    })),
    isVolatile: info.options?.volatile ?? false,
    returnsMatrix: info.result?.dimensionality === 'matrix',
  };
}
