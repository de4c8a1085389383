/** A fault that keeps a document from being used at all: where it is and what is wrong there. */
export interface PolicyFault {
  /** The place in the document, «parameters.3.values.0.value». */
  readonly path: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** The same in a policy that stands on sheets, with the cell to look at. */
export interface PlacedFault {
  readonly fault: PolicyFault;
  readonly place: { readonly sheet: string; readonly cell: string };
}
