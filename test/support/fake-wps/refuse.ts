import { GridRefusal } from '../../../workbench/src/grid/grid-model';

/** WPS throws plain errors, in the language of its menus and without a code. */
export function refuse(reason: string): never {
  throw new Error(`应用程序定义或对象定义错误：${reason}`);
}

/** Does what the grid may refuse, and refuses it in the words of WPS. */
export function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof GridRefusal) refuse(thrown.message);
    throw thrown;
  }
}
