/** The answer to a search as a document; text alone, so that it is tested without an editor. */
import type { SearchHit } from '../../../../protocol/searchMessages';
import { t } from '../../localise';
import { plural } from '../numbers';

/** Where a part of a line leads. */
export interface ResultsLink {
  /** From 0. */
  line: number;
  start: number;
  end: number;
  uri: string;
  /** The line in that file, from 1. */
  targetLine: number;
}

/** Lines that belong together and can be folded, from 0, both inclusive. */
export interface ResultsFold {
  start: number;
  end: number;
}

export interface ResultsPage {
  text: string;
  links: ResultsLink[];
  folds: ResultsFold[];
}

/** Writes the hits file by file, files by their best hit, with the lines of each. */
export function resultsPage(
  query: string,
  hits: readonly SearchHit[],
  pathOf: (uri: string) => string,
): ResultsPage {
  const writer = new PageWriter();
  const files = new Map<string, SearchHit[]>();
  for (const hit of hits) files.set(hit.uri, [...(files.get(hit.uri) ?? []), hit]);
  writer.line(`# ${t('Query: {0}', query.replace(/\s+/gu, ' '))}`);
  writer.line(`# ${t('{0} in {1}', plural(hits.length, 'result'), plural(files.size, 'file'))}`);
  for (const [uri, inFile] of files) {
    writer.line('');
    const start = writer.count;
    writer.link(`${pathOf(uri)}:`, 0, -1, uri, (inFile[0]?.range.start.line ?? 0) + 1);
    for (const hit of inFile) writeHit(writer, hit);
    writer.fold(start);
  }
  return { text: `${writer.lines.join('\n')}\n`, links: writer.links, folds: writer.folds };
}

function writeHit(writer: PageWriter, hit: SearchHit): void {
  const first = hit.range.start.line + 1;
  const start = writer.count;
  const name = hit.symbol === undefined ? '' : ` ${hit.symbol}`;
  writer.line(`  ${hit.kind ?? 'lines'}${name} · ${hit.reasons.join(' · ')}`);
  const lines = hit.preview.split('\n');
  const width = String(first + lines.length - 1).length;
  lines.forEach((source, i) => {
    const number = String(first + i).padStart(width);
    writer.link(`    ${number}: ${source}`, 4, 4 + width, hit.uri, first + i);
  });
  const rest = hit.range.end.line - hit.range.start.line + 1 - lines.length;
  if (rest > 0) writer.line(`    ${t('… {0} more', plural(rest, 'line'))}`);
  writer.fold(start);
}

class PageWriter {
  readonly lines: string[] = [];
  readonly links: ResultsLink[] = [];
  readonly folds: ResultsFold[] = [];

  get count(): number {
    return this.lines.length;
  }

  line(text: string): void {
    this.lines.push(text.trimEnd());
  }

  /** @param end where the link ends, counted from the line's end when it is negative */
  link(text: string, start: number, end: number, uri: string, targetLine: number): void {
    const to = end < 0 ? text.length + end : end;
    this.links.push({ line: this.count, start, end: to, uri, targetLine });
    this.line(text);
  }

  /** Lets the lines since this one be folded. */
  fold(start: number): void {
    if (this.count - 1 > start) this.folds.push({ start, end: this.count - 1 });
  }
}
