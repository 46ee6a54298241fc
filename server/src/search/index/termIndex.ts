/** A term's occurrence in a document: how often (capped at 255), and in which fields besides the text. */
export const Field = { name: 1, container: 2, signature: 4, doc: 8 } as const;

const FIELD_BITS = 4;
const MAX_COUNT = 255;

/** Distinct terms with packed `count << 4 | fields`. */
export type DocumentTerms = ReadonlyMap<string, number>;

/** Packs what is kept of a term in a document. */
export function packed(count: number, fields: number): number {
  return (Math.min(count, MAX_COUNT) << FIELD_BITS) | fields;
}

export function countOf(value: number): number {
  return value >> FIELD_BITS;
}

export function fieldsOf(value: number): number {
  return value & ((1 << FIELD_BITS) - 1);
}

/** Postings of consecutive documents: for the term with id `t`, entries `starts[t]` to `starts[t + 1]`. */
interface Segment {
  terms: Map<string, number>;
  starts: Uint32Array;
  slots: Uint32Array;
  values: Uint16Array;
}

/**
 * An inverted index over numbered documents. Documents are appended in batches, each a segment of its own; segments of
 * like size are merged, so that a query meets few. Removed documents stay until {@link keepOnly}.
 */
export class TermIndex {
  private segments: Segment[] = [];

  /** @param first the number of the first document; the others follow on it */
  append(first: number, documents: readonly DocumentTerms[]): void {
    if (documents.length === 0) return;
    this.segments.push(toSegment(first, documents));
    for (;;) {
      const last = this.segments.at(-1);
      const before = this.segments.at(-2);
      if (last === undefined || before === undefined || before.slots.length > 2 * last.slots.length) return;
      this.segments.splice(-2, 2, merge(before, last));
    }
  }

  /** Calls back for each document with the term, in ascending order of documents. */
  forEach(term: string, visit: (slot: number, value: number) => void): void {
    for (const { terms, starts, slots, values } of this.segments) {
      const id = terms.get(term);
      if (id === undefined) continue;
      const end = starts[id + 1] ?? 0;
      for (let at = starts[id] ?? 0; at < end; at++) visit(slots[at] ?? 0, values[at] ?? 0);
    }
  }

  /** Documents with the term, removed ones among them until {@link keepOnly}. */
  count(term: string): number {
    let documents = 0;
    for (const { terms, starts } of this.segments) {
      const id = terms.get(term);
      if (id !== undefined) documents += (starts[id + 1] ?? 0) - (starts[id] ?? 0);
    }
    return documents;
  }

  /** Renumbers the documents; those whose new number is -1 go. The order of the others must stay. */
  keepOnly(newSlot: Int32Array): void {
    this.segments = this.segments.map((segment) => renumbered(segment, newSlot));
    while (this.segments.length > 1)
      this.segments.splice(-2, 2, merge(this.segments.at(-2) as Segment, this.segments.at(-1) as Segment));
  }

  clear(): void {
    this.segments = [];
  }
}

function toSegment(first: number, documents: readonly DocumentTerms[]): Segment {
  const terms = new Map<string, number>();
  const counts: number[] = [];
  let total = 0;
  for (const document of documents) {
    for (const term of document.keys()) {
      let id = terms.get(term);
      if (id === undefined) {
        id = terms.size;
        terms.set(term, id);
        counts.push(0);
      }
      counts[id] = (counts[id] ?? 0) + 1;
      total++;
    }
  }
  const starts = runningSums(counts);
  const next = starts.slice();
  const slots = new Uint32Array(total);
  const values = new Uint16Array(total);
  documents.forEach((document, index) => {
    for (const [term, value] of document) {
      const id = terms.get(term) ?? 0;
      const at = next[id] ?? 0;
      next[id] = at + 1;
      slots[at] = first + index;
      values[at] = value;
    }
  });
  return { terms, starts, slots, values };
}

/** Every document of `a` comes before every one of `b`, so that each term's entries only have to be put one after the other. */
function merge(a: Segment, b: Segment): Segment {
  const terms = a.terms;
  const aTerms = terms.size;
  const fromB = new Int32Array(b.terms.size);
  for (const [term, id] of b.terms) {
    let target = terms.get(term);
    if (target === undefined) {
      target = terms.size;
      terms.set(term, target);
    }
    fromB[id] = target;
  }
  const counts = new Array<number>(terms.size).fill(0);
  for (let id = 0; id < aTerms; id++) counts[id] = (a.starts[id + 1] ?? 0) - (a.starts[id] ?? 0);
  fromB.forEach((target, id) => {
    counts[target] = (counts[target] ?? 0) + (b.starts[id + 1] ?? 0) - (b.starts[id] ?? 0);
  });
  const starts = runningSums(counts);
  const next = starts.slice();
  const slots = new Uint32Array(a.slots.length + b.slots.length);
  const values = new Uint16Array(slots.length);
  const copy = (source: Segment, id: number, target: number): void => {
    const from = source.starts[id] ?? 0;
    const to = source.starts[id + 1] ?? 0;
    const at = next[target] ?? 0;
    slots.set(source.slots.subarray(from, to), at);
    values.set(source.values.subarray(from, to), at);
    next[target] = at + to - from;
  };
  for (let id = 0; id < aTerms; id++) copy(a, id, id);
  fromB.forEach((target, id) => copy(b, id, target));
  return { terms, starts, slots, values };
}

function renumbered(segment: Segment, newSlot: Int32Array): Segment {
  const terms = new Map<string, number>();
  const counts: number[] = [];
  const slots = new Uint32Array(segment.slots.length);
  const values = new Uint16Array(segment.slots.length);
  let total = 0;
  for (const [term, id] of segment.terms) {
    const before = total;
    for (let at = segment.starts[id] ?? 0; at < (segment.starts[id + 1] ?? 0); at++) {
      const slot = newSlot[segment.slots[at] ?? 0] ?? -1;
      if (slot < 0) continue;
      slots[total] = slot;
      values[total] = segment.values[at] ?? 0;
      total++;
    }
    if (total === before) continue;
    terms.set(term, terms.size);
    counts.push(total - before);
  }
  return { terms, starts: runningSums(counts), slots: slots.slice(0, total), values: values.slice(0, total) };
}

function runningSums(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, id) => (starts[id + 1] = (starts[id] ?? 0) + count));
  return starts;
}
