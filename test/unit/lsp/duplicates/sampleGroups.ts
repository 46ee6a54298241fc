import type { DuplicateGroup, DuplicateMember } from '../../../../server/src/duplicates/duplicateGroup';
import type { DuplicateService } from '../../../../server/src/engine/duplicateService';
import type { CurrentLines } from '../../../../server/src/lsp/duplicates/placeCopies';

export const FOLDER = '/shop';

/** A function of ten lines that is named in its second. */
export function member(
  path: string,
  startLine: number,
  given: Partial<DuplicateMember> = {},
): DuplicateMember {
  return {
    folder: FOLDER,
    path,
    startLine,
    endLine: startLine + 9,
    nameLine: startLine + 1,
    symbol: 'total',
    container: '',
    kind: 'function',
    language: 'typescript',
    tokens: 60,
    ...given,
  };
}

export function group(members: DuplicateMember[], given: Partial<DuplicateGroup> = {}): DuplicateGroup {
  return {
    id: 'g1',
    kind: 'exact',
    similarity: 1,
    tokens: 60,
    cost: 60 * (members.length - 1),
    wholeFile: false,
    members,
    ...given,
  };
}

/** The URI of a file in the folder of the samples. */
export function uri(path: string): string {
  return `file://${FOLDER}/${path}`;
}

/** Nothing is open. */
export const nothingOpen: CurrentLines = { lines: () => undefined, toCurrent: (_, line) => line };

/** A service that holds what it is given, and tells of changes when asked to. */
export class FixedService implements DuplicateService {
  stage: ReturnType<DuplicateService['state']> = { stage: 'ready', done: 0, total: 0 };
  refreshed = 0;
  readonly accepted: string[] = [];
  private listeners = new Set<() => void>();

  constructor(public all: readonly DuplicateGroup[] = []) {}

  groups(): readonly DuplicateGroup[] {
    return this.all;
  }

  groupsIn(folder: string, path: string): readonly DuplicateGroup[] {
    return this.all.filter(({ members }) =>
      members.some((candidate) => candidate.folder === folder && candidate.path === path),
    );
  }

  state(): ReturnType<DuplicateService['state']> {
    return this.stage;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  accept(groups: readonly DuplicateGroup[]): Promise<string[]> {
    this.accepted.push(...groups.map(({ id }) => id));
    return Promise.resolve([`${FOLDER}/.akin/duplicates-baseline.json`]);
  }

  refresh(): void {
    this.refreshed++;
  }
}
