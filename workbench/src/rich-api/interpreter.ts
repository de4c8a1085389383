/**
 * Carries out what office.js asks for: the object paths and actions of a ProcessQuery request, in their order, up to the
 * first that fails. What was done before it stays done, as in Excel.
 */
import {
  Args,
  isOfficeObject,
  type HostServices,
  type Json,
  type MovedCells,
  type OfficeClass,
  type OfficeClasses,
} from './office-class';
import { OfficeError, itemNotFound, notImplemented, toOfficeError } from './office-error';
import { followChange } from './events';
import { NULL_OBJECT, type OfficeObject } from './office-objects';
import {
  ActionType,
  PathType,
  type ActionInfo,
  type ArgumentInfo,
  type PathInfo,
  type QueryInfo,
  type RichRequest,
} from './request';

interface ActionResult {
  readonly ActionId: number;
  readonly Value: Json;
}

export interface RichResponse {
  readonly Results: readonly ActionResult[];
  readonly Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location: string;
    readonly HttpStatusCode: number;
    readonly ActionIndex: number;
  };
  readonly TraceIds?: readonly number[];
}

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ApiNotFound: 400,
  GeneralException: 500,
  ItemAlreadyExists: 409,
  ItemNotFound: 404,
  NotImplemented: 501,
};

/** Objects that the add-in keeps beyond a request, by reference id. */
export class References {
  private readonly objects = new Map<string, OfficeObject>();
  private readonly ids = new Map<OfficeObject, string>();
  private last = 0;

  keep(object: OfficeObject): string {
    const known = this.ids.get(object);
    if (known !== undefined) return known;
    this.last += 1;
    const id = `{00000000-0000-0000-0001-${String(this.last).padStart(12, '0')}}`;
    this.ids.set(object, id);
    this.objects.set(id, object);
    return id;
  }

  idOf(object: OfficeObject): string | undefined {
    return this.ids.get(object);
  }

  get(id: string): OfficeObject | undefined {
    return this.objects.get(id);
  }

  drop(id: string): void {
    const object = this.objects.get(id);
    if (object) this.ids.delete(object);
    this.objects.delete(id);
  }

  dropAll(): void {
    this.objects.clear();
    this.ids.clear();
  }

  get count(): number {
    return this.objects.size;
  }

  /** Kept ranges follow their cells when rows and columns come and go. */
  move(change: (object: OfficeObject) => OfficeObject): void {
    for (const [id, object] of [...this.objects]) {
      const moved = change(object);
      if (moved === object) continue;
      this.ids.delete(object);
      this.ids.set(moved, id);
      this.objects.set(id, moved);
    }
  }
}

export class RichApiInterpreter {
  readonly references = new References();

  constructor(
    private readonly classes: OfficeClasses,
    private readonly host: Omit<HostServices, 'moved'>,
  ) {}

  /** Never throws: whatever goes wrong is an error in the response. */
  process(request: RichRequest): RichResponse {
    const run = new Run(request, this.classes, this.host, this.references);
    return this.host.grid.batch('addin', () => run.all());
  }
}

class Run {
  private readonly objects = new Map<number, OfficeObject>();
  private readonly resolving = new Set<number>();
  private readonly results: ActionResult[] = [];
  private readonly traces: number[] = [];

  private readonly host: HostServices;

  constructor(
    private readonly request: RichRequest,
    private readonly classes: OfficeClasses,
    host: Omit<HostServices, 'moved'>,
    private readonly references: References,
  ) {
    this.host = { ...host, moved: (change) => this.follow(change) };
  }

  private follow(change: MovedCells): void {
    this.references.move((object) => {
      const moved = followChange(object, change);
      for (const [id, known] of this.objects) if (known === object) this.objects.set(id, moved);
      return moved;
    });
  }

  all(): RichResponse {
    for (const [index, action] of this.request.Actions.entries()) {
      try {
        this.results.push({ ActionId: action.Id, Value: this.act(action) });
      } catch (failure) {
        const { code, message } = toOfficeError(failure);
        return {
          Results: this.results,
          Error: {
            Code: code,
            Message: message,
            Location: this.describe(action.ObjectPathId ?? 0),
            HttpStatusCode: STATUS[code] ?? 400,
            ActionIndex: index,
          },
          TraceIds: this.traces,
        };
      }
    }
    return { Results: this.results, TraceIds: this.traces };
  }

