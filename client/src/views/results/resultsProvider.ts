import {
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  workspace,
  type TreeDataProvider,
} from 'vscode';
import { Commands } from '../../../../protocol/commands';
import { t } from '../../localise';
import { contextOf, symbolIcon } from '../hitText';
import { plural } from '../numbers';
import { labelOf } from './hitLabel';
import { type FileNode, type HitNode, type ResultNode, ResultTree } from './resultSet';

/** Values of `contextValue`, which menus of package.json read. */
const FILE = 'akinFile';
const HIT = 'akinHit';

/** Makes rows of a {@link ResultTree}. */
export class ResultsProvider implements TreeDataProvider<ResultNode> {
  private readonly changeEmitter = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changeEmitter.event;

  constructor(readonly tree: ResultTree) {}

  /** Draws the tree anew. */
  refresh(): void {
    this.changeEmitter.fire(undefined);
  }

  getChildren(node?: ResultNode): ResultNode[] {
    if (node === undefined) return [...this.tree.roots];
    return node.kind === 'file' ? node.hits : [];
  }

  getParent(node: ResultNode): ResultNode | undefined {
    return node.kind === 'hit' ? node.file : undefined;
  }

  getTreeItem(node: ResultNode): TreeItem {
    return node.kind === 'file' ? fileItem(node) : hitItem(node);
  }

  /** Tooltips are made for the row under the pointer alone. */
  resolveTreeItem(item: TreeItem, node: ResultNode): TreeItem {
    if (node.kind === 'hit') item.tooltip = tooltipOf(node);
    return item;
  }
}

function fileItem(node: FileNode): TreeItem {
  const uri = Uri.parse(node.uri);
  const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
  const path = workspace.asRelativePath(uri);
  item.id = node.uri;
  item.iconPath = ThemeIcon.File;
  item.description = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  item.contextValue = FILE;
  item.accessibilityInformation = { label: `${path}, ${plural(node.hits.length, 'result')}` };
  item.command = { command: Commands.previewResult, title: t('Preview'), arguments: [node] };
  return item;
}

function hitItem(node: HitNode): TreeItem {
  const { hit, file } = node;
  const { label, highlights } = labelOf(hit);
  const path = workspace.asRelativePath(Uri.parse(hit.uri));
  const line = hit.range.start.line + 1;
  const item = new TreeItem(
    { label: label === '' ? `${path}:${line}` : label, highlights },
    TreeItemCollapsibleState.None,
  );
  item.id = `${hit.uri}#${line}`;
  item.iconPath = new ThemeIcon(symbolIcon(hit.kind));
  item.description = [file === undefined ? `${path}:${line}` : `:${line}`, ...contextOf(hit)].join(' · ');
  item.contextValue = HIT;
  // A screen reader hears what the icon, the colours and the tooltip tell.
  item.accessibilityInformation = {
    label: [t('{0}, {1} in {2}, line {3}', label, t(hit.kind ?? 'lines'), path, line), ...hit.reasons].join(
      '. ',
    ),
  };
  item.command = { command: Commands.previewResult, title: t('Preview'), arguments: [node] };
  return item;
}

function tooltipOf({ hit }: HitNode): MarkdownString {
  const tooltip = new MarkdownString('', true);
  const path = workspace.asRelativePath(Uri.parse(hit.uri));
  tooltip.appendMarkdown(`$(${symbolIcon(hit.kind)}) `).appendText(`${path}:${hit.range.start.line + 1}`);
  for (const reason of [...contextOf(hit), ...hit.reasons])
    tooltip.appendMarkdown('\n\n- ').appendText(reason);
  tooltip.appendCodeblock(hit.preview, hit.language);
  return tooltip;
}
