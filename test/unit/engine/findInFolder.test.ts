import assert from 'node:assert/strict';
import { findInFolder } from '../../../server/src/engine/findInFolder';
import { storedChunk } from '../search/storedChunk';
import { ScratchFolder } from '../scratchFolder';

const sources: Record<string, string> = {
  'a.ts': 'function retry(request) { return "gave up at last"; }',
  'b.ts': 'function retry(request) { return request; }',
  'c.ts': 'function paint(colour) { return "gave  up at last"; }',
};

describe('findInFolder', () => {
  let scratch: ScratchFolder;
  let limits: number[];
  before(() => {
    scratch = new ScratchFolder();
    for (const [path, text] of Object.entries(sources)) scratch.write(path, text);
  });
  beforeEach(() => {
    limits = [];
  });
  after(() => scratch.remove());

  /** Finds what has the first word of the question, as a search would by it. */
  const ranked = (
    question: string,
    limit: number,
  ): ReturnType<Parameters<typeof findInFolder>[0]['ranked']> => {
    limits.push(limit);
    const [word = ''] = question.split(' ');
    const found = Object.entries(sources).filter(([, text]) => text.includes(word));
    return Promise.resolve(
      found.slice(0, limit).map(([path], i) => ({
        chunk: storedChunk({ path, startLine: 1, endLine: 1 }),
        similar: false,
        score: -i,
      })),
    );
  };
  const find = async (query: string, words: string[], limit = 10): Promise<string[]> => {
    const hits = await findInFolder({ root: scratch.path, ranked }, { query, limit, filter: { words } });
    return hits.sort((a, b) => b.score - a.score).map(({ path }) => path);
  };

  it('finds by the question where no words are required', async () => {
    assert.deepEqual(await find('retry', []), ['a.ts', 'b.ts']);
    assert.deepEqual(limits, [10]);
  });

  it('leaves out what does not hold the words, and puts what the words alone find behind', async () => {
    assert.deepEqual(await find('retry gave up at last', ['gave up at last']), ['a.ts', 'c.ts']);
  });

  it('looks further than the limit for words, and keeps to it', async () => {
    assert.deepEqual(await find('retry gave up', ['gave up'], 1), ['a.ts']);
    assert.ok((limits[0] ?? 0) > 1);
  });

  it('finds nothing where the words occur nowhere', async () =>
    assert.deepEqual(await find('retry', ['no such words']), []));
});
