/** The system's word for why a call failed, «ENOENT»; «unknown» for an error without one. */
export function systemCode(error: unknown): string {
  // Not every error of the system is an Error of ours: tests and workers have their own.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
