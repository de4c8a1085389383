import type { Days, ToBeSet } from '../policy/roll-forward';
import type { Limit, Parameter, ParameterValue } from '../policy/schema';
import { newYearSentencesIn, type NewYearKey } from '../wording/new-year/new-year-sentences';
import { PolicyText } from '../wording/policy-text';
import type { Gaps } from '../wording/sentences';
import { LONGEST_LIST, shown, visible } from '../wording/shown-text';
import type { Wording } from '../wording/wording';
import type { LeftAsIs, NewYearReport, YearChange } from './new-year';
import type { LedgerOutcome, LedgerRemark } from './new-year-ledgers';

/** A part of what a person is told of the new year's workbook. Plain text, fit to be shown anywhere. */
export interface ReportSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** How many lines of one kind are told before the rest is only counted. */
const MOST_LINES = 200;
/** How many cells a line names. */
const MOST_CELLS = 5;

/** What became of a workbook in the new year, in the reader's words; sections with nothing to tell are left out. */
export function newYearText(report: NewYearReport, wording: Wording): readonly ReportSection[] {
  return new NewYearText(report, wording).sections();
}

class NewYearText {
  private readonly sentences;

  constructor(
    private readonly report: NewYearReport,
    private readonly wording: Wording,
  ) {
    this.sentences = newYearSentencesIn(wording.language);
  }

  sections(): readonly ReportSection[] {
    const { report } = this;
    const { year, last } = report;
    const sections = [
      { heading: this.say('heading-policy'), lines: this.policyLines() },
      { heading: this.say('heading-ledgers'), lines: report.ledgers.flatMap((ledger) => this.ledgerLines(ledger)) },
      {
        heading: this.say('heading-changes', { year }),
        lines: report.changes.map((change) => this.changeLine(change)),
      },
      { heading: this.say('heading-left', { last }), lines: report.leftAsIs.map((left) => this.leftLine(left)) },
      { heading: this.say('heading-forgotten'), lines: report.forgotten.map((key) => this.keptLine(key)) },
    ];
    return sections.flatMap(({ heading, lines }) => {
      if (lines.length === 0) return [];
      const rest = lines.length - MOST_LINES;
      return [
        { heading, lines: rest > 0 ? [...lines.slice(0, MOST_LINES), this.say('more', { count: rest })] : lines },
      ];
    });
  }

  private say(key: NewYearKey, gaps?: Gaps): string {
    return this.sentences.say('new-year', key, gaps);
  }

  // ---- The policy ------------------------------------------------------------------------------------------------

  private policyLines(): readonly string[] {
    const { report, wording } = this;
    const { rolled, year } = report;
    const limitText = (limit: Limit): string => {
      const ledger = report.policy.ledgers.get(limit.ledger);
      return ledger ? new PolicyText(wording, report.policy).limit(limit, ledger) : visible(limit.id);
    };
    return [
      ...(report.source === 'built-in' ? [this.say('policy-built-in')] : []),
      ...rolled.toBeSet.map((open) => this.openLine(open)),
      ...(report.openRows === 'no-room' ? [this.say('open-rows-no-room')] : []),
      ...(rolled.toBeSet.length === 0 ? [this.say('nothing-to-be-set', { year })] : []),
      ...rolled.changes.map(({ parameter, before, after }) =>
        this.say('value-change', {
          title: wording.title(parameter.title),
          parameter: visible(parameter.id),
          from: after.from ?? '',
          before: this.value(before, parameter),
          after: this.value(after, parameter),
        }),
      ),
      ...rolled.limitsEnded.map((limit) => this.say('limit-ended', { limit: limitText(limit), year: year - 1 })),
      ...rolled.limitsBegun.map((limit) => this.say('limit-begun', { limit: limitText(limit), year })),
      ...(rolled.endsOn === undefined ? [] : [this.say('policy-ends', { date: rolled.endsOn })]),
    ];
  }

  private openLine({ parameter, last, days }: ToBeSet): string {
    const { wording } = this;
    const named = {
      title: wording.title(parameter.title),
      parameter: visible(parameter.id),
      days: this.days(days),
    };
    if (!last) return this.say('to-be-set-first', named);
    return this.say('to-be-set', {
      ...named,
      value: this.value(last, parameter),
      before: this.days(last),
    });
  }

