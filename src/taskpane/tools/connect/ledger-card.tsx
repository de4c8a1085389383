import { Button, Caption1, makeStyles, Select, tokens } from '@fluentui/react-components';
import { columnLetters } from '../../../ledger/a1';
import {
  headingOf,
  type BlockReading,
  type ColumnSource,
  type ConnectionEdit,
  type HeadingRef,
  type ListColumn,
  type ProposedBlock,
} from '../../../ledger/connect';
import type { Column } from '../../../policy/schema';
import { shown, visible } from '../../../wording/shown-text';
import { isUnsure, type ConnectionText } from '../../../wording/tools/connect-tools-wording';
import { CellLink } from '../../figures/cell-link';
import { Section } from '../../figures/screen';
import { usePane } from '../../pane-context';
import type { ConnectionPlan } from './plan';

const useStyles = makeStyles({
  columns: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  column: { listStyleType: 'none', minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  name: { flexBasis: '30%', flexShrink: 0, overflowWrap: 'anywhere' },
  select: { flexGrow: 1, minWidth: 0 },
  quiet: { display: 'block', color: tokens.colorNeutralForeground3 },
  unsure: { color: tokens.colorStatusWarningForeground3 },
  required: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, display: 'block' },
});

interface Props {
  readonly text: ConnectionText;
  readonly plan: ConnectionPlan;
  /** The list as it was proposed. */
  readonly proposed: BlockReading;
  /** What the proposal says of it. */
  readonly said: ProposedBlock | undefined;
  readonly onEdit: (edit: ConnectionEdit) => void;
  readonly onTakeBack: (edit: ConnectionEdit) => void;
}

/** A list that would be read as a ledger: where it stands, and which of its columns is which. Each can be changed. */
export function LedgerCard({ text, plan, proposed, said, onEdit, onTakeBack }: Props) {
  const styles = useStyles();
  const { key } = proposed;
  const { ledger } = proposed.block;
  const names = { ledger: text.ledger(ledger), sheets: text.sheets(proposed.sheets) };
  const leavingOut: ConnectionEdit = { kind: 'left-out', block: key };
  const block = plan.blocks.get(key);
  if (!block) {
    return (
      <Section title={text.say('block-left-out', names)}>
        <div>
          <Button size="small" aria-label={text.say('take-in-of', names)} onClick={() => onTakeBack(leavingOut)}>
            {text.say('take-in')}
          </Button>
        </div>
      </Section>
    );
  }
  const columns = plan.policy.ledgers.get(ledger)?.columns ?? [];
  return (
    <Section title={text.say('block', names)}>
      <Caption1>
        {text.say('block-at')} <CellLink place={block.header} /> · {text.rows(block.rows)}
        {said && <Confidence text={text} confidence={said.confidence} />}
      </Caption1>
      {said && <Reasons texts={text.reasons(said.reasons)} text={text} />}
      <ul className={styles.columns}>
        {columns.map((column) => (
          <ColumnLine
            key={column.id}
            text={text}
            column={column}
            block={block}
            proposed={proposed.block.columns[column.id]}
            choices={plan.choices.get(key)?.get(column.id) ?? []}
            said={said?.columns.find((each) => each.column === column.id)}
            onEdit={onEdit}
            onTakeBack={onTakeBack}
          />
        ))}
      </ul>
      <div>
        <Button size="small" aria-label={text.say('leave-out-of', names)} onClick={() => onEdit(leavingOut)}>
          {text.say('leave-out')}
        </Button>
      </div>
    </Section>
  );
}

interface LineProps {
  readonly text: ConnectionText;
  readonly column: Column;
  readonly block: BlockReading;
  readonly proposed: ColumnSource | undefined;
  readonly choices: readonly HeadingRef[];
  readonly said: ProposedBlock['columns'][number] | undefined;
  readonly onEdit: (edit: ConnectionEdit) => void;
  readonly onTakeBack: (edit: ConnectionEdit) => void;
}

/** The options of a column beside the list's own columns. */
const PROPOSED = 'proposed';
const NONE = 'none';

