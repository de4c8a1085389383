import { Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { CircleOffRegular } from '@fluentui/react-icons/svg/circle-off';
import type { JSX } from 'react';
import manifest from '../../../package.json';
import { FINDINGS_SHEET } from '../../workbook/findings-sheet';
import { STORED_SHEET } from '../../workbook/stored-sheet';
import { visible } from '../../wording/shown-text';
import { PageHead } from '../figures/page-head';
import { Screen, Section } from '../figures/screen';
import { useCopy } from '../figures/use-copy';
import { usePane } from '../pane-context';
import { hostLines, neededSets, policyLines, selfCheckText, setState, WRITES, type SelfCheckLine } from './self-check';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(72px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  pair: { display: 'contents' },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  set: { listStyleType: 'none', display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  has: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0, alignSelf: 'center', fontSize: '16px' },
  spared: { color: tokens.colorNeutralForeground3, flexShrink: 0, alignSelf: 'center', fontSize: '16px' },
  lacks: { color: tokens.colorStatusDangerForeground1, flexShrink: 0, alignSelf: 'center', fontSize: '16px' },
  purpose: { display: 'block', color: tokens.colorNeutralForeground3 },
  writes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, lineHeight: tokens.lineHeightBase300 },
  paragraph: { margin: 0 },
});

/** What this is, under which policy and in which application it runs, what that lacks, and what is ever written. */
export function AboutView(): JSX.Element {
  const { live, wording, go } = usePane();
  const styles = useStyles();
  const { copy, refused } = useCopy();
  const { policy, port } = live;
  const sets = neededSets(port.host, wording);
  const setsKey =
    sets.length === 0
      ? 'about-sets-none'
      : sets.every(({ has, isNeeded }) => has || !isNeeded)
        ? 'about-sets-all'
        : 'about-sets-lacks';
  return (
    <Screen>
      <PageHead title={wording.pane('pane-shell', 'about-title')} onBack={() => go({ view: 'check' })}>
        <Button
          size="small"
          icon={<CopyRegular />}
          onClick={() => copy(selfCheckText(manifest.version, policy, port.host, wording))}
        >
          {wording.pane('pane-shell', 'about-copy')}
        </Button>
      </PageHead>
      {refused}
      <Section title={wording.pane('pane-shell', 'about-product')}>
        <Body1>
          {wording.pane('pane-shell', 'title')} ·{' '}
          {wording.pane('pane-shell', 'about-version', { version: manifest.version })}
        </Body1>
      </Section>
      <Section title={wording.pane('pane-shell', 'about-policy')}>
        <Facts lines={policyLines(policy, wording)} />
      </Section>
      <Section title={wording.pane('pane-shell', 'about-host')}>
        <Facts lines={hostLines(port.host, wording)} />
      </Section>
      <Section title={wording.pane('pane-shell', 'about-sets')}>
        <p className={styles.paragraph}>{wording.pane('pane-shell', setsKey)}</p>
        <ul className={styles.list}>
          {sets.map((set) => (
            <li key={set.name} className={styles.set}>
              {set.has ? (
                <CheckmarkCircleRegular className={styles.has} aria-hidden="true" />
              ) : !set.isNeeded ? (
                <CircleOffRegular className={styles.spared} aria-hidden="true" />
              ) : (
                <DismissCircleRegular className={styles.lacks} aria-hidden="true" />
              )}
              <span>
                {visible(set.name)} · {setState(set, wording)}
                <Caption1 className={styles.purpose}>{set.neededFor}</Caption1>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={wording.pane('pane-shell', 'about-writes')}>
        <p className={styles.paragraph}>{wording.pane('pane-shell', 'about-writes-intro')}</p>
        <ul className={styles.writes}>
          {WRITES.map((key) => (
            <li key={key}>{wording.pane('pane-shell', key, { sheet: FINDINGS_SHEET, stored: STORED_SHEET })}</li>
          ))}
        </ul>
      </Section>
      <Section title={wording.pane('pane-shell', 'about-privacy')}>
        <p className={styles.paragraph}>{wording.pane('pane-shell', 'about-privacy-text')}</p>
        <Link href="third-party-licenses.txt" target="_blank" rel="noopener">
          {wording.pane('pane-shell', 'about-licences')}
        </Link>
      </Section>
    </Screen>
  );
}

function Facts({ lines }: { lines: readonly SelfCheckLine[] }): JSX.Element {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {lines.map(({ label, value }) => (
        <div key={label} className={styles.pair}>
          <dt className={styles.term}>{label}</dt>
          <dd className={styles.value}>{visible(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
