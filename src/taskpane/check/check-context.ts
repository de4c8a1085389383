import { createContext, useContext } from 'react';
import { useStored } from '../shell/value-store';
import type { CheckSession, CheckState } from './check-session';

export const CheckContext = createContext<CheckSession | undefined>(undefined);

/** The checking that this pane is at, as it stands now. */
export function useCheck(): { readonly session: CheckSession; readonly check: CheckState } {
  const session = useContext(CheckContext);
  if (!session) throw new Error('a component of the check screen stands outside of the pane');
  return { session, check: useStored(session.store) };
}
