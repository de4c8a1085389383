/** The body of a ProcessQuery request, checked once where it comes in. */
import { z } from 'zod';

const Arguments = z.object({
  Arguments: z.array(z.unknown()).nullish(),
  ReferencedObjectPathIds: z.array(z.union([z.number(), z.array(z.unknown()), z.null()])).nullish(),
});

const Query = z.object({
  Select: z.array(z.string()).nullish(),
  Expand: z.array(z.string()).nullish(),
  Top: z.number().nullish(),
  Skip: z.number().nullish(),
});

const ObjectPath = z.object({
  Id: z.number(),
  ObjectPathType: z.number(),
  Name: z.string().nullish(),
  ParentObjectPathId: z.number().nullish(),
  ArgumentInfo: Arguments.nullish(),
});

const Action = z.object({
  Id: z.number(),
  ActionType: z.number(),
  Name: z.string().nullish(),
  ObjectPathId: z.number().nullish(),
  ArgumentInfo: Arguments.nullish(),
  QueryInfo: Query.nullish(),
  ObjectState: z.unknown().optional(),
});

const Request = z.object({
  AutoKeepReference: z.boolean().nullish(),
  Actions: z.array(Action),
  ObjectPaths: z.record(z.string(), ObjectPath),
});

export type ArgumentInfo = z.infer<typeof Arguments>;
export type QueryInfo = z.infer<typeof Query>;
export type PathInfo = z.infer<typeof ObjectPath>;
export type ActionInfo = z.infer<typeof Action>;
export type RichRequest = z.infer<typeof Request>;

/** `undefined` if the text is not such a body. */
export function parseRequest(body: string): RichRequest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  return Request.safeParse(value).data;
}

/** Object path types on the wire. */
export const PathType = {
  globalObject: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  referenceId: 6,
  nullObject: 7,
} as const;

/** Action types on the wire. */
export const ActionType = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  ensureUnchangedOld: 6,
  queryAsJson: 7,
  ensureUnchanged: 8,
  update: 9,
} as const;
