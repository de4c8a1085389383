/**
 * Where the formulas stand. Univer looks for them in every cell of the workbook, before each calculation and after each edit;
 * beside a million cells that takes longer than the rest. Here the places are remembered: found by one walk, added to when
 * cells are set, and forgotten when cells are moved about. A place that has lost its formula stays and does no harm.
 */
import {
  ICommandService,
  IUniverInstanceService,
  ObjectMatrix,
  UniverInstanceType,
  type ICellData,
  type ICommandInfo,
  type Injector,
  type Nullable,
  type Workbook,
  type Worksheet,
} from '@univerjs/core';
import { FormulaDataModel, initSheetFormulaData, type IFormulaData } from '@univerjs/engine-formula';
import { SetRangeValuesMutation, type ISetRangeValuesMutationParams } from '@univerjs/sheets';

type Cells = Record<number, Nullable<Record<number, Nullable<ICellData>>>>;
type Places = Map<number, Set<number>>;
type FormulaCells = Record<number, Record<number, ICellData>>;
interface FormulaOfId {
  readonly f: string;
  readonly r: number;
  readonly c: number;
}

/** Whatever else changes a sheet may move its cells. */
const SHEET_MUTATION = /^sheet\.mutation\./;

const hasFormula = (cell: Nullable<ICellData>): boolean => Boolean(cell?.f) || Boolean(cell?.si);

export class FormulaIndex {
  private readonly sheets = new Map<string, Places>();
  /** Between its beginning and its end, no one knows where the cells are. */
  private moving: ICommandInfo | undefined;

  private readonly units: IUniverInstanceService;

  constructor(injector: Injector) {
    this.units = injector.get(IUniverInstanceService);
    const commands = injector.get(ICommandService);
    commands.beforeCommandExecuted((command) => this.begins(command));
    commands.onCommandExecuted((command) => this.ended(command));
    Object.assign(injector.get(FormulaDataModel), {
      getFormulaData: () => this.formulaData(),
      _getSheetFormulaIdMap: (unit: string, sheet: string) => this.formulasById(unit, sheet),
    });
  }

  /** For another workbook. */
  clear(): void {
    this.sheets.clear();
  }

  private begins(command: ICommandInfo): void {
    if (command.id === SetRangeValuesMutation.id) {
      const { subUnitId, cellValue } = command.params as ISetRangeValuesMutationParams;
      const places = this.sheets.get(subUnitId);
      if (places) addPlaces(places, cellValue ?? {});
    } else if (SHEET_MUTATION.test(command.id)) {
      this.moving = command;
      this.clear();
    }
  }

  private ended(command: ICommandInfo): void {
    if (command !== this.moving) return;
    this.moving = undefined;
    this.clear();
  }

  /** The cells with formulas, as they are now. */
  private formulaCells(worksheet: Worksheet): FormulaCells {
    const sheet = worksheet.getSheetId();
    const cells: Cells = worksheet.getConfig().cellData;
    let places = this.sheets.get(sheet);
    if (!places) {
      places = new Map();
      addPlaces(places, cells);
      if (!this.moving) this.sheets.set(sheet, places);
    }
    const found: FormulaCells = {};
    for (const [row, columns] of places) {
      for (const column of columns) {
        const cell = cells[row]?.[column];
        if (cell && hasFormula(cell)) (found[row] ??= {})[column] = cell;
      }
    }
    return found;
  }

  private formulaData(): IFormulaData {
    const data: IFormulaData = {};
    for (const workbook of this.units.getAllUnitsForType<Workbook>(UniverInstanceType.UNIVER_SHEET)) {
      const unit = workbook.getUnitId();
      data[unit] = {};
      for (const sheet of workbook.getSheets()) {
        initSheetFormulaData(data, unit, sheet.getSheetId(), new ObjectMatrix(this.formulaCells(sheet)));
      }
    }
    return data;
  }

  /** The formulas that other cells share, by their ids. */
  private formulasById(unit: string, sheet: string): Record<string, FormulaOfId> {
    const byId: Record<string, FormulaOfId> = {};
    const workbook = this.units.getUnit<Workbook>(unit, UniverInstanceType.UNIVER_SHEET);
    const worksheet = workbook?.getSheetBySheetId(sheet);
    if (!worksheet) return byId;
    for (const [row, line] of Object.entries(this.formulaCells(worksheet))) {
      for (const [column, cell] of Object.entries(line)) {
        if (cell.f && cell.si) byId[cell.si] = { f: cell.f, r: Number(row), c: Number(column) };
      }
    }
    return byId;
  }
}

function addPlaces(places: Places, cells: Cells): void {
  for (const [rowText, line] of Object.entries(cells)) {
    for (const columnText in line) {
      if (!hasFormula(line[Number(columnText)])) continue;
      const row = Number(rowText);
      const columns = places.get(row) ?? new Set();
      columns.add(Number(columnText));
      places.set(row, columns);
    }
  }
}
