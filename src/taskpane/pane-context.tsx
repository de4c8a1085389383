import { createContext, useContext, type ComponentType } from 'react';
import type { CellRef } from '../ledger/finding';
import type { LiveBooks, LiveState } from '../workbook/live-books';
import type { PortProblem } from '../workbook/port';
import type { Language } from '../wording/language';
import type { Wording } from '../wording/wording';
import type { FileTools } from './file-tools';

export type ViewName =
  | 'check'
  | 'settlement'
  | 'trace'
  | 'policy'
  | 'functions'
  | 'about'
  | 'self-check'
  // What is seldom done has a page of its own, which belongs to one of the screens above.
  | ToolName;

export type ToolName = 'approval' | 'changes' | 'proof' | 'new-year' | 'connect' | 'waivers';

/** Where in a view a link leads. */
export type Destination =
  | { readonly view: 'check'; /** Only the findings of one cell's row, or of all rows. */ readonly row?: CellRef }
  | { readonly view: 'settlement' }
  /**
   * The derivation of an answer of a year, of what stands in a cell, or of the rows of a year that a rule table took in one
   * category or by one rule; without any of these, of the selection.
   */
  | {
      readonly view: 'trace';
      readonly answer?: { readonly id: string; readonly year: number };
      readonly cell?: CellRef;
      readonly rows?: {
        readonly ruleTable: string;
        readonly by: 'category' | 'rule';
        readonly id: string;
        readonly year: number;
      };
    }
  | { readonly view: 'policy'; readonly clause?: string }
  | { readonly view: 'functions' }
  | { readonly view: 'about' }
  | { readonly view: 'self-check' }
  | { readonly view: ToolName };

/**
 * A pane that is docked in a window which gives it neither a width nor a way to close it: it is capped, has a button that puts
 * it away, and a page on which the application is looked over.
 */
export interface DockedPane {
  /** Puts the pane away; the ribbon's buttons bring it back. */
  readonly hide: () => void;
  readonly hideLabel: (language: Language) => string;
  readonly selfCheckTitle: (language: Language) => string;
  readonly loadSelfCheck: () => Promise<{ readonly default: ComponentType }>;
}

/** What a screen of the pane stands in: the workbook as last read, the reader's language, and the ways to elsewhere. */
export interface Pane {
  readonly live: LiveBooks;
  readonly state: LiveState;
  /** What is done with the workbook as a file, loaded when it is asked for. */
  readonly files: () => Promise<FileTools>;
  /** There where the pane is docked. */
  readonly docked?: DockedPane | undefined;
  readonly language: Language;
  readonly wording: Wording;
  /** The year that all screens show: the one chosen, else the workbook's policy year; `undefined` where there is none. */
  readonly year: number | undefined;
  readonly setYear: (year: number) => void;
  readonly destination: Destination;
  readonly go: (destination: Destination) => void;
  /** Selects the cell in the sheet; a refusal is told in plain words at the foot of the pane. */
  readonly showCell: (place: CellRef) => Promise<void>;
  /** Tells in a message bar what became of something: a sentence, with an action that takes it back where there is one. */
  readonly tell: (notice: Notice) => void;
  /** Tells why the application did not do what it was asked. */
  readonly tellProblem: (problem: PortProblem) => void;
}

export interface Notice {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly sentence: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const PaneContext = createContext<Pane | undefined>(undefined);

/** The pane that a component stands in. */
export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (!pane) throw new Error('a component of the pane stands outside of it');
  return pane;
}
