import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, NOTICES, shippedPackages } from '../../../scripts/notices.mjs';

describe('the third-party notices', () => {
  it('list exactly the packages that ship; `npm run notices` brings them up to date', async () => {
    const text = readFileSync(join(__dirname, '../../..', NOTICES), 'utf8');
    const list = text.slice(0, text.indexOf('## ')).split('\n');
    const listed = list.filter((line) => line.startsWith('- '));
    assert.deepEqual(listed, (await shippedPackages()).map(lineOf));
  });
});
