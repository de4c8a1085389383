import type { DerivationInput, DerivationNode } from '../../settlement/answer';

/** How many inputs of one figure are listed before more are asked for. */
export const INPUTS_AT_ONCE = 50;

/** Which branches are open, and of which more inputs have been asked for; a branch is known by its path, «0/3/1». */
export interface Opened {
  readonly open: ReadonlySet<string>;
  readonly asked: ReadonlyMap<string, number>;
}

interface LineBase {
  readonly path: string;
  readonly parent: string | undefined;
  /** From 1, as screen readers count. */
  readonly level: number;
  readonly position: number;
  readonly of: number;
}

/** What stands in one line of a derivation on the screen. */
export type DerivationLine =
  | (LineBase & { readonly kind: 'input'; readonly input: DerivationInput; readonly isOpen: boolean | undefined })
  /** The rest of a long list, not shown yet. */
  | (LineBase & { readonly kind: 'more'; readonly left: number });

export const ROOT = '0';

// Inputs are made anew whenever they are asked for; a tree on the screen asks for the same ones at every stroke of a key.
const made = new WeakMap<DerivationNode, readonly DerivationInput[]>();

export function inputsOf(node: DerivationNode): readonly DerivationInput[] {
  const known = made.get(node) ?? node.inputs();
  made.set(node, known);
  return known;
}

/** The lines of a derivation as far as it is opened. What is closed is not even made. */
export function derivationLines(root: DerivationNode, opened: Opened): readonly DerivationLine[] {
  const lines: DerivationLine[] = [];
  const add = (input: DerivationInput, base: LineBase): void => {
    if (input.kind === 'leaf') {
      lines.push({ ...base, kind: 'input', input, isOpen: undefined });
      return;
    }
    const inputs = inputsOf(input);
    const isOpen = inputs.length === 0 ? undefined : opened.open.has(base.path);
    lines.push({ ...base, kind: 'input', input, isOpen });
    if (isOpen !== true) return;
    const shown = Math.min(inputs.length, opened.asked.get(base.path) ?? INPUTS_AT_ONCE);
    const below = { parent: base.path, level: base.level + 1, of: inputs.length };
    inputs
      .slice(0, shown)
      .forEach((each, index) => add(each, { ...below, path: `${base.path}/${index}`, position: index + 1 }));
    const left = inputs.length - shown;
    if (left > 0) lines.push({ ...below, kind: 'more', path: `${base.path}/more`, position: shown + 1, left });
  };
  add(root, { path: ROOT, parent: undefined, level: 1, position: 1, of: 1 });
  return lines;
}
