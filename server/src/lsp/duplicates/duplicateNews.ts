import type { Diagnostic } from 'vscode-languageserver';
import type { DuplicatesState } from '../../../../protocol/duplicateMessages';
import type { DuplicateGroup } from '../../duplicates/duplicateGroup';
import { AkinError } from '../../base/errors';

/** Nobody reads diagnostics faster, and while duplicates are looked for they change all the time. */
const INTERVAL_MS = 250;

/** What an editor can be told. */
export interface NewsTarget {
  sendDuplicates(state: DuplicatesState & { groups: number }): void;
  publishDiagnostics(uri: string, diagnostics: Diagnostic[]): void;
  /** Has the editor ask for the diagnostics again. */
  refreshDiagnostics(): void;
  /** Has the editor ask for the code lenses again. */
  refreshCodeLenses(): void;
}

/** What there is to tell. */
export interface NewsSource {
  state(): DuplicatesState;
  groups(): readonly DuplicateGroup[];
  workspace(): Map<string, Diagnostic[]>;
}

/**
 * Tells the editor when the duplicates have changed, at most every {@link INTERVAL_MS}: that there is news, and either
 * that it should ask again (pull) or what has changed (push).
 */
export class DuplicateNews {
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;
  private revision = 0;
  private waiters: ((isNews: boolean) => void)[] = [];
  private lastState = '';
  private lastGroups: readonly DuplicateGroup[] = [];
  private isStale = false;
  private readonly published = new Map<string, string>();

  /** @param pulls the editor asks for diagnostics itself */
  constructor(
    private readonly source: NewsSource,
    private readonly target: NewsTarget,
    private readonly pulls: boolean,
    private readonly intervalMs = INTERVAL_MS,
  ) {}

  /** The service has told of a change. */
  changed(): void {
    if (this.isDisposed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, this.intervalMs);
  }

  /** Something else than the groups has changed: settings, or where their copies stand in open documents. */
  placesChanged(): void {
    this.isStale = true;
    this.changed();
  }

  /** What {@link next} is given to hear of everything after now. */
  get current(): number {
    return this.revision;
  }

  /**
   * Waits until there is news since `seen`.
   * @returns false when there will be none, because the server ends
   * @throws {AkinError} `aborted` on the signal
   */
  async next(seen: number, signal: AbortSignal): Promise<boolean> {
    if (this.isDisposed) return false;
    if (this.revision !== seen) return true;
    let abort = (): void => undefined;
    try {
      return await new Promise<boolean>((resolve, reject) => {
        abort = (): void => {
          this.waiters = this.waiters.filter((waiter) => waiter !== resolve);
          reject(new AkinError('aborted', 'The work was cancelled.'));
        };
        if (signal.aborted) {
          abort();
          return;
        }
        signal.addEventListener('abort', abort, { once: true });
        this.waiters.push(resolve);
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Ends it: who waits is told that nothing comes any more. */
  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.wake(false);
  }

  private flush(): void {
    const groups = this.source.groups();
    // While it looks, the counts change far more often than what was found.
    const isNews = this.isStale || !haveSame(groups, this.lastGroups);
    this.lastGroups = groups;
    this.isStale = false;
    const state = { ...this.source.state(), groups: groups.length };
    const text = JSON.stringify(state);
    if (isNews || text !== this.lastState) this.target.sendDuplicates(state);
    this.lastState = text;
    if (!isNews) return;
    this.revision++;
    this.wake(true);
    this.target.refreshCodeLenses();
    if (this.pulls) this.target.refreshDiagnostics();
    else this.publish();
  }

  private wake(isNews: boolean): void {
    const { waiters } = this;
    this.waiters = [];
    for (const waiter of waiters) waiter(isNews);
  }

  private publish(): void {
    const now = this.source.workspace();
    for (const uri of this.published.keys())
      if (!now.has(uri)) {
        this.published.delete(uri);
        this.target.publishDiagnostics(uri, []);
      }
    for (const [uri, diagnostics] of now) {
      const text = JSON.stringify(diagnostics);
      if (this.published.get(uri) === text) continue;
      this.published.set(uri, text);
      this.target.publishDiagnostics(uri, diagnostics);
    }
  }
}

/**
 * Whether both hold the same groups; a group is never changed, but made anew. Of two empty lists that is not known: some
 * may have come and gone in between, and an editor may have asked then.
 */
function haveSame(a: readonly DuplicateGroup[], b: readonly DuplicateGroup[]): boolean {
  return a === b || (a.length > 0 && a.length === b.length && a.every((group, at) => group === b[at]));
}
