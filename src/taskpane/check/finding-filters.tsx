import { Button, Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { useId, useState, type JSX } from 'react';
import { parseCell } from '../../ledger/a1';
import { isFiltering, type FilterChoice, type FindingList } from '../../workbook/finding-list';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';
import { useCheck } from './check-context';
import { codeTitle } from './code-titles';

const useStyles = makeStyles({
  bar: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  search: { flexGrow: 1, minWidth: 0, maxWidth: 'none' },
  button: { flexShrink: 0, minWidth: 'fit-content' },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  field: { gridTemplateColumns: '72px minmax(0, 1fr)', alignItems: 'center' },
  select: { minWidth: 0, width: '100%' },
  clear: { alignSelf: 'flex-start' },
});

const FIELDS = ['sheet', 'code', 'clause'] as const;

/** Search and filters. A filter that is on shows also while the panel is closed. */
export function FindingFilters({ list }: { list: FindingList }): JSX.Element {
  const { wording } = usePane();
  const { session, check } = useCheck();
  const styles = useStyles();
  const panel = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { filter } = check;
  const set = FIELDS.filter((field) => filter[field] !== undefined).length;
  const choices: Readonly<Record<(typeof FIELDS)[number], readonly FilterChoice[]>> = {
    sheet: list.sheets,
    code: list.codes,
    clause: list.clauses,
  };
  const titleOf = (field: (typeof FIELDS)[number], value: string): string =>
    field === 'code' ? codeTitle(wording, value) : visible(value);

  return (
    <>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          value={filter.text}
          placeholder={wording.pane('pane-check', 'search')}
          aria-label={wording.pane('pane-check', 'search')}
          dismiss={{ 'aria-label': wording.pane('pane-check', 'search-clear') }}
          onChange={(_, { value }) => session.filter({ text: value })}
        />
        <Button
          className={styles.button}
          icon={<FilterRegular />}
          appearance={set > 0 ? 'outline' : 'subtle'}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panel : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {set > 0 ? wording.pane('pane-check', 'filter-set', { count: set }) : wording.pane('pane-check', 'filter')}
        </Button>
      </div>
      {isOpen && (
        <div id={panel} className={styles.panel}>
          {FIELDS.map((field) => (
            <Field
              key={field}
              className={styles.field}
              orientation="horizontal"
              size="small"
              label={wording.pane('pane-check', `filter-${field}`)}
            >
              <Select
                size="small"
                select={{ className: styles.select }}
                value={filter[field] ?? ''}
                onChange={(_, { value }) => session.filter({ [field]: value === '' ? undefined : value })}
              >
                <option value="">{wording.pane('pane-check', 'filter-all')}</option>
                {withChosen(choices[field], filter[field]).map(({ value, count }) => (
                  <option key={value} value={value}>
                    {wording.pane('pane-check', 'filter-choice', {
                      value: titleOf(field, value),
                      times: wording.number(String(count)),
                    })}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
        </div>
      )}
      {filter.row && (
        <Button
          className={styles.clear}
          size="small"
          icon={<DismissRegular />}
          iconPosition="after"
          onClick={() => session.filter({ row: undefined })}
        >
          {wording.pane('pane-check', 'filter-row', {
            sheet: visible(filter.row.sheet),
            row: String(parseCell(filter.row.cell)?.row ?? filter.row.cell),
          })}
        </Button>
      )}
      {isFiltering(filter) && !filter.row && isOpen && (
        <Button className={styles.clear} size="small" onClick={() => session.clearFilter()}>
          {wording.pane('pane-check', 'filter-clear')}
        </Button>
      )}
    </>
  );
}

/** A choice that no finding has any more stays in the list while it is chosen: what is filtered by must be seen. */
function withChosen(choices: readonly FilterChoice[], chosen: string | undefined): readonly FilterChoice[] {
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, count: 0 }];
}
