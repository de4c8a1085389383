/** Rules for what may be typed: ours as Univer's and back. */
import {
  DataValidationErrorStyle,
  DataValidationOperator,
  DataValidationRenderMode,
  DataValidationType,
  type IDataValidationRule,
  type IDataValidationRuleBase,
} from '@univerjs/core';
import { type Validation, type ValidationOperator, type ValidationRule } from '../grid-model';

type ComparingRule = Exclude<ValidationRule, { kind: 'list' } | { kind: 'custom' }>;

const OPERATOR: Readonly<Record<ValidationOperator, DataValidationOperator>> = {
  Between: DataValidationOperator.BETWEEN,
  NotBetween: DataValidationOperator.NOT_BETWEEN,
  EqualTo: DataValidationOperator.EQUAL,
  NotEqualTo: DataValidationOperator.NOT_EQUAL,
  GreaterThan: DataValidationOperator.GREATER_THAN,
  LessThan: DataValidationOperator.LESS_THAN,
  GreaterThanOrEqualTo: DataValidationOperator.GREATER_THAN_OR_EQUAL,
  LessThanOrEqualTo: DataValidationOperator.LESS_THAN_OR_EQUAL,
};
const KIND: Readonly<Record<ComparingRule['kind'], DataValidationType>> = {
  wholeNumber: DataValidationType.WHOLE,
  decimal: DataValidationType.DECIMAL,
  date: DataValidationType.DATE,
  time: DataValidationType.TIME,
  textLength: DataValidationType.TEXT_LENGTH,
};
const STYLE: Readonly<Record<Validation['errorAlert']['style'], DataValidationErrorStyle>> = {
  Stop: DataValidationErrorStyle.STOP,
  Warning: DataValidationErrorStyle.WARNING,
  Information: DataValidationErrorStyle.INFO,
};

function keyOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>, value: unknown): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) => table[key] === value);
}

function baseOf(rule: ValidationRule): IDataValidationRuleBase {
  if (rule.kind === 'list') return { type: DataValidationType.LIST, formula1: rule.source };
  if (rule.kind === 'custom') return { type: DataValidationType.CUSTOM, formula1: rule.formula };
  const { formula2 } = rule;
  return {
    type: KIND[rule.kind],
    operator: OPERATOR[rule.operator],
    formula1: String(rule.formula1),
    ...(formula2 !== undefined && { formula2: String(formula2) }),
  };
}

export function ruleOf({
  rule,
  ignoreBlanks,
  errorAlert,
  prompt,
}: Validation): Omit<IDataValidationRule, 'uid' | 'ranges'> {
  return {
    ...baseOf(rule),
    allowBlank: ignoreBlanks,
    ...(rule.kind === 'list' && { showDropDown: rule.inCellDropDown, renderMode: DataValidationRenderMode.ARROW }),
    showErrorMessage: errorAlert.show,
    errorStyle: STYLE[errorAlert.style],
    errorTitle: errorAlert.title,
    error: errorAlert.message,
    showInputMessage: prompt.show,
    promptTitle: prompt.title,
    prompt: prompt.message,
  };
}

/** A bound: a number as such, anything else as it stands. */
function bound(text: string | undefined): string | number {
  const number = Number(text);
  return text === undefined || text.trim() === '' || Number.isNaN(number) ? (text ?? '') : number;
}

function kindOf(rule: IDataValidationRule): ValidationRule | undefined {
  const { formula1 = '', type } = rule;
  const is = (one: string): boolean => type === one;
  if (is(DataValidationType.LIST) || is(DataValidationType.LIST_MULTIPLE)) {
    return { kind: 'list', source: formula1, inCellDropDown: rule.showDropDown !== false };
  }
  if (is(DataValidationType.CUSTOM)) return { kind: 'custom', formula: formula1 };
  const kind = keyOf(KIND, rule.type);
  if (!kind) return undefined;
  return {
    kind,
    operator: keyOf(OPERATOR, rule.operator) ?? 'Between',
    formula1: bound(formula1),
    ...(rule.formula2 !== undefined && { formula2: bound(rule.formula2) }),
  };
}

/** `undefined` for a kind of rule that Excel does not have, such as Univer's check boxes. */
export function validationOf(rule: IDataValidationRule): Validation | undefined {
  const kind = kindOf(rule);
  if (!kind) return undefined;
  return {
    rule: kind,
    ignoreBlanks: rule.allowBlank !== false,
    errorAlert: {
      show: rule.showErrorMessage !== false,
      style: keyOf(STYLE, rule.errorStyle) ?? 'Stop',
      title: rule.errorTitle ?? '',
      message: rule.error ?? '',
    },
    prompt: { show: rule.showInputMessage === true, title: rule.promptTitle ?? '', message: rule.prompt ?? '' },
  };
}
