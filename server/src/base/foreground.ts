/** Nothing waits longer than this for what is asked without an end, by a script perhaps. */
const LONGEST_WAIT_MS = 1_000;

/** What a person waits for at the moment; long work that shares the main thread with it lets it go ahead. */
export class Foreground {
  private tasks = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly longestWaitMs = LONGEST_WAIT_MS) {}

  /** Does something that is waited for. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    this.tasks++;
    try {
      return await act();
    } finally {
      if (--this.tasks === 0) for (const goOn of [...this.waiting]) goOn();
    }
  }

  /** Resolves when nothing is waited for, or after a second. */
  async whenClear(): Promise<void> {
    if (this.tasks === 0) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        this.waiting.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, this.longestWaitMs);
      this.waiting.add(goOn);
    });
  }
}

/** That of this process: it has one main thread. */
export const foreground = new Foreground();
