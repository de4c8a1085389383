/** Data validation and conditional formats as a sheet's XML. */
import { formatArea } from '../grid/a1';
import { type Area, type Validation } from '../grid/grid-model';
import { type ConditionalImage, type SheetImage } from '../grid/workbook-image';
import { detailOf, type Carried } from './carried';
import { writeFormula, type FunctionNames } from './formula-text';
import { type StyleWriter } from './write-styles';
import { attributesText, encodeAttribute } from './xml';

export const sqref = (areas: readonly Area[]): string => areas.map(formatArea).join(' ');

const OPERATORS = {
  Between: 'between',
  NotBetween: 'notBetween',
  EqualTo: 'equal',
  NotEqualTo: 'notEqual',
  GreaterThan: 'greaterThan',
  LessThan: 'lessThan',
  GreaterThanOrEqualTo: 'greaterThanOrEqual',
  LessThanOrEqualTo: 'lessThanOrEqual',
} as const;

const KINDS = { wholeNumber: 'whole', list: 'list', custom: 'custom' } as const;

/** Excel takes no title longer than 32 characters and no message longer than 255. */
const LONGEST_TITLE = 32;
const LONGEST_MESSAGE = 255;

function ruleFormulas({ rule }: Validation, custom: FunctionNames): (string | undefined)[] {
  const bound = (value: string | number | undefined): string | undefined => {
    if (value === undefined) return undefined;
    if (typeof value === 'number') return String(value);
    return value.startsWith('=') ? writeFormula(value, custom).text : value;
  };
  if (rule.kind === 'custom') return [bound(rule.formula)];
  if (rule.kind !== 'list') return [bound(rule.formula1), bound(rule.formula2)];
  const isFormula = rule.source.startsWith('=');
  return [isFormula ? bound(rule.source) : `"${rule.source.replaceAll('"', '""')}"`];
}

function validationElement(areas: readonly Area[], validation: Validation, custom: FunctionNames): string {
  const { rule, ignoreBlanks, errorAlert, prompt } = validation;
  const type =
    rule.kind === 'wholeNumber' || rule.kind === 'list' || rule.kind === 'custom' ? KINDS[rule.kind] : rule.kind;
  const cut = (text: string, longest: number): string | undefined => (text === '' ? undefined : text.slice(0, longest));
  const own = attributesText({
    type,
    errorStyle: errorAlert.style === 'Stop' ? undefined : errorAlert.style.toLowerCase(),
    operator: 'operator' in rule && rule.operator !== 'Between' ? OPERATORS[rule.operator] : undefined,
    allowBlank: ignoreBlanks || undefined,
    showDropDown: (rule.kind === 'list' && !rule.inCellDropDown) || undefined,
    showInputMessage: prompt.show || undefined,
    showErrorMessage: errorAlert.show || undefined,
    errorTitle: cut(errorAlert.title, LONGEST_TITLE),
    error: cut(errorAlert.message, LONGEST_MESSAGE),
    promptTitle: cut(prompt.title, LONGEST_TITLE),
    prompt: cut(prompt.message, LONGEST_MESSAGE),
    sqref: sqref(areas),
  });
  const formulas = ruleFormulas(validation, custom).map((formula, index) =>
    formula === undefined ? '' : `<formula${index + 1}>${encodeAttribute(formula)}</formula${index + 1}>`,
  );
  return `<dataValidation${own}>${formulas.join('')}</dataValidation>`;
}

export function validationsElement(validations: SheetImage['validations'], custom: FunctionNames): string {
  const written = validations
    .filter(({ areas }) => areas.length > 0)
    .map(({ areas, validation }) => validationElement(areas, validation, custom));
  return written.length === 0 ? '' : `<dataValidations count="${written.length}">${written.join('')}</dataValidations>`;
}

export function conditionalElements(
  conditionals: readonly ConditionalImage[],
  styles: StyleWriter,
  custom: FunctionNames,
  carried: Carried | undefined,
): string {
  return conditionals
    .filter(({ areas }) => areas.length > 0)
    .map((rule, index) => {
      const { areas, formula, format, stopIfTrue } = rule;
      const own = attributesText({
        type: 'expression',
        dxfId: styles.conditional(format, detailOf(rule, carried)),
        priority: index + 1,
        stopIfTrue: stopIfTrue || undefined,
      });
      const text = encodeAttribute(writeFormula(formula, custom).text);
      return `<conditionalFormatting${attributesText({ sqref: sqref(areas) })}><cfRule${own}><formula>${text}</formula></cfRule></conditionalFormatting>`;
    })
    .join('');
}
