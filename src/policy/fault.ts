/** A fault that keeps a document from being used at all: where it is and what is wrong there. */
export interface PolicyFault {
  /** The place in the document, «parameters.3.values.0.value». */
  readonly path: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}
