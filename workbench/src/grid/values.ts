/** What a cell's content is. */
import { ERROR_TEXTS, type CellContent, type CellError, type ErrorText } from './grid-model';

const KNOWN_ERRORS: ReadonlySet<string> = new Set(ERROR_TEXTS);

/** Tells the text of an error, «#REF!», from any other value. */
export function isErrorText(text: unknown): text is ErrorText {
  return typeof text === 'string' && KNOWN_ERRORS.has(text);
}

export function isError(value: unknown): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isFormula(content: CellContent): content is { readonly formula: string } {
  return typeof content === 'object' && content !== null && 'formula' in content;
}
