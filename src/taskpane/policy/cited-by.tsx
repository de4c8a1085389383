import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState, type ReactNode } from 'react';
import { fenText } from '../../kernel/money';
import type { Books } from '../../settlement/books';
import { PolicyText } from '../../wording/policy-text';
import { shown, visible } from '../../wording/shown-text';
import { Amount } from '../figures/amount';
import { CellLink } from '../figures/cell-link';
import { rowWords } from '../figures/counted-groups';
import { useText } from '../figures/texts';
import { useWayTo } from '../figures/way-back';
import { usePane } from '../pane-context';
import { citationsOf, rowsCiting, type CitingRows } from './citations';

/** How many rows are listed before more are asked for. */
const ROWS_AT_ONCE = 20;

const useStyles = makeStyles({
  ground: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorNeutralStroke2}`,
  },
  part: { display: 'flex', flexDirection: 'column', rowGap: '2px' },
  heading: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  // Beside the summary's own triangle.
  sum: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    width: 'calc(100% - 20px)',
    verticalAlign: 'top',
  },
  rows: { listStyleType: 'none', margin: 0, padding: 0, fontSize: tokens.fontSizeBase200 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'baseline',
    padding: `${tokens.spacingVerticalXXS} 0`,
  },
  words: { overflowWrap: 'anywhere' },
});

/** All that stands on a clause: the year's rows and what counts of them, answers, parameters, rules, limits. */
export function CitedBy({ clause }: { clause: string }) {
  const { live, state, wording, year } = usePane();
  const say = useText();
  const styles = useStyles();
  const wayTo = useWayTo();
  const { policy } = live;
  const text = useMemo(() => new PolicyText(wording, policy), [wording, policy]);
  const cited = useMemo(() => citationsOf(policy, clause), [policy, clause]);
  return (
    <div className={styles.ground}>
      {state.books && year !== undefined && <CitingRowList books={state.books} clause={clause} year={year} />}
      <Part title={say('cited-answers')} items={cited.answers} keyOf={({ id }) => id}>
        {({ id, title }) =>
          year === undefined ? (
            wording.title(title)
          ) : (
            <Link
              as="button"
              inline
              data-spot={`clause:${clause}:${id}`}
              onClick={() =>
                wayTo(
                  { view: 'trace', answer: { id, year } },
                  { destination: { view: 'policy', clause }, spot: `clause:${clause}:${id}` },
                )
              }
            >
              {wording.title(title)}
            </Link>
          )
        }
      </Part>
      <Part title={say('cited-parameters')} items={cited.parameters} keyOf={({ id }) => id}>
        {({ title, unit, values }) => (
          <>
            {wording.title(title)}{' '}
            {wording.list(
              values.filter(({ clauses }) => clauses.includes(clause)).map(({ value }) => wording.figure(value, unit)),
            )}
          </>
        )}
      </Part>
      <Part title={say('cited-rules')} items={cited.rules} keyOf={({ table, rule }) => `${table.id}/${rule.id}`}>
        {({ rule }) => wording.title(rule.title)}
      </Part>
      <Part title={say('cited-measures')} items={cited.measures} keyOf={({ id }) => id}>
        {({ title }) => wording.title(title)}
      </Part>
      <Part title={say('cited-pay')} items={cited.payItems} keyOf={({ id }) => id}>
        {({ title }) => wording.title(title)}
      </Part>
      <Part title={say('cited-limits')} items={cited.limits} keyOf={({ id }) => id}>
        {(limit) => {
          const ledger = policy.ledgers.get(limit.ledger);
          return ledger
            ? say('limit-of', { ledger: wording.title(ledger.title), limit: text.limit(limit, ledger) })
            : visible(limit.id);
        }}
      </Part>
    </div>
  );
}

function Part<T>({
  title,
  items,
  keyOf,
  children,
}: {
  title: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
}) {
  const styles = useStyles();
  if (items.length === 0) return null;
  return (
    <div className={styles.part}>
      <span className={styles.heading}>{title}</span>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
    </div>
  );
}

function CitingRowList({ books, clause, year }: { books: Books; clause: string; year: number }) {
  const say = useText();
  const styles = useStyles();
  const groups = useMemo(() => rowsCiting(books, clause, year), [books, clause, year]);
  if (groups.length === 0) return <Text size={200}>{say('cited-no-rows', { year: String(year) })}</Text>;
  return (
    <div className={styles.part}>
      <span className={styles.heading}>{say('cited-rows', { year: String(year) })}</span>
      {groups.map((group) => (
        <CitingRule key={`${group.tally.table.id}/${group.rule.id}`} group={group} />
      ))}
    </div>
  );
}

function CitingRule({ group }: { group: CitingRows }) {
  const { wording } = usePane();
  const say = useText();
  const styles = useStyles();
  const [shownRows, setShownRows] = useState(ROWS_AT_ONCE);
  const { rule, rows, counted, excluded, tally } = group;
  const left = rows.length - shownRows;
  return (
    <details>
      <summary>
        <span className={styles.sum}>
          <span>
            {wording.title(rule.title)} ·{' '}
            {excluded === rows.length
              ? say('rows-excluded', { count: rows.length })
              : say('rows-counted', { count: rows.length })}
          </span>
          {counted === undefined ? '—' : <Amount value={counted} />}
        </span>
      </summary>
      <ul className={styles.rows}>
        {rows.slice(0, shownRows).map((row) => (
          <li key={row.cell} className={styles.row}>
            <span className={styles.words}>
              {row.entry.date} {shown(rowWords(tally, row.entry.row))} <CellLink place={row} />
            </span>
            <Amount value={fenText(row.entry.fen)} bare />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button size="small" appearance="subtle" onClick={() => setShownRows(shownRows + ROWS_AT_ONCE)}>
          {say('more-rows', { count: left })}
        </Button>
      )}
    </details>
  );
}
