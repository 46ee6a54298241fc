import {
  Disposable,
  EventEmitter,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { Commands, Views } from '../../../../protocol/commands';
import { FoldersRequest, SkippedFilesRequest } from '../../../../protocol/indexMessages';
import { t } from '../../localise';
import { explain } from '../../requestErrors';
import type { ServerState } from '../../serverState';
import type { Session } from '../../session';
import { fileNodes, indexNodes, type IndexNode } from './indexNodes';

/** While indexing, the state changes several times a second; a person reads a tree more slowly. */
const REFRESH_EVERY_MS = 1_000;

/** The view of the index: each folder, what is stored of it, and what was left out. Asks the server only while it is in sight. */
export class IndexView implements TreeDataProvider<IndexNode>, Disposable {
  private readonly changeEmitter = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changeEmitter.event;
  private readonly view: TreeView<IndexNode>;
  private readonly subscriptions: Disposable;
  private timer: NodeJS.Timeout | undefined;
  private wasIndexing = false;

  constructor(private readonly session: Session) {
    this.view = window.createTreeView(Views.index, { treeDataProvider: this });
    this.subscriptions = Disposable.from(
      this.view,
      this.changeEmitter,
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.refresh();
      }),
      session.onDidChangeState((state) => this.onState(state)),
    );
  }

  refresh(): void {
    this.changeEmitter.fire(undefined);
  }

  getTreeItem(node: IndexNode): TreeItem {
    const item = new TreeItem(node.label, collapsibleState(node));
    item.id = node.id;
    item.iconPath = new ThemeIcon(node.icon);
    if (node.description !== undefined) {
      item.description = node.description;
      item.tooltip = `${node.label}: ${node.description}`;
    }
    item.contextValue = `akinIndex${node.kind}`;
    item.accessibilityInformation = {
      label: node.description === undefined ? node.label : `${node.label}: ${node.description}`,
    };
    if (node.file !== undefined) {
      item.resourceUri = Uri.parse(node.file);
      item.command = { command: Commands.explainFile, title: t('Why?'), arguments: [item.resourceUri] };
    }
    return item;
  }

  async getChildren(node?: IndexNode): Promise<IndexNode[]> {
    if (node === undefined) return this.folders();
    if (node.reason === undefined) return node.children ?? [];
    const { uris } = await this.session.send(SkippedFilesRequest, {
      folder: node.folder,
      reason: node.reason,
    });
    return fileNodes(node, uris, (uri) => workspace.asRelativePath(Uri.parse(uri), false));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** Without a server there are no rows, and the view says why. */
  private async folders(): Promise<IndexNode[]> {
    if (this.session.state.kind !== 'running') return [];
    try {
      const reports = await this.session.send(FoldersRequest, {});
      this.view.message = '';
      return indexNodes(
        reports,
        (uri) => workspace.getWorkspaceFolder(Uri.parse(uri))?.name ?? Uri.parse(uri).fsPath,
      );
    } catch (error) {
      this.view.message = explain(error);
      return [];
    }
  }

  private onState(state: ServerState): void {
    if (!this.view.visible) return;
    const isIndexing = state.kind === 'running' && state.status.state === 'indexing';
    // The last change has to be seen, and in between there are too many.
    if (!isIndexing || !this.wasIndexing) this.refresh();
    else
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.refresh();
      }, REFRESH_EVERY_MS);
    this.wasIndexing = isIndexing;
  }
}

function collapsibleState(node: IndexNode): TreeItemCollapsibleState {
  if (node.expanded === true) return TreeItemCollapsibleState.Expanded;
  const hasChildren = node.reason !== undefined || (node.children?.length ?? 0) > 0;
  return hasChildren ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}
