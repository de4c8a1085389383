import * as z from 'zod/mini';
import { parseIsoDate, type IsoDate } from '../kernel/dates';
import { parseIsoMoment, type IsoMoment } from '../kernel/moments';
import type { FixStep } from './fix-step';
import type { CellEdit, CellInput } from './port';
import { parsedJson } from './stored-json';

const cellInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blank') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number(), numberFormat: z.optional(z.string()) }),
  z.object({
    kind: z.literal('date'),
    date: z.string().check(z.refine((text) => (parseIsoDate(text) ?? parseIsoMoment(text)) !== undefined)),
  }),
  z.object({ kind: z.literal('boolean'), value: z.boolean() }),
  z.object({ kind: z.literal('formula'), formula: z.string().check(z.startsWith('=')) }),
]);
const cellValue = z.union([z.number(), z.string(), z.boolean(), z.object({ fault: z.string() }), z.null()]);
const cellEdit = z.object({
  sheet: z.string(),
  cell: z.string(),
  put: cellInput,
  numberFormat: z.optional(z.string()),
  expected: z.optional(cellValue),
});
const fixLog = z.object({
  version: z.literal(1),
  steps: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      undoneAt: z.optional(z.number()),
      changes: z.array(z.object({ done: cellEdit, undo: cellEdit })),
    }),
  ),
});

/** The steps of a record; what can't be read as one is none. */
export function fixStepsIn(text: string): readonly FixStep[] {
  const parsed = fixLog.safeParse(parsedJson(text));
  if (!parsed.success) return [];
  return parsed.data.steps.map(({ changes, ...step }) => ({
    ...step,
    changes: changes.map(({ done, undo }) => ({ done: editOf(done), undo: editOf(undo) })),
  }));
}

function editOf({ sheet, cell, put, numberFormat, expected }: z.infer<typeof cellEdit>): CellEdit {
  return {
    sheet,
    cell,
    put: inputOf(put),
    ...(numberFormat !== undefined && { numberFormat }),
    ...(expected !== undefined && { expected }),
  };
}

function inputOf(put: z.infer<typeof cellInput>): CellInput {
  if (put.kind === 'date') return { kind: 'date', date: put.date as IsoDate | IsoMoment };
  if (put.kind !== 'number') return put;
  const { kind, value, numberFormat } = put;
  return numberFormat === undefined ? { kind, value } : { kind, value, numberFormat };
}
