/**
 * Univer's plugins with the workbench's parts in the places of some of theirs: when to calculate, how table references are
 * read, and that a function that throws fails its own cell only.
 */
import { ICommandService, type IUnitRange } from '@univerjs/core';
import {
  BaseFunction,
  BaseReferenceObject,
  ErrorType,
  ErrorValueObject,
  FormulaDataModel,
  IActiveDirtyManagerService,
  IFunctionService,
  Interpreter,
  Lexer,
  LexerTreeBuilder,
  RangeReferenceObject,
  RegisterOtherFormulaService,
  UniverFormulaEnginePlugin,
  type FunctionVariantType,
} from '@univerjs/engine-formula';
import { TriggerCalculationController, UniverSheetsFormulaPlugin } from '@univerjs/sheets-formula';
import { GRID_COLUMNS, GRID_ROWS } from '../grid-model';
import { CalculationQueue } from './calculation';
import { teachErrors } from './cells';
import { THIS_ROW } from './structured-references';

/** Takes the cell of a column that stands in the formula's own row. */
class ThisRow extends BaseFunction {
  override needsReferenceObject = true;

  override calculate(variant: FunctionVariantType): FunctionVariantType {
    if (!variant.isReferenceObject()) return variant;
    const reference = variant as BaseReferenceObject;
    const { startRow, endRow } = reference.getRangePosition();
    if (this.row < startRow || this.row > endRow) return ErrorValueObject.create(ErrorType.VALUE);
    const own = { ...reference.getRangePosition(), startRow: this.row, endRow: this.row };
    const cell = new RangeReferenceObject(own);
    cell.setDefaultUnitId(reference.getUnitId());
    cell.setDefaultSheetId(reference.getSheetId());
    return cell;
  }
}

/** A reference below the drawn rows is to blank cells, not #NAME?. */
function reachWholeSheet(): void {
  BaseReferenceObject.prototype.isExceedRange = function isExceedRange(this: BaseReferenceObject): boolean {
    const { startRow, endRow, startColumn, endColumn } = this.getRangePosition();
    return startRow < 0 || startColumn < 0 || endRow >= GRID_ROWS || endColumn >= GRID_COLUMNS;
  };
}

/** The plugins of the formula engine; `plain` puts a formula into A1 style. */
export function enginePlugins(plain: (formula: string) => string): {
  readonly EnginePlugin: typeof UniverFormulaEnginePlugin;
  readonly FormulaPlugin: typeof UniverSheetsFormulaPlugin;
} {
  teachErrors();
  reachWholeSheet();

  /** Half a table reference, as it is while someone types, would leave the shared reader in brackets for ever. */
  class FreshReader extends LexerTreeBuilder {
    private closeBrackets(): void {
      Object.assign(this, { _squareBracketState: 0, _tableBracketState: false });
    }

    override treeBuilder(
      ...given: Parameters<LexerTreeBuilder['treeBuilder']>
    ): ReturnType<LexerTreeBuilder['treeBuilder']> {
      this.closeBrackets();
      return super.treeBuilder(...given);
    }

    override sequenceNodesBuilder(formula: string): ReturnType<LexerTreeBuilder['sequenceNodesBuilder']> {
      this.closeBrackets();
      return super.sequenceNodesBuilder(formula);
    }

    override checkIfAddBracket(formula: string): number {
      this.closeBrackets();
      return super.checkIfAddBracket(formula);
    }
  }

  class PlainLexer extends Lexer {
    override treeBuilder(formula: string, transformSuffix?: boolean): ReturnType<Lexer['treeBuilder']> {
      return super.treeBuilder(plain(formula), transformSuffix);
    }
  }

  class GuardedInterpreter extends Interpreter {
    override execute(node: Parameters<Interpreter['execute']>[0]): FunctionVariantType {
      try {
        return super.execute(node);
      } catch {
        // What a built-in function could not digest: the cell says so, and the others calculate on.
        return ErrorValueObject.create(ErrorType.VALUE);
      }
    }
  }

  class EnginePlugin extends UniverFormulaEnginePlugin {
    override onStarting(): void {
      super.onStarting();
      this._injector.replace([LexerTreeBuilder, { useClass: FreshReader }]);
      this._injector.replace([Lexer, { useClass: PlainLexer }]);
      this._injector.replace([Interpreter, { useClass: GuardedInterpreter }]);
    }

    override onReady(): void {
      super.onReady();
      this._injector.get(IFunctionService).registerExecutors(new ThisRow(THIS_ROW));
    }
  }

  class FormulaPlugin extends UniverSheetsFormulaPlugin {
    override onStarting(): void {
      super.onStarting();
      const create = (...parts: ConstructorParameters<typeof CalculationQueue>): unknown =>
        new CalculationQueue(...parts);
      this._injector.replace([
        TriggerCalculationController,
        {
          useFactory: create as () => TriggerCalculationController,
          deps: [ICommandService, IActiveDirtyManagerService, FormulaDataModel, RegisterOtherFormulaService],
        },
      ]);
    }
  }

  return { EnginePlugin, FormulaPlugin };
}

export function unitRange(unitId: string, sheetId: string, range: IUnitRange['range']): IUnitRange {
  return { unitId, sheetId, range };
}
