/** Events on their way: told at the end of a batch, or, where someone edits by hand, when Univer is done with it. */
import { type GridEvents } from '../grid-model';
import { GridListeners } from '../listeners';

export class EventQueue {
  /** Called before events that no batch of ours made are told: what follows from an edit by hand happens first. */
  beforeDelivery: () => void = () => undefined;
  private readonly listeners = new GridListeners();
  private readonly waiting: (() => void)[] = [];
  private isDue = false;
  private quiet = false;

  /** While `isHeld`, events wait for `deliver`. */
  constructor(private readonly isHeld: () => boolean) {}

  get isQuiet(): boolean {
    return this.quiet;
  }

  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    return this.listeners.on(kind, listener);
  }

  tell<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    this.later(() => this.tellNow(kind, event));
  }

  tellNow<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    this.listeners.tell(kind, event);
  }

  /** For an event that is known only when it is told. */
  later(tell: () => void): void {
    if (this.quiet) return;
    this.waiting.push(tell);
    if (this.isDue || this.isHeld()) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      if (this.isHeld()) return;
      this.beforeDelivery();
      this.deliver();
    });
  }

  deliver(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next();
  }

  /** Does something without events: whoever calls tells what happened. */
  quietly(work: () => void): void {
    const wasQuiet = this.quiet;
    this.quiet = true;
    try {
      work();
    } finally {
      this.quiet = wasQuiet;
    }
  }
}
