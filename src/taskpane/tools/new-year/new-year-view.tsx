import { Body1, Button, Caption1, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { NewYearReport } from '../../../workbook/new-year';
import { newYearText } from '../../../workbook/new-year-text';
import { policyToolsText, type PolicyToolsKey } from '../../../wording/tools/policy-tools-wording';
import type { Gaps } from '../../../wording/sentences';
import { shown, visible } from '../../../wording/shown-text';
import { Section } from '../../figures/screen';
import type { NewYearRefusal } from '../../file-tools';
import { usePane } from '../../pane-context';
import { ToolPage } from '../tool-page';

const useStyles = makeStyles({
  ask: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  year: { width: '7em' },
  lines: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

interface Made {
  readonly year: number;
  readonly bytes: Uint8Array;
  readonly report: NewYearReport;
}

/** 新建年度: next year's workbook from this one. What will become of everything in it is told before it is opened. */
export function NewYearView() {
  const { live, state, language, wording, files, tell, tellProblem } = usePane();
  const styles = useStyles();
  const say = (key: PolicyToolsKey, gaps?: Gaps): string => policyToolsText(language, key, gaps);
  const last = state.books?.policyYear;
  const [typed, setTyped] = useState(last === undefined ? '' : String(last + 1));
  const [made, setMade] = useState<Made>();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();

  const refusal = (refused: NewYearRefusal, year: number): string => {
    if (refused.code !== 'not-plannable') return say('new-year-file', { code: visible(refused.problem.code) });
    const { problem } = refused;
    switch (problem.code) {
      case 'year-unknown':
        return say('new-year-unknown');
      case 'year-not-later':
        return say('new-year-not-later', { year: String(year), last: String(problem.last) });
      case 'policy-broken':
        return say('new-year-policy-broken', { place: shown(problem.place) });
    }
  };

  const prepare = async (): Promise<void> => {
    const year = /^\d{4}$/.test(typed.trim()) ? Number(typed.trim()) : undefined;
    setMade(undefined);
    if (year === undefined) {
      setWrong(say('new-year-invalid'));
      return;
    }
    setWrong(undefined);
    setBusy(true);
    try {
      const file = await live.port.readFile();
      if (!file.ok) {
        tellProblem(file.error);
        return;
      }
      const { makeNewYear } = await files();
      const done = await makeNewYear(file.value, state.books?.workbook.name ?? '', { year, language });
      if (done.ok) setMade({ year, ...done.value });
      else setWrong(refusal(done.error, year));
    } finally {
      setBusy(false);
    }
  };

  const open = async ({ bytes, year }: Made): Promise<void> => {
    const opened = await live.port.openNew(bytes);
    if (opened.ok) tell({ intent: 'success', sentence: say('new-year-opened', { year: String(year) }) });
    else tellProblem(opened.error);
  };

  return (
    <ToolPage title={say('new-year-title')} back={{ view: 'policy' }}>
      <Body1>{say('new-year-intro')}</Body1>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void prepare();
        }}
      >
        <Field
          label={say('new-year-year')}
          {...(wrong !== undefined && { validationState: 'error', validationMessage: wrong })}
        >
          {(input) => (
            <div className={styles.ask}>
              <Input
                {...input}
                className={styles.year}
                value={typed}
                inputMode="numeric"
                maxLength={4}
                onChange={(_event, { value }) => setTyped(value)}
              />
              <Button type="submit" appearance={made ? 'secondary' : 'primary'} disabledFocusable={isBusy}>
                {say('new-year-prepare')}
              </Button>
            </div>
          )}
        </Field>
      </form>
      {isBusy && <Spinner size="tiny" label={say('new-year-preparing')} />}
      {made && (
        <>
          <div>
            <Button appearance="primary" onClick={() => void open(made)}>
              {say('new-year-open', { year: String(made.year) })}
            </Button>
          </div>
          <Caption1>{say('new-year-preview')}</Caption1>
          {newYearText(made.report, wording).map(({ heading, lines }) => (
            <Section key={heading} title={heading}>
              <ul className={styles.lines}>
                {lines.map((line, index) => (
                  <li key={`${String(index)} ${line}`}>{line}</li>
                ))}
              </ul>
            </Section>
          ))}
        </>
      )}
    </ToolPage>
  );
}
