import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight12Regular } from '@fluentui/react-icons/svg/chevron-right';
import type { ReactNode } from 'react';
import { parseDecimal } from '../../kernel/decimal';
import { qualifiedAddress } from '../../ledger/a1';
import type { CellRef } from '../../ledger/finding';
import { excelErrorOf, type DerivationLeaf, type DerivationNode } from '../../settlement/answer';
import { saysNoMore, spokenUnit } from '../../wording/derivation-wording';
import { shown, visible } from '../../wording/shown-text';
import { Amount } from '../figures/amount';
import { ClauseMarks } from '../figures/clause-marks';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';
import type { DerivationLine } from './derivation-lines';
import { rowLabel } from './row-label';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: '2px',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  plain: { cursor: 'default' },
  chevron: { display: 'inline-flex', alignItems: 'center', height: tokens.lineHeightBase300 },
  body: {
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingInlineStart: tokens.spacingHorizontalXS,
  },
  first: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  root: { fontWeight: tokens.fontWeightSemibold },
  value: {
    marginInlineStart: 'auto',
    textAlign: 'right',
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightSemibold,
  },
  cellValue: { fontWeight: tokens.fontWeightRegular },
  under: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
    fontVariantNumeric: 'tabular-nums',
  },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
  more: { color: tokens.colorBrandForegroundLink },
});

const LONGEST_FORMULA = 500;

/** How far a level stands in; a pane of 320 px still leaves most of its width to words. */
const INDENT = 12;

/** One line of a derivation. */
export function TreeLine({
  line,
  isCurrent,
  onPress,
  onFocus,
  onShow,
}: {
  line: DerivationLine;
  isCurrent: boolean;
  onPress: (line: DerivationLine) => void;
  onFocus: (path: string) => void;
  onShow: (place: CellRef) => void;
}) {
  const say = useText();
  const styles = useStyles();
  const isBranch = line.kind === 'input' && line.isOpen !== undefined;
  const isStill = line.kind === 'input' && line.input.kind === 'node' && !isBranch && !line.input.source;
  return (
    <div
      role="treeitem"
      data-path={line.path}
      tabIndex={isCurrent ? 0 : -1}
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.of}
      {...(isBranch ? { 'aria-expanded': line.isOpen } : {})}
      className={mergeClasses(styles.line, isStill && styles.plain)}
      style={{ marginInlineStart: (line.level - 1) * INDENT }}
      onClick={() => onPress(line)}
      onFocus={() => onFocus(line.path)}
    >
      <span className={styles.chevron} aria-hidden="true">
        {isBranch && (line.isOpen ? <ChevronDown12Regular /> : <ChevronRight12Regular />)}
      </span>
      {line.kind === 'more' ? (
        <span className={styles.more}>{say('more-inputs', { count: line.left })}</span>
      ) : line.input.kind === 'leaf' ? (
        <LeafBody leaf={line.input} />
      ) : (
        <NodeBody node={line.input} isRoot={line.level === 1} isCurrent={isCurrent} onShow={onShow} />
      )}
    </div>
  );
}

function NodeBody({
  node,
  isRoot,
  isCurrent,
  onShow,
}: {
  node: DerivationNode;
  isRoot: boolean;
  isCurrent: boolean;
  onShow: (place: CellRef) => void;
}) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const { title, value, problem, source, clauses, rounding, whatIf } = node;
  const label = rowLabel(node);
  const notes = [
    ...(saysNoMore(wording, node) ? [] : [formulaText(node.formula)]),
    ...(rounding === undefined ? [] : [wording.rounding()]),
    ...(whatIf === true ? [say('what-if')] : []),
  ];
  function formulaText(formula: string): string {
    // A sum too long to be written out says how many rows it has.
    const rows = /^Σ (\d+)$/.exec(formula)?.[1];
    return rows === undefined ? `= ${shown(formula, LONGEST_FORMULA)}` : say('sum-of-rows', { count: Number(rows) });
  }
  return (
    <Body
      name={label === '' ? wording.title(title) : label}
      strong={isRoot}
      value={value === undefined ? problem && excelErrorOf(problem) : <FigureOf node={node} value={value} />}
    >
      {notes.length > 0 && <span className={styles.under}>{notes.join(' · ')}</span>}
      {source && (
        <span className={styles.under}>
          <Link
            as="button"
            inline
            tabIndex={isCurrent ? 0 : -1}
            onClick={(event) => {
              event.stopPropagation();
              onShow(source);
            }}
          >
            {visible(qualifiedAddress(source.sheet, source.cell))}
          </Link>
        </span>
      )}
      {problem && <span className={styles.problem}>{wording.problem(problem)}</span>}
      <ClauseMarks clauses={clauses} tabbable={isCurrent} />
    </Body>
  );
}

function FigureOf({ node, value }: { node: DerivationNode; value: string }) {
  const { live } = usePane();
  return <Amount value={value} unit={spokenUnit(live.policy, node)} />;
}

function LeafBody({ leaf }: { leaf: DerivationLeaf }) {
  const { wording } = usePane();
  const styles = useStyles();
  const { label, value, sheet, cell } = leaf;
  const isNumber = parseDecimal(value) !== undefined;
  return (
    <Body name={shown(label)} cellValue value={isNumber ? wording.number(value) : shown(value) || wording.blank()}>
      <span className={mergeClasses(styles.under, styles.more)}>{visible(qualifiedAddress(sheet, cell))}</span>
    </Body>
  );
}

function Body({
  name,
  value,
  strong = false,
  cellValue = false,
  children,
}: {
  name: string;
  value: ReactNode;
  strong?: boolean;
  cellValue?: boolean;
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <span className={styles.body}>
      <span className={styles.first}>
        <span className={mergeClasses(styles.name, strong && styles.root)}>{name}</span>
        <span className={mergeClasses(styles.value, cellValue && styles.cellValue)}>{value}</span>
      </span>
      {children}
    </span>
  );
}
