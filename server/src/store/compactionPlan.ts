/**
 * Small commits after which the table is rewritten: each leaves a fragment and a version, and reading gets slower with some hundred of
 * them, while a rewriting of 112,000 chunks writes 50 MB and takes 120 MB of memory for a moment.
 */
const SMALL_COMMITS = 20;

/** A commit of at least this share of all files is worth rewriting the rest for at once. */
const LARGE_SHARE = 1 / 20;

/** Decides when what commits have left in a table is worth rewriting it, and when what the rewriting replaced can go. */
export class CompactionPlan {
  private commits = 0;
  private files = 0;

  /**
   * @param versions of the table when it was opened, the present one included
   * @param isCompacted whoever wrote before has left what a compaction replaced
   */
  constructor(
    versions: number,
    private isCompacted = false,
  ) {
    this.commits = versions - 1;
  }

  /** Something was committed since the last compaction, or versions were left by whoever wrote before. */
  get hasCommits(): boolean {
    return this.commits > 0;
  }

  /** Versions that a compaction replaced are still there. */
  get isPruneDue(): boolean {
    return this.isCompacted;
  }

  /** @param changed files of the commit */
  committed(changed: number): void {
    this.commits++;
    this.files += changed;
  }

  /** @param files in the table */
  isDue(files: number): boolean {
    return this.commits >= SMALL_COMMITS || (this.commits > 0 && this.files >= files * LARGE_SHARE);
  }

  compacted(): void {
    this.commits = 0;
    this.files = 0;
    this.isCompacted = true;
  }

  pruned(): void {
    this.isCompacted = false;
  }
}
