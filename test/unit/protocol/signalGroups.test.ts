import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signalGroups } from '../../../server/src/search/signalGroups';

describe('the signal groups that akin/search can do without', () => {
  const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');
  const paragraph = page.split('\n\n').find((text) => text.startsWith('`without`')) ?? '';

  for (const group of signalGroups)
    it(`${group} is described in docs/protocol.md`, () => assert.ok(paragraph.includes(`\`${group}\``)));
});
