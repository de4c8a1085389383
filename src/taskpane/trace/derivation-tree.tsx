import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { CellRef } from '../../ledger/finding';
import type { DerivationNode } from '../../settlement/answer';
import { useText } from '../figures/texts';
import { useCopy } from '../figures/use-copy';
import { usePane } from '../pane-context';
import { derivationText } from './derivation-copy';
import { derivationLines, INPUTS_AT_ONCE, ROOT, type DerivationLine, type Opened } from './derivation-lines';
import { TreeLine } from './tree-line';

const useStyles = makeStyles({
  tree: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  foot: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalXS },
});

const TOP_OPEN: Opened = { open: new Set([ROOT]), asked: new Map() };

/**
 * A derivation as a tree, opened line by line down to the cells. One stop of the Tab key; the arrow keys go through it as
 * through every tree (WAI-ARIA Authoring Practices, Tree View). Give it the derivation's identity as its key.
 */
export function DerivationTree({
  root,
  label,
  onShow,
}: {
  root: DerivationNode;
  label: string;
  /** Told before a cell of the derivation is selected in the sheet. */
  onShow?: (place: CellRef) => void;
}) {
  const { live, wording, showCell } = usePane();
  const say = useText();
  const styles = useStyles();
  const { copy, refused } = useCopy();
  const [opened, setOpened] = useState(TOP_OPEN);
  const [current, setCurrent] = useState(ROOT);
  const tree = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => derivationLines(root, opened), [root, opened]);
  // A derivation that has changed underneath may have lost the line that was stood on.
  const standing = lines.some(({ path }) => path === current) ? current : ROOT;

  const show = useCallback(
    (place: CellRef): void => {
      onShow?.(place);
      void showCell(place);
    },
    [onShow, showCell],
  );

  const moveTo = (path: string | undefined): void => {
    if (path === undefined) return;
    setCurrent(path);
    const items = tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
    [...items].find((item) => item.dataset['path'] === path)?.focus();
  };

  const toggle = (path: string, isOpen: boolean): void =>
    setOpened(({ open, asked }) => {
      const next = new Set(open);
      if (isOpen) next.add(path);
      else next.delete(path);
      return { open: next, asked };
    });

  const askForMore = (parent: string): void => {
    setOpened(({ open, asked }) => {
      const shown = asked.get(parent) ?? INPUTS_AT_ONCE;
      return { open, asked: new Map(asked).set(parent, shown + INPUTS_AT_ONCE) };
    });
    // The line that asked gives way to the first of those that it brought.
    setCurrent(parent);
  };

  const press = (line: DerivationLine): void => {
    setCurrent(line.path);
    if (line.kind === 'more') {
      if (line.parent !== undefined) askForMore(line.parent);
    } else if (line.input.kind === 'leaf') show({ sheet: line.input.sheet, cell: line.input.cell });
    else if (line.isOpen !== undefined) toggle(line.path, !line.isOpen);
    else if (line.input.source) show(line.input.source);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys within a line, on a clause say, are that control's own.
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'treeitem') return;
    const index = lines.findIndex(({ path }) => path === standing);
    const line = lines[index];
    if (!line) return;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(lines[index + 1]?.path),
      ArrowUp: () => moveTo(lines[index - 1]?.path),
      Home: () => moveTo(ROOT),
      End: () => moveTo(lines.at(-1)?.path),
      ArrowRight: () => {
        if (line.kind !== 'input' || line.isOpen === undefined) return;
        if (line.isOpen) moveTo(lines[index + 1]?.path);
        else toggle(line.path, true);
      },
      ArrowLeft: () => {
        if (line.kind === 'input' && line.isOpen === true) toggle(line.path, false);
        else moveTo(line.parent);
      },
      Enter: () => press(line),
      ' ': () => press(line),
    };
    const action = event.altKey || event.ctrlKey || event.metaKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    <>
      <div role="tree" aria-label={label} ref={tree} className={styles.tree} onKeyDown={onKeyDown}>
        {lines.map((line) => (
          <TreeLine
            key={line.path}
            line={line}
            isCurrent={line.path === standing}
            onPress={press}
            onFocus={setCurrent}
            onShow={show}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <Button size="small" icon={<Copy16Regular />} onClick={() => copy(derivationText(wording, live.policy, lines))}>
          {say('copy-derivation')}
        </Button>
        {refused}
      </div>
    </>
  );
}
