import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { LocalText } from '../../policy/schema';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';

const useStyles = makeStyles({
  figure: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', textAlign: 'right' },
  negative: { color: tokens.colorPaletteRedForeground1 },
  unit: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, marginInlineStart: '0.25em' },
});

/**
 * A figure as the core wrote it, with thousands separators and its unit: digits stand under digits, and a negative one is
 * red besides its minus. Nothing is computed or rounded here.
 */
export function Amount({ value, unit = 'CNY', bare }: { value: string; unit?: string | LocalText; bare?: boolean }) {
  const { wording } = usePane();
  const styles = useStyles();
  const shown = unit === 'CNY' ? wording.amount(value) : wording.number(value);
  const spoken = wording.unit(unit);
  return (
    <span className={mergeClasses(styles.figure, value.startsWith('-') && styles.negative)}>
      {visible(shown)}
      {bare !== true && spoken !== '' && <span className={styles.unit}>{spoken}</span>}
    </span>
  );
}
