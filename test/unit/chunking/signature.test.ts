import assert from 'node:assert/strict';
import { foldSignature, MAX_SIGNATURE_CHARS } from '../../../server/src/chunking/signature';

describe('foldSignature', () => {
  const cases: [declaration: string, signature: string][] = [
    ['def f(\n    a,\n    b,\n) -> int:', 'def f(a, b) -> int'],
    ['const f = (a) => ', 'const f = (a)'],
    ['class A extends B {', 'class A extends B'],
    ['def allow?(key), do', 'def allow?(key)'],
    ['class Pretty a where\n  ', 'class Pretty a'],
    ['#define F(a) \\\n', '#define F(a)'],
  ];
  for (const [declaration, signature] of cases) {
    it(signature, () => assert.equal(foldSignature(declaration), signature));
  }

  it('cuts what is too long', () => {
    const signature = foldSignature(`f(${'a, '.repeat(200)})`);
    assert.equal(signature.length, MAX_SIGNATURE_CHARS);
    assert.ok(signature.endsWith('…'));
  });
});
