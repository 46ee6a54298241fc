import type { SearchHit, SimilarParams } from '../../../../protocol/searchMessages';

/** An answer that is kept in view. */
export interface ResultSet {
  /** What was asked, as it is repeated to the user. */
  query: string;
  hits: readonly SearchHit[];
  /** True when better hits may have been missing. */
  partial: boolean;
  /** Present when similar code was asked for, to ask again. */
  similarTo?: SimilarParams;
}

/** How the tree is laid out. */
export type Grouping = 'file' | 'score';

/** A file with its hits. */
export interface FileNode {
  kind: 'file';
  uri: string;
  hits: HitNode[];
}

/** One hit, under its file or at the top. */
export interface HitNode {
  kind: 'hit';
  hit: SearchHit;
  /** Absent at the top. */
  file?: FileNode;
}

export type ResultNode = FileNode | HitNode;

/** The hits in view, laid out as asked, less those that were dismissed. Free of the editor. */
export class ResultTree {
  private hits: readonly SearchHit[] = [];
  private tops: readonly ResultNode[] = [];

  constructor(private grouped: Grouping) {}

  get grouping(): Grouping {
    return this.grouped;
  }

  set grouping(grouping: Grouping) {
    this.grouped = grouping;
    this.layOut();
  }

  /** The hits that are left, best first. */
  get all(): readonly SearchHit[] {
    return this.hits;
  }

  get fileCount(): number {
    return new Set(this.hits.map(({ uri }) => uri)).size;
  }

  get roots(): readonly ResultNode[] {
    return this.tops;
  }

  /** The node of the best hit, at the top or in its file. */
  get best(): HitNode | undefined {
    return this.nodes.find(({ hit }) => hit === this.hits[0]);
  }

  fill(hits: readonly SearchHit[]): void {
    this.hits = hits;
    this.layOut();
  }

  /**
   * Takes nodes out of view: a file goes with its hits.
   * @returns what is in their place then: the next file after files, the next hit after hits, the one before at the end;
   *   undefined when none is left
   */
  dismiss(nodes: readonly ResultNode[]): ResultNode | undefined {
    const gone = new Set(nodes.flatMap(hitsOf));
    const shown = this.nodes.map(({ hit }) => hit);
    const at = shown.findLastIndex((hit) => gone.has(hit));
    const isLeft = (hit: SearchHit): boolean => !gone.has(hit);
    const next = shown.slice(at + 1).find(isLeft) ?? shown.slice(0, at + 1).findLast(isLeft);
    this.fill(this.hits.filter(isLeft));
    const node = this.nodes.find(({ hit }) => hit === next);
    return nodes.at(-1)?.kind === 'file' ? node?.file : node;
  }

  /** The hits in the order of their rows. */
  private get nodes(): readonly HitNode[] {
    return this.tops.flatMap((node) => (node.kind === 'hit' ? [node] : node.hits));
  }

  private layOut(): void {
    if (this.grouped === 'score') {
      this.tops = this.hits.map((hit) => ({ kind: 'hit', hit }));
      return;
    }
    const files = new Map<string, FileNode>();
    for (const hit of this.hits) {
      const file = files.get(hit.uri) ?? { kind: 'file', uri: hit.uri, hits: [] };
      files.set(hit.uri, file);
      file.hits.push({ kind: 'hit', hit, file });
    }
    // Files stand in the order of their best hits, hits of a file as they follow in it.
    for (const { hits } of files.values())
      hits.sort((a, b) => a.hit.range.start.line - b.hit.range.start.line);
    this.tops = [...files.values()];
  }
}

/** The hits that a node stands for. */
export function hitsOf(node: ResultNode): readonly SearchHit[] {
  return node.kind === 'hit' ? [node.hit] : node.hits.map(({ hit }) => hit);
}
