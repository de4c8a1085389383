/** Under which keys the workbook keeps what changes what is said of it. */

/** How its own sheets are read as the policy's ledgers. */
export const CONNECTION_KEY = 'connection';
/** Who approved which policy. */
export const APPROVALS_KEY = 'approvals';
/** The findings that somebody has set aside. */
export const WAIVERS_KEY = 'waivers';
