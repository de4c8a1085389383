import { cellAddress } from '../ledger/a1';
import { isFault, type CellValue, type WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { parseCaseExpectation, parseCaseInput } from '../policy/case-text';
import { FieldNames, nameKey } from '../policy/field-names';
import type { FieldType } from '../policy/fields';
import { parsePolicy } from '../policy/parse-policy';
import type { Policy, PolicyFault } from '../policy/policy';
import type { PolicyDocument } from '../policy/schema';
import { isBlank, TEXT, textIn, type CellForm, type FormReading, type Scope } from './cell-forms';
import { parseCondition } from './condition-text';
import { dateIn } from './figures';
import {
  findPolicy,
  rawTable,
  ruleSheetWanted,
  wantedOf,
  type FoundPolicy,
  type PlanId,
  type RawRow,
  type RawTable,
} from './find-policy';
import { MOST_ROWS, type FoundTable, type Search, type Wanted } from './find-tables';
import { Places } from './places';
import type { PolicySheetsReading } from './policy-sheet';
import { putAt } from './records';
import { RowReader } from './row-reader';
import { conditionOf, isNoteHeading } from './rule-sheets';
import { excerpt, type SheetFaultCode } from './sheet-faults';
import { HEAD_ENTRIES, PARAMETER_FACTS, PARAMETER_VALUES, PLANS, RULE_COLUMNS, type TablePlan } from './table-plans';

/**
 * Reads the policy that a workbook's sheets hold. Where one of its tables is there, all must be; every fault, the sheets' own
 * and the document's, comes with the cell to look at. Never throws, whatever the sheets hold.
 */
export function readPolicySheets(workbook: WorkbookSnapshot): PolicySheetsReading {
  const found = findPolicy(workbook);
  return found ? new SheetReader(workbook, found).read() : { kind: 'absent' };
}

type Records = readonly Record<string, unknown>[];

class SheetReader {
  private readonly rows: RowReader;
  /** Something is lacking of which the rest can't be understood: only what the sheets themselves show is told then. */
  private incomplete = false;
  private readonly raw = new Map<PlanId, RawTable>();
  private readonly ledgerOfRuleTable = new Map<string, string>();

  constructor(
    private readonly workbook: WorkbookSnapshot,
    private readonly found: FoundPolicy,
  ) {
    const head = rawTable(PLANS.document, found.searches.get('document'));
    this.rows = new RowReader(workbook.date1904, new Places(this.anchor(head)));
  }

  read(): PolicySheetsReading {
    this.checkTables();
    this.nameFields();
    const document = this.document();
    if (this.incomplete || this.rows.gaveUp) return this.broken();
    const parsed = parsePolicy(document);
    if (!parsed.ok) {
      this.tell(parsed.error);
      return this.broken();
    }
    const policy = this.withCases(parsed.value);
    if (!policy || this.rows.faults.length > 0) return this.broken();
    return { kind: 'read', policy, places: this.rows.places };
  }

  private broken(): PolicySheetsReading {
    return { kind: 'broken', faults: this.rows.faults, places: this.rows.places };
  }

  /** The document's own faults, but for those that follow from what was told of a cell. */
  private tell(faults: readonly PolicyFault[]): void {
    for (const fault of faults) {
      const steps = fault.path.split('.');
      const isTold = steps.some((_, index) => this.rows.told.has(steps.slice(0, index + 1).join('.')));
      if (!isTold) this.rows.faults.push({ fault, place: this.rows.places.of(fault.path) });
    }
    // What was told is a fault, and what follows from it is left out; a document with faults alone is never usable.
    const [first] = faults;
    if (this.rows.faults.length === 0 && first)
      this.rows.faults.push({ fault: first, place: this.rows.places.of(first.path) });
  }

  // ---- Tables --------------------------------------------------------------------------------------------------

  /** The first cell of the policy, for what belongs to no cell of its own. */
  private anchor(head: RawTable | undefined): CellRef {
    if (head) return { sheet: head.table.sheet.name, cell: cellAddress(head.table.headingRow, 1) };
    for (const search of this.found.searches.values()) {
      if (search.kind === 'found') {
        return { sheet: search.table.sheet.name, cell: cellAddress(search.table.headingRow, 1) };
      }
      if (search.kind !== 'missing') return search.at;
    }
    return { sheet: this.found.strays[0] ?? this.workbook.sheets[0]?.name ?? '', cell: 'A1' };
  }

  private checkTables(): void {
    for (const [id, search] of this.found.searches) {
      const plan: TablePlan = PLANS[id];
      const table = rawTable(plan, search);
      if (table) this.raw.set(id, table);
      // A workbook without cases has a policy all the same.
      else if (id !== 'cases' || search.kind !== 'missing') this.tellMissing(wantedOf(plan), search);
    }
    for (const { wanted, search } of this.found.rules) {
      if (search.kind !== 'found') this.tellMissing(ruleSheetWanted(wanted), search);
    }
  }

  private tellMissing({ table, sheet, headings }: Wanted, search: Search): void {
    this.incomplete = true;
    const tell = (code: SheetFaultCode, facts: PolicyFault['facts'], at: CellRef): void => {
      this.rows.faults.push({ fault: { path: '', code, facts }, place: at });
    };
    switch (search.kind) {
      case 'missing':
        if (search.sheet) {
          const facts = { sheet: search.sheet.name, table, headings: headings.join('、') };
          tell('sheet-table-missing', facts, { sheet: search.sheet.name, cell: 'A1' });
        } else {
          tell('sheet-missing', { sheet, table }, this.rows.places.of(''));
        }
        break;
      case 'partial':
        tell('sheet-heading-missing', { table, headings: search.lacking.join('、') }, search.at);
        break;
      case 'ambiguous':
        tell('sheet-heading-twice', { heading: excerpt(search.heading) }, search.at);
        break;
      case 'twice':
        tell('sheet-table-twice', { table }, search.at);
        break;
      case 'too-large':
        tell('sheet-too-large', { rows: String(search.rows), most: String(MOST_ROWS) }, search.at);
        break;
      case 'found':
        break;
    }
  }

  // ---- Names ---------------------------------------------------------------------------------------------------

  /** What each ledger's fields are called, from the cells alone: the other tables speak of fields by these names. */
  private nameFields(): void {
    const fields = new Map<string, { readonly id: string; readonly name: string; readonly type: string }[]>();
    for (const ledger of this.rowsOf('ledgers')) fields.set(ledger.text('id').trim(), []);
    for (const row of this.rowsOf('columns')) {
      const own = fields.get(row.text('ledger').trim());
      own?.push({ id: row.text('id').trim(), name: row.text('header'), type: this.word(PLANS.columns, row, 'type') });
    }
    for (const row of this.rowsOf('derived')) {
      const own = fields.get(row.text('ledger').trim());
      own?.push({ id: row.text('id').trim(), name: row.text('title.zh'), type: this.word(PLANS.derived, row, 'type') });
    }
    for (const [ledger, own] of fields) {
      const named = own.filter(({ id }) => id !== '');
      this.rows.scopes.set(ledger, {
        names: new FieldNames(named),
        types: new Map(named.map(({ id, type }) => [id, type as FieldType])),
        ...this.rows.common,
      });
    }
    for (const row of this.rowsOf('ruleTables')) {
      this.ledgerOfRuleTable.set(row.text('id').trim(), row.text('ledger').trim());
    }
  }

  /** What a cell with one of a few words says; «text» where it can't be told. */
  private word(plan: TablePlan, row: RawRow, path: string): string {
    const form = plan.columns.find((column) => column.path === path)?.form as CellForm | undefined;
    const cell = row.cellAt(path);
    const reading = form && !isBlank(cell) && !isFault(cell) ? form.read(cell, this.rows.scopeOf('')) : undefined;
    return reading?.ok === true && typeof reading.value === 'string' ? reading.value : 'text';
  }

  private rowsOf(id: PlanId): readonly RawRow[] {
    return this.raw.get(id)?.rows ?? [];
  }

  // ---- The document --------------------------------------------------------------------------------------------

  private document(): Record<string, unknown> {
    const document = this.head();
    document['chapters'] = this.list('chapters', 'chapters');
    document['clauses'] = this.list('clauses', 'clauses');
    document['parameters'] = this.parameters();
    document['ledgers'] = this.ledgers();
    document['ruleTables'] = this.ruleTables();
    for (const id of ['measures', 'limits', 'payItems', 'answers', 'distributions', 'tasks'] as const) {
      document[id] = this.list(id, id);
    }
    const breakdowns = this.breakdowns();
    if (breakdowns.length > 0) document['breakdowns'] = breakdowns;
    return document;
  }

  private head(): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const row of this.rowsOf('document')) {
      const item = row.text('item').trim();
      const entry = HEAD_ENTRIES.find((candidate) => nameKey(candidate.item) === nameKey(item));
      if (!entry || seen.has(entry.item)) {
        const code = entry ? 'sheet-entry-twice' : 'sheet-entry-unknown';
        this.rows.fault(`#head.${String(row.number)}`, code, { found: excerpt(item) }, row.refOf('item'));
        continue;
      }
      seen.add(entry.item);
      const ledger = this.rowsOf('document').find((other) => other.text('item').trim() === entry.ledgerIn);
      const scope = this.rows.scopeOf(ledger?.text('text').trim() ?? '');
      this.headCell(record, entry.path, entry.form, scope, row.cellAt('text'), row.refOf('text'));
      if (entry.englishPath !== undefined) {
        this.headCell(record, entry.englishPath, TEXT, scope, row.cellAt('english'), row.refOf('english'));
      }
    }
    return record;
  }

  private headCell(
    record: Record<string, unknown>,
    path: string,
    form: CellForm,
    scope: Scope,
    content: CellValue,
    at: CellRef,
  ): void {
    this.rows.places.put(path, at);
    const cell = this.rows.usable(content, path, at);
    if (cell === undefined) return;
    const reading = form.read(cell, scope);
    if (!reading.ok) this.rows.fault(path, reading.code, reading.facts, at);
    putAt(record, path, reading.ok ? reading.value : reading.instead);
  }

  /** The records of a table, in order. */
  private list(id: PlanId, path: string): Records {
    return this.rowsOf(id).flatMap((raw, index) => {
      const row = this.rows.row(PLANS[id], raw, `${path}.${String(index)}`);
      return row ? [row.record] : [];
    });
  }

  private parameters(): Records {
    const parameters: Record<string, unknown>[] = [];
    const byId = new Map<
      string,
      { readonly index: number; readonly first: RawRow; readonly values: Record<string, unknown>[] }
    >();
    for (const raw of this.rowsOf('parameters')) {
      const id = raw.text('id').trim();
      let known = id === '' ? undefined : byId.get(id);
      if (known) {
        this.checkSame(known.first, raw, `parameters.${String(known.index)}`);
      } else {
        const index = parameters.length;
        const row = this.rows.row({ columns: PARAMETER_FACTS }, raw, `parameters.${String(index)}`);
        const values: Record<string, unknown>[] = [];
        parameters.push({ ...row?.record, values });
        known = { index, first: raw, values };
        if (id !== '') byId.set(id, known);
      }
      // Without a value a row waits for one: its days and clauses hold nothing yet.
      if (this.isPending(raw.cellAt('value'))) continue;
      const path = `parameters.${String(known.index)}.values.${String(known.values.length)}`;
      const lead = (['from', 'to'] as const).find((day) => !isBlank(raw.cellAt(day))) ?? 'value';
      const value = this.rows.row({ columns: PARAMETER_VALUES }, raw, path, lead);
      if (value) known.values.push(value.record);
    }
    return parameters;
  }

  private isPending(cell: CellValue): boolean {
    return isBlank(cell) || (typeof cell === 'string' && PENDING.test(cell.trim()));
  }

  /** A parameter's facts stand in each of its rows; a later row may leave them out, but not say otherwise. */
  private checkSame(first: RawRow, later: RawRow, path: string): void {
    for (const { path: at, heading } of PARAMETER_FACTS) {
      const [before, now] = [textIn(first.cellAt(at)), textIn(later.cellAt(at))];
      if (isBlank(later.cellAt(at)) || before === now) continue;
      const facts = { heading, first: excerpt(before) };
      this.rows.fault(`${path}#row.${String(later.number)}.${at}`, 'sheet-differs', facts, later.refOf(at));
    }
  }

  private ledgers(): Records {
    const ledgers = this.list('ledgers', 'ledgers') as Record<string, unknown>[];
    const owners = new Map<string, number>();
    ledgers.forEach((ledger, index) => {
      const id = ledger['id'];
      if (typeof id === 'string' && !owners.has(id)) owners.set(id, index);
    });
    for (const id of ['columns', 'derived', 'categories', 'dated', 'filled'] as const) {
      const lists = ledgers.map((): Record<string, unknown>[] => []);
      for (const raw of this.rowsOf(id)) {
        const owner = this.ownerOf(raw, 'ledger', PLANS[id], owners);
        const list = owner === undefined ? undefined : lists[owner];
        if (owner === undefined || !list) continue;
        const path = `ledgers.${String(owner)}.${id}.${String(list.length)}`;
        const row = this.rows.row(PLANS[id], raw, path);
        if (!row) continue;
        delete row.record['ledger'];
        list.push(row.record);
      }
      ledgers.forEach((ledger, index) => {
        ledger[id] = lists[index];
      });
    }
    this.derivedCases(ledgers, owners);
    this.choices(ledgers, owners);
    return ledgers;
  }

  private derivedCases(ledgers: readonly Record<string, unknown>[], owners: ReadonlyMap<string, number>): void {
    for (const raw of this.rowsOf('derivedCases')) {
      const owner = this.ownerOf(raw, 'ledger', PLANS.derivedCases, owners);
      if (owner === undefined) continue;
      const derived = (ledgers[owner]?.['derived'] ?? []) as Record<string, unknown>[];
      const index = this.ownerOf(
        raw,
        'derived',
        PLANS.derivedCases,
        new Map(derived.map((column, position) => [String(column['id']), position])),
      );
      const column = index === undefined ? undefined : derived[index];
      if (index === undefined || !column) continue;
      const cases = (column['cases'] ??= []) as unknown[];
      const path = `ledgers.${String(owner)}.derived.${String(index)}.cases.${String(cases.length)}`;
      const row = this.rows.row(PLANS.derivedCases, raw, path);
      if (row) cases.push({ value: row.record['value'], when: row.record['when'] });
    }
  }

  private choices(ledgers: readonly Record<string, unknown>[], owners: ReadonlyMap<string, number>): void {
    for (const raw of this.rowsOf('choices')) {
      const owner = this.ownerOf(raw, 'ledger', PLANS.choices, owners);
      const ledger = owner === undefined ? undefined : ledgers[owner];
      if (owner === undefined || !ledger) continue;
      const all = (ledger['choices'] ??= {}) as Record<string, unknown>;
      const path = `ledgers.${String(owner)}.choices`;
      const place = `${path}#row.${String(raw.number)}`;
      const row = this.rows.row(PLANS.choices, raw, place);
      const column = row?.record['column'];
      if (!row || typeof column !== 'string') {
        this.rows.fault(place, 'sheet-owner-unknown', { heading: '选项列', found: '' }, raw.refOf('column'));
        continue;
      }
      if (Object.hasOwn(all, column)) {
        this.rows.fault(place, 'sheet-entry-twice', { found: excerpt(raw.text('column')) }, raw.refOf('column'));
        continue;
      }
      this.rows.places.put(`${path}.${column}`, raw.refOf('items'));
      // What is wrong with the row was told; that its list is empty follows from it.
      if (['column', 'items'].some((part) => this.rows.told.has(`${place}.${part}`))) {
        this.rows.told.add(`${path}.${column}`);
      }
      // A column is «unknown» where its name led nowhere, which was told; as an id it may be any.
      Object.defineProperty(all, column, { value: row.record['items'], enumerable: true });
    }
  }

  private ruleTables(): Records {
    const heads = this.list('ruleTables', 'ruleTables') as Record<string, unknown>[];
    const owners = new Map<string, number>();
    heads.forEach((head, index) => {
      const id = head['id'];
      if (typeof id === 'string' && !owners.has(id)) owners.set(id, index);
    });
    const lists = heads.map((): Record<string, unknown>[] => []);
    for (const { search } of this.found.rules) {
      const table = rawTable({ columns: RULE_COLUMNS }, search);
      if (table) this.rules(table, owners, lists);
    }
    heads.forEach((head, index) => {
      head['rules'] = lists[index];
    });
    return heads;
  }

  private rules(
    { table, rows }: RawTable,
    owners: ReadonlyMap<string, number>,
    lists: readonly Record<string, unknown>[][],
  ): void {
    const used = new Set<number>();
    for (const raw of rows) {
      const owner = this.ownerOf(raw, 'ruleTable', { columns: RULE_COLUMNS }, owners);
      const list = owner === undefined ? undefined : lists[owner];
      if (owner === undefined || !list) continue;
      const head = `ruleTables.${String(owner)}`;
      if (list.length === 0) this.rows.places.put(head, raw.refOf('ruleTable'));
      const ledger = this.ledgerOfRuleTable.get(raw.text('ruleTable').trim()) ?? '';
      const path = `${head}.rules.${String(list.length)}`;
      const row = this.rows.row({ columns: RULE_COLUMNS }, raw, path, 'id', ledger);
      if (!row) continue;
      delete row.record['ruleTable'];
      row.record['when'] = this.conditions(table, raw, path, this.rows.scopeOf(ledger), used);
      list.push(row.record);
    }
    for (const { heading, column } of table.others) {
      const isKnown = [...this.rows.scopes.values()].some(({ names }) => names && conditionOf(heading, names));
      // A condition whose heading is misspelt would otherwise be dropped without a word.
      if (isKnown || used.has(column) || isNoteHeading(heading)) continue;
      const place = { sheet: table.sheet.name, cell: cellAddress(table.headingRow, column) };
      this.rows.fault(
        `#headings.${place.sheet}.${place.cell}`,
        'sheet-heading-unknown',
        { heading: excerpt(heading) },
        place,
      );
    }
  }

  private conditions(
    table: FoundTable,
    raw: RawRow,
    path: string,
    scope: Scope,
    used: Set<number>,
  ): readonly Record<string, unknown>[] {
    const { names } = scope;
    if (!names) return [];
    const conditions: { readonly field: string; readonly ordinal: number; readonly at: CellRef; asked: object }[] = [];
    for (const { heading, column } of table.others) {
      // Notes are notes, also where a ledger has a column of that name: a condition on it stands in brackets.
      if (isNoteHeading(heading)) continue;
      const cell = table.sheet.rows[raw.number - 1]?.[column - 1] ?? null;
      const at = { sheet: table.sheet.name, cell: cellAddress(raw.number, column) };
      const own = conditionOf(heading, names);
      if (own) used.add(column);
      if (isBlank(cell)) continue;
      const place = `${path}#cell.${String(column)}`;
      if (!own) {
        this.rows.fault(place, 'sheet-field-unknown', { field: excerpt(heading) }, at);
        continue;
      }
      const value = this.rows.usable(cell, place, at);
      if (value === undefined) continue;
      const type = scope.types.get(own.field) ?? 'text';
      const asked = this.asked(value, type, scope);
      if (asked.ok) conditions.push({ ...own, at, asked: asked.value as object });
      else this.rows.fault(place, asked.code, asked.facts, at);
    }
    // In the document's own order, so that the place of each is known under its number.
    const order = new Map(names.all().map((field, index) => [field, index]));
    conditions.sort((a, b) => (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0) || a.ordinal - b.ordinal);
    return conditions.map(({ field, at, asked }, index) => {
      this.rows.places.put(`${path}.when.${String(index)}`, at);
      return { field, ...asked };
    });
  }

  /** What a condition's cell asks for; a date that stands as a date asks for that day. */
  private asked(cell: CellValue, type: FieldType, scope: Scope): FormReading {
    const day = type === 'date' && typeof cell === 'number' ? dateIn(cell, scope.date1904) : undefined;
    const parsed = parseCondition(day ?? textIn(cell), type);
    if (parsed.ok) return { ok: true, value: parsed.value };
    const { code, facts } = parsed.error;
    return {
      ok: false,
      code,
      facts: Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, excerpt(fact)])),
      instead: {},
    };
  }

  private breakdowns(): Records {
    const breakdowns = this.list('breakdowns', 'breakdowns') as Record<string, unknown>[];
    const owners = new Map(breakdowns.map((breakdown, index) => [String(breakdown['id']), index]));
    const lists = breakdowns.map((): Record<string, unknown>[] => []);
    for (const raw of this.rowsOf('breakdownParts')) {
      const owner = this.ownerOf(raw, 'breakdown', PLANS.breakdownParts, owners);
      const list = owner === undefined ? undefined : lists[owner];
      if (owner === undefined || !list) continue;
      const ledger = this.ledgerOfRuleTable.get(raw.text('counted').trim()) ?? '';
      const path = `breakdowns.${String(owner)}.parts.${String(list.length)}`;
      const row = this.rows.row(PLANS.breakdownParts, raw, path, 'counted', ledger);
      if (row) list.push({ counted: row.record['counted'], by: row.record['by'] });
    }
    breakdowns.forEach((breakdown, index) => {
      breakdown['parts'] = lists[index];
    });
    return breakdowns;
  }

  /** Which of the owners a row belongs to; one that is not there is told. */
  private ownerOf(
    raw: RawRow,
    path: string,
    plan: Pick<TablePlan, 'columns'>,
    owners: ReadonlyMap<string, number>,
  ): number | undefined {
    const found = raw.text(path).trim();
    const owner = owners.get(found);
    if (owner !== undefined) return owner;
    const heading = plan.columns.find((column) => column.path === path)?.heading ?? '';
    const at = raw.refOf(path);
    this.rows.fault(`#owners.${at.sheet}.${at.cell}`, 'sheet-owner-unknown', { heading, found: excerpt(found) }, at);
    this.incomplete = true;
    return undefined;
  }

  // ---- Cases ---------------------------------------------------------------------------------------------------

  /** The policy with its cases, which speak of the document's own parts; `undefined` where one can't be read. */
  private withCases(policy: Policy): Policy | undefined {
    const { document } = policy;
    const rows = this.rowsOf('cases');
    if (rows.length === 0) return policy;
    const cases = rows.flatMap((raw, index) => this.policyCase(raw, index, document));
    const parsed = parsePolicy({ ...document, cases });
    if (parsed.ok) return parsed.value;
    this.tell(parsed.error);
    return undefined;
  }

  private policyCase(raw: RawRow, index: number, document: PolicyDocument): Records {
    const path = `cases.${String(index)}`;
    const row = this.rows.row(PLANS.cases, raw, path);
    if (!row) return [];
    const { given, expect, ...facts } = row.record;
    const inputs = parseCaseInput(typeof given === 'string' ? given : '', document);
    if (!inputs.ok && !this.rows.told.has(`${path}.given`)) {
      this.rows.fault(`${path}.given`, inputs.error.code, inputs.error.facts, raw.refOf('given'));
    }
    const expected = parseCaseExpectation(typeof expect === 'string' ? expect : '', document);
    if (!expected.ok && !this.rows.told.has(`${path}.expect`)) {
      this.rows.fault(`${path}.expect`, expected.error.code, expected.error.facts, raw.refOf('expect'));
    }
    const placeholder = document.answers[0]?.id ?? '';
    return [
      {
        ...facts,
        given: inputs.ok ? inputs.value : [],
        expect: expected.ok ? expected.value : { answer: placeholder, value: '0' },
      },
    ];
  }
}

/** What a cell without a value may say. */
const PENDING = /^(?:待定|待定 \/ pending|pending|to be set)$/i;
