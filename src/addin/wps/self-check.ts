import { createElement, type ComponentType } from 'react';
import manifest from '../../../package.json';
import { lookOver, type WpsPart } from '../../hosts/wps/self-check';
import type { WpsApi } from '../../hosts/wps/wps-api';
import { SelfCheckView, type SelfCheckLine } from '../../taskpane/tools/self-check/self-check-view';
import type { Language } from '../../wording/language';
import { shown } from '../../wording/shown-text';
import { selfCheckText } from '../../wording/wps/self-check-wording';
import { backgroundReport } from './between-pages';

/** What may be lacking without loss. */
const SPARED: ReadonlySet<WpsPart> = new Set<WpsPart>(['tables', 'files', 'function-answers']);

/** The self-check's page, which looks WPS over each time it is opened or asked again. */
export function selfCheckOf(page: Window, api: WpsApi): { readonly default: ComponentType } {
  return { default: () => createElement(SelfCheckView, { look: (language) => selfCheckLines(page, api, language) }) };
}

/** Every line of the self-check in a language: what the pane finds by itself, and what the background page says. */
export function selfCheckLines(page: Window, api: WpsApi, language: Language): readonly SelfCheckLine[] {
  const parts = lookOver(page as Window & { readonly wps?: unknown; readonly Application?: unknown }, api).map(
    ({ part, state, detail }): SelfCheckLine => ({
      id: part,
      label: selfCheckText(language, part),
      state,
      isNeeded: !SPARED.has(part),
      detail: shown(detail),
      ...(state !== 'has' && { todo: selfCheckText(language, `${part}-todo`) }),
    }),
  );
  const at = parts.findIndex(({ id }) => id === 'function-answers');
  return [...parts.slice(0, at), ...backgroundLines(api, language), ...parts.slice(at)];
}

function backgroundLines({ addins }: WpsApi, language: Language): readonly SelfCheckLine[] {
  const report = backgroundReport(addins.PluginStorage);
  const isSame = report?.version === manifest.version;
  const isRegistered = (report?.functions ?? 0) > 0;
  return [
    {
      id: 'background',
      label: selfCheckText(language, 'background'),
      state: isSame ? 'has' : 'lacks',
      isNeeded: true,
      detail: shown(report?.version ?? ''),
      ...(!report && { todo: selfCheckText(language, 'background-todo') }),
      ...(report &&
        !isSame && { todo: selfCheckText(language, 'background-other', { version: shown(report.version) }) }),
    },
    {
      id: 'registered',
      label: selfCheckText(language, 'registered'),
      state: isRegistered ? 'has' : 'lacks',
      isNeeded: true,
      detail: isRegistered ? String(report?.functions) : '',
      ...(!isRegistered && {
        todo:
          report?.problem === undefined
            ? selfCheckText(language, 'registered-todo-none')
            : selfCheckText(language, 'registered-todo', { reason: shown(report.problem) }),
      }),
    },
  ];
}
