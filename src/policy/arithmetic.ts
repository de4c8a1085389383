/** The operators that expressions over rows and over years share. */
const OPERATORS = ['plus', 'minus', 'times', 'max', 'min'] as const;
type Operator = (typeof OPERATORS)[number];

/** What an arithmetic node does to which operands, in order; `undefined` for a leaf. */
export function operationOf<E extends object>(
  expression: E,
): { readonly operator: Operator; readonly operands: readonly E[] } | undefined {
  const operator = OPERATORS.find((candidate) => candidate in expression);
  return operator && { operator, operands: (expression as Record<Operator, readonly E[]>)[operator] };
}
