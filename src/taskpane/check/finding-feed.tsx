import { makeStyles } from '@fluentui/react-components';
import {
  defaultRangeExtractor,
  measureElement,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
} from 'react';
import type { CellRef, Finding } from '../../ledger/finding';
import type { ListedFinding } from '../../workbook/finding-list';
import type { Wording } from '../../wording/wording';
import { useCheck } from './check-context';
import { FindingCard, openClauseKey } from './finding-card';

/** What a card is taken to be high until it has been measured, in pixels, and how many are drawn beyond the edges. */
const CARD_HEIGHT = 96;
const OVERSCAN = 6;
const estimateSize = (): number => CARD_HEIGHT;
/** A pane that is put away has no height: its cards keep theirs, so that the list is where it was when it comes back. */
function measureCard(
  card: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  list: Virtualizer<HTMLElement, HTMLElement>,
): number {
  const height = measureElement(card, entry, list);
  if (height > 0) return height;
  const key = list.options.getItemKey(list.indexFromElement(card));
  return list.itemSizeCache.get(key) ?? CARD_HEIGHT;
}
/** How many findings PageUp and PageDown pass. */
const PAGE = 10;

const useStyles = makeStyles({
  scroll: { flexGrow: 1, minHeight: '160px', overflowY: 'auto', overflowX: 'hidden', overflowAnchor: 'none' },
  all: { position: 'relative', width: '100%' },
  card: { position: 'absolute', top: 0, left: 0, right: 0 },
});

interface Props {
  readonly findings: readonly ListedFinding[];
  readonly isLate: boolean;
  readonly wording: Wording;
  readonly onApply: (finding: Finding) => void;
  readonly onWaive: (finding: Finding) => void;
  readonly onShow: (place: CellRef) => Promise<void>;
}

/**
 * The findings, of which only those in view are drawn: ten thousand scroll as smoothly as ten. It takes what it needs of the
 * pane, so that it isn't drawn anew with every step of a reading.
 */
export const FindingFeed = memo(function FindingFeed(props: Props): JSX.Element {
  const { findings, isLate, wording, onApply, onWaive, onShow } = props;
  const { session, check } = useCheck();
  const styles = useStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const [currentKey, setCurrentKey] = useState<string>();
  const [chosenKey, setChosenKey] = useState<string>();
  const lastIndex = useRef(0);
  /** The card that is to be focused as soon as it is drawn. */
  const wanted = useRef<number | undefined>(undefined);
  const hadFocus = useRef(false);

  const found = useMemo(
    () => (currentKey === undefined ? -1 : findings.findIndex(({ key }) => key === currentKey)),
    [findings, currentKey],
  );
  // A finding that is gone leaves the place to the one that has moved up.
  const current = found >= 0 ? found : Math.max(0, Math.min(lastIndex.current, findings.length - 1));

  // All cards are placed anew when this function is another one.
  const getItemKey = useCallback((index: number) => findings[index]?.key ?? index, [findings]);
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: findings.length,
    getScrollElement: () => scroll.current,
    estimateSize,
    measureElement: measureCard,
    getItemKey,
    overscan: OVERSCAN,
    // What it takes itself to be before it has been measured: a pane's usual height.
    initialRect: { width: 320, height: 480 },
    // The current card is always there for the Tab key to come to.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (shown.includes(current) || current >= range.count) return shown;
      return [...shown, current].sort((a, b) => a - b);
    },
  });

  useEffect(() => {
    lastIndex.current = current;
  }, [current]);

  const focusWanted = (): void => {
    if (wanted.current === undefined) return;
    const card = scroll.current?.querySelector<HTMLElement>(`article[data-index="${String(wanted.current)}"]`);
    if (!card) return;
    wanted.current = undefined;
    card.focus({ preventScroll: true });
  };
  useEffect(focusWanted);

  // Focus that stood on something that is gone returns to the list.
  useLayoutEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body || findings.length === 0) return;
    wanted.current = current;
    focusWanted();
  });

  const moveTo = (index: number): void => {
    const to = Math.max(0, Math.min(index, findings.length - 1));
    const key = findings[to]?.key;
    if (key === undefined) return;
    wanted.current = to;
    setCurrentKey(key);
    virtualizer.scrollToIndex(to, { align: 'auto' });
    focusWanted();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + PAGE,
      PageUp: current - PAGE,
      Home: 0,
      End: findings.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moveTo(to);
  };

  const show = useCallback(
    (listed: ListedFinding) => {
      setCurrentKey(listed.key);
      setChosenKey(listed.key);
      void onShow({ sheet: listed.finding.sheet, cell: listed.finding.cell });
    },
    [onShow],
  );
  const toggleClause = useCallback((key: string) => session.toggleClause(key), [session]);
  const actions = useMemo(
    () => ({ show, apply: onApply, waive: onWaive, toggleClause }),
    [show, onApply, onWaive, toggleClause],
  );

  return (
    <div
      ref={scroll}
      className={styles.scroll}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        hadFocus.current = true;
        const index = event.target.closest<HTMLElement>('article')?.dataset['index'];
        const key = index === undefined ? undefined : findings[Number(index)]?.key;
        if (key !== undefined) setCurrentKey(key);
      }}
      onBlur={(event) => {
        // Without a next element the focused one has gone, or the window has lost the focus.
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) {
          hadFocus.current = false;
        }
      }}
    >
      <div
        className={styles.all}
        role="feed"
        aria-busy={isLate}
        aria-label={wording.pane('pane-check', 'list')}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const listed = findings[index];
          if (!listed) return null;
          const { sheet, cell, clauses } = listed.finding;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={styles.card}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              <FindingCard
                listed={listed}
                wording={wording}
                index={index}
                total={findings.length}
                isCurrent={index === current}
                isChosen={listed.key === chosenKey}
                isWaiting={check.waiting.has(`${sheet}!${cell}`)}
                isBusy={check.isBusy}
                open={clauses.filter((clause) => check.openClauses.has(openClauseKey(listed, clause))).join('\n')}
                actions={actions}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
});
