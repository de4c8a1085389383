import * as z from 'zod/mini';
import type { MarkReceipt } from './port';
import { parsedJson } from './stored-json';

const receipts = z.object({
  version: z.literal(1),
  receipts: z.array(
    z.object({
      sheet: z.string(),
      cell: z.string(),
      before: z.optional(z.object({ color: z.string(), pattern: z.optional(z.string()) })),
      color: z.string(),
      noteId: z.optional(z.string()),
      note: z.string(),
    }),
  ),
});

/** The receipts of a record; what can't be read as one holds none. */
export function receiptsIn(text: string): readonly MarkReceipt[] {
  const parsed = receipts.safeParse(parsedJson(text));
  if (!parsed.success) return [];
  return parsed.data.receipts.map(({ sheet, cell, before, color, noteId, note }) => ({
    sheet,
    cell,
    color,
    noteId,
    note,
    before:
      before === undefined
        ? undefined
        : { color: before.color, ...(before.pattern !== undefined && { pattern: before.pattern }) },
  }));
}
