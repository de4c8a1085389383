import {
  Body1,
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState, type FormEvent, type JSX } from 'react';
import { qualifiedAddress } from '../../../ledger/a1';
import type { Finding } from '../../../ledger/finding';
import { LONGEST_WAIVER_NAME, LONGEST_WAIVER_REASON } from '../../../workbook/waivers';
import { visible } from '../../../wording/shown-text';
import { useCheck } from '../../check/check-context';
import { usePane } from '../../pane-context';
import { returnFocus } from '../../shell/focused';
import { useToolText, useWaiving, type FieldRefusal } from './use-waiving';

const useStyles = makeStyles({
  surface: { padding: tokens.spacingHorizontalL, maxWidth: 'calc(100vw - 32px)', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  place: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly finding: Finding;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks who sets a finding aside and why. The focus returns to where it was. */
export function WaiveDialog({ finding, isOpen, onClose }: Props): JSX.Element {
  const styles = useStyles();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface className={styles.surface}>
        <WaiveForm finding={finding} onClose={onClose} />
      </DialogSurface>
    </Dialog>
  );
}

function WaiveForm({ finding, onClose }: Omit<Props, 'isOpen'>): JSX.Element {
  const { wording } = usePane();
  const { session } = useCheck();
  const { waive } = useWaiving();
  const say = useToolText();
  const styles = useStyles();
  const [by, setBy] = useState(session.waiverName);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<FieldRefusal>();
  const [isBusy, setBusy] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const why = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const cameFrom = document.activeElement;
    return () => returnFocus(cameFrom);
  }, []);

  // The first field that is still to be filled in, after the dialog has taken the focus for itself.
  useEffect(() => {
    const frame = requestAnimationFrame(() => (session.waiverName === '' ? name : why).current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [session]);

  useEffect(() => {
    if (refusal) (refusal.field === 'by' ? name : why).current?.focus();
  }, [refusal]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    // A reason is shown in one line wherever it stands.
    const done = await waive(finding, { by, reason: reason.replaceAll(/\s+/g, ' ') });
    setBusy(false);
    if (typeof done === 'object') setRefusal(done);
    else if (done === 'done') onClose();
  };
  const wrong = (field: FieldRefusal['field']) =>
    refusal?.field === field && {
      validationState: 'error' as const,
      validationMessage:
        refusal.code === 'waiver-field-empty'
          ? say('waiver-field-empty')
          : say('waiver-field-too-long', { length: refusal.length, most: refusal.most }),
    };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <DialogBody>
        <DialogTitle>{say('waive-title')}</DialogTitle>
        <DialogContent className={styles.content}>
          <Body1>
            <span className={styles.place}>{visible(qualifiedAddress(finding.sheet, finding.cell))}</span>{' '}
            {wording.findingHere(finding)}
          </Body1>
          <Field label={say('waive-by')} required {...wrong('by')}>
            <Input
              input={{ ref: name }}
              value={by}
              maxLength={LONGEST_WAIVER_NAME}
              onChange={(_event, { value }) => setBy(value)}
            />
          </Field>
          <Field label={say('waive-reason')} required {...wrong('reason')}>
            <Textarea
              textarea={{ ref: why }}
              value={reason}
              maxLength={LONGEST_WAIVER_REASON}
              onChange={(_event, { value }) => setReason(value)}
            />
          </Field>
          <Caption1>{say('waive-effect')}</Caption1>
          <Caption1 className={styles.quiet}>{say('waive-limits')}</Caption1>
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {say('waive')}
          </Button>
          <DialogTrigger disableButtonEnhancement>
            <Button>{say('cancel')}</Button>
          </DialogTrigger>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
