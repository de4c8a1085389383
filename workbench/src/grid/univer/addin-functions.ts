/** The add-in's functions as the engine's: arguments as they stand in the cells, answers asked of the evaluator. */
import { type Nullable } from '@univerjs/core';
import {
  ArrayValueObject,
  BaseFunction,
  BooleanValueObject,
  ErrorValueObject,
  NumberValueObject,
  StringValueObject,
  type BaseReferenceObject,
  type BaseValueObject,
  type FunctionVariantType,
} from '@univerjs/engine-formula';
import { formatAddress } from '../a1';
import {
  type Block,
  type CellPlace,
  type CellValue,
  type FunctionAnswer,
  type FunctionArgument,
  type FunctionCall,
  type FunctionDeclaration,
} from '../grid-model';
import { isError, isErrorText } from '../values';
import { areaOf } from './cells';

/** What a function asks of the grid while it is calculated. */
export interface FunctionScope {
  evaluate(call: FunctionCall): FunctionAnswer;
  sheetName(sheet: string): string;
  /** One row beyond the last that holds anything: how far down a whole column is read. */
  rowCount(sheet: string): number;
  /** A volatile function was calculated here. */
  isVolatileAt(cell: CellPlace): void;
}

export class AddinFunction extends BaseFunction {
  override needsReferenceObject = true;

  constructor(
    private readonly declaration: FunctionDeclaration,
    private readonly scope: FunctionScope,
  ) {
    super(declaration.name.toUpperCase());
  }

  override calculate(...variants: FunctionVariantType[]): FunctionVariantType {
    const given = [...variants];
    // `F(1,)` leaves its last argument out just as `F(1)` does.
    while (isOmitted(given.at(-1))) given.pop();
    const cell: CellPlace = { sheet: this.subUnitId ?? '', row: this.row, column: this.column };
    if (this.declaration.isVolatile) this.scope.isVolatileAt(cell);
    const call: FunctionCall = {
      name: this.declaration.name,
      arguments: given.map((variant) => this.argument(variant)),
      cell,
      argumentAddresses: given.map((variant) => this.address(variant)),
    };
    return toVariant(this.scope.evaluate(call));
  }

  private argument(variant: FunctionVariantType): FunctionArgument {
    if (isOmitted(variant)) return undefined;
    if (variant.isReferenceObject()) return this.readReference(variant as BaseReferenceObject);
    if (!(variant instanceof ArrayValueObject)) return toValue(variant as BaseValueObject);
    return variant.getArrayValue().map((row) => row.map((one) => toValue(one)));
  }

  private readReference(reference: BaseReferenceObject): FunctionArgument {
    const { row, column, rowCount, columnCount } = areaOf(reference.getRangePosition());
    const isWhole = Number.isNaN(reference.getRangeData().startRow);
    const rows = isWhole ? Math.max(1, Math.min(rowCount, this.scope.rowCount(reference.getSheetId()))) : rowCount;
    const block: CellValue[][] = Array.from({ length: rows }, () => Array<CellValue>(columnCount).fill(null));
    reference.iterator((value, atRow, atColumn) => {
      if (atRow - row >= rows) return false;
      const line = block[atRow - row];
      if (line) line[atColumn - column] = toValue(value);
      return undefined;
    });
    return rows === 1 && columnCount === 1 && !reference.isRange() ? (block[0]?.[0] ?? null) : block;
  }

  private address(variant: FunctionVariantType): string | undefined {
    if (!variant.isReferenceObject()) return undefined;
    const reference = variant as BaseReferenceObject;
    return formatAddress(this.scope.sheetName(reference.getSheetId()), areaOf(reference.getRangePosition()));
  }
}

function isOmitted(variant: FunctionVariantType | undefined): boolean {
  return variant?.isValueObject() === true && (variant as BaseValueObject).isNull();
}

function toValue(value: Nullable<BaseValueObject>): CellValue {
  if (!value || value.isNull()) return null;
  if (value.isError()) {
    const error: unknown = value.getValue();
    return { error: isErrorText(error) ? error : '#VALUE!' };
  }
  if (value.isLambda()) return { error: '#CALC!' };
  return value.getValue();
}

function toVariant(answer: FunctionAnswer): FunctionVariantType {
  if (answer.state === 'pending') return toObject({ error: '#BUSY!' });
  const { value, numberFormat } = answer;
  if (!Array.isArray(value)) return toObject(value as CellValue, numberFormat);
  const block = value as Block<CellValue>;
  const columnCount = block[0]?.length ?? 0;
  if (columnCount === 0) return toObject({ error: '#CALC!' });
  return ArrayValueObject.create({
    calculateValueList: block.map((row) => row.map((one) => toObject(one, numberFormat))),
    rowCount: block.length,
    columnCount,
    unitId: '',
    sheetId: '',
    row: -1,
    column: -1,
  });
}

/** The engine takes any text for an error's kind; its own enumeration lacks some of Excel's. */
const ERRORS: { create(error: string): BaseValueObject } = ErrorValueObject;

/** A blank answer shows 0, as in Excel. */
function toObject(value: CellValue, numberFormat?: string): BaseValueObject {
  if (isError(value)) return ERRORS.create(value.error);
  if (typeof value === 'string') return StringValueObject.create(value);
  if (typeof value === 'boolean') return BooleanValueObject.create(value);
  return NumberValueObject.create(value ?? 0, numberFormat);
}
