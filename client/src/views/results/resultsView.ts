import { CancellationTokenSource, Disposable, env, window, type TreeView } from 'vscode';
import { ContextKeys, Views } from '../../../../protocol/commands';
import { SearchRequest, SimilarRequest, type SearchHit } from '../../../../protocol/searchMessages';
import { setContextKey } from '../../contextKeys';
import { t } from '../../localise';
import { isSettled } from '../../serverState';
import type { Session } from '../../session';
import { plural } from '../numbers';
import type { Memory } from '../recentQueries';
import { copyText } from './copyText';
import { ResultsProvider } from './resultsProvider';
import { hitsOf, type Grouping, type ResultNode, type ResultSet, ResultTree } from './resultSet';
import { ResultPreview } from './resultPreview';

const GROUPING_KEY = 'akin.results.grouping';

/** The view of results: keeps an answer in sight while one works through it. */
export class ResultsView implements Disposable {
  private readonly provider: ResultsProvider;
  private readonly view: TreeView<ResultNode>;
  private readonly preview = new ResultPreview();
  private readonly subscriptions: Disposable;
  private current: ResultSet | undefined;

  constructor(
    private readonly session: Session,
    private readonly memory: Memory,
  ) {
    const grouping: Grouping = memory.get(GROUPING_KEY) === 'score' ? 'score' : 'file';
    this.provider = new ResultsProvider(new ResultTree(grouping));
    this.view = window.createTreeView(Views.results, {
      treeDataProvider: this.provider,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.subscriptions = Disposable.from(
      this.view,
      this.preview,
      this.view.onDidChangeVisibility(({ visible }) => {
        if (!visible) this.preview.clear();
      }),
      // Better hits may be there once indexing has ended.
      session.onDidChangeState((state) => {
        if (this.current?.partial === true && this.view.visible && isSettled(state)) void this.refresh();
      }),
    );
    this.update();
  }

  /** The hits that are left, with the query that found them; undefined while there are none. */
  get shown(): ResultSet | undefined {
    return this.current === undefined ? undefined : { ...this.current, hits: this.tree.all };
  }

  /** Shows an answer and gives the view the focus. */
  show(results: ResultSet): void {
    this.fill(results);
    const { best } = this.tree;
    if (best !== undefined) this.select(best);
  }

  /** Searches and shows what is found. */
  async search(query: string): Promise<void> {
    const answer = await this.whileBusy((token) => this.session.send(SearchRequest, { query }, token));
    this.show({ query, hits: answer.hits, partial: answer.partial });
  }

  /** Asks again what was asked. */
  async refresh(): Promise<void> {
    const { current } = this;
    if (current === undefined) return;
    const { query, similarTo } = current;
    const answer = await this.whileBusy((token) =>
      similarTo === undefined
        ? this.session.send(SearchRequest, { query }, token)
        : this.session.send(SimilarRequest, similarTo, token),
    );
    if (this.current === current) this.fill({ ...current, hits: answer.hits, partial: answer.partial });
  }

  group(grouping: Grouping): void {
    this.preview.endClick();
    this.tree.grouping = grouping;
    void this.memory.update(GROUPING_KEY, grouping);
    this.update();
  }

  clear(): void {
    this.current = undefined;
    this.tree.fill([]);
    this.preview.clear();
    this.update();
  }

  /** Takes out of view what is selected, or the node that a menu was opened on; after a selection the next row is selected. */
  dismiss(node: ResultNode | undefined): void {
    const chosen = this.chosen(node);
    const wasSelected = chosen.some((gone) => this.view.selection.includes(gone));
    const next = this.tree.dismiss(chosen);
    this.update();
    if (wasSelected && next !== undefined) this.select(next);
  }

  async copy(node: ResultNode | undefined): Promise<void> {
    await env.clipboard.writeText(copyText(this.chosen(node).flatMap(hitsOf)));
  }

  async copyAll(): Promise<void> {
    await env.clipboard.writeText(copyText(this.tree.all));
  }

  previewNode(node: ResultNode | undefined): void {
    const [hit] = node === undefined ? this.selectedHits : hitsOf(node);
    if (hit !== undefined) this.preview.show(hit, node);
  }

  /** What is previewed next is no second click on the row before. */
  endClick(): void {
    this.preview.endClick();
  }

  /** Opens the selected hit for good. */
  async open(node: ResultNode | undefined, toSide: boolean): Promise<void> {
    const [hit] = node === undefined ? this.selectedHits : hitsOf(node);
    if (hit !== undefined) await this.preview.open(hit, toSide);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private get tree(): ResultTree {
    return this.provider.tree;
  }

  /** Moves selection and focus to a row and previews it. */
  private select(node: ResultNode): void {
    void this.view.reveal(node, { select: true, focus: true });
    const [hit] = hitsOf(node);
    if (hit !== undefined) this.preview.show(hit);
  }

  private get selectedHits(): readonly SearchHit[] {
    return this.view.selection.flatMap(hitsOf);
  }

  /** A menu acts on the selection when it was opened on a part of it, as elsewhere in the editor. */
  private chosen(node: ResultNode | undefined): readonly ResultNode[] {
    const { selection } = this.view;
    return node === undefined || selection.includes(node) ? selection : [node];
  }

  private fill(results: ResultSet): void {
    this.current = results;
    this.tree.fill(results.hits);
    this.update();
  }

  private update(): void {
    const { current, tree, view } = this;
    this.provider.refresh();
    view.description = current?.query ?? '';
    view.message = current === undefined ? '' : messageOf(current, tree);
    setContextKey(ContextKeys.hasResults, current !== undefined);
    setContextKey(ContextKeys.resultsByFile, tree.grouping === 'file');
  }

  private async whileBusy<T>(ask: (token: CancellationTokenSource['token']) => Promise<T>): Promise<T> {
    const source = new CancellationTokenSource();
    try {
      return await window.withProgress({ location: { viewId: Views.results } }, () => ask(source.token));
    } finally {
      source.dispose();
    }
  }
}

function messageOf({ query, partial, hits }: ResultSet, tree: ResultTree): string {
  const shown = tree.all.length;
  if (hits.length === 0) return t('Nothing found for “{0}”', query);
  const count = t('{0} in {1}', plural(shown, 'result'), plural(tree.fileCount, 'file'));
  return partial ? `${count} · ${t('indexing is under way, more may follow')}` : count;
}
