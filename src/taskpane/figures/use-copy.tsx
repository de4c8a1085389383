import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { usePane } from '../pane-context';
import { useText } from './texts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, alignItems: 'flex-start' },
  field: {
    alignSelf: 'stretch',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    resize: 'vertical',
  },
});

/**
 * Copies text. Excel's own browser may refuse its clipboard to add-ins: the text then stands selected in a field, one
 * keystroke away.
 */
export function useCopy(): { readonly copy: (text: string) => void; readonly refused: ReactNode } {
  const { tell } = usePane();
  const say = useText();
  const [text, setText] = useState<string>();
  const copy = (wanted: string): void => {
    toClipboard(wanted).then(
      () => {
        setText(undefined);
        tell({ intent: 'success', sentence: say('copied') });
      },
      () => setText(wanted),
    );
  };
  return { copy, refused: text === undefined ? null : <SelectedText text={text} onDone={() => setText(undefined)} /> };
}

async function toClipboard(text: string): Promise<void> {
  // Typed as always there; a page that is not served securely has none.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) throw new Error('no clipboard');
  await clipboard.writeText(text);
}

function SelectedText({ text, onDone }: { text: string; onDone: () => void }) {
  const say = useText();
  const styles = useStyles();
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [text]);
  return (
    <div className={styles.box}>
      <label htmlFor={label}>{say('copy-by-hand')}</label>
      <textarea id={label} ref={field} className={styles.field} value={text} readOnly rows={5} />
      <Button size="small" onClick={onDone}>
        {say('close')}
      </Button>
    </div>
  );
}
