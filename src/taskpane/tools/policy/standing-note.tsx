import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { usePane } from '../../pane-context';
import { useToolText } from './texts';

/** How the policy in force stands to what was approved, with the way to what has changed since. */
export function StandingNote() {
  const { live, wording, go } = usePane();
  const say = useToolText();
  const { standing } = live.policy;
  if (!standing) return null;
  const intent = standing.kind === 'approved' ? 'success' : 'warning';
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{wording.standing(standing)}</MessageBarBody>
      {standing.kind === 'changed' && (
        <MessageBarActions>
          <Button size="small" onClick={() => go({ view: 'changes' })}>
            {say('approval-see-changes')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
