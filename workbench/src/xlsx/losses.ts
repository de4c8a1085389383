/** What a file has and the workbench cannot keep: said before the file is saved. */

export const LOSS_KINDS = [
  'chart',
  'image',
  'shape',
  'pivotTable',
  'slicer',
  'macro',
  'externalLink',
  'dataConnection',
  'control',
  'embedding',
  'signature',
  'sheetKind',
  'conditionalFormat',
  'conditionalFormatDetail',
  'formatDetail',
  'richText',
  'hyperlink',
  'sparkline',
  'filter',
  'outline',
  'commentReply',
  'protectionDetail',
  'workbookProtection',
  'dataTable',
  'linkedDataType',
  'customProperty',
  'otherAddin',
  'other',
] as const;

export type LossKind = (typeof LOSS_KINDS)[number];

export interface Loss {
  readonly kind: LossKind;
  /** The sheet, or the part of the file; '' where neither says anything. */
  readonly name: string;
  readonly count: number;
}

/** Gathers losses: equal ones are counted together. */
export class LossList {
  private readonly counts = new Map<string, Loss>();

  add(kind: LossKind, name = '', count = 1): void {
    if (count === 0) return;
    const key = `${kind} ${name}`;
    this.counts.set(key, { kind, name, count: (this.counts.get(key)?.count ?? 0) + count });
  }

  /** In the order of `LOSS_KINDS`. */
  list(): Loss[] {
    return [...this.counts.values()].sort(
      (one, other) => LOSS_KINDS.indexOf(one.kind) - LOSS_KINDS.indexOf(other.kind),
    );
  }
}
