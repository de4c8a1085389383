/** Which policy a command works with. */
export interface PolicyChoice {
  /** A policy document; left out, the built-in one. */
  readonly policyFile?: string;
  /** What-if values as typed, «team-share@2016-07-01=0.6». */
  readonly trials: readonly string[];
}

/** What the user asks for, once the command line has been read; every value is proved as far as no file is needed. */
export type Request =
  | (PolicyChoice & {
      readonly command: 'settle' | 'check';
      readonly book: string;
      readonly year?: number;
      readonly json: boolean;
    })
  | (PolicyChoice & {
      readonly command: 'explain';
      readonly formula: string;
      readonly book: string;
      readonly json: boolean;
    })
  | (PolicyChoice & {
      readonly command: 'eval';
      readonly formula: string;
      readonly book?: string;
      readonly json: boolean;
    })
  | { readonly command: 'template'; readonly year: number; readonly out: string; readonly force: boolean }
  | (PolicyChoice & { readonly command: 'policy-lint' | 'policy-show'; readonly json: boolean });

export type RequestFor<C extends Request['command']> = Extract<Request, { readonly command: C }>;
