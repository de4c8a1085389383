import { useEffect, useState } from 'react';
import {
  matchingFindings,
  type FindingFilter,
  type ListedFinding,
  type ListedFindings,
} from '../../workbook/finding-list';
import { inSlices } from '../../workbook/in-slices';
import type { Wording } from '../../wording/wording';

export interface Matching {
  readonly findings: readonly ListedFinding[];
  /** What is shown is still that of an earlier filter or list. */
  readonly isLate: boolean;
}

interface Found {
  readonly list: ListedFindings;
  readonly filter: FindingFilter;
  readonly wording: Wording;
  readonly findings: readonly ListedFinding[];
}

/** The findings that a filter lets through, found in slices; until they are, those found before. */
export function useMatching(list: ListedFindings, filter: FindingFilter, wording: Wording): Matching {
  const [found, setFound] = useState<Found>();
  const isLate = found?.list !== list || found.filter !== filter || found.wording !== wording;

  useEffect(() => {
    const search = new AbortController();
    void inSlices(matchingFindings(list, filter, wording), search.signal).then((findings) => {
      if (findings) setFound({ list, filter, wording, findings });
    });
    return () => search.abort();
  }, [list, filter, wording]);

  // The first look at a list that nothing is filtered from need not wait.
  return { findings: found?.findings ?? list.findings, isLate };
}
