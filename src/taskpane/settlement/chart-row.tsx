import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWayTo } from '../figures/way-back';
import type { Destination } from '../pane-context';

const useStyles = makeStyles({
  row: {
    font: 'inherit',
    color: 'inherit',
    textAlign: 'start',
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    width: '100%',
    boxSizing: 'border-box',
    minHeight: '32px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    inlineSize: `calc(100% + 2 * ${tokens.spacingHorizontalS})`,
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
  },
  name: { minWidth: 0, overflowWrap: 'anywhere', flexShrink: 1 },
  figure: { marginInlineStart: 'auto', fontWeight: tokens.fontWeightSemibold },
  strong: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  note: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** One figure of a chart: its name, the figure itself and a bar. All of it is one button that opens the derivation. */
export function ChartRow({
  name,
  figure,
  bar,
  note,
  strong = false,
  spot,
  opens,
}: {
  name: ReactNode;
  figure: ReactNode;
  bar?: ReactNode;
  note?: ReactNode;
  strong?: boolean;
  /** The row's own name on the screen, for the focus to return to. */
  spot: string;
  opens: Destination;
}) {
  const styles = useStyles();
  const wayTo = useWayTo();
  return (
    <button
      type="button"
      className={styles.row}
      data-spot={spot}
      onClick={() => wayTo(opens, { destination: { view: 'settlement' }, spot })}
    >
      <span className={mergeClasses(styles.line, strong && styles.strong)}>
        <span className={styles.name}>{name}</span>
        <span className={styles.figure}>{figure}</span>
      </span>
      {bar}
      {note !== undefined && note !== null && <span className={styles.note}>{note}</span>}
    </button>
  );
}