  private describe(id: number): string {
    const path = this.request.ObjectPaths[String(id)];
    if (!path) return '';
    const parent = path.ParentObjectPathId ? this.objects.get(path.ParentObjectPathId)?.type : undefined;
    return [parent, path.Name].filter((part) => part !== undefined && part !== null && part !== '').join('.');
  }

  private act(action: ActionInfo): Json {
    const name = action.Name ?? '';
    if (action.ActionType === ActionType.trace) {
      this.traces.push(action.Id);
      return null;
    }
    const object = this.object(action.ObjectPathId ?? 0);
    switch (action.ActionType) {
      case ActionType.instantiate:
        return this.identity(object);
      case ActionType.query:
      case ActionType.queryAsJson:
        return this.query(object, action.QueryInfo ?? {});
      case ActionType.method:
        return this.invoke(object, name, action.ArgumentInfo);
      case ActionType.setProperty:
        this.set(object, name, action.ArgumentInfo?.Arguments?.[0]);
        return null;
      case ActionType.update:
        this.update(object, action.ObjectState);
        return null;
      case ActionType.ensureUnchanged:
      case ActionType.ensureUnchangedOld:
        return null;
      default:
        throw new OfficeError('GeneralException', `There is no action of type ${action.ActionType}.`);
    }
  }

  /** What an object path leads to; worked out once a request. */
  private object(id: number): OfficeObject {
    const known = this.objects.get(id);
    if (known) return known;
    const path = this.request.ObjectPaths[String(id)];
    if (!path) throw new OfficeError('InvalidObjectPath', `There is no object path ${id}.`);
    if (this.resolving.has(id))
      throw new OfficeError('InvalidObjectPath', `The object path ${id} leads back to itself.`);
    this.resolving.add(id);
    try {
      const object = this.resolve(path);
      this.objects.set(id, object);
      return object;
    } finally {
      this.resolving.delete(id);
    }
  }

  private resolve(path: PathInfo): OfficeObject {
    const name = path.Name ?? '';
    if (path.ObjectPathType === PathType.globalObject) return { type: 'Workbook' };
    if (path.ObjectPathType === PathType.newObject) return { type: 'Service', name };
    if (path.ObjectPathType === PathType.nullObject) return NULL_OBJECT;
    if (path.ObjectPathType === PathType.referenceId) {
      const kept = this.references.get(name);
      if (!kept) throw new OfficeError('InvalidReference', 'This reference is not valid for the current operation.');
      return kept;
    }
    const parent = this.object(path.ParentObjectPathId ?? 0);
    if (parent.type === 'Null') return NULL_OBJECT;
    const kind = this.kind(parent);
    let found: unknown;
    if (path.ObjectPathType === PathType.property) {
      const link = member(kind.links, name);
      if (!link) throw notImplemented(`${parent.type}.${name}`);
      found = link(parent, this.host);
    } else if (path.ObjectPathType === PathType.indexer) {
      if (!kind.item) throw notImplemented(`${parent.type}.getItem`);
      found = kind.item(parent, this.args(path.ArgumentInfo), this.host);
    } else if (path.ObjectPathType === PathType.method) {
      const method = member(kind.methods, name);
      if (!method) throw notImplemented(`${parent.type}.${name}`);
      found = method(parent, this.args(path.ArgumentInfo), this.host);
    }
    if (!isOfficeObject(found)) throw new OfficeError('InvalidObjectPath', `${parent.type}.${name} is no object.`);
    return found;
  }

  /** The class of an object, for the one type of object it describes. */
  private kind(object: OfficeObject): OfficeClass<OfficeObject> {
    return this.classes[object.type] as OfficeClass<OfficeObject>;
  }

  private args(info: ArgumentInfo | null | undefined): Args {
    const paths = info?.ReferencedObjectPathIds ?? [];
    const values = (info?.Arguments ?? []).map((value, at) => {
      const path = paths[at];
      return typeof path === 'number' && path > 0 ? this.object(path) : value;
    });
    return new Args(values);
  }

  private identity(object: OfficeObject): Json {
    if (object.type === 'Null') return null;
    const kind = this.kind(object);
    if (kind.exists && !kind.exists(object, this.host)) throw itemNotFound();
    const reference = this.references.idOf(object);
    // Objects with a public id hand it over at once: office.js needs it to name them when it registers an event.
    const idName = kind.properties?.['Id'] ? 'Id' : '_Id';
    return {
      ...(kind.id && { [idName]: kind.id(object, this.host) }),
      ...(reference !== undefined && { _ReferenceId: reference }),
    };
  }

