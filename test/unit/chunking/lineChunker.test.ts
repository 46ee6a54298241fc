import assert from 'node:assert/strict';
import { chunkLines } from '../../../server/src/chunking/lineChunker';

const windows = (language: string, text: string): string[] =>
  chunkLines({ path: 'a', language, text }).map((chunk) => chunk.text);

describe('chunkLines', () => {
  it('makes one window of a short file', () => {
    assert.deepEqual(chunkLines({ path: 'a.txt', language: 'plaintext', text: '\nfirst\n\nlast\n\n' }), [
      {
        path: 'a.txt',
        language: 'plaintext',
        kind: 'lines',
        enclosing: [],
        startLine: 2,
        endLine: 4,
        nameLine: 2,
        text: 'first\n\nlast',
      },
    ]);
  });

  it('begins windows at headings', () => {
    const section = (name: string): string => `## ${name}\n\n${'Some words that explain.\n\n'.repeat(40)}`;
    const found = windows('markdown', section('One') + section('Two') + section('Three'));
    assert.deepEqual(
      found.map((text) => text.split('\n')[0]),
      ['## One', '## Two', '## Three'],
    );
  });

  it('has no overlap and no gap', () => {
    const rows = Array.from({ length: 400 }, (_, row) => `row ${row} of a table`);
    assert.equal(windows('plaintext', rows.join('\n')).join('\n'), rows.join('\n'));
  });
});
