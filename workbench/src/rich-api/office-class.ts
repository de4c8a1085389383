/** How an Office class is described: its properties, its links to other objects, its methods; and what they are given. */
import { type CellsChanged, type GridModel } from '../grid/grid-model';
import { type DocumentStore } from '../document-store';
import { invalidArgument } from './office-error';
import { type OfficeObject, type OfficeType } from './office-objects';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Whole rows or columns that came or went. */
export type MovedCells = Pick<CellsChanged, 'kind' | 'sheet' | 'area'>;

/** What the host offers to a class beside the object itself. */
export interface HostServices {
  readonly grid: GridModel;
  readonly document: DocumentStore;
  /** BCP 47 tag of the display language. */
  readonly language: string;
  /** Remembers that the add-in listens to this event of this object; see events.ts. */
  listen(eventType: number, target: string): void;
  unlisten(eventType: number, target: string): void;
  /** The add-in itself has moved cells: its ranges move along at once, before the request goes on. */
  moved(change: MovedCells): void;
  /** Opens a file as a document of its own; `undefined` where the host opens none. */
  readonly openNew: ((bytes: Uint8Array) => void) | undefined;
  /** What office.js calls of the host's own services. */
  service(name: string, method: string, args: Args): Json;
}

type Read<Target> = (target: Target, host: HostServices) => Json;
type Write<Target> = (target: Target, value: unknown, host: HostServices) => void;

export interface Property<Target> {
  readonly get: Read<Target>;
  readonly set?: Write<Target>;
}

/** Gives an object, a value, or nothing. */
export type Method<Target> =
  | ((target: Target, args: Args, host: HostServices) => OfficeObject | Json | undefined)
  | ((target: Target, args: Args, host: HostServices) => void);

export interface OfficeClass<Target> {
  /** Names as on the wire: with a capital. */
  readonly properties?: Readonly<Record<string, Property<Target>>>;
  readonly links?: Readonly<Record<string, (target: Target, host: HostServices) => OfficeObject>>;
  readonly methods?: Readonly<Record<string, Method<Target>>>;
  /** For a collection: its items, and the one with this key. */
  readonly items?: (target: Target, host: HostServices) => readonly OfficeObject[];
  readonly item?: (target: Target, key: Args, host: HostServices) => OfficeObject;
  /** By what a collection finds the object again. */
  readonly id?: (target: Target, host: HostServices) => string | number;
  /** Whether the object is still there: one that is not answers ItemNotFound. */
  readonly exists?: (target: Target, host: HostServices) => boolean;
}

export type ObjectOf<Type extends OfficeType> = Extract<OfficeObject, { readonly type: Type }>;

export type OfficeClasses = { readonly [Type in OfficeType]: OfficeClass<ObjectOf<Type>> };

export function isOfficeObject(value: unknown): value is OfficeObject {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The arguments of a call, each read as what it must be. */
export class Args {
  constructor(private readonly values: readonly unknown[]) {}

  get count(): number {
    return this.values.length;
  }

  raw(at: number): unknown {
    return this.values[at];
  }

  isLeftOut(at: number): boolean {
    return this.values[at] === undefined || this.values[at] === null;
  }

  text(at: number): string {
    const value = this.values[at];
    if (typeof value !== 'string') throw invalidArgument();
    return value;
  }

  optionalText(at: number): string | undefined {
    return this.isLeftOut(at) ? undefined : this.text(at);
  }

  number(at: number): number {
    const value = this.values[at];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidArgument();
    return value;
  }

  integer(at: number): number {
    const value = this.number(at);
    if (!Number.isInteger(value)) throw invalidArgument();
    return value;
  }

  optionalInteger(at: number): number | undefined {
    return this.isLeftOut(at) ? undefined : this.integer(at);
  }

  flag(at: number): boolean {
    return this.values[at] === true;
  }

  /** An argument that is an object of this type. */
  object<Type extends OfficeType>(at: number, type: Type): ObjectOf<Type> {
    const value = this.optionalObject(at, type);
    if (!value) throw invalidArgument();
    return value;
  }

  optionalObject<Type extends OfficeType>(at: number, type: Type): ObjectOf<Type> | undefined {
    const value = this.values[at];
    return isOfficeObject(value) && value.type === type ? (value as ObjectOf<Type>) : undefined;
  }

  record(at: number): Readonly<Record<string, unknown>> {
    return asRecord(this.values[at]);
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidArgument();
  return value as Readonly<Record<string, unknown>>;
}

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument();
  return value;
}

export function asNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidArgument();
  return value;
}

export function asFlag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw invalidArgument();
  return value;
}

/** One of these words, whatever its case. */
export function asOneOf<const Word extends string>(value: unknown, words: readonly Word[]): Word {
  const text = asText(value).toLowerCase();
  const word = words.find((one) => one.toLowerCase() === text);
  if (word === undefined) throw invalidArgument();
  return word;
}
