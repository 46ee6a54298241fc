import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aboutDuplicates from '../../../protocol/duplicateMessages';
import * as aboutIndexes from '../../../protocol/indexMessages';
import * as aboutPerformance from '../../../protocol/performanceMessages';
import * as aboutSearches from '../../../protocol/searchMessages';

const files = [aboutDuplicates, aboutIndexes, aboutPerformance, aboutSearches];
const messages = { ...aboutDuplicates, ...aboutIndexes, ...aboutPerformance, ...aboutSearches };
const methods = Object.values(messages).map(({ method }) => method);
const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');

describe('the messages', () => {
  it('are those of every file of messages', () => {
    const named = readdirSync(join(__dirname, '../../../protocol')).filter((name) =>
      name.endsWith('Messages.ts'),
    );
    assert.equal(named.length, files.length);
  });

  it('have a method each, in the name space akin/', () => {
    assert.equal(new Set(methods).size, methods.length);
    for (const method of methods) assert.match(method, /^akin\/[a-z][A-Za-z]*$/);
  });

  for (const method of methods)
    it(`${method} is described in docs/protocol.md`, () => assert.ok(page.includes(`\`${method}\``)));

  it('described in docs/protocol.md are all declared', () => {
    const described = new Set(page.match(/(?<=`)akin\/\w+(?=`)/g) ?? []);
    assert.deepEqual([...described].sort(), [...methods].sort());
  });
});
