import { CancellationTokenSource, workspace } from 'vscode';
import { SearchRequest, type SearchResult } from '../../../protocol/messages';
import { readSettings } from '../../../protocol/settings';
import type { CommandContext } from '../commands/commandContext';
import { LatestRequest } from '../latestRequest';
import { explain, isCancellation, ServerUnavailableError } from '../requestErrors';
import { isSettled, type ServerState } from '../serverState';
import type { Session } from '../session';
import { HitQuickPick, type Notice } from './hitQuickPick';
import { describeCompleteness } from './statusText';

/** Far more than a person types; a file pasted by mistake is not sent. */
const MAX_QUERY_CHARACTERS = 2000;

/** Characters of a query that are repeated to the user. */
const MAX_SHOWN_CHARACTERS = 60;

/** Opens the quick pick that searches as you type. */
export function showSearch(context: CommandContext): void {
  new SearchQuickPick(context).show();
}

class SearchQuickPick {
  private readonly list = new HitQuickPick('Semantic Search', false);
  private readonly requests: LatestRequest<string, SearchResult>;
  /** The query whose answer is shown. */
  private shownQuery: string | undefined;
  private shownPartial = false;
  private openWhenAnswered = false;

  constructor(private readonly context: CommandContext) {
    const { list } = this;
    const { pick } = list;
    this.requests = new LatestRequest((query, signal) => ask(context.session, query, signal), {
      onResult: (query, result) => this.showResult(query, result),
      onError: (query, error) => this.showError(query, error),
    });
    pick.placeholder = 'Describe the code you look for, or type a name';
    pick.onDidChangeValue(() => this.search(debounceMs()));
    pick.onDidAccept(() => this.accept());
    const subscription = context.session.onDidChangeState((state) => this.onState(state));
    list.onDidOpen(() => context.recent.add(this.query));
    list.onDidClose(() => {
      subscription.dispose();
      this.requests.cancel();
    });
  }

  show(): void {
    this.list.setState(describeCompleteness(this.context.session.state));
    this.list.show();
    this.search(0);
  }

  private get query(): string {
    return this.list.pick.value.trim().slice(0, MAX_QUERY_CHARACTERS);
  }

  private search(delayMs: number): void {
    this.openWhenAnswered = false;
    const { query, list } = this;
    if (query === '') {
      this.requests.cancel();
      this.shownQuery = undefined;
      list.pick.busy = false;
      list.showNotices(this.recentQueries());
      return;
    }
    list.pick.busy = true;
    this.requests.request(query, delayMs);
  }

  /** Enter right after typing means the answer to what was typed, not the rows of an earlier query. */
  private accept(): void {
    if (this.requests.pending && this.shownQuery !== this.query && !this.list.isFocusMoved)
      this.openWhenAnswered = true;
    else this.list.openFocused(false);
  }

  private showResult(query: string, { hits, partial }: SearchResult): void {
    const { list } = this;
    list.pick.busy = false;
    if (hits.length > 0) list.showHits(hits, query === this.shownQuery);
    else list.showNotices([nothingFound(query, partial)]);
    this.shownQuery = query;
    this.shownPartial = partial || !isSettled(this.context.session.state);
    if (this.openWhenAnswered && hits.length > 0) list.openFocused(false);
    this.openWhenAnswered = false;
  }

  private showError(query: string, error: unknown): void {
    const { list, context } = this;
    list.pick.busy = false;
    this.openWhenAnswered = false;
    if (isCancellation(error)) return;
    this.shownQuery = query;
    // Asked again as soon as the server answers.
    this.shownPartial = true;
    if (context.session.state.kind === 'starting') {
      list.pick.busy = true;
      list.showNotices([
        { label: '$(loading~spin) Akin is starting', detail: 'Results follow in a moment.' },
      ]);
      return;
    }
    context.log.error(`Search: ${explain(error)}`);
    const showLog = (): void => context.log.show();
    const label =
      error instanceof ServerUnavailableError
        ? '$(circle-slash) Search is not available'
        : '$(error) The search failed';
    list.showNotices([
      { label, detail: explain(error) },
      { label: '$(output) Show Log', run: showLog },
    ]);
  }

  /** Better hits may be there once indexing has ended or the server has come up. */
  private onState(state: ServerState): void {
    this.list.setState(describeCompleteness(state));
    if (this.requests.pending || this.query === '') return;
    const isWaiting = this.list.pick.busy && state.kind === 'running';
    if (isWaiting || (this.shownPartial && isSettled(state))) this.search(0);
  }

  private recentQueries(): Notice[] {
    return this.context.recent.all.map((query) => ({
      label: `$(history) ${query.replaceAll('$(', '\\$(')}`,
      run: () => {
        this.list.pick.value = query;
        this.search(0);
      },
    }));
  }
}

async function ask(session: Session, query: string, signal: AbortSignal): Promise<SearchResult> {
  const source = new CancellationTokenSource();
  signal.addEventListener('abort', () => source.cancel(), { once: true });
  try {
    return await session.send(SearchRequest, { query }, source.token);
  } finally {
    source.dispose();
  }
}

function nothingFound(query: string, partial: boolean): Notice {
  const shown = query.length > MAX_SHOWN_CHARACTERS ? `${query.slice(0, MAX_SHOWN_CHARACTERS - 1)}…` : query;
  return {
    label: `Nothing found for “${shown.replaceAll('$(', '\\$(')}”`,
    detail: partial
      ? 'Indexing is still under way: what is not indexed yet cannot be found.'
      : 'Try other words: what the code does, or part of a name.',
  };
}

function debounceMs(): number {
  return readSettings(workspace.getConfiguration('akin')).settings.searchDebounceMs;
}
