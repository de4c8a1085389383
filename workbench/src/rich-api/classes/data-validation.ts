/** `Excel.DataValidation`: what may be put into a range, and what is said when it is something else. */
import { cellArea } from '../../grid/a1';
import { type Validation, type ValidationOperator, type ValidationRule } from '../../grid/grid-model';
import { addressOf } from '../addresses';
import {
  asFlag,
  asOneOf,
  asRecord,
  asText,
  isOfficeObject,
  type HostServices,
  type Json,
  type OfficeClass,
} from '../office-class';
import { invalidArgument, itemNotFound } from '../office-error';
import { NULL_OBJECT, type DataValidationObject, type RangeAreasObject } from '../office-objects';

const OPERATORS: readonly ValidationOperator[] = [
  'Between',
  'NotBetween',
  'EqualTo',
  'NotEqualTo',
  'GreaterThan',
  'LessThan',
  'GreaterThanOrEqualTo',
  'LessThanOrEqualTo',
];

const COMPARED = ['wholeNumber', 'decimal', 'date', 'time', 'textLength'] as const;

const TYPES: Readonly<Record<ValidationRule['kind'], string>> = {
  list: 'List',
  custom: 'Custom',
  wholeNumber: 'WholeNumber',
  decimal: 'Decimal',
  date: 'Date',
  time: 'Time',
  textLength: 'TextLength',
};

const EMPTY: Omit<Validation, 'rule'> = {
  ignoreBlanks: true,
  errorAlert: { show: true, style: 'Stop', title: '', message: '' },
  prompt: { show: true, title: '', message: '' },
};

/** A bound or a list: text, number, or a range given as an object. */
function source(value: unknown, host: HostServices): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (isOfficeObject(value) && value.type === 'Range') return `=${addressOf(host.grid, value)}`;
  throw invalidArgument();
}

/** Empty rules `{}` are none. */
function readRule(value: unknown, host: HostServices): ValidationRule | undefined {
  const rule = asRecord(value);
  if (rule['list'] !== undefined && rule['list'] !== null) {
    const list = asRecord(rule['list']);
    const items = String(source(list['source'], host));
    return { kind: 'list', source: items, inCellDropDown: list['inCellDropDown'] !== false };
  }
  if (rule['custom'] !== undefined && rule['custom'] !== null) {
    return { kind: 'custom', formula: String(source(asRecord(rule['custom'])['formula'], host)) };
  }
  for (const kind of COMPARED) {
    if (rule[kind] === undefined || rule[kind] === null) continue;
    const given = asRecord(rule[kind]);
    const second = given['formula2'];
    return {
      kind,
      operator: asOneOf(given['operator'], OPERATORS),
      formula1: source(given['formula1'], host),
      ...(second !== undefined && second !== null && second !== '' && { formula2: source(second, host) }),
    };
  }
  return undefined;
}

function showRule(rule: ValidationRule): Json {
  if (rule.kind === 'list') return { list: { source: rule.source, inCellDropDown: rule.inCellDropDown } };
  if (rule.kind === 'custom') return { custom: { formula: rule.formula } };
  const { kind, operator, formula1, formula2 = null } = rule;
  return { [kind]: { operator, formula1, formula2 } };
}

/** The rule of the whole range; without one there is nothing that a change could belong to. */
function current({ sheet, area }: DataValidationObject, { grid }: HostServices): Validation | null | undefined {
  return grid.readValidation(sheet, area);
}

function change(target: DataValidationObject, host: HostServices, to: Partial<Validation>): void {
  const validation = current(target, host);
  if (!validation) throw invalidArgument();
  host.grid.writeValidation(target.sheet, target.area, { ...validation, ...to });
}

function invalid({ sheet, area }: DataValidationObject, { grid }: HostServices): RangeAreasObject | undefined {
  const cells = grid.invalidCells(sheet, area);
  if (cells.length === 0) return undefined;
  return { type: 'RangeAreas', sheet, areas: cells.map(({ row, column }) => cellArea(row, column)) };
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : asText(value));

export const dataValidationClass: OfficeClass<DataValidationObject> = {
  properties: {
    Type: {
      get: (target, host) => {
        const validation = current(target, host);
        if (validation === undefined) return 'Inconsistent';
        return validation === null ? 'None' : TYPES[validation.rule.kind];
      },
    },
    Rule: {
      get: (target, host) => {
        const validation = current(target, host);
        return validation ? showRule(validation.rule) : {};
      },
      set: (target, value, host) => {
        const rule = readRule(value, host);
        const kept = current(target, host) ?? EMPTY;
        host.grid.writeValidation(target.sheet, target.area, rule ? { ...kept, rule } : null);
      },
    },
    IgnoreBlanks: {
      get: (target, host) => current(target, host)?.ignoreBlanks ?? true,
      set: (target, value, host) => change(target, host, { ignoreBlanks: asFlag(value) }),
    },
    ErrorAlert: {
      get: (target, host) => {
        const { show, style, title, message } = (current(target, host) ?? EMPTY).errorAlert;
        return { showAlert: show, style, title, message };
      },
      set: (target, value, host) => {
        const alert = asRecord(value);
        const style = alert['style'] ?? 'Stop';
        change(target, host, {
          errorAlert: {
            show: alert['showAlert'] !== false,
            style: asOneOf(style, ['Stop', 'Warning', 'Information']),
            title: text(alert['title']),
            message: text(alert['message']),
          },
        });
      },
    },
    Prompt: {
      get: (target, host) => {
        const { show, title, message } = (current(target, host) ?? EMPTY).prompt;
        return { showPrompt: show, title, message };
      },
      set: (target, value, host) => {
        const prompt = asRecord(value);
        change(target, host, {
          prompt: {
            show: prompt['showPrompt'] !== false,
            title: text(prompt['title']),
            message: text(prompt['message']),
          },
        });
      },
    },
    Valid: { get: (target, host) => invalid(target, host) === undefined },
  },
  methods: {
    Clear: ({ sheet, area }, _args, { grid }) => grid.writeValidation(sheet, area, null),
    GetInvalidCells: (target, _args, host) => {
      const found = invalid(target, host);
      if (!found) throw itemNotFound();
      return found;
    },
    GetInvalidCellsOrNullObject: (target, _args, host) => invalid(target, host) ?? NULL_OBJECT,
  },
};
