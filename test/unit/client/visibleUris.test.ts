import assert from 'node:assert/strict';
import { URI } from 'vscode-uri';
import { fileUris, visibleUris } from '../../../client/src/visibleUris';

describe('visibleUris', () => {
  const a = URI.file('/folder/a b.ts');
  const b = URI.file('/folder/b.ts');
  const output = URI.parse('output:akin');

  it('names each file once, the one with the focus first', () => {
    assert.deepEqual(visibleUris([a, output, b, a], b), ['file:///folder/b.ts', 'file:///folder/a%20b.ts']);
    assert.deepEqual(visibleUris([a], undefined), ['file:///folder/a%20b.ts']);
  });

  it('names files in the order given', () =>
    assert.deepEqual(fileUris([b, output, a, b]), ['file:///folder/b.ts', 'file:///folder/a%20b.ts']));

  it('names no document that is no file', () => {
    assert.deepEqual(visibleUris([output], output), []);
    assert.deepEqual(visibleUris([], undefined), []);
  });
});
