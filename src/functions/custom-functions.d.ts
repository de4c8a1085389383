/**
 * The runtime of custom functions as far as we use it; it comes with office.js and has no types among the installed ones.
 * https://learn.microsoft.com/javascript/api/custom-functions-runtime
 */
declare namespace CustomFunctions {
  /** A call of a streaming function, open until the host cancels it. */
  interface StreamingInvocation<ResultType> {
    /** Shows a result in the cells that made the call; an error may take a result's place. */
    setResult(value: ResultType | CustomFunctions.Error): void;
    /** Called when no cell makes the call any more. */
    onCanceled?: () => void;
  }

  /** An error as a cell's result; Excel shows `message` with #VALUE! and #N/A only. CustomFunctionsRuntime 1.2. */
  class Error extends globalThis.Error {
    constructor(code?: ErrorCode, message?: string);
    readonly code: ErrorCode;
  }

  /** What a function may give; #NAME? and #REF! exist as well, but only as arguments. */
  const ErrorCode: {
    readonly invalidValue: '#VALUE!';
    readonly notAvailable: '#N/A';
    readonly divisionByZero: '#DIV/0!';
    readonly invalidNumber: '#NUM!';
    readonly nullReference: '#NULL!';
  };
  type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
}
