import assert from 'node:assert/strict';
import { formatBytes, formatCount } from '../../../server/src/cli/output';

describe('what the command line prints', () => {
  it('counts one and many', () => {
    assert.equal(formatCount(1, 'file'), '1 file');
    assert.equal(formatCount(0, 'file'), '0 files');
    assert.equal(formatCount(12_345, 'chunk'), '12,345 chunks');
  });

  it('gives sizes in the unit that fits', () => {
    assert.deepEqual([0, 999, 1_000, 26_298_391, 5e13].map(formatBytes), [
      '0 B',
      '999 B',
      '1.0 kB',
      '26.3 MB',
      '50.0 TB',
    ]);
  });
});
