import { EventEmitter, type Disposable, type Memento } from 'vscode';
import {
  DuplicatesRequest,
  type DuplicateGroup,
  type DuplicatesState,
} from '../../../protocol/duplicateMessages';
import { isCancellation, ServerUnavailableError } from '../requestErrors';
import type { Session } from '../session';
import { filterParams, isFiltered, NO_FILTER, shownStage, type DuplicateFilter } from './duplicateFilter';
import type { Arrangement } from './duplicateNodes';

const ARRANGEMENT = 'akin.duplicates.arrangement';

/** The duplicates that the view shows: asked of the server when they have changed and somebody looks. */
export class DuplicatesModel implements Disposable {
  groups: readonly DuplicateGroup[] = [];
  /** Groups that fit the filter, and all there are. */
  matching = 0;
  total = 0;
  state: DuplicatesState = { stage: 'waiting', done: 0, total: 0 };
  private currentFilter = NO_FILTER;
  private isStale = true;
  private isAnswered = false;
  private isWatched = false;
  private loading: Promise<void> | undefined;
  private readonly emitter = new EventEmitter<void>();
  /** Fires when anything of it has changed. */
  readonly onDidChange = this.emitter.event;
  private readonly subscriptions: Disposable[];

  /** @param memory keeps the arrangement over restarts */
  constructor(
    private readonly session: Session,
    private readonly memory: Memento,
    private readonly onError: (error: unknown) => void,
  ) {
    this.subscriptions = [
      session.onDidChangeDuplicates(({ groups, ...state }) => {
        this.state = state;
        this.total = groups;
        this.outdated();
      }),
      session.onDidChangeState(({ kind }) => {
        if (kind === 'running') return;
        this.groups = [];
        this.matching = this.total = 0;
        this.state = { stage: 'waiting', done: 0, total: 0 };
        this.outdated();
      }),
    ];
  }

  get filter(): DuplicateFilter {
    return this.currentFilter;
  }

  set filter(filter: DuplicateFilter) {
    this.currentFilter = filter;
    this.outdated();
  }

  get isFiltered(): boolean {
    return isFiltered(this.currentFilter);
  }

  get arrangement(): Arrangement {
    return this.memory.get<Arrangement>(ARRANGEMENT, 'cost');
  }

  /** See {@link shownStage}. */
  get stage(): DuplicatesState['stage'] {
    const { state, groups, total, isAnswered } = this;
    return shownStage(state, { listed: groups.length, total, isAnswered });
  }

  arrange(arrangement: Arrangement): void {
    void this.memory.update(ARRANGEMENT, arrangement);
    this.emitter.fire();
  }

  /** Nothing is asked of the server while nobody looks. */
  setWatched(isWatched: boolean): void {
    this.isWatched = isWatched;
    if (isWatched) void this.upToDate();
  }

  /** Resolves when the groups are those that the server has. */
  async upToDate(): Promise<void> {
    while (this.isStale && this.session.state.kind === 'running') {
      this.loading ??= this.load().finally(() => (this.loading = undefined));
      await this.loading;
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.emitter.dispose();
  }

  private outdated(): void {
    this.isStale = true;
    this.isAnswered = false;
    this.emitter.fire();
    if (this.isWatched) void this.upToDate();
  }

  private async load(): Promise<void> {
    this.isStale = false;
    try {
      const answer = await this.session.send(DuplicatesRequest, filterParams(this.filter));
      this.groups = answer.groups;
      this.matching = answer.matching;
      this.total = answer.total;
      this.state = answer.state;
    } catch (error) {
      // The next change asks again.
      if (!isCancellation(error) && !(error instanceof ServerUnavailableError)) this.onError(error);
    }
    this.isAnswered = true;
    this.emitter.fire();
  }
}
