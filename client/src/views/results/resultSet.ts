import type { SearchHit, SimilarParams } from '../../../../protocol/messages';

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
    const [hit] = this.hits;
    const nodes = this.tops.flatMap((node) => (node.kind === 'hit' ? [node] : node.hits));
    return nodes.find((node) => node.hit === hit);
  }

  fill(hits: readonly SearchHit[]): void {
    this.hits = hits;
    this.layOut();
  }

  /** Takes nodes out of view: a file goes with its hits. */
  dismiss(nodes: readonly ResultNode[]): void {
    const gone = new Set(nodes.flatMap(hitsOf));
    this.fill(this.hits.filter((hit) => !gone.has(hit)));
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
