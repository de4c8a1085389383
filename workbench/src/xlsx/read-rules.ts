/** Data validation and conditional formats, of a sheet and of its extensions. */
import { columnName, parseArea } from '../grid/a1';
import { type Area, type Validation, type ValidationOperator, type ValidationRule } from '../grid/grid-model';
import { type ConditionalImage } from '../grid/workbook-image';
import { type CarriedRule } from './carried';
import { readFormula, type FunctionNames } from './formula-text';
import { type LossList } from './losses';
import { type ReadStyles } from './read-styles';
import { numberIn } from './units';
import { child, children, decodeText, descendants, isOn, type XmlElement } from './xml';

const OPERATORS: Readonly<Record<string, ValidationOperator>> = {
  between: 'Between',
  notBetween: 'NotBetween',
  equal: 'EqualTo',
  notEqual: 'NotEqualTo',
  greaterThan: 'GreaterThan',
  lessThan: 'LessThan',
  greaterThanOrEqual: 'GreaterThanOrEqualTo',
  lessThanOrEqual: 'LessThanOrEqualTo',
};

const KINDS = {
  whole: 'wholeNumber',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  textLength: 'textLength',
} as const;

const STYLES = { stop: 'Stop', warning: 'Warning', information: 'Information' } as const;

/** Areas of a `sqref`: addresses with blanks between them. */
export function readAreas(text: string | undefined): Area[] {
  return (text ?? '').split(/\s+/).flatMap((one) => parseArea(one) ?? []);
}

/** A bound of a rule: a number, or a formula with its `=`. */
function readBound(text: string, custom: FunctionNames): string | number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : readFormula(text, custom);
}

/** In an extension the formula and the areas are elements of their own. */
function formulaOf(element: XmlElement, name: string): string {
  const formula = child(element, name);
  return (child(formula, 'f')?.text ?? formula?.text ?? '').trim();
}

function readRule(element: XmlElement, custom: FunctionNames): ValidationRule {
  const { type = 'none', operator = 'between', showDropDown } = element.attributes;
  const [first, second] = [formulaOf(element, 'formula1'), formulaOf(element, 'formula2')];
  if (type === 'list') {
    const literal = /^"(.*)"$/s.exec(first)?.[1];
    const source = literal === undefined ? readFormula(first, custom) : literal.replaceAll('""', '"');
    // The attribute is named for what it does not do.
    return { kind: 'list', source, inCellDropDown: !isOn(showDropDown) };
  }
  const kind = Object.entries(KINDS).find(([name]) => name === type)?.[1];
  // A rule of any other kind allows everything and only prompts.
  if (kind === undefined) return { kind: 'custom', formula: type === 'custom' ? readFormula(first, custom) : '=TRUE' };
  return {
    kind,
    operator: OPERATORS[operator] ?? 'Between',
    formula1: readBound(first, custom),
    ...(second !== '' && { formula2: readBound(second, custom) }),
  };
}

function readValidation(element: XmlElement, custom: FunctionNames): Validation {
  const own = element.attributes;
  const text = (name: string): string => decodeText(own[name] ?? '');
  const style = Object.entries(STYLES).find(([name]) => name === own['errorStyle'])?.[1] ?? 'Stop';
  return {
    rule: readRule(element, custom),
    ignoreBlanks: isOn(own['allowBlank']),
    errorAlert: { show: isOn(own['showErrorMessage']), style, title: text('errorTitle'), message: text('error') },
    prompt: { show: isOn(own['showInputMessage']), title: text('promptTitle'), message: text('prompt') },
  };
}

export interface ReadValidation {
  readonly areas: readonly Area[];
  readonly validation: Validation;
}

export function readValidations(list: XmlElement | undefined, custom: FunctionNames): ReadValidation[] {
  return children(list, 'dataValidation').flatMap((element) => {
    const areas = readAreas(element.attributes['sqref'] ?? child(element, 'sqref')?.text);
    return areas.length === 0 ? [] : [{ areas, validation: readValidation(element, custom) }];
  });
}

