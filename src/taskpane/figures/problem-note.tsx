import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { AllocationProblem } from '../../kernel/money';
import type { AnswerProblem } from '../../settlement/answer';
import { usePane } from '../pane-context';
import { CellLink } from './cell-link';
import { useText } from './texts';

/** How many cells a note leads to; the check lists them all. */
const MOST_CELLS = 6;

const useStyles = makeStyles({
  cells: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
  },
});

/** Why a figure can't be told, in plain words, with the cells in the way and the way to mend them. */
export function ProblemNote({ problem, title }: { problem: AnswerProblem | AllocationProblem; title?: string }) {
  const { wording, go, showCell } = usePane();
  const say = useText();
  const styles = useStyles();
  const cells = problem.code === 'rows-blocked' || problem.code === 'policy-broken' ? problem.cells : [];
  const [first] = cells;
  return (
    <MessageBar intent={problem.code === 'parameter-missing' ? 'info' : 'warning'} layout="multiline">
      <MessageBarBody>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
        <div>
          {problem.code === 'rows-blocked' ? say('rows-blocked', { count: cells.length }) : wording.problem(problem)}
        </div>
        {cells.length > 0 && (
          <span className={styles.cells}>
            {cells.slice(0, MOST_CELLS).map((place) => (
              <CellLink key={`${place.sheet}!${place.cell}`} place={place} />
            ))}
            {cells.length > MOST_CELLS && <span>{say('more-cells', { count: cells.length - MOST_CELLS })}</span>}
          </span>
        )}
      </MessageBarBody>
      {first && (
        <MessageBarActions>
          <Button
            size="small"
            onClick={() => {
              go({ view: 'check', row: first });
              void showCell(first);
            }}
          >
            {say('mend')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