/** A column of the ledger, and the user's column that it is read from. */
function ColumnLine({ text, column, block, proposed, choices, said, onEdit, onTakeBack }: LineProps) {
  const { wording } = usePane();
  const styles = useStyles();
  const source = block.block.columns[column.id];
  const change = (heading: HeadingRef | undefined): ConnectionEdit => ({
    kind: 'column',
    block: block.key,
    column: column.id,
    heading,
  });
  const simple = headingOf(proposed);
  const isComposite = proposed !== undefined && !simple;
  const isProposed = JSON.stringify(source) === JSON.stringify(proposed);
  const own = headingOf(source);
  const value = isComposite && isProposed ? PROPOSED : own ? keyOf(own) : NONE;
  const choose = (chosen: string): void => {
    const heading = choices.find((each) => keyOf(each) === chosen);
    // What was proposed is no change.
    const isBack = chosen === PROPOSED || (simple ? keyOf(simple) === chosen : !proposed && !heading);
    if (isBack) onTakeBack(change(undefined));
    else onEdit(change(heading));
  };
  const reasons = isProposed ? text.reasons(said?.reasons ?? []) : source ? [text.say('chosen')] : [];
  const unit = unitOf(text, source, (times) => wording.number(times));
  return (
    <li className={styles.column}>
      <label className={styles.line}>
        <span className={styles.name}>
          {visible(column.header)}
          {column.required && <span className={styles.required}>{text.say('column-required')}</span>}
        </span>
        <Select
          className={styles.select}
          size="small"
          aria-label={text.say('column-of', {
            ledger: text.ledger(block.block.ledger),
            column: visible(column.header),
          })}
          value={value}
          onChange={(_event, { value: chosen }) => choose(chosen)}
        >
          {isComposite && <option value={PROPOSED}>{composed(text, proposed, block.columns)}</option>}
          {(!column.required || (!proposed && !source)) && <option value={NONE}>{text.say('column-none')}</option>}
          {choices.map((heading) => (
            <option key={keyOf(heading)} value={keyOf(heading)}>
              {labelOf(text, heading, block.columns)}
            </option>
          ))}
        </Select>
      </label>
      <Caption1 className={styles.quiet}>
        {[...reasons, ...unit].join(text.say('apart'))}
        {isProposed && said && <Confidence text={text} confidence={said.confidence} />}
      </Caption1>
    </li>
  );
}

/** How sure something is, in words; what is not has a sign beside it. */
export function Confidence({ text, confidence }: { text: ConnectionText; confidence: number }) {
  const styles = useStyles();
  const words = text.confidence(confidence);
  return <> · {isUnsure(confidence) ? <span className={styles.unsure}>▲ {words}</span> : words}</>;
}

function Reasons({ texts, text }: { texts: readonly string[]; text: ConnectionText }) {
  const styles = useStyles();
  return texts.length === 0 ? null : <Caption1 className={styles.quiet}>{texts.join(text.say('apart'))}</Caption1>;
}

function keyOf({ text, occurrence }: HeadingRef): string {
  return `=${String(occurrence)} ${text}`;
}

/** A heading as it stands there; one of several alike with its column's letter. */
function labelOf(text: ConnectionText, heading: HeadingRef, columns: readonly ListColumn[]): string {
  const own = columns.find((each) => keyOf(each.heading) === keyOf(heading));
  if (!own) return shown(heading.text);
  const isAlone = columns.filter(({ label }) => label === own.label).length === 1;
  const label = shown(own.label);
  return isAlone ? label : text.say('column-alike', { heading: label, letter: columnLetters(own.column) });
}

/** What is read where a column is no single column of the list. */
function composed(text: ConnectionText, source: ColumnSource, columns: readonly ListColumn[]): string {
  const all = (headings: readonly HeadingRef[]): string =>
    headings.map((heading) => labelOf(text, heading, columns)).join(' + ');
  switch (source.kind) {
    case 'amount': {
      const { plus, minus } = source;
      if (minus.length === 0) return text.say('from-sum', { headings: all(plus) });
      if (plus.length === 0) return text.say('from-minus', { minus: all(minus) });
      return text.say('from-difference', { plus: all(plus), minus: all(minus) });
    }
    case 'date-parts':
      return text.say('from-parts');
    case 'constant':
      return text.say('from-constant', { value: shown(source.value) });
    case 'memo':
      return text.say('from-memo', { heading: labelOf(text, source.heading, columns) });
    case 'spread-name':
      return text.say('from-names');
    case 'spread-value':
      return text.say('from-figures');
    case 'cell':
    case 'counted':
    case 'account':
    case 'date':
      return labelOf(text, source.heading, columns);
  }
}

function unitOf(
  text: ConnectionText,
  source: ColumnSource | undefined,
  number: (value: string) => string,
): readonly string[] {
  if (source?.kind !== 'amount' || source.times === '1') return [];
  return [source.times === 'title' ? text.say('unit-title') : text.say('unit', { times: number(source.times) })];
}
