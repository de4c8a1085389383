/** What functions.json holds: the custom functions as hosts are told of them, made by scripts/functions-metadata.ts. */

export interface ParameterMetadata {
  readonly name: string;
  readonly description?: string;
  readonly type?: string;
  /** «matrix» for a range; «scalar», or left out, for one cell. */
  readonly dimensionality?: string;
  readonly optional?: boolean;
}

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly helpUrl?: string;
  readonly parameters: readonly ParameterMetadata[];
  readonly result?: { readonly dimensionality?: string };
  /** `stream`: its cells follow the workbook; the others are computed when an argument changes. */
  readonly options?: { readonly stream?: boolean };
}

export interface FunctionsMetadata {
  readonly functions: readonly FunctionMetadata[];
}
