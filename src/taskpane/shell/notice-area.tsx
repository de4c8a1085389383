import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect, useRef, useState, type JSX } from 'react';
import { usePane, type Notice } from '../pane-context';
import { returnFocus } from './focused';

/** How long a notice stays that asks for nothing, and one that can be taken back, in milliseconds. */
const STAYS = 8000;
const STAYS_WITH_ACTION = 20_000;

const useStyles = makeStyles({
  area: { flexShrink: 0, paddingLeft: tokens.spacingHorizontalS, paddingRight: tokens.spacingHorizontalS },
  bar: { whiteSpace: 'normal', marginBottom: tokens.spacingVerticalS, marginTop: tokens.spacingVerticalXS },
  sentence: {
    overflowWrap: 'anywhere',
    paddingTop: tokens.spacingVerticalXXS,
    paddingBottom: tokens.spacingVerticalXXS,
  },
});

/** What became of the last thing that was asked for, at the foot of the pane; read out when it comes. */
export function NoticeArea({ notice, onClose }: { notice: Notice | undefined; onClose: () => void }): JSX.Element {
  const { wording } = usePane();
  const styles = useStyles();
  const [isHeld, setIsHeld] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  /** Where the focus was before it came here: it returns there when the notice goes. */
  const cameFrom = useRef<HTMLElement | null>(null);

  const close = (): void => {
    if (area.current?.contains(document.activeElement) === true) returnFocus(cameFrom.current);
    setIsHeld(false);
    onClose();
  };

  useEffect(() => {
    // A warning or an error stays until it is put away, and so does what somebody points at.
    if (!notice || isHeld || notice.intent === 'warning' || notice.intent === 'error') return undefined;
    const timer = setTimeout(onClose, notice.action ? STAYS_WITH_ACTION : STAYS);
    return () => clearTimeout(timer);
  }, [notice, isHeld, onClose]);

  return (
    <div
      ref={area}
      className={styles.area}
      role="status"
      aria-label={wording.pane('pane-shell', 'notices')}
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        setIsHeld(true);
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          cameFrom.current = relatedTarget;
      }}
      onBlur={() => setIsHeld(false)}
    >
      {notice && (
        <MessageBar className={styles.bar} intent={notice.intent} layout="singleline">
          <MessageBarBody className={styles.sentence}>{notice.sentence}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                size="small"
                icon={<DismissRegular />}
                aria-label={wording.pane('pane-shell', 'dismiss')}
                onClick={close}
              />
            }
          >
            {notice.action && (
              <Link
                as="button"
                onClick={() => {
                  close();
                  notice.action?.run();
                }}
              >
                {notice.action.label}
              </Link>
            )}
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}