  /** A share needs no unit to be understood. */
  private value({ value }: ParameterValue, { kind, unit }: Parameter): string {
    return kind === 'ratio' ? this.wording.number(value) : this.wording.figure(value, unit);
  }

  private days({ from, to }: Days | Pick<ParameterValue, 'from' | 'to'>): string {
    if (from === undefined) return to === undefined ? this.say('days-always') : this.say('days-until', { to });
    if (to === undefined) return this.say('days-from', { from });
    return from === to ? this.say('day', { day: from }) : this.say('days', { from, to });
  }

  // ---- Ledgers ---------------------------------------------------------------------------------------------------

  private ledgerLines(outcome: LedgerOutcome): readonly string[] {
    const { ledger, sheets, remarks } = outcome;
    const isNotRead = remarks.some(({ code }) => code === 'not-read');
    if (sheets.length === 0 && !isNotRead) return [];
    const name = sheets.length === 0 ? visible(ledger.sheet) : this.wording.list(sheets.map((sheet) => shown(sheet)));
    const line = (parts: string): string => this.say('ledger', { ledger: name, parts });
    const told = remarks.map((remark) => line(this.remark(remark, outcome)));
    return isNotRead
      ? told
      : [line(this.wording.list(this.parts(outcome))), ...told, ...this.undated(outcome).map(line)];
  }

  private parts({ kept, emptied, left, added }: LedgerOutcome): readonly string[] {
    const counted = [
      { key: 'part-kept', count: kept },
      { key: 'part-emptied', count: emptied - left },
      { key: 'part-left', count: left },
      { key: 'part-added', count: added },
    ] as const;
    const parts = counted.filter(({ count }) => count > 0).map(({ key, count }) => this.say(key, { count }));
    return parts.length === 0 ? [this.say('part-nothing')] : parts;
  }

  private undated({ undated }: LedgerOutcome): readonly string[] {
    if (undated.length === 0) return [];
    const named = undated.slice(0, MOST_CELLS).map((cell) => shown(cell));
    const cells = this.wording.list(undated.length > MOST_CELLS ? [...named, '…'] : named);
    return [this.say('undated', { count: undated.length, cells })];
  }

  private remark(remark: LedgerRemark, { sheets, ledger }: LedgerOutcome): string {
    switch (remark.code) {
      case 'not-read':
        return this.say('not-read', { problem: this.wording.problem(remark.problem) });
      case 'rows-stay':
        return this.say(`rows-stay-${remark.why}`);
      case 'table-keeps-size':
        return this.say('table-keeps-size', { table: shown(remark.table) });
      case 'sheets-stay':
        return this.say('sheets-stay', { sheets: this.wording.list(remark.sheets.map((sheet) => shown(sheet))) });
      case 'array-stays':
        return this.say('array-stays', { cell: visible(remark.cell) });
      case 'no-room': {
        const isOwn = sheets.length === 1 && sheets[0] === ledger.sheet;
        return this.say(isOwn ? 'no-room' : 'no-room-connected', { count: remark.rows });
      }
    }
  }

  // ---- Years -----------------------------------------------------------------------------------------------------

  private changeLine({ kind, place, before, after }: YearChange): string {
    const texts = { before: shown(before, LONGEST_LIST), after: shown(after, LONGEST_LIST) };
    if (kind === 'link' || kind === 'page' || kind === 'connection') return this.say(`change-${kind}`, texts);
    return this.say('change', { place: shown(place ?? POLICY_YEAR, LONGEST_LIST), ...texts });
  }

  private leftLine({ kind, place, text }: LeftAsIs): string {
    const shownText = shown(text, LONGEST_LIST);
    return kind === 'sheet'
      ? this.say('left-sheet', { text: shownText })
      : this.say('left', { place: shown(place, LONGEST_LIST), text: shownText });
  }

  private keptLine(key: string): string {
    if (key === 'waivers') return this.say('kept-waivers');
    if (key === 'payclause.marks') return this.say('kept-marks');
    return key === 'payclause.fixes' ? this.say('kept-fixes') : this.say('kept-other', { key: shown(key) });
  }
}

/** A year that stands in no cell stands in the workbook's name for it. */
const POLICY_YEAR = 'PolicyYear';
