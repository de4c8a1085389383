import type { WpsApi } from '../../../src/hosts/wps/wps-api';

/** What is otherwise in a WPS: any member of any of its objects. What is left out is as it was. */
export interface Alteration {
  /** What a member tells; a method may be told as another one. */
  readonly get?: (object: object, member: string, told: () => unknown) => unknown;
  /** What setting a member does. */
  readonly set?: (object: object, member: string, value: unknown, set: () => void) => void;
}

/** A WPS whose objects, and all that they give, are altered. */
export function altered(api: WpsApi, { get, set }: Alteration): WpsApi {
  const plain = new WeakMap<object, object>();
  const plainOf = (value: unknown): unknown => (isObject(value) ? (plain.get(value) ?? value) : value);
  /** What calls back is given altered objects as well; it is the same function each time, so that it can be taken away. */
  const callbacks = new WeakMap<object, (...told: unknown[]) => unknown>();
  const callbackOf = (listener: (...told: unknown[]) => unknown): unknown => {
    const known = callbacks.get(listener) ?? ((...told: unknown[]) => listener(...told.map((one) => alter(one))));
    callbacks.set(listener, known);
    return known;
  };
  const handedOver = (value: unknown): unknown =>
    typeof value === 'function' && !plain.has(value)
      ? callbackOf(value as (...told: unknown[]) => unknown)
      : plainOf(value);
  const alter = (value: unknown, holder?: object): unknown => {
    if (!isObject(value) || Array.isArray(value)) return value;
    const proxy = new Proxy(value, {
      get: (object, member) => {
        const told = (): unknown => Reflect.get(object, member, object);
        if (typeof member !== 'string') return told();
        return alter(get ? get(object, member, told) : told(), object);
      },
      set: (object, member, given) => {
        const put = (): void => {
          Reflect.set(object, member, plainOf(given), object);
        };
        if (set) set(object, String(member), given, put);
        else put();
        return true;
      },
      // Objects of the application know themselves: their methods are called on them, and given them.
      apply: (method, _this, given) =>
        alter(Reflect.apply(method as (...all: unknown[]) => unknown, holder, given.map(handedOver))),
    });
    plain.set(proxy, value);
    return proxy;
  };
  return alter(api) as WpsApi;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
