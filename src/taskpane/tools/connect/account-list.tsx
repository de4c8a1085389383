import { Button, Caption1, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useState } from 'react';
import type { AccountReading, ConnectionEdit, ProposedAccount } from '../../../ledger/connect';
import type { Policy } from '../../../policy/policy';
import { shown, visible } from '../../../wording/shown-text';
import type { ConnectionText } from '../../../wording/tools/connect-tools-wording';
import { Section } from '../../figures/screen';
import { Confidence } from './ledger-card';
import type { ConnectionPlan } from './plan';

/** An account is folded away where it was taken to mean something at least as surely as this. */
const CERTAIN = 0.9;
/** So many are shown at once. */
const A_PAGE = 50;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  item: {
    listStyleType: 'none',
    minWidth: 0,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  quiet: { display: 'block', color: tokens.colorNeutralForeground3 },
  open: { color: tokens.colorStatusWarningForeground3 },
});

interface Props {
  readonly text: ConnectionText;
  readonly plan: ConnectionPlan;
  readonly onEdit: (edit: ConnectionEdit) => void;
  readonly onTakeBack: (edit: ConnectionEdit) => void;
}

/** What the company's own accounts mean: those that leave a doubt, and on request those whose names say it. */
export function AccountList(props: Props) {
  const { text, plan } = props;
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const { accounts } = plan;
  if (accounts.length === 0) return null;
  const before = new Map(plan.proposedAccounts.map((account) => [keyOf(account), account]));
  // By what was proposed, not by what was chosen since: an account stays where it is while it is being changed.
  const isCertain = (account: AccountReading): boolean => {
    const proposed = before.get(keyOf(account)) ?? account;
    return (
      proposed.meaning !== undefined &&
      !(proposed.sources.length > 0 && proposed.meaning.source === undefined) &&
      (saidOf(plan, proposed)?.confidence ?? 1) >= CERTAIN
    );
  };
  const certain = accounts.filter(isCertain);
  const doubtful = accounts.filter((account) => !isCertain(account));
  const open = accounts.filter(({ meaning }) => meaning === undefined).length;
  return (
    <Section title={text.say('accounts')}>
      <Caption1 className={styles.quiet}>{text.say('accounts-intro')}</Caption1>
      {open > 0 && <Caption1 className={styles.open}>▲ {text.say('accounts-open', { count: open })}</Caption1>}
      <Accounts {...props} accounts={doubtful} before={before} />
      {certain.length > 0 && (
        <div>
          <Button
            size="small"
            appearance="subtle"
            icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {text.say('accounts-certain', { count: certain.length })}
          </Button>
        </div>
      )}
      {isOpen && <Accounts {...props} accounts={certain} before={before} />}
    </Section>
  );
}

function Accounts({
  accounts,
  before,
  ...props
}: Props & { accounts: readonly AccountReading[]; before: ReadonlyMap<string, AccountReading> }) {
  const styles = useStyles();
  const [most, setMost] = useState(A_PAGE);
  const left = accounts.length - most;
  return (
    <>
      <ul className={styles.list}>
        {accounts.slice(0, most).map((account) => (
          <AccountItem
            key={keyOf(account)}
            account={account}
            proposed={before.get(keyOf(account))}
            said={saidOf(props.plan, account)}
            policy={props.plan.policy}
            {...props}
          />
        ))}
      </ul>
      {left > 0 && (
        <div>
          <Button size="small" onClick={() => setMost(most + A_PAGE)}>
            {props.text.say('accounts-more', { count: Math.min(left, A_PAGE) })}
          </Button>
        </div>
      )}
    </>
  );
}

interface ItemProps extends Omit<Props, 'plan'> {
  readonly account: AccountReading;
  readonly proposed: AccountReading | undefined;
  readonly said: ProposedAccount | undefined;
  readonly policy: Policy;
}

/** The options of an account beside the categories. */
const UNDECIDED = '';
const NO_ENTRY = 'none';

