import type { FolderReader, Listing } from './folderReader';

/** Counts what another reader has listed, so that it can be seen that a long walk gets on. */
export class CountingFolderReader implements FolderReader {
  private readonly counts = new Map<string, number>();

  constructor(private readonly reader: FolderReader) {}

  /** Folders that were listed below this one since the start, each as often as it was. */
  listedIn(root: string): number {
    return this.counts.get(root) ?? 0;
  }

  async list(
    root: string,
    folders: readonly string[],
    signal: AbortSignal,
  ): Promise<(Listing | undefined)[]> {
    const listings = await this.reader.list(root, folders, signal);
    this.counts.set(root, this.listedIn(root) + folders.length);
    return listings;
  }
}
