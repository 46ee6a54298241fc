import type { DuplicateGroup } from '../duplicates/duplicateGroup';
import type { MadeGroup } from '../duplicates/madeGroup';
import type { StoreChange } from '../store/chunkStore';
import type { DuplicateOptions, DuplicateService, DuplicateState } from './duplicateService';
import { FolderDuplicates, type FolderDuplicatesOptions } from './folderDuplicates';

/** States by how much work is left; the first that any folder has stands for all. */
const BY_URGENCY: readonly DuplicateState['stage'][] = ['looking', 'waiting', 'ready', 'off'];

/** The duplicates of all open folders. */
export class EngineDuplicates implements DuplicateService {
  private readonly folders = new Map<string, FolderDuplicates>();
  private readonly listeners = new Set<() => void>();
  private sorted: readonly DuplicateGroup[] | undefined;
  private byFile = new Map<string, DuplicateGroup[]>();

  addFolder(options: Omit<FolderDuplicatesOptions, 'onChange'>): FolderDuplicates {
    const folder = new FolderDuplicates({ ...options, onChange: () => this.changed() });
    this.folders.set(options.root, folder);
    this.changed();
    return folder;
  }

  async removeFolder(root: string): Promise<void> {
    const folder = this.folders.get(root);
    this.folders.delete(root);
    await folder?.close();
    this.changed();
  }

  /** The folder's store has taken something in. */
  committed(root: string, change: StoreChange): void {
    this.folders.get(root)?.committed(change);
  }

  /** The folder's index is up to date. */
  indexed(root: string): void {
    this.folders.get(root)?.indexed();
  }

  /** See {@link FolderDuplicates.release}. */
  release(root: string): void {
    this.folders.get(root)?.release();
  }

  /** The folder's index is empty. */
  cleared(root: string): void {
    this.folders.get(root)?.cleared();
  }

  /** Other options for a folder; nothing is looked at anew that they do not concern. */
  configure(root: string, options: DuplicateOptions): void {
    this.folders.get(root)?.configure(options);
  }

  folder(root: string): FolderDuplicates | undefined {
    return this.folders.get(root);
  }

  groups(): readonly DuplicateGroup[] {
    if (this.sorted === undefined) this.collect();
    return this.sorted ?? [];
  }

  groupsIn(folder: string, path: string): readonly DuplicateGroup[] {
    if (this.sorted === undefined) this.collect();
    return this.byFile.get(`${folder}\n${path}`) ?? [];
  }

  state(): DuplicateState {
    const states = [...this.folders.values()].map((folder) => folder.state());
    const stage =
      BY_URGENCY.find((candidate) => states.some((state) => state.stage === candidate)) ?? 'waiting';
    const sum = (member: 'done' | 'total'): number =>
      states.reduce((total, state) => total + state[member], 0);
    return { stage, done: sum('done'), total: sum('total') };
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  refresh(): void {
    for (const folder of this.folders.values()) folder.refresh();
  }

  /** Writes groups into the baselines of their folders. @returns absolute paths of the files written */
  async accept(groups: readonly DuplicateGroup[]): Promise<string[]> {
    const ids = new Set(groups.map(({ id }) => id));
    const files: string[] = [];
    for (const folder of this.folders.values()) {
      const accepted = folder.groups().filter((made: MadeGroup) => ids.has(made.group.id));
      if (accepted.length > 0) files.push(await folder.accept(accepted));
    }
    return files;
  }

  /** What is wrong with the folders' baselines, in words for a person. */
  problems(): string[] {
    return [...this.folders.values()].flatMap(({ baselineProblem }) => baselineProblem ?? []);
  }

  async whenIdle(): Promise<void> {
    await Promise.all([...this.folders.values()].map((folder) => folder.whenIdle()));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.folders.keys()].map((root) => this.removeFolder(root)));
  }

  private collect(): void {
    const groups = [...this.folders.values()].flatMap((folder) => folder.groups().map(({ group }) => group));
    groups.sort((a, b) => b.cost - a.cost);
    this.sorted = groups;
    this.byFile = new Map();
    for (const group of groups)
      for (const key of new Set(group.members.map(({ folder, path }) => `${folder}\n${path}`))) {
        const others = this.byFile.get(key);
        if (others === undefined) this.byFile.set(key, [group]);
        else others.push(group);
      }
  }

  private changed(): void {
    this.sorted = undefined;
    for (const listener of this.listeners) listener();
  }
}
