import { Body1, Button, Caption1, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useRef, useState, type FormEvent } from 'react';
import { parseIsoDate } from '../../../kernel/dates';
import {
  approve,
  LONGEST_APPROVAL_FIELD,
  LONGEST_APPROVAL_NOTE,
  readApprovals,
  writeApprovals,
  type ApprovalRefusal,
} from '../../../workbook/approvals';
import { APPROVALS_KEY } from '../../../workbook/stored-keys';
import { dayHere } from '../../../wording/local-day';
import { shortDigest, shown } from '../../../wording/shown-text';
import { Section } from '../../figures/screen';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';
import { StandingNote } from './standing-note';
import { useToolText } from './texts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  digest: { fontFamily: tokens.fontFamilyMonospace },
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  entry: { listStyleType: 'none', display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
});

type FieldName = 'by' | 'on' | 'document' | 'note';
type Fields = Readonly<Record<FieldName, string>>;

const NO_WORDS = { by: '', document: '', note: '' };

/** 批准: records who approved the policy in force, when, by which document, and what exactly. */
export function ApprovalView() {
  const { live, state } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const { policy } = live;
  const approvals = readApprovals(state.opened?.approvals);
  return (
    <ToolPage title={say('approval-title')} back={{ view: 'policy' }}>
      <StandingNote />
      <Body1>{say('approval-intro')}</Body1>
      <Caption1 className={styles.quiet}>{say('approval-limits')}</Caption1>
      <Section title={say('approval-new')}>
        {policy.broken ? <Body1>{say('approval-broken')}</Body1> : <ApprovalForm key={policy.digest} />}
      </Section>
      {approvals.ok && (
        <Section title={say('approval-earlier')}>
          {approvals.value.length === 0 && <Body1>{say('approval-none')}</Body1>}
          <ol className={styles.list}>
            {[...approvals.value].reverse().map(({ by, on, document, note, digest, recordedAt }) => (
              <li key={`${recordedAt} ${digest}`} className={styles.entry}>
                <span>{say('approval-line', { by: shown(by), on, document: shown(document) })}</span>
                {note !== undefined && <span>{shown(note, LONGEST_APPROVAL_NOTE)}</span>}
                <Caption1 className={styles.quiet}>
                  {say('approval-line-digest', { digest: shortDigest(digest) })}
                </Caption1>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </ToolPage>
  );
}

function ApprovalForm() {
  const { live, state, wording, tell, tellProblem } = usePane();
  const say = useToolText();
  const styles = useStyles();
  const [fields, setFields] = useState<Fields>({ ...NO_WORDS, on: dayHere(new Date().toISOString()) });
  const [wrong, setWrong] = useState<Partial<Record<FieldName, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { policy, port } = live;
  const before = state.opened?.approvals;

  const set = (name: FieldName, value: string): void => {
    setFields((known) => ({ ...known, [name]: value }));
    setWrong((known) => ({ ...known, [name]: undefined }));
  };
  const field = (name: FieldName) => ({
    label: say(`approval-${name}`),
    ...(wrong[name] !== undefined && { validationState: 'error' as const, validationMessage: wrong[name] }),
  });

  const complain = (name: FieldName, sentence: string): void => {
    setWrong({ [name]: sentence });
    form.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const on = parseIsoDate(fields.on);
    if (on === undefined) {
      complain('on', say('approval-date-invalid'));
      return;
    }
    const known = readApprovals(before);
    const words = { by: fields.by, on, document: fields.document, note: fields.note };
    // A record that can't be read is left as it is: nothing is put in its place.
    const all = known.ok ? approve(known.value, policy, words, new Date().toISOString()) : known;
    if (!all.ok) {
      refuse(all.error);
      return;
    }
    setBusy(true);
    const written = await port.writeStorage(APPROVALS_KEY, writeApprovals(all.value));
    setBusy(false);
    if (!written.ok) {
      tellProblem(written.error);
      return;
    }
    setFields({ ...NO_WORDS, on: dayHere(new Date().toISOString()) });
    tell({
      intent: 'success',
      sentence: say('approval-recorded', { by: shown(fields.by.trim()), on, document: shown(fields.document.trim()) }),
      action: {
        label: say('undo'),
        run: () =>
          void port.writeStorage(APPROVALS_KEY, before).then((undone) => {
            if (undone.ok) tell({ intent: 'info', sentence: say('approval-taken-back') });
            else tellProblem(undone.error);
          }),
      },
    });
  };

  const refuse = (refusal: ApprovalRefusal): void => {
    if (refusal.code === 'approval-field-empty') complain(refusal.field, say('approval-field-empty'));
    else if (refusal.code === 'approval-field-too-long') {
      const { length, most } = refusal;
      complain(refusal.field, say('approval-field-too-long', { length, most }));
    } else {
      const reason = wording.standing({ kind: 'unknown', problem: refusal });
      tell({ intent: 'error', sentence: say('approval-refused', { reason }) });
    }
  };

  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <Field {...field('by')} required>
        <Input
          name="by"
          value={fields.by}
          placeholder={say('approval-by-hint')}
          maxLength={LONGEST_APPROVAL_FIELD}
          onChange={(_event, { value }) => set('by', value)}
        />
      </Field>
      <Field {...field('on')} required>
        <Input name="on" type="date" value={fields.on} onChange={(_event, { value }) => set('on', value)} />
      </Field>
      <Field {...field('document')} required>
        <Input
          name="document"
          value={fields.document}
          maxLength={LONGEST_APPROVAL_FIELD}
          onChange={(_event, { value }) => set('document', value)}
        />
      </Field>
      <Field {...field('note')}>
        <Textarea
          name="note"
          value={fields.note}
          maxLength={LONGEST_APPROVAL_NOTE}
          onChange={(_event, { value }) => set('note', value)}
        />
      </Field>
      <Caption1 className={styles.digest}>{say('approval-digest', { digest: shortDigest(policy.digest) })}</Caption1>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {say('approve')}
        </Button>
      </div>
    </form>
  );
}
