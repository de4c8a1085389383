import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

/** A stretch of a bar, in per cent of its whole length. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly tone: 'counted' | 'notCounted' | 'cost' | 'loss' | 'share' | 'other' | 'reached';
}

const FORCED = '@media (forced-colors: active)';

const useStyles = makeStyles({
  track: {
    position: 'relative',
    display: 'block',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground4,
    [FORCED]: { forcedColorAdjust: 'none', backgroundColor: 'Canvas', outline: '1px solid GrayText' },
  },
  open: { backgroundColor: 'transparent', [FORCED]: { outline: 'none' } },
  stretch: { position: 'absolute', top: 0, bottom: 0, minWidth: '2px' },
  counted: { backgroundColor: tokens.colorBrandBackground, [FORCED]: { backgroundColor: 'Highlight' } },
  // Hatched as well as pale: it is told apart without seeing its colour.
  notCounted: {
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorNeutralStroke1} 0, ${tokens.colorNeutralStroke1} 3px, transparent 3px, transparent 6px)`,
    [FORCED]: {
      backgroundImage: 'repeating-linear-gradient(135deg, CanvasText 0, CanvasText 2px, Canvas 2px, Canvas 6px)',
    },
  },
  cost: { backgroundColor: tokens.colorNeutralForeground3, [FORCED]: { backgroundColor: 'GrayText' } },
  loss: { backgroundColor: tokens.colorPaletteRedBackground3, [FORCED]: { backgroundColor: 'CanvasText' } },
  share: { backgroundColor: tokens.colorBrandBackground, [FORCED]: { backgroundColor: 'Highlight' } },
  other: { backgroundColor: tokens.colorBrandStroke2Contrast, [FORCED]: { backgroundColor: 'CanvasText' } },
  reached: { backgroundColor: tokens.colorPaletteGreenBackground3, [FORCED]: { backgroundColor: 'Highlight' } },
  goal: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: '2px',
    backgroundColor: tokens.colorNeutralForeground1,
    [FORCED]: { backgroundColor: 'CanvasText' },
  },
});

/**
 * A bar beside figures that say the same in words: it is for the eye only and hidden from screen readers. Lengths are
 * ratios of the exact figures; no figure is ever read off them.
 */
export function Bar({
  stretches,
  goal,
  open = false,
}: {
  stretches: readonly Stretch[];
  /** Where a target stands, in per cent. */
  goal?: number;
  /** Without the ground that shows the whole length. */
  open?: boolean;
}) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.track, open && styles.open)} aria-hidden="true">
      {stretches
        .filter(({ from, to }) => to > from)
        .map(({ from, to, tone }) => (
          <span
            key={tone}
            className={mergeClasses(styles.stretch, styles[tone])}
            style={{ left: percent(from), width: percent(to - from) }}
          />
        ))}
      {goal !== undefined && <span className={styles.goal} style={{ left: `calc(${percent(goal)} - 2px)` }} />}
    </span>
  );
}

function percent(value: number): string {
  return `${String(Math.min(100, Math.max(0, value)))}%`;
}
