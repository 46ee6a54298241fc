import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import {
  documentDiagnostics,
  type DiagnosticOptions,
  MAX_RELATED,
  MAX_WORKSPACE_DIAGNOSTICS,
  workspaceDiagnostics,
} from '../../../server/src/lsp/duplicateDiagnostics';
import { group, member, nothingOpen, uri } from './duplicates/sampleGroups';

const options: DiagnosticOptions = {
  severities: {
    exact: DiagnosticSeverity.Warning,
    renamed: DiagnosticSeverity.Error,
    near: DiagnosticSeverity.Information,
    alike: undefined,
  },
  relatedInformation: true,
  docsUri: 'file:///docs/duplicates.md',
};

/** The message, which the protocol allows to be markup; ours never is. */
function messageOf(diagnostic: Diagnostic | undefined): string {
  assert.ok(typeof diagnostic?.message === 'string');
  return diagnostic.message;
}

describe('the diagnostics of a document', () => {
  const pair = [member('a.ts', 1), member('b.ts', 41, { symbol: 'sum', container: 'cart.Cart' })];

  it('stand on the line of the name with source, code, link and twin', () => {
    const [diagnostic, ...others] = documentDiagnostics(uri('a.ts'), [group(pair)], options, nothingOpen);
    assert.deepEqual(others, []);
    assert.deepEqual(diagnostic, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 ** 31 - 1 } },
      severity: DiagnosticSeverity.Warning,
      source: 'akin',
      code: 'duplicate',
      codeDescription: { href: 'file:///docs/duplicates.md' },
      message: 'A copy of Cart.sum (b.ts:42), 100 % the same; 2 copies.',
      relatedInformation: [
        {
          location: {
            uri: uri('b.ts'),
            range: { start: { line: 41, character: 0 }, end: { line: 41, character: 2 ** 31 - 1 } },
          },
          message: 'Cart.sum, 10 lines',
        },
      ],
      data: { group: 'g1' },
    });
  });

  it('say how alike the copies are and never round up to all', () => {
    const said = (kind: 'renamed' | 'near', similarity: number): string =>
      messageOf(
        documentDiagnostics(uri('a.ts'), [group(pair, { kind, similarity })], options, nothingOpen)[0],
      );
    assert.equal(
      said('renamed', 1),
      'A copy of Cart.sum (b.ts:42) with other names, 100 % similar; 2 copies.',
    );
    assert.equal(said('near', 0.9999), 'Nearly the same as Cart.sum (b.ts:42), 99 % similar; 2 copies.');
    assert.equal(said('near', 0.57), 'Nearly the same as Cart.sum (b.ts:42), 57 % similar; 2 copies.');
  });

  it('have the severity of their kind, and none where that is off', () => {
    const severity = (kind: 'renamed' | 'near' | 'alike'): unknown[] =>
      documentDiagnostics(uri('a.ts'), [group(pair, { kind })], options, nothingOpen).map(
        (diagnostic) => diagnostic.severity,
      );
    assert.deepEqual(severity('renamed'), [DiagnosticSeverity.Error]);
    assert.deepEqual(severity('near'), [DiagnosticSeverity.Information]);
    assert.deepEqual(severity('alike'), []);
  });

  it('speak of a file where whole files are the same', () => {
    const whole = group([member('a.ts', 1, { nameLine: 1 }), member('x/b.ts', 1, { nameLine: 1 })], {
      wholeFile: true,
    });
    const [diagnostic] = documentDiagnostics(uri('a.ts'), [whole], options, nothingOpen);
    assert.equal(diagnostic?.message, 'This file is a copy of x/b.ts, 100 % the same; 2 copies.');
    assert.equal(diagnostic.relatedInformation?.[0]?.message, 'b.ts, 10 lines');
  });

  it('leave out what the client does not show', () => {
    const plain = { ...options, relatedInformation: false, docsUri: undefined };
    const [diagnostic] = documentDiagnostics(uri('a.ts'), [group(pair)], plain, nothingOpen);
    assert.ok(diagnostic !== undefined);
    assert.ok(!('relatedInformation' in diagnostic) && !('codeDescription' in diagnostic));
  });

  it('name a bounded number of the other copies and say how many there are', () => {
    const many = group(Array.from({ length: 5_000 }, (_, i) => member(`f${i}.ts`, 1)));
    const [diagnostic] = documentDiagnostics(uri('f77.ts'), [many], options, nothingOpen);
    assert.equal(diagnostic?.relatedInformation?.length, MAX_RELATED);
    assert.match(messageOf(diagnostic), /; 5000 copies\.$/);
  });

  it('are one for each copy in the document', () => {
    const twice = group([member('a.ts', 1), member('a.ts', 40), member('b.ts', 1)]);
    const lines = documentDiagnostics(uri('a.ts'), [twice], options, nothingOpen).map(
      ({ range }) => range.start.line,
    );
    assert.deepEqual(lines, [1, 40]);
  });
});

describe('the diagnostics of the workspace', () => {
  it('stand at every copy', () => {
    const found = workspaceDiagnostics([group([member('a.ts', 1), member('b.ts', 1)])], options, nothingOpen);
    assert.deepEqual([...found.keys()], [uri('a.ts'), uri('b.ts')]);
  });

  it('are bounded, the dearest groups first', () => {
    const groups = Array.from({ length: MAX_WORKSPACE_DIAGNOSTICS }, (_, i) =>
      group([member(`a${i}.ts`, 1), member(`b${i}.ts`, 1)], { id: `g${i}` }),
    );
    const found = workspaceDiagnostics(groups, options, nothingOpen);
    assert.equal([...found.values()].flat().length, MAX_WORKSPACE_DIAGNOSTICS);
    assert.ok(found.has(uri('a0.ts')));
  });
});
