import { ThemeIcon, workspace, type QuickInputButton } from 'vscode';
import { CompleteQueryRequest } from '../../../protocol/searchMessages';
import { readSettings } from '../../../protocol/settings';
import type { CommandContext } from '../commands/commandContext';
import { LatestRequest } from '../latestRequest';
import { t } from '../localise';
import { explain, isCancellation, ServerUnavailableError } from '../requestErrors';
import { askServer, MAX_QUERY_CHARACTERS, type SearchAnswer } from '../searchAnswer';
import { isSettled, type ServerState } from '../serverState';
import { HitQuickPick, type Notice } from './hitQuickPick';
import { LatePrefix } from './latePrefix';
import { completionRows, emptyAnswerRows, recentRows, type NoticeText } from './searchNotices';
import { describeCompleteness } from './statusText';

/** Opens the quick pick that searches as you type; it begins with the filters of the last search. */
export function showSearch(context: CommandContext): void {
  new SearchQuickPick(context).show();
}

class SearchQuickPick {
  private readonly list = new HitQuickPick(t('Semantic Search'), false);
  private readonly requests: LatestRequest<string, SearchAnswer>;
  private readonly addFilter: QuickInputButton = {
    iconPath: new ThemeIcon('filter'),
    tooltip: t('Add a Filter'),
  };
  private readonly removeFilters: QuickInputButton = {
    iconPath: new ThemeIcon('clear-all'),
    tooltip: t('Remove the Filters'),
  };
  private readonly showAll: QuickInputButton = {
    iconPath: new ThemeIcon('list-tree'),
    tooltip: t('Show All in the Search View (Alt+Enter)'),
  };
  /** The query whose answer is shown. */
  private shownQuery: string | undefined;
  private shownPartial = false;
  private filters: readonly string[] = [];
  private openWhenAnswered = false;
  private readonly latePrefix: LatePrefix;

  constructor(private readonly context: CommandContext) {
    const { list } = this;
    const { pick } = list;
    this.latePrefix = new LatePrefix(context.filters.prefix);
    this.requests = new LatestRequest((query, signal) => askServer(context.session, query, signal), {
      onResult: (query, answer) => this.showAnswer(query, answer),
      onError: (query, error) => this.showError(query, error),
    });
    pick.placeholder = t('Describe the code you look for, or type a name');
    pick.onDidChangeValue((value) => this.onValue(value));
    pick.onDidAccept(() => this.accept());
    pick.onDidTriggerButton((button) => this.press(button));
    const subscription = context.session.onDidChangeState((state) => this.onState(state));
    list.onDidOpen(() => context.recent.add(this.query));
    list.onDidAskForAll((hits) => {
      context.recent.add(this.query);
      context.results.show({ query: this.shownQuery ?? this.query, hits, partial: this.shownPartial });
    });
    list.onDidClose(() => {
      subscription.dispose();
      this.requests.cancel();
    });
  }

  show(): void {
    this.list.setState(describeCompleteness(this.context.session.state));
    this.showButtons();
    this.list.show();
    // Once it is shown, so that the cursor stands behind the filters instead of selecting them.
    const { prefix } = this.context.filters;
    // What has been typed meanwhile is not taken away for the sake of nothing.
    if (prefix !== '') this.list.pick.value = prefix;
    this.search(0);
  }

  private onValue(value: string): void {
    const wanted = this.latePrefix.take(value);
    if (wanted === undefined) return;
    if (wanted !== value) this.list.pick.value = wanted;
    this.search(debounceMs());
  }

  private get query(): string {
    return this.list.pick.value.trimStart().slice(0, MAX_QUERY_CHARACTERS);
  }

