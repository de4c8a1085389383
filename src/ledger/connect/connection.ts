import * as z from 'zod/mini';
import { parseDecimal } from '../../kernel/decimal';
import { err, ok, type Result } from '../../kernel/result';
import { FIRST_LEDGER_YEAR, LAST_LEDGER_YEAR } from '../read-cell';

/**
 * How a company's own sheets are read as the policy's ledgers: which lists on which sheets, which of their columns, and what
 * the company's accounts mean. Columns are known by their headings, never by their place, so that a connection outlives new
 * rows, titles put in above and columns moved about.
 */

export const CONNECTION_FORMAT = 'payclause-connection/1';

/** Longer than any connection that a person could have looked through. */
export const MAX_CONNECTION_CHARACTERS = 1_000_000;

const text = z.string().check(z.minLength(1), z.maxLength(200));
const id = z.string().check(z.maxLength(60), z.regex(/^[a-z][a-z0-9-]*$/));
const columnId = z.string().check(z.maxLength(60), z.regex(/^[a-z][A-Za-z0-9]*$/));
const list = <T extends z.ZodMiniType>(item: T, least: number, most: number) =>
  z.array(item).check(z.minLength(least), z.maxLength(most));

/** A column by its heading as `headingKey` writes it, a heading of two rows as «借方/金额»; the how-manieth from the left. */
const heading = z.strictObject({
  text,
  occurrence: z._default(z.int().check(z.gte(1), z.lte(200)), 1),
});

const year = z.int().check(z.gte(FIRST_LEDGER_YEAR), z.lte(LAST_LEDGER_YEAR));

/** Where the year comes from that dates lack: the sheet's name, the head of the list or what stands above it, or one year. */
const yearFrom = z.union([
  z.strictObject({ from: z.enum(['sheet', 'title']) }),
  z.strictObject({ year }),
  z.strictObject({ heading }),
]);
const monthFrom = z.union([z.strictObject({ from: z.literal('sheet') }), z.strictObject({ heading })]);

const multiplier = z.string().check(
  z.maxLength(20),
  z.refine((value) => parseDecimal(value)?.greaterThan(0) === true, 'decimal'),
);

/** Where the values of a ledger's column come from. */
const columnSource = z.discriminatedUnion('kind', [
  /** The cell as it stands. */
  z.strictObject({ kind: z.literal('cell'), heading }),
  /** The same in every row. */
  z.strictObject({ kind: z.literal('constant'), value: text }),
  /** Figures added up and taken off, times a unit; a zero stands for nothing where there are several sides. */
  z.strictObject({
    kind: z.literal('amount'),
    plus: list(heading, 0, 20),
    minus: list(heading, 0, 20),
    /** A number, or what «单位：万元» above the list says. */
    times: z._default(z.union([multiplier, z.literal('title')]), '1'),
    zeroIsBlank: z._default(z.boolean(), false),
  }),
  /** A number with a word behind it, «120人». */
  z.strictObject({ kind: z.literal('counted'), heading, words: list(text, 1, 20) }),
  /** A date that lacks its year («3月5日»), or its month too («5日»). */
  z.strictObject({ kind: z.literal('date'), heading, year: yearFrom, month: z.optional(monthFrom) }),
  /** Year, month and day in columns of their own; a year or month left blank is the one above it. */
  z.strictObject({ kind: z.literal('date-parts'), year: yearFrom, month: monthFrom, day: heading }),
  /** The company's own account, told as a category by the connection's list of accounts. */
  z.strictObject({ kind: z.literal('account'), heading }),
  /** A memo, told as the category that it speaks of. */
  z.strictObject({ kind: z.literal('memo'), heading }),
  /** Of a list that has a column for each name: the name, and the figure under it. */
  z.strictObject({ kind: z.literal('spread-name') }),
  z.strictObject({ kind: z.literal('spread-value') }),
]);

const rowCondition = z.discriminatedUnion('kind', [
  /** The cell is one of these words. */
  z.strictObject({ kind: z.literal('one-of'), heading, words: list(text, 1, 50) }),
  /** The figure is above or below zero. */
  z.strictObject({ kind: z.literal('sign'), heading, sign: z.enum(['positive', 'negative']) }),
  /** The cell speaks of none of these: entries that close the accounts, balances carried over. */
  z.strictObject({ kind: z.literal('without'), heading, words: list(text, 1, 50) }),
]);

const block = z.strictObject({
  ledger: id,
  sheet: z.union([
    /** One sheet; where no sheet bears the name, the only one with these headings. */
    z.strictObject({ name: text }),
    /** Every sheet of this form: «{n}» is a month (1…12, 一…十二), «{y}» a year. */
    z.strictObject({ pattern: text }),
  ]),
  header: z.strictObject({
    /** A head may have two rows, groups above and columns below. */
    rows: z.union([z.literal(1), z.literal(2)]),
    /** All headings of the list, to know it again by. */
    headings: list(text, 1, 200),
    /** What stands above the list, where another one with the same headings stands on the sheet: «二、支出». */
    under: z.optional(text),
  }),
  columns: z.record(columnId, columnSource),
  /** A list with a column for each name: the columns that are none of these. */
  spread: z.optional(z.strictObject({ except: list(text, 0, 200) })),
  rows: z._default(list(rowCondition, 0, 10), []),
  /** True where rows of other ledgers stand in the list too, told apart by their accounts. */
  shared: z._default(z.boolean(), false),
});

/** What one of the company's accounts means in a ledger; `category` null: its rows are no entries of the ledger. */
const account = z.strictObject({
  ledger: id,
  account: text,
  category: z.nullable(text),
  source: z.optional(text),
});

export const connectionSchema = z.strictObject({
  format: z.literal(CONNECTION_FORMAT),
  /** The policy whose ledgers these are. */
  policy: id,
  blocks: list(block, 0, 200),
  accounts: z._default(list(account, 0, 2000), []),
});

export type Connection = z.infer<typeof connectionSchema>;
export type ConnectionBlock = Connection['blocks'][number];
export type ColumnSource = z.infer<typeof columnSource>;
export type RowCondition = z.infer<typeof rowCondition>;
export type HeadingRef = z.infer<typeof heading>;
export type YearFrom = z.infer<typeof yearFrom>;
export type MonthFrom = z.infer<typeof monthFrom>;
export type AccountMeaning = z.infer<typeof account>;

/** Why a stored text is no connection. */
export type ConnectionFault =
  | { readonly code: 'connection-too-large'; readonly most: number }
  | { readonly code: 'connection-not-json' }
  /** A connection of another version of the product. */
  | { readonly code: 'connection-format'; readonly format: string }
  | { readonly code: 'connection-invalid'; readonly path: string };

/** Reads a connection from its stored text. */
export function readConnection(stored: string): Result<Connection, ConnectionFault> {
  if (stored.length > MAX_CONNECTION_CHARACTERS) {
    return err({ code: 'connection-too-large', most: MAX_CONNECTION_CHARACTERS });
  }
  let json: unknown;
  try {
    json = JSON.parse(stored);
  } catch {
    return err({ code: 'connection-not-json' });
  }
  const format = formatOf(json);
  if (format !== undefined && format !== CONNECTION_FORMAT) return err({ code: 'connection-format', format });
  const parsed = connectionSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return err({ code: 'connection-invalid', path: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
}

function formatOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('format' in json)) return undefined;
  return typeof json.format === 'string' ? json.format : undefined;
}

/** The text that a connection is stored as: a person can read it, and two versions can be compared line by line. */
export function writeConnection(connection: Connection): string {
  return `${JSON.stringify(connection, null, 2)}\n`;
}
