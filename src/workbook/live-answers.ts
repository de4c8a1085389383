import type { CallContext } from '../functions/call-context';
import type { LiveMoment, LiveSource } from '../functions/live-source';
import type { Language } from '../wording/language';
import { wordingFor } from '../wording/wording';
import type { LiveBooks, LiveState } from './live-books';

/** The workbook as custom functions follow it. */
export interface LiveAnswers extends LiveSource {
  /** Tells the moment anew when the reader's language has changed. */
  announce(): void;
}

/** The moments of a live workbook, told in the language that the reader has chosen by then. */
export function liveSourceOf(live: LiveBooks, language: () => Language): LiveAnswers {
  return new AnswersOf(live, language);
}

/** What a moment is made of: while all of it is the same, nothing has to be told. */
interface Basis {
  readonly books: LiveState['books'];
  readonly date1904: LiveState['date1904'];
  readonly problem: LiveState['problem'];
  readonly language: Language;
}

class AnswersOf implements LiveAnswers {
  private readonly listeners = new Set<() => void>();
  private leave: (() => void) | undefined;
  private basis: Basis;
  private current: LiveMoment;
  /** What the listeners know of; somebody may have asked for a later moment already. */
  private told: Basis;

  constructor(
    private readonly live: LiveBooks,
    private readonly language: () => Language,
  ) {
    this.basis = this.basisNow();
    this.current = this.momentOn(this.basis);
    this.told = this.basis;
  }

  moment(): LiveMoment {
    const basis = this.basisNow();
    if (!isSameBasis(basis, this.basis)) {
      this.basis = basis;
      this.current = this.momentOn(basis);
    }
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    this.leave ??= this.live.subscribe(() => {
      this.announce();
    });
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.leave?.();
      this.leave = undefined;
    };
  }

  announce(): void {
    const basis = this.basisNow();
    if (isSameBasis(basis, this.told)) return;
    this.told = basis;
    for (const listener of [...this.listeners]) listener();
  }

  private basisNow(): Basis {
    const state = this.live.state();
    return { books: state.books, date1904: state.date1904, problem: stopping(state), language: this.language() };
  }

  private momentOn({ books, date1904, problem, language }: Basis): LiveMoment {
    const wording = wordingFor(language);
    // Which policy a workbook is under is known once it has been read: until then nothing is answered from any.
    if (!books) {
      return problem
        ? { kind: 'stopped', language, sentence: wording.portProblem(problem) }
        : { kind: 'waiting', language };
    }
    const { blanksArriveAsZero } = this.live.port.host;
    const context: CallContext = {
      policy: books.policy,
      wording,
      language,
      ...(blanksArriveAsZero === undefined ? {} : { blanksArriveAsZero }),
      ...(date1904 === undefined ? {} : { date1904 }),
    };
    if (problem) return { kind: 'stopped', context, sentence: wording.portProblem(problem) };
    return { kind: 'ready', context: { ...context, books } };
  }
}

/** So many failed tries, one after another, are no passing trouble any more. */
const MANY_FAILURES = 5;

/**
 * The problem that leaves nothing to answer with. Once the workbook has been read, a reading that was cancelled or that is
 * tried again by itself leaves the answers as they are; answers that nobody can bring up to date any more are none.
 */
function stopping({ books, problem, failures = 0 }: LiveState): LiveState['problem'] {
  if (!books || problem?.code === 'too-large') return problem;
  return problem?.code === 'host-failed' && failures >= MANY_FAILURES ? problem : undefined;
}

function isSameBasis(a: Basis, b: Basis): boolean {
  return (
    a.books === b.books && a.date1904 === b.date1904 && isSameProblem(a.problem, b.problem) && a.language === b.language
  );
}

/** Each failed try to read brings a problem of its own, which mostly says the same. */
function isSameProblem(a: LiveState['problem'], b: LiveState['problem']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
