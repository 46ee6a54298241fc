import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { SearchHit } from '../../protocol/searchMessages';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import type { WrittenFile } from './manyFiles';

/** What an index holds and answers, to be compared with that of another one. */
export interface IndexContent {
  files: number;
  chunks: number;
  skipped: Record<string, number>;
  /** For each question its hits in their order: path, first line, symbol. */
  answers: Record<string, string[]>;
}

/** Questions in words; beside these each file is asked for by its own name. */
const QUESTIONS = ['read one invoice', 'check the password', 'previous', 'split a calendar', 'socket times'];

/** More than a made file has chunks, so that none of them is left out. */
const LIMIT = 50;

/**
 * All that a server at rest has of some files.
 * @throws {assert.AssertionError} when a file is not found by the name that it alone defines, or a chunk is found twice
 */
export async function contentOf(
  server: LanguageServerProcess,
  folder: string,
  files: readonly WrittenFile[],
): Promise<IndexContent> {
  const { filesDone, chunks, skipped } = await server.untilReady();
  for (const { path, symbol } of files) {
    const hits = await server.search({ query: symbol, limit: LIMIT });
    const [first] = hits;
    assert.equal(first?.uri, uriOf(join(folder, path)), `${path} is not found`);
    assert.equal(first.symbol, symbol);
    assertNoneTwice(hits);
  }
  const answers: Record<string, string[]> = {};
  for (const query of QUESTIONS) {
    const hits = await server.search({ query, limit: LIMIT });
    assertNoneTwice(hits);
    answers[query] = hits.map(({ uri, range, symbol }) =>
      [uri.slice(uriOf(folder).length), range.start.line, symbol].join(' '),
    );
  }
  return { files: filesDone, chunks, skipped, answers };
}

function assertNoneTwice(hits: readonly SearchHit[]): void {
  const places = hits.map(({ uri, range }) => `${uri}:${range.start.line}`);
  assert.equal(new Set(places).size, places.length, `something is there twice: ${places.join(', ')}`);
}

/** What an index made without any trouble holds of a folder. */
export async function undisturbed(
  folder: string,
  storagePath: string,
  files: readonly WrittenFile[],
): Promise<IndexContent> {
  const server = await LanguageServerProcess.start({ folders: [folder], storagePath });
  const content = await contentOf(server, folder, files);
  await server.stop();
  return content;
}