function AccountItem({ text, policy, account, proposed, said, onEdit, onTakeBack }: ItemProps) {
  const styles = useStyles();
  const { meaning, ledgers, sources } = account;
  const name = shown(account.account);
  const edit = (made: AccountReading['meaning']): ConnectionEdit => ({
    kind: 'account',
    account: account.account,
    ledgers,
    meaning: made,
  });
  const change = (made: AccountReading['meaning']): void => {
    if (isSame(made, proposed?.meaning)) onTakeBack(edit(made));
    else onEdit(edit(made));
  };
  const choices = ledgers.includes(meaning?.ledger ?? '') || !meaning ? ledgers : [...ledgers, meaning.ledger];
  const options = choices.map((ledger) => ({
    ledger,
    categories: policy.ledgers.get(ledger)?.categories.map((category) => category.name) ?? [],
  }));
  const value = !meaning
    ? UNDECIDED
    : meaning.category === null
      ? NO_ENTRY
      : optionOf(meaning.ledger, meaning.category);
  const choose = (chosen: string): void => {
    const [ledger] = ledgers;
    const category = options
      .flatMap((each) => each.categories.map((named) => ({ ledger: each.ledger, category: named })))
      .find((each) => optionOf(each.ledger, each.category) === chosen);
    change(chosen === NO_ENTRY && ledger !== undefined ? { ledger, category: null } : category);
  };
  const isProposed = isSame(meaning, proposed?.meaning);
  return (
    <li className={styles.item}>
      <span className={styles.name}>{name}</span> <Caption1>{text.rows(account.rows)}</Caption1>
      <Select
        size="small"
        aria-label={text.say('account-category', { account: name })}
        value={value}
        onChange={(_event, { value: chosen }) => choose(chosen)}
      >
        {!proposed?.meaning && <option value={UNDECIDED}>{text.say('account-undecided')}</option>}
        {options.length > 1
          ? options.map(({ ledger, categories }) => (
              <optgroup key={ledger} label={text.ledger(ledger)}>
                <Categories ledger={ledger} categories={categories} />
              </optgroup>
            ))
          : options.map(({ ledger, categories }) => (
              <Categories key={ledger} ledger={ledger} categories={categories} />
            ))}
        <option value={NO_ENTRY}>{text.say('account-none')}</option>
      </Select>
      {meaning && sources.length > 0 && (
        <Select
          size="small"
          aria-label={text.say('account-source', { account: name })}
          value={meaning.source ?? UNDECIDED}
          onChange={(_event, { value: source }) => change({ ...meaning, source })}
        >
          {meaning.source === undefined && <option value={UNDECIDED}>{text.say('question-choose')}</option>}
          {sources.map((source) => (
            <option key={source} value={source}>
              {visible(source)}
            </option>
          ))}
        </Select>
      )}
      <Caption1 className={styles.quiet}>
        {!isProposed ? (
          text.say('chosen')
        ) : said ? (
          <>
            {text.why(said.why)}
            <Confidence text={text} confidence={said.confidence} />
          </>
        ) : meaning ? (
          text.why(meaning.category === account.account ? 'same-name' : 'known')
        ) : null}
      </Caption1>
    </li>
  );
}

function Categories({ ledger, categories }: { ledger: string; categories: readonly string[] }) {
  return categories.map((category) => (
    <option key={category} value={optionOf(ledger, category)}>
      {visible(category)}
    </option>
  ));
}

function optionOf(ledger: string, category: string): string {
  return `${ledger}:${category}`;
}

function keyOf({ account, ledgers }: AccountReading): string {
  return `${ledgers.join()} ${account}`;
}

function saidOf({ proposal }: ConnectionPlan, { account, meaning }: AccountReading): ProposedAccount | undefined {
  return proposal.accounts.find((each) => each.account === account && each.ledger === meaning?.ledger);
}

function isSame(a: AccountReading['meaning'], b: AccountReading['meaning']): boolean {
  return a?.category === b?.category && a?.source === b?.source && (a?.category === null || a?.ledger === b?.ledger);
}