  private invoke(object: OfficeObject, name: string, info: ArgumentInfo | null | undefined): Json {
    const args = this.args(info);
    if (name === '_KeepReference') {
      if (object.type !== 'Null') this.references.keep(object);
      return null;
    }
    if (object.type === 'Workbook' && name.startsWith('_')) {
      if (name === '_RemoveReference') {
        this.references.drop(args.text(0));
        return null;
      }
      if (name === '_RemoveAllReferences') {
        this.references.dropAll();
        return null;
      }
      if (name === '_GetReferenceCount') return this.references.count;
    }
    if (object.type === 'Null') return null;
    if (object.type === 'Service') return this.host.service(object.name, name, args);
    const method = member(this.kind(object).methods, name);
    if (!method) throw notImplemented(`${object.type}.${name}`);
    const result = method(object, args, this.host);
    return isOfficeObject(result) ? this.identity(result) : (result ?? null);
  }

  private set(object: OfficeObject, name: string, value: unknown): void {
    if (object.type === 'Null') return;
    const property = member(this.kind(object).properties, name);
    if (!property?.set) throw notImplemented(`${object.type}.${name}`);
    property.set(object, value, this.host);
  }

  /** Several properties at once: `{ Name: …, Format: { Fill: … } }`. */
  private update(object: OfficeObject, state: unknown): void {
    if (typeof state !== 'object' || state === null) return;
    for (const [key, value] of Object.entries(state)) {
      const name = capital(key);
      const link = member(this.kind(object).links, name);
      if (link) this.update(link(object, this.host), value);
      else this.set(object, name, value);
    }
  }

  /* load */

  private query(object: OfficeObject, info: QueryInfo): Json {
    if (object.type === 'Null') return null;
    const paths = [...(info.Select ?? []), ...(info.Expand ?? [])].map((path) => path.split('/').filter(Boolean));
    return this.read(object, paths, info);
  }

  private read(object: OfficeObject, paths: readonly (readonly string[])[], page: QueryInfo = {}): Json {
    if (object.type === 'Null') return null;
    const kind = this.kind(object);
    if (kind.items) return this.readItems(object, kind, paths, page);
    if (kind.exists && !kind.exists(object, this.host)) throw itemNotFound();
    const result: Record<string, Json> = {};
    const wanted = new Map<string, string[][]>();
    const everything = paths.length === 0 || paths.some(([first]) => first === '*' || first === '$all');
    if (everything) for (const name of Object.keys(kind.properties ?? {})) wanted.set(name, []);
    for (const [first = '*', ...rest] of paths) {
      if (first === '*' || first === '$all') continue;
      const name = first.startsWith('_') ? first : capital(first);
      const inner = wanted.get(name) ?? [];
      if (rest.length > 0) inner.push(rest);
      wanted.set(name, inner);
    }
    for (const [name, inner] of wanted) {
      const property = member(kind.properties, name);
      const link = member(kind.links, name);
      if (property) result[name] = property.get(object, this.host);
      else if (link) result[name] = this.read(link(object, this.host), inner);
      else if (name !== 'IsNullObject' && name !== '_ReferenceId') throw notImplemented(`${object.type}.${name}`);
    }
    return { ...result, ...(this.identity(object) as Record<string, Json> | null) };
  }

  private readItems(
    object: OfficeObject,
    kind: OfficeClass<OfficeObject>,
    paths: readonly (readonly string[])[],
    page: QueryInfo,
  ): Json {
    const items = kind.items?.(object, this.host) ?? [];
    const skip = page.Skip ?? 0;
    const shown = items.slice(skip, page.Top == null ? undefined : skip + page.Top);
    const result: Record<string, Json> = {};
    const inner: (readonly string[])[] = [];
    for (const path of paths) {
      const [first = '', ...rest] = path;
      const property = member(kind.properties, capital(first));
      if (property) result[capital(first)] = property.get(object, this.host);
      else if (first.toLowerCase() !== 'items') inner.push(path);
      else if (rest.length > 0) inner.push(rest);
    }
    if (paths.length > 0 && inner.length === 0 && Object.keys(result).length > 0) return result;
    return { ...result, _Items: shown.map((item) => this.read(item, inner)) };
  }
}

/** What a class says of a name that came over the wire. `constructor` and its like are no members of Office's. */
function member<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
