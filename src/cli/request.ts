import type { FormulaForm } from '../functions/formula-form';

/** Which policy a command works with. */
export interface PolicyChoice {
  /** A policy document; left out, the built-in one. */
  readonly policyFile?: string;
  /** What-if values as typed, «team-share@2016-07-01=0.6». */
  readonly trials: readonly string[];
  /** Also the policy's own examples of values that are still to be set. */
  readonly examples?: true;
}

/** How a command reads a workbook. */
export interface BookChoice extends PolicyChoice {
  /** A connection by which the workbook's own sheets are read; left out, the one that the workbook keeps. */
  readonly connectFile?: string;
}

/** What the user asks for, once the command line has been read; every value is proved as far as no file is needed. */
export type Request =
  | (BookChoice & {
      readonly command: 'settle';
      readonly book: string;
      readonly year?: number;
      readonly json: boolean;
    })
  | (BookChoice & {
      readonly command: 'check';
      readonly book: string;
      readonly year?: number;
      readonly json: boolean;
      /** A copy of the workbook to make, with the findings marked in it. */
      readonly mark?: { readonly out: string; readonly force: boolean };
    })
  | (BookChoice & {
      readonly command: 'explain';
      readonly formula: string;
      readonly book: string;
      readonly json: boolean;
    })
  | (BookChoice & {
      readonly command: 'eval';
      readonly formula: string;
      readonly book?: string;
      readonly json: boolean;
    })
  | {
      readonly command: 'connect';
      readonly book: string;
      /** The file to store the connection in. */
      readonly out?: string;
      readonly force: boolean;
      /** Answers to questions as typed, «account@cost:手续费=其他必需成本». */
      readonly answers: readonly string[];
      /** A connection to begin with. */
      readonly connectFile?: string;
      readonly policyFile?: string;
      readonly json: boolean;
    }
  | {
      readonly command: 'template';
      readonly year: number;
      /** The program that the workbook is for. */
      readonly host: FormulaForm;
      readonly out: string;
      readonly force: boolean;
      /** What `--policy` names; left out, the built-in one. */
      readonly policyFile?: string;
    }
  | {
      readonly command: 'new-year';
      /** The last year's workbook. */
      readonly from: string;
      readonly year: number;
      /** The file to make; left out, nothing is made and only told what would be. */
      readonly out?: string;
      readonly force: boolean;
      readonly json: boolean;
      /** A policy in place of the workbook's own. */
      readonly policyFile?: string;
      /** A connection in place of the one that the workbook keeps. */
      readonly connectFile?: string;
    }
  | (PolicyChoice & { readonly command: 'policy-lint' | 'policy-show'; readonly json: boolean })
  | (PolicyChoice & { readonly command: 'policy-test'; readonly propose: boolean; readonly json: boolean })
  | {
      readonly command: 'policy-diff';
      /** Each a policy document's file, a workbook that holds one, or a built-in policy's id. */
      readonly before: string;
      readonly after: string;
      readonly book?: string;
      readonly year?: number;
      readonly json: boolean;
    };

export type RequestFor<C extends Request['command']> = Extract<Request, { readonly command: C }>;
