import assert from 'node:assert/strict';
import { lexerOf } from '../../../server/src/chunking/tokens/lexer';
import { align, type Alignment } from '../../../server/src/duplicates/alignment';
import { judge } from '../../../server/src/duplicates/verdict';
import { unitTokens } from '../../../server/src/duplicates/unitTokens';
import { parse, total, unitOf } from './codeFolder';

function aligned(a: string, b: string): Alignment {
  const lexer = lexerOf('typescript');
  assert.ok(lexer);
  return align(unitTokens(lexer.read(a)), unitTokens(lexer.read(b)));
}

describe('align', () => {
  it('pairs equal code wholly', () => {
    assert.deepEqual(aligned(total, total), { similarity: 1, sameForm: true, sameNames: 1, supported: 1 });
  });

  it('pairs consistent names, and not those that are used as another', () => {
    const renamed = total.replaceAll('total', 'sum').replaceAll('price', 'cost');
    assert.equal(aligned(total, renamed).similarity, 1);
    assert.ok(aligned(total, renamed).sameNames < 1);
    const swapped = total.replace('price + price', 'price + line');
    assert.ok(aligned(total, swapped).similarity < 1);
    assert.ok(aligned(total, swapped).sameForm);
  });

  it('is the share of tokens of both that are paired', () => {
    // Five tokens more: 2n of 2n + 5.
    const more = total.replace('  return Math', '  log(1);\n  return Math');
    const tokens = lexerOf('typescript')?.read(total).count ?? 0;
    assert.ok(Math.abs(aligned(total, more).similarity - (2 * tokens) / (2 * tokens + 5)) < 1e-9);
    assert.equal(aligned(total, more).sameForm, false);
  });

  it('is the same from both sides', () => {
    const more = total.replace('  return Math', '  rates.close(lines);\n  return Math');
    assert.equal(aligned(total, more).similarity, aligned(more, total).similarity);
  });

  it('pairs statements that have moved', () => {
    const moved = total
      .replace('  rates.audit(total);\n', '')
      .replace('  let total', '  rates.audit(total);\n  let total');
    assert.ok(aligned(total, moved).similarity > 0.97);
  });

  it('pairs little of other code, and nothing of none', () => {
    assert.ok(aligned(total, parse).similarity < 0.5);
    assert.equal(aligned('', total).similarity, 0);
    assert.equal(aligned('', '').similarity, 0);
  });
});

describe('judge', () => {
  const a = unitOf('a.ts', total);

  it('calls code of one form renamed, of another near, and chance nothing', () => {
    const alignment = { similarity: 0.95, sameForm: true, sameNames: 0.2, supported: 0.2 };
    assert.equal(judge(a, a, alignment)?.kind, 'renamed');
    assert.equal(judge(a, a, { ...alignment, sameForm: false, supported: 0.8 })?.kind, 'near');
    assert.equal(judge(a, a, { ...alignment, sameForm: false, sameNames: 0, supported: 0.8 }), undefined);
    assert.equal(judge(a, a, { ...alignment, sameForm: false }), undefined);
    assert.equal(judge(a, a, { similarity: 0.6, sameForm: false, sameNames: 1, supported: 1 }), undefined);
  });

  it('says how much names speak for a copy, which new names for all do little', () => {
    const alignment = { similarity: 0.9, sameForm: false, sameNames: 0.5, supported: 0.9 };
    assert.equal(judge(a, a, alignment)?.kinship, 0.9);
    assert.ok((judge(a, a, { ...alignment, sameNames: 0.1 })?.kinship ?? 1) < 0.75);
  });
});
