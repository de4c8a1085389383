import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleOffRegular } from '@fluentui/react-icons/svg/circle-off';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { useState, type JSX } from 'react';
import manifest from '../../../../package.json';
import type { Language } from '../../../wording/language';
import { visible } from '../../../wording/shown-text';
import { selfCheckText } from '../../../wording/wps/self-check-wording';
import { useCopy } from '../../figures/use-copy';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';

/** A part of the application, and how it stands. */
export interface SelfCheckLine {
  readonly id: string;
  readonly label: string;
  /** `unknown` where it can't be found out without changing something. */
  readonly state: 'has' | 'lacks' | 'unknown';
  /** Whether something of the product does not work without it. */
  readonly isNeeded: boolean;
  /** In the application's own words; may be empty. */
  readonly detail: string;
  /** What to do; left out where there is nothing to do. */
  readonly todo?: string;
}

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  line: { listStyleType: 'none', display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  has: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0, fontSize: '16px', marginTop: '2px' },
  lacks: { color: tokens.colorStatusDangerForeground1, flexShrink: 0, fontSize: '16px', marginTop: '2px' },
  unknown: { color: tokens.colorNeutralForeground3, flexShrink: 0, fontSize: '16px', marginTop: '2px' },
  words: { minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  todo: { display: 'block', color: tokens.colorNeutralForeground3 },
});

/** Looks the application over part by part, and says at each what is lacking and what to do. */
export function SelfCheckView({ look }: { look: (language: Language) => readonly SelfCheckLine[] }): JSX.Element {
  const { language } = usePane();
  const styles = useStyles();
  const { copy, refused } = useCopy();
  // Asked anew by asking for another picture of it.
  const [, setRound] = useState(0);
  const lines = look(language);
  const lacking = lines.filter(({ state, isNeeded }) => state === 'lacks' && isNeeded).length;
  const summary =
    lacking === 0
      ? selfCheckText(language, 'summary-fine')
      : selfCheckText(language, 'summary-lacks', { count: lacking });
  return (
    <ToolPage title={selfCheckText(language, 'title')} back={{ view: 'check' }}>
      <Body1>{selfCheckText(language, 'intro')}</Body1>
      <div className={styles.actions}>
        <Button size="small" onClick={() => setRound((round) => round + 1)}>
          {selfCheckText(language, 'again')}
        </Button>
        <Button size="small" icon={<CopyRegular />} onClick={() => copy(asText(lines, language))}>
          {selfCheckText(language, 'copy')}
        </Button>
      </div>
      {refused}
      <Body1 role="status">{summary}</Body1>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line.id} className={styles.line}>
            <Sign line={line} />
            <span className={styles.words}>
              {lineText(line, language)}
              {line.todo !== undefined && <Caption1 className={styles.todo}>{line.todo}</Caption1>}
            </span>
          </li>
        ))}
      </ul>
    </ToolPage>
  );
}

function Sign({ line: { state, isNeeded } }: { line: SelfCheckLine }): JSX.Element {
  const styles = useStyles();
  if (state === 'has') return <CheckmarkCircleRegular className={styles.has} aria-hidden="true" />;
  if (state === 'lacks' && isNeeded) return <DismissCircleRegular className={styles.lacks} aria-hidden="true" />;
  return <CircleOffRegular className={styles.unknown} aria-hidden="true" />;
}

function lineText({ label, state, detail }: SelfCheckLine, language: Language): string {
  const said = { label, state: selfCheckText(language, `state-${state}`), detail: visible(detail) };
  return selfCheckText(language, detail === '' ? 'line' : 'line-detail', said);
}

/** The whole page as text, to be sent to whoever helps. It holds nothing of the workbook. */
function asText(lines: readonly SelfCheckLine[], language: Language): string {
  const each = lines.map((line) => [lineText(line, language), ...(line.todo === undefined ? [] : [`  ${line.todo}`])]);
  return [`${selfCheckText(language, 'title')} · ${manifest.version}`, '', ...each.flat(), ''].join('\n');
}
