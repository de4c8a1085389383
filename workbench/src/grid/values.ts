/** What a cell's content is. */
import { type CellContent, type CellError } from './grid-model';

export function isError(value: unknown): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isFormula(content: CellContent): content is { readonly formula: string } {
  return typeof content === 'object' && content !== null && 'formula' in content;
}
