import assert from 'node:assert/strict';
import { crc32, plainCrc32 } from '../../../server/src/base/crc32';
import { seededRandom } from '../seededRandom';

for (const [name, sum] of Object.entries({ crc32, plainCrc32 }))
  describe(name, () => {
    it('gives the check value of the standard', () => {
      assert.equal(sum('123456789', 0), 0xcbf43926);
      assert.equal(sum(Buffer.from('123456789'), 0), 0xcbf43926);
    });

    it('goes on from what stands before', () => {
      assert.equal(sum('6789', sum('12345', 0)), 0xcbf43926);
    });

    it('is the same after nothing', () => {
      for (const nothing of ['', new Uint8Array(0), Uint8Array.from([]), Buffer.alloc(0)])
        assert.equal(sum(nothing, 0xcbf43926), 0xcbf43926);
      assert.equal(sum('', 0), 0);
    });

    it('takes a text for its UTF-8 bytes', () => {
      assert.equal(sum('größe 🚀', 0), sum(Buffer.from('größe 🚀', 'utf8'), 0));
    });

    it('differs when one bit does', () => {
      const bytes = new Uint8Array(64).fill(7);
      const before = sum(bytes, 0);
      for (let at = 0; at < bytes.length; at++) {
        const changed = Uint8Array.from(bytes);
        changed[at] = 3;
        assert.notEqual(sum(changed, 0), before);
      }
    });
  });

describe('both ways to a checksum', () => {
  it('agree on random bytes', () => {
    const random = seededRandom(31);
    for (let round = 0; round < 100; round++) {
      const bytes = Uint8Array.from({ length: random(50) }, () => random(256));
      const before = random(2 ** 31);
      assert.equal(crc32(bytes, before), plainCrc32(bytes, before));
    }
  });
});