/** What newer versions add to a sheet: validation with lists of other sheets is kept, the rest is counted. */
export function readExtensions(
  list: XmlElement | undefined,
  custom: FunctionNames,
  losses: LossList,
  sheet: string,
): { readonly validations: ReadValidation[] } {
  losses.add('sparkline', sheet, descendants(list, 'sparkline').length);
  losses.add('slicer', sheet, descendants(list, 'slicer').length);
  // A rule of the main list may have its bars drawn more finely here: only rules of their own are rules.
  const rules = descendants(list, 'cfRule').filter((rule) => rule.attributes['priority'] !== undefined);
  losses.add('conditionalFormat', sheet, rules.length);
  return { validations: descendants(list, 'dataValidations').flatMap((one) => readValidations(one, custom)) };
}

const COMPARISONS: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '<>',
  greaterThan: '>',
  lessThan: '<',
  greaterThanOrEqual: '>=',
  lessThanOrEqual: '<=',
};

/** Kinds of rule whose file also gives them as a formula. */
const WITH_FORMULA = new Set([
  'expression',
  'containsText',
  'notContainsText',
  'beginsWith',
  'endsWith',
  'containsBlanks',
  'notContainsBlanks',
  'containsErrors',
  'notContainsErrors',
  'timePeriod',
]);

/** The formula that says the same as a rule; none if there is no such formula. */
function ruleFormula(rule: XmlElement, areas: readonly Area[], custom: FunctionNames): string | undefined {
  const { type = '', operator = '' } = rule.attributes;
  const [first, second] = children(rule, 'formula').map(({ text }) => text.trim());
  if (first === undefined || first === '') return undefined;
  if (WITH_FORMULA.has(type)) return readFormula(first, custom);
  const [area] = areas;
  if (type !== 'cellIs' || !area) return undefined;
  const cell = `${columnName(area.column)}${area.row + 1}`;
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return readFormula(`${cell}${comparison}${first}`, custom);
  if (second === undefined) return undefined;
  if (operator === 'between') return readFormula(`AND(${cell}>=${first},${cell}<=${second})`, custom);
  return operator === 'notBetween' ? readFormula(`OR(${cell}<${first},${cell}>${second})`, custom) : undefined;
}

/**
 * Rules that a formula can say, in the order of their priority, and those of them that show more than a grid draws; the
 * others are losses.
 */
export function readConditionals(
  lists: readonly XmlElement[],
  context: {
    readonly styles: ReadStyles;
    readonly custom: FunctionNames;
    readonly losses: LossList;
    readonly name: string;
  },
): { readonly conditionals: readonly ConditionalImage[]; readonly rules: readonly CarriedRule[] } {
  const { styles, custom, losses, name } = context;
  const rules: CarriedRule[] = [];
  const found = lists.flatMap((list) => {
    const areas = readAreas(list.attributes['sqref']);
    return children(list, 'cfRule').flatMap((rule) => {
      const formula = ruleFormula(rule, areas, custom);
      if (formula === undefined || areas.length === 0) {
        losses.add('conditionalFormat', name);
        return [];
      }
      const look = styles.conditionals[numberIn(rule, 'dxfId') ?? -1];
      if (look?.hasMore === true) losses.add('conditionalFormatDetail', name);
      const stopIfTrue = isOn(rule.attributes['stopIfTrue']);
      const image: ConditionalImage = { areas, formula, format: look?.format ?? {}, stopIfTrue };
      if (look?.detail) rules.push({ rule: image, detail: look.detail });
      return [{ image, priority: numberIn(rule, 'priority') ?? Number.MAX_SAFE_INTEGER }];
    });
  });
  found.sort((one, other) => one.priority - other.priority);
  return { conditionals: found.map(({ image }) => image), rules };
}
