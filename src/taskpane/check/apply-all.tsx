import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState, type JSX } from 'react';
import { cellsBySheet } from '../../workbook/fixes';
import type { CellEdit } from '../../workbook/port';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';

const useStyles = makeStyles({
  surface: { padding: tokens.spacingHorizontalL, maxWidth: 'calc(100vw - 32px)', boxSizing: 'border-box' },
  list: { margin: `${tokens.spacingVerticalS} 0`, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

interface Props {
  /** How many cells would be changed. */
  readonly count: number;
  readonly isOff: boolean;
  readonly editsOf: () => readonly CellEdit[];
  readonly onApply: (edits: readonly CellEdit[]) => void;
}

/** Applies the list's suggestions that leave every value what it is, after saying how many cells of which sheets that changes. */
export function ApplyAll({ count, isOff, editsOf, onApply }: Props): JSX.Element {
  const { wording } = usePane();
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  // What is confirmed is what is done, also where the list changes meanwhile. It stays while the dialog fades out.
  const [asked, setAsked] = useState<readonly CellEdit[]>([]);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_, { open }) => {
        if (open) setAsked(editsOf());
        setIsOpen(open);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" disabledFocusable={isOff}>
          {wording.pane('pane-check', 'apply-all', { count })}
        </Button>
      </DialogTrigger>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{wording.pane('pane-check', 'apply-all-title')}</DialogTitle>
          <DialogContent>
            {wording.pane('pane-check', 'apply-all-text', { count: asked.length })}
            <ul className={styles.list}>
              {cellsBySheet(asked).map(({ sheet, cells }) => (
                <li key={sheet}>
                  {wording.pane('pane-check', 'apply-all-sheet', { sheet: visible(sheet), count: cells })}
                </li>
              ))}
            </ul>
            {wording.pane('pane-check', 'apply-all-which')} {wording.pane('pane-check', 'apply-all-undo')}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              onClick={() => {
                setIsOpen(false);
                onApply(asked);
              }}
            >
              {wording.pane('pane-check', 'apply')}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button>{wording.pane('pane-check', 'cancel')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
