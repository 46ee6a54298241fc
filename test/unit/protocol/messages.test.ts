import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as messages from '../../../protocol/messages';

const methods = Object.values(messages).map(({ method }) => method);
const page = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');

describe('the messages', () => {
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
