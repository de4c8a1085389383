import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { FUNCTIONS, type FunctionContract } from '../../functions/catalogue';
import { exampleIn, formOfHost, functionPrefix, type FormulaForm } from '../../functions/formula-form';
import { qualifiedAddress } from '../../ledger/a1';
import { shown, visible } from '../../wording/shown-text';
import { Heading, Screen, Section } from '../figures/screen';
import { useText } from '../figures/texts';
import { useCopy } from '../figures/use-copy';
import { usePane } from '../pane-context';
import { holdsQuery } from '../policy/marked';
import { FunctionCard } from './function-card';
import { insertFormula, readTarget, type Target } from './insert-formula';

const KINDS = ['answer', 'row', 'tool'] as const;

const useStyles = makeStyles({
  search: { maxWidth: 'none', width: '100%' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  dialog: { maxWidth: 'calc(100vw - 32px)', padding: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** A formula that waits for somebody to say whether it may take the place of what a cell holds. */
interface Waiting {
  readonly target: Target;
  readonly formula: string;
}

/** 函数: what can be typed into a cell, with examples that go into the sheet at a press. */
export function FunctionsView() {
  const { live, language, tell, tellProblem } = usePane();
  const say = useText();
  const styles = useStyles();
  const { copy, refused } = useCopy();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed);
  const [waiting, setWaiting] = useState<Waiting>();
  const { port } = live;
  const form = formOfHost(port.host.kind);
  const found = FUNCTIONS.filter((contract) => holdsQuery(textsOf(contract, form), query));

  const insert = async (formula: string): Promise<void> => {
    const target = await readTarget(port);
    if (!target.ok) tellProblem(target.error);
    else if (target.value.content === '') await write({ target: target.value, formula });
    else setWaiting({ target: target.value, formula });
  };

  const write = async ({ target, formula }: Waiting): Promise<void> => {
    setWaiting(undefined);
    const written = await insertFormula(port, target, formula);
    if (!written.ok) {
      tellProblem(written.error);
      return;
    }
    const cell = addressOf(target);
    const undo = async (): Promise<void> => {
      const undone = await port.write(written.value);
      if (undone.ok) tell({ intent: 'info', sentence: say('undone', { cell }) });
      else tellProblem(undone.error);
    };
    tell({
      intent: 'success',
      sentence: say('inserted', { cell, formula }),
      action: { label: say('undo'), run: () => void undo() },
    });
  };

  return (
    <Screen>
      <Heading>{say('functions-title')}</Heading>
      <SearchBox
        className={styles.search}
        aria-label={say('functions-search')}
        placeholder={say('functions-search')}
        value={typed}
        onChange={(_event, { value }) => setTyped(value)}
      />
      {query === '' && (
        <Text size={200} className={styles.quiet}>
          {say('functions-hint')}
        </Text>
      )}
      {refused}
      {found.length === 0 && <Text role="status">{say('nothing-found', { query: visible(query) })}</Text>}
      {KINDS.map((kind) => {
        const own = found.filter((contract) => contract.kind === kind);
        return own.length === 0 ? null : (
          <Section key={kind} title={say(`kind-${kind}`)}>
            <ul className={styles.list}>
              {own.map((contract) => (
                <FunctionCard
                  key={contract.id}
                  contract={contract}
                  form={form}
                  query={query}
                  language={language}
                  onInsert={(formula) => void insert(formula)}
                  onCopy={copy}
                />
              ))}
            </ul>
          </Section>
        );
      })}
      <Dialog open={waiting !== undefined} onOpenChange={(_event, { open }) => !open && setWaiting(undefined)}>
        <DialogSurface className={styles.dialog}>
          {waiting && (
            <DialogBody>
              <DialogTitle>{say('replace-title', { cell: addressOf(waiting.target) })}</DialogTitle>
              <DialogContent>
                {say('replace-text', {
                  cell: addressOf(waiting.target),
                  content: shown(waiting.target.content),
                  formula: waiting.formula,
                })}
              </DialogContent>
              <DialogActions fluid>
                <Button appearance="primary" onClick={() => void write(waiting)}>
                  {say('replace')}
                </Button>
                <Button onClick={() => setWaiting(undefined)}>{say('cancel')}</Button>
              </DialogActions>
            </DialogBody>
          )}
        </DialogSurface>
      </Dialog>
    </Screen>
  );
}

function addressOf({ place }: Target): string {
  return visible(qualifiedAddress(place.sheet, place.cell));
}

function textsOf(contract: FunctionContract, form: FormulaForm): readonly string[] {
  const { id, title, description, parameters } = contract;
  return [
    functionPrefix(form) + id,
    exampleIn(form, contract),
    ...Object.values(title),
    ...Object.values(description),
    ...parameters.flatMap((parameter) => [parameter.id, ...Object.values(parameter.description)]),
  ];
}
