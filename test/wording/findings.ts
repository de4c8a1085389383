import type { Facts, Finding } from '../../src/ledger/finding';

/** A finding for a test of its sentence. */
export function finding(code: string, facts: Facts, more: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'error',
    blocks: true,
    sheet: '收入台账',
    cell: 'C15',
    row: 15,
    ledger: 'revenue',
    clauses: ['六.2.1'],
    facts,
    ...more,
  };
}
