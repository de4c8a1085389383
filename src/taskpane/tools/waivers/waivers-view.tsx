import { Badge, Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useRef, type JSX } from 'react';
import { qualifiedAddress } from '../../../ledger/a1';
import type { Waiver, WaiverState } from '../../../workbook/waivers';
import { dayHere } from '../../../wording/local-day';
import { visible } from '../../../wording/shown-text';
import { useCheck } from '../../check/check-context';
import { codeTitle } from '../../check/code-titles';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';
import { useToolText, useWaiving } from './use-waiving';

const useStyles = makeStyles({
  intro: { color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0 },
  entry: {
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  place: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  who: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  action: { marginLeft: 'auto', flexShrink: 0 },
});

/** What has been set aside: by whom, when and why, whether it still holds, and the way back. */
export function WaiversView(): JSX.Element {
  const { state, year: paneYear } = usePane();
  const { check } = useCheck();
  const { remove } = useWaiving();
  const say = useToolText();
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  /** The entry whose button has just been pressed: the one that moves up in its place gets the focus. */
  const pressed = useRef<number | undefined>(undefined);

  const year = check.allYears ? undefined : paneYear;
  const all = state.opened?.waivers ?? [];
  const listed = [...all.filter(isInForce).filter((each) => isOfYear(each, year)), ...all.filter(isExpired)];
  const expired = all.filter(isExpired).map(({ waiver }) => waiver);

  useLayoutEffect(() => {
    if (pressed.current === undefined || document.activeElement !== document.body) return;
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-way-back]') ?? [];
    const next = buttons[Math.min(pressed.current, buttons.length - 1)];
    (next ?? document.querySelector<HTMLElement>('main button'))?.focus();
    pressed.current = undefined;
  });

  return (
    <ToolPage title={say('waivers-title')} back={{ view: 'check' }}>
      <Caption1 className={styles.intro}>{say('waivers-intro')}</Caption1>
      {listed.length === 0 && (
        <Body1>{year === undefined ? say('waivers-none') : say('waivers-none-year', { year: String(year) })}</Body1>
      )}
      {expired.length > 0 && (
        <div>
          <Button
            size="small"
            disabledFocusable={check.isBusy}
            onClick={() => {
              pressed.current = 0;
              void remove(expired);
            }}
          >
            {say('remove-expired', { count: expired.length })}
          </Button>
        </div>
      )}
      {listed.length > 0 && (
        <ul ref={list} className={styles.list} aria-label={say('waivers-list')}>
          {listed.map((each, index) => (
            <Entry key={keyOf(each.waiver)} given={each} onWayBack={() => (pressed.current = index)} />
          ))}
        </ul>
      )}
    </ToolPage>
  );
}

function Entry({ given, onWayBack }: { readonly given: WaiverState; readonly onWayBack: () => void }): JSX.Element {
  const { wording, showCell } = usePane();
  const { check } = useCheck();
  const { takeBack, remove } = useWaiving();
  const say = useToolText();
  const styles = useStyles();
  const { waiver, state } = given;
  // A row may have moved since: its finding knows where it stands now.
  const place = state === 'in-force' ? given.finding : waiver;
  const code = codeTitle(wording, waiver.code);
  const gaps = { sheet: visible(place.sheet), cell: visible(place.cell), code };
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <Link
          as="button"
          className={styles.place}
          onClick={() => void showCell({ sheet: place.sheet, cell: place.cell })}
        >
          {visible(qualifiedAddress(place.sheet, place.cell))}
        </Link>
        <Badge appearance="tint" color={state === 'in-force' ? 'informative' : 'warning'}>
          {say(`state-${state}`)}
        </Badge>
      </div>
      <Body1>{state === 'in-force' ? wording.findingHere(given.finding) : code}</Body1>
      <Body1>{say('waiver-reason', { reason: visible(waiver.reason) })}</Body1>
      <div className={styles.line}>
        <Caption1 className={styles.who}>
          {say('waiver-who', { by: visible(waiver.by), on: dayHere(waiver.at) })}
        </Caption1>
        <Button
          className={styles.action}
          size="small"
          data-way-back=""
          disabledFocusable={check.isBusy}
          aria-label={say(state === 'in-force' ? 'take-back-here' : 'remove-here', gaps)}
          onClick={() => {
            onWayBack();
            void (state === 'in-force' ? takeBack([waiver]) : remove([waiver]));
          }}
        >
          {say(state === 'in-force' ? 'take-back' : 'remove')}
        </Button>
      </div>
    </li>
  );
}

function isInForce(given: WaiverState): given is Extract<WaiverState, { readonly state: 'in-force' }> {
  return given.state === 'in-force';
}

function isExpired({ state }: WaiverState): boolean {
  return state === 'expired';
}

/** What belongs to every year is listed with each of them, and so are the expired: nobody knows their year any more. */
function isOfYear(
  { finding }: Extract<WaiverState, { readonly state: 'in-force' }>,
  year: number | undefined,
): boolean {
  return year === undefined || finding.year === undefined || finding.year === year;
}

function keyOf({ at, sheet, cell, code, row }: Waiver): string {
  return `${at} ${sheet}!${cell} ${code} ${row}`;
}
