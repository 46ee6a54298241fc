/** The tree of the Duplicates view, made of groups alone, so that it is tested without an editor. */
import type { DuplicateCopy, DuplicateGroup, DuplicateKind } from '../../../protocol/duplicateMessages';
import { kindTexts, type PathOf } from './duplicateText';
import { t } from '../localise';

/** How the view is arranged. */
export type Arrangement = 'cost' | 'folder' | 'kind';

export interface SectionNode {
  type: 'section';
  /** The same as long as it stands for the same kind or folder. */
  id: string;
  label: string;
  icon: string;
  /** Tokens that one copy of each would save. */
  cost: number;
  children: GroupNode[];
}

export interface GroupNode {
  type: 'group';
  group: DuplicateGroup;
  parent: SectionNode | undefined;
  children: CopyNode[];
}

export interface CopyNode {
  type: 'copy';
  group: DuplicateGroup;
  copy: DuplicateCopy;
  index: number;
  parent: GroupNode;
}

export type DuplicateNode = SectionNode | GroupNode | CopyNode;

/**
 * The top of the tree. Groups come dearest first and stay in that order.
 * @param pathOf paths with `/`
 */
export function buildNodes(
  groups: readonly DuplicateGroup[],
  arrangement: Arrangement,
  pathOf: PathOf,
): (SectionNode | GroupNode)[] {
  if (arrangement === 'cost') return groups.map((group) => groupNode(group, undefined));
  const sections = new Map<string, SectionNode>();
  for (const group of groups) {
    const { id, label, icon } =
      arrangement === 'kind' ? kindSection(group.kind) : folderSection(group, pathOf);
    const section = sections.get(id) ?? { type: 'section', id, label, icon, cost: 0, children: [] };
    sections.set(id, section);
    section.cost += group.cost;
    section.children.push(groupNode(group, section));
  }
  const list = [...sections.values()];
  if (arrangement === 'kind') {
    const order = Object.keys(kindTexts).map((kind) => kindSection(kind as DuplicateKind).id);
    return list.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }
  return list.sort((a, b) => b.cost - a.cost);
}

function groupNode(group: DuplicateGroup, parent: SectionNode | undefined): GroupNode {
  const node: GroupNode = { type: 'group', group, parent, children: [] };
  node.children = group.copies.map((copy, index) => ({ type: 'copy', group, copy, index, parent: node }));
  return node;
}

type Section = Pick<SectionNode, 'id' | 'label' | 'icon'>;

function kindSection(kind: DuplicateKind): Section {
  return { id: `kind:${kind}`, label: kindTexts[kind].title, icon: kindTexts[kind].icon };
}

function folderSection({ copies }: DuplicateGroup, pathOf: PathOf): Section {
  const folder = commonFolder(copies.map(({ uri }) => pathOf(uri)));
  return { id: `folder:${folder}`, label: folder === '' ? t('Across folders') : folder, icon: 'folder' };
}

/** The innermost folder that holds all files; empty when that is the workspace. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const parts = first.split('/').slice(0, -1);
  for (const other of others) {
    const otherParts = other.split('/').slice(0, -1);
    let common = 0;
    while (common < parts.length && parts[common] === otherParts[common]) common++;
    parts.length = common;
  }
  return parts.join('/');
}

/** The node of a group, or of the copy of it that is named on a line. */
export function findNode(
  nodes: readonly (SectionNode | GroupNode)[],
  id: string,
  place?: { uri: string; line: number },
): GroupNode | CopyNode | undefined {
  for (const node of nodes) {
    const groups = node.type === 'section' ? node.children : [node];
    const found = groups.find(({ group }) => group.id === id);
    if (found === undefined) continue;
    const copy = found.children.find(
      ({ copy: { uri, nameRange } }) => uri === place?.uri && nameRange.start.line === place.line,
    );
    return copy ?? found;
  }
  return undefined;
}
