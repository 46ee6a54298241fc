import {
  Disposable,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { Commands, ContextKeys, Views } from '../../../protocol/commands';
import { setContextKey } from '../contextKeys';
import { badgeText, progressText, viewMessage } from '../duplicates/duplicateFilter';
import {
  buildNodes,
  findNode,
  type CopyNode,
  type DuplicateNode,
  type GroupNode,
  type SectionNode,
} from '../duplicates/duplicateNodes';
import type { DuplicatesModel } from '../duplicates/duplicatesModel';
import {
  copyName,
  copyPlace,
  groupDescription,
  groupLabel,
  groupSpoken,
  kindTexts,
  linesText,
  percentText,
} from '../duplicates/duplicateText';
import { symbolIcon } from './hitText';
import { plural } from './numbers';
import { t } from '../localise';

/** The path of a file as a person knows it, with `/`. */
export function pathOf(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri)).replaceAll('\\', '/');
}

/** The Duplicates view: a tree of the model's groups, with a badge, progress, and words for every state. */
export class DuplicatesTree implements TreeDataProvider<DuplicateNode>, Disposable {
  private readonly emitter = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: TreeView<DuplicateNode>;
  private readonly subscription: Disposable;
  private nodes: (SectionNode | GroupNode)[] = [];
  private shown: unknown[] = [];
  private endProgress: (() => void) | undefined;

  constructor(private readonly model: DuplicatesModel) {
    this.view = window.createTreeView<DuplicateNode>(Views.duplicates, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscription = Disposable.from(
      this.view,
      this.emitter,
      this.view.onDidChangeVisibility(({ visible }) => model.setWatched(visible)),
      model.onDidChange(() => this.update()),
    );
    this.update();
  }

  /** Shows a group in the view, or one of its copies; a filter that hides it is taken away. */
  async reveal(id: string, place: { uri: string; line: number } | undefined, focus: boolean): Promise<void> {
    await this.model.upToDate();
    if (findNode(this.nodes, id) === undefined && this.model.isFiltered) {
      this.model.filter = { kinds: [], text: '' };
      await this.model.upToDate();
    }
    const node = findNode(this.nodes, id, place);
    if (node !== undefined) await this.view.reveal(node, { select: true, focus, expand: true });
  }

  /** True while a person can see it. */
  get visible(): boolean {
    return this.view.visible;
  }

  getChildren(node?: DuplicateNode): DuplicateNode[] {
    if (node === undefined) return this.nodes;
    return node.type === 'copy' ? [] : node.children;
  }

  getParent(node: DuplicateNode): DuplicateNode | undefined {
    return node.type === 'section' ? undefined : node.parent;
  }

  getTreeItem(node: DuplicateNode): TreeItem {
    switch (node.type) {
      case 'section':
        return sectionItem(node);
      case 'group':
        return groupItem(node);
      case 'copy':
        return copyItem(node);
    }
  }

  dispose(): void {
    this.endProgress?.();
    this.subscription.dispose();
  }

  private update(): void {
    const { model, view } = this;
    const { state, groups, arrangement, total, matching, filter } = model;
    if (this.shown[0] !== groups || this.shown[1] !== arrangement) {
      this.shown = [groups, arrangement];
      this.nodes = buildNodes(groups, arrangement, pathOf);
      this.emitter.fire(undefined);
    }
    view.message = viewMessage({ filter, listed: groups.length, matching, total, state }) ?? '';
    view.badge = total === 0 ? undefined : { value: total, tooltip: badgeText(total) };
    view.description = state.stage === 'looking' ? progressText(state) : '';
    setContextKey(ContextKeys.duplicatesStage, model.stage);
    setContextKey(ContextKeys.duplicatesArrangement, arrangement);
    setContextKey(ContextKeys.duplicatesFiltered, model.isFiltered);
    this.showProgress(state.stage === 'looking');
  }

  /** The bar at the top of the view runs as long as duplicates are looked for. */
  private showProgress(isLooking: boolean): void {
    if (isLooking === (this.endProgress !== undefined)) return;
    if (!isLooking) {
      this.endProgress?.();
      this.endProgress = undefined;
      return;
    }
    void window.withProgress(
      { location: { viewId: Views.duplicates } },
      () => new Promise<void>((resolve) => (this.endProgress = resolve)),
    );
  }
}

function sectionItem({ id, label, icon, cost, children }: SectionNode): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.iconPath = new ThemeIcon(icon);
  item.contextValue = 'section';
  item.description = String(children.length);
  item.tooltip = t('{0}, {1} to be saved', plural(children.length, 'duplicate'), plural(cost, 'token'));
  item.accessibilityInformation = { label: `${label}: ${item.tooltip}` };
  return item;
}

function groupItem({ group }: GroupNode): TreeItem {
  const item = new TreeItem(groupLabel(group, pathOf), TreeItemCollapsibleState.Collapsed);
  const { title, explained, icon } = kindTexts[group.kind];
  item.id = group.id;
  item.iconPath = new ThemeIcon(icon);
  item.contextValue = 'group';
  item.description = groupDescription(group);
  item.tooltip = new MarkdownString()
    .appendMarkdown(`**${title}**, ${percentText(group.similarity)}\n\n${explained}\n\n`)
    .appendText(
      t(
        '{0} of {1}; one would save {2}.',
        plural(group.count, 'copy', 'copies'),
        plural(group.tokens, 'token'),
        plural(group.cost, 'token'),
      ),
    );
  item.accessibilityInformation = { label: groupSpoken(group, pathOf) };
  return item;
}

function copyItem(node: CopyNode): TreeItem {
  const { group, copy } = node;
  const path = pathOf(copy.uri);
  const item = new TreeItem(copyName(copy, path, group.wholeFile));
  const place = copyPlace(copy, path);
  item.id = `${group.id}:${copy.uri}:${node.index}`;
  item.iconPath = new ThemeIcon(group.wholeFile ? 'file' : symbolIcon(copy.kind));
  item.contextValue = group.wholeFile ? 'file' : 'copy';
  item.description = place;
  item.tooltip = `${place}, ${linesText(copy)}, ${plural(copy.tokens, 'token')}`;
  item.accessibilityInformation = { label: `${copyName(copy, path, group.wholeFile)}, ${item.tooltip}` };
  item.command = { title: t('Open'), command: Commands.openDuplicate, arguments: [node] };
  return item;
}
