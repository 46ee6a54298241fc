/** One full pass over an index at rest, in a process of its own, so that its memory is its own: `pass.ts ROOT CHUNKS`, prints JSON. */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import type { FingerprintedChunk } from '../../../server/src/duplicates/codeUnit';
import { openDuplicates } from './findDuplicates';

/** What {@link import('./speed').measureSpeed} reads. */
export interface PassFigures {
  passMs: number;
  /** The longest that the event loop was held, and how often for more than 10 ms. */
  longestHoldMs: number;
  groups: number;
  extraRssBytes: number;
}

/** Often enough to see a hold of 10 ms, seldom enough to cost nothing. */
const WATCH_MS = 2;

async function main(): Promise<void> {
  const [root = '', file = ''] = process.argv.slice(2);
  const files = deserialize(readFileSync(file)) as FingerprintedChunk[][];
  const before = process.memoryUsage.rss();
  let peak = before;
  let last = performance.now();
  let longestHoldMs = 0;
  const watch = setInterval(() => {
    const now = performance.now();
    longestHoldMs = Math.max(longestHoldMs, now - last - WATCH_MS);
    last = now;
    peak = Math.max(peak, process.memoryUsage.rss());
  }, WATCH_MS);
  const folder = openDuplicates(root, files);
  const started = performance.now();
  folder.indexed();
  await folder.whenIdle();
  const groups = folder.groups().length;
  const passMs = performance.now() - started;
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  const figures: PassFigures = { passMs, longestHoldMs, groups, extraRssBytes: peak - before };
  process.stdout.write(JSON.stringify(figures));
}

void main();
