/** The add-in's functions, made known to the engine and to whoever types their names. */
import { BooleanNumber } from '@univerjs/core';
import { FunctionType, IFunctionService } from '@univerjs/engine-formula';
import { IDescriptionService } from '@univerjs/sheets-formula';
import { type FunctionDeclaration, type FunctionEvaluator } from '../grid-model';
import { AddinFunction } from './addin-functions';
import { type Workspace } from './workspace';

export class KnownFunctions {
  private evaluator: FunctionEvaluator | undefined;
  private declared: readonly FunctionDeclaration[] = [];
  private descriptions: { dispose(): void } | undefined;

  constructor(private readonly space: Workspace) {}

  /** Puts these in place of those known before, and calculates everything. */
  set(declarations: readonly FunctionDeclaration[], evaluator: FunctionEvaluator): void {
    const { space } = this;
    const service = space.injector.get(IFunctionService);
    service.unregisterExecutors(...this.declared.map(({ name }) => name.toUpperCase()));
    this.descriptions?.dispose();
    space.callers.clear();
    this.evaluator = evaluator;
    this.declared = declarations;
    service.registerExecutors(...declarations.map((declaration) => this.executor(declaration)));
    this.descriptions = space.injector.get(IDescriptionService).registerDescriptions(
      declarations.map(({ name, description, parameters }) => ({
        functionName: name.toUpperCase(),
        functionType: FunctionType.User,
        description,
        abstract: description,
        functionParameter: parameters.map((parameter) => ({
          name: parameter.name,
          detail: parameter.description,
          example: '',
          require: parameter.isOptional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
          repeat: parameter.isRepeating ? BooleanNumber.TRUE : BooleanNumber.FALSE,
        })),
      })),
    );
    // Formulas were read without these names, and what they depend on with them.
    service.deleteFormulaAstCacheKey('');
    space.queue.forgetDependencies(space.unit, space.workbook.getSheetOrders());
    space.queue.request([], { everything: true, now: true });
  }

  private executor(declaration: FunctionDeclaration): AddinFunction {
    const { space } = this;
    return new AddinFunction(declaration, {
      evaluate: (call) => {
        const answer = this.evaluator?.evaluate(call) ?? { state: 'value', value: { error: '#NAME?' } };
        space.callers.answered(call.cell, answer.state === 'value' ? answer.value : null);
        return answer;
      },
      sheetName: (sheet) => space.workbook.getSheetBySheetId(sheet)?.getName() ?? '',
      rowCount: (sheet) => {
        const used = space.has(sheet) ? space.usedArea(sheet, true) : undefined;
        return used ? used.row + used.rowCount : 0;
      },
      isVolatileAt: (cell) => space.callers.isVolatileAt(cell),
    });
  }
}
