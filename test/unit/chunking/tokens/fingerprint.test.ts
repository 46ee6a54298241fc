import assert from 'node:assert/strict';
import {
  exactKeyOf,
  type Fingerprint,
  FINGERPRINT_BYTES,
  LEAST_TOKENS,
  readFingerprint,
  writeFingerprint,
} from '../../../../server/src/chunking/tokens/fingerprint';
import { lexerOf, type TokenStream } from '../../../../server/src/chunking/tokens/lexer';

const original = `function sum(rows: Row[]): number {
  let total = 0;
  for (const row of rows) {
    if (row.price > 10) total += row.price * 2;
    else log("cheap", row);
  }
  return total;
}`;
const renamed = original
  .replaceAll('rows', 'items')
  .replaceAll(/\brow\b/g, 'item')
  .replace('10', '99')
  .replace('cheap', 'dear');

function tokens(text: string): TokenStream {
  const read = lexerOf('typescript')?.read(text);
  assert.ok(read);
  return read;
}

function fingerprint(text: string): Fingerprint {
  const bytes = writeFingerprint(tokens(text), text.split('\n').length);
  assert.ok(bytes);
  const read = readFingerprint(bytes);
  assert.ok(read);
  return read;
}

describe('fingerprint', () => {
  it('is of one length, and nothing for fewer tokens than any setting asks for', () => {
    assert.equal(writeFingerprint(tokens(original), 8)?.length, FINGERPRINT_BYTES);
    const least = `${'a '.repeat(LEAST_TOKENS - 1)}b`;
    assert.ok(writeFingerprint(tokens(least), 1));
    assert.equal(writeFingerprint(tokens(least.slice(2)), 1), undefined);
  });

  it('knows code under other white space and comments by its exact key', () => {
    const same = original.replaceAll('\n', '\n\n// and\n').replaceAll('(', '( ');
    assert.equal(fingerprint(same).exact, fingerprint(original).exact);
    assert.equal(fingerprint(original).exact, exactKeyOf(tokens(original)));
    assert.notEqual(fingerprint(renamed).exact, fingerprint(original).exact);
  });

  it('knows code under other names by its consistent key', () => {
    assert.equal(fingerprint(renamed).consistent, fingerprint(original).consistent);
    // One of two uses of a name is another.
    const inconsistent = original.replace('total += row', 'total += rows');
    assert.notEqual(fingerprint(inconsistent).consistent, fingerprint(original).consistent);
    assert.notEqual(fingerprint(original.replace('>', '<')).consistent, fingerprint(original).consistent);
  });

  it('counts what the code is made of', () => {
    const { tokens: count, control, calls, constants, lines, structure } = fingerprint(original);
    assert.equal(count, tokens(original).count);
    assert.equal(lines, 8);
    // for, if, else
    assert.equal(control, 3);
    // sum(…) itself and log(…)
    assert.equal(calls, 2);
    assert.ok(Math.abs(constants - 4 / count) < 0.01);
    assert.ok(structure > 30 && structure < count);
  });

  it('shares much of its sketch with code that differs a little, and little with other code', () => {
    const shared = (a: string, b: string): number =>
      fingerprint(a).sketch.filter((value, i) => value === fingerprint(b).sketch[i]).length;
    const changed = original.replace('  return total;', '  audit(total);\n  return total;');
    const other = `class Queue { push(x: Job) { while (this.full()) this.drop(); try { this.jobs[this.next++] = x; } finally { this.wake(x); } } }`;
    assert.ok(shared(original, changed) >= 8, `${shared(original, changed)}`);
    assert.ok(shared(original, other) <= 1, `${shared(original, other)}`);
  });

  it('is not read from bytes of another length', () => {
    assert.equal(readFingerprint(new Uint8Array(FINGERPRINT_BYTES - 1)), undefined);
  });

  it('is read from the middle of a larger buffer', () => {
    const bytes = writeFingerprint(tokens(original), 8);
    assert.ok(bytes);
    const larger = new Uint8Array(FINGERPRINT_BYTES + 8);
    larger.set(bytes, 5);
    assert.deepEqual(readFingerprint(larger.subarray(5, 5 + FINGERPRINT_BYTES)), readFingerprint(bytes));
  });
});
