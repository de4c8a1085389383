/**
 * What the pages use and Chromium 69, the oldest that WPS is known to come with, lacks; test/addin/wps-build.test.ts names what
 * is missing here. Before everything else: modules use these as they are loaded.
 */
import 'core-js/stable/global-this';
import 'core-js/stable/array/at';
// Stable since V8 7.0 only: findings, shares and ties keep the order that they have in Excel.
import 'core-js/stable/array/sort';
import 'core-js/stable/object/from-entries';
import 'core-js/stable/object/has-own';
import 'core-js/stable/promise/all-settled';
import 'core-js/stable/string/at';
import 'core-js/stable/string/match-all';
import 'core-js/stable/string/replace-all';

/** Holds on to its target, as an engine may for as long as it likes: no script could tell when nobody else does. */
class HeldRef<T> {
  constructor(private readonly target: T) {}

  deref(): T {
    return this.target;
  }
}

/** Typed as always there. */
const page = window as { WeakRef?: unknown };
page.WeakRef ??= HeldRef;

const signals = AbortSignal as { abort?: () => AbortSignal };
signals.abort ??= () => {
  const controller = new AbortController();
  controller.abort();
  return controller.signal;
};
