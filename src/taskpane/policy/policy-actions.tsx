import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { visible } from '../../wording/shown-text';
import { useText } from '../figures/texts';
import { usePane } from '../pane-context';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** How the policy in force stands, and what can be done with it: approve it, see what changed, prove it, a new year. */
export function PolicyActions() {
  const { live, state, wording, go } = usePane();
  const say = useText();
  const styles = useStyles();
  const { standing } = live.policy;
  return (
    <>
      {standing && (
        <MessageBar intent={standing.kind === 'approved' ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>{wording.standing(standing)}</MessageBarBody>
        </MessageBar>
      )}
      {state.opened?.source.kind === 'built-in' && <PutPolicy />}
      <div className={styles.actions}>
        <Button size="small" data-way-to="proof" onClick={() => go({ view: 'proof' })}>
          {say('action-proof')}
        </Button>
        <Button size="small" data-way-to="changes" onClick={() => go({ view: 'changes' })}>
          {say('action-changes')}
        </Button>
        <Button size="small" data-way-to="approval" onClick={() => go({ view: 'approval' })}>
          {say('action-approval')}
        </Button>
        <Button size="small" data-way-to="new-year" onClick={() => go({ view: 'new-year' })}>
          {say('action-new-year')}
        </Button>
      </div>
    </>
  );
}

/** Offers to put the policy that comes with the product into the workbook, where people can read and edit it. */
function PutPolicy() {
  const { live, year, language, tell, tellProblem } = usePane();
  const say = useText();
  const [isBusy, setBusy] = useState(false);
  const put = async (): Promise<void> => {
    setBusy(true);
    try {
      const { putPolicy } = await import(/* webpackChunkName: "tool-policy" */ '../tools/policy');
      const done = await putPolicy(live.port, live.policy, year, language);
      if (!done.ok) {
        tellProblem(done.error);
        return;
      }
      const [sheet = ''] = done.value;
      tell({
        intent: 'success',
        sentence: say('policy-put-done', { count: done.value.length, sheet: visible(sheet) }),
      });
    } catch {
      tell({ intent: 'error', sentence: say('tool-not-loaded') });
    } finally {
      setBusy(false);
    }
  };
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{say('policy-built-in')}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabledFocusable={isBusy} onClick={() => void put()}>
          {say('policy-put')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