  private search(delayMs: number): void {
    this.openWhenAnswered = false;
    const { query, list } = this;
    if (query === '') {
      this.requests.cancel();
      this.shownQuery = undefined;
      list.pick.busy = false;
      this.keepFilters([]);
      list.showNotices(this.toNotices(recentRows(this.context.recent.all)));
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

  private showAnswer(query: string, { result, completions }: SearchAnswer): void {
    const { list } = this;
    const { hits, filters = [], problems = [], partial } = result;
    list.pick.busy = false;
    const rows = completionRows(completions, hits.length > 0);
    if (hits.length > 0) list.showHits(hits, query === this.shownQuery, this.toNotices(rows));
    else if (rows.length > 0 && problems.length === 0) list.showNotices(this.toNotices(rows));
    else list.showNotices(this.toNotices([...rows, ...this.rowsWithoutHits(query, result)]));
    this.shownQuery = query;
    this.shownPartial = partial || !isSettled(this.context.session.state);
    if (problems.length === 0) this.keepFilters(filters);
    if (this.openWhenAnswered) list.openFocused(false);
    this.openWhenAnswered = false;
  }

  private rowsWithoutHits(query: string, result: SearchAnswer['result']): NoticeText[] {
    const rows = emptyAnswerRows(query, result);
    const onlyFilters = (result.filters ?? []).join(' ') === query.trim();
    return onlyFilters ? [...rows, ...recentRows(this.context.recent.all)] : rows;
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
        {
          label: `$(loading~spin) ${t('Akin is starting')}`,
          detail: t('Results follow in a moment.'),
        },
      ]);
      return;
    }
    context.log.error(`Search: ${explain(error)}`);
    const showLog = (): void => context.log.show();
    const label =
      error instanceof ServerUnavailableError
        ? `$(circle-slash) ${t('Search is not available')}`
        : `$(error) ${t('The search failed')}`;
    list.showNotices([
      { label, detail: explain(error) },
      { label: `$(output) ${t('Show Log')}`, run: showLog },
    ]);
  }

  /** Better hits may be there once indexing has ended or the server has come up. */
  private onState(state: ServerState): void {
    this.list.setState(describeCompleteness(state));
    if (this.requests.pending || this.query === '') return;
    const isWaiting = this.list.pick.busy && state.kind === 'running';
    if (isWaiting || (this.shownPartial && isSettled(state))) this.search(0);
  }

  private press(button: QuickInputButton): void {
    if (button === this.addFilter) void this.offerFilters();
    else if (button === this.removeFilters) this.setQuery(withoutFilters(this.query, this.filters));
    else this.list.askForAll();
  }

  /** Shows every filter; the one that is chosen goes behind what has been typed. */
  private async offerFilters(): Promise<void> {
    const typed = this.query.trimEnd();
    try {
      const completions = await this.context.session.send(CompleteQueryRequest, {
        query: typed === '' ? '' : `${typed} `,
      });
      this.list.showNotices(this.toNotices(completionRows(completions, false)));
    } catch (error) {
      this.showError(this.query, error);
    }
  }

  private keepFilters(filters: readonly string[]): void {
    const changed = filters.join(' ') !== this.filters.join(' ');
    this.filters = filters;
    if (!changed) return;
    this.context.filters.keep(filters);
    this.showButtons();
  }

  private showButtons(): void {
    const { addFilter, removeFilters, showAll } = this;
    this.list.pick.buttons =
      this.filters.length > 0 ? [addFilter, removeFilters, showAll] : [addFilter, showAll];
  }

  private toNotices(rows: readonly NoticeText[]): Notice[] {
    return rows.map(({ query, ...texts }) =>
      query === undefined ? texts : { ...texts, run: () => this.setQuery(query) },
    );
  }

  private setQuery(query: string): void {
    this.list.pick.value = query;
    this.search(0);
  }
}

/** What is left of a query without these parts of it. */
function withoutFilters(query: string, filters: readonly string[]): string {
  return filters
    .reduce((text, filter) => text.replace(filter, ' '), query)
    .replace(/\s+/gu, ' ')
    .trimStart();
}

function debounceMs(): number {
  return readSettings(workspace.getConfiguration('akin')).settings.searchDebounceMs;
}
