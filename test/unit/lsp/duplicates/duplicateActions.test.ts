import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver';
import { Commands } from '../../../../protocol/commands';
import type { DuplicateGroup } from '../../../../server/src/duplicates/duplicateGroup';
import { duplicateActions } from '../../../../server/src/lsp/duplicates/duplicateActions';
import { placeGroup } from '../../../../server/src/lsp/duplicates/placeCopies';
import { group, member, nothingOpen, uri } from './sampleGroups';

const lines = { lines: ['', 'function total() {'], lineEnd: '\n' };

function actions(of: DuplicateGroup, hasCommands = true): CodeAction[] {
  const placed = placeGroup(of, nothingOpen);
  assert.ok(placed !== undefined);
  return duplicateActions(placed, 0, { hasCommands, document: lines, diagnostics: [] });
}

const titles = (found: CodeAction[]): string[] => found.map(({ title }) => title);
const pair = group([member('a.ts', 1), member('b.ts', 1, { symbol: 'sum' })]);

describe('the code actions of a duplicate', () => {
  it('lead to the twin first and have it ignored after', () =>
    assert.deepEqual(titles(actions(pair)), [
      'Compare with sum (b.ts:2)',
      'Go to sum (b.ts:2)',
      'Show in the Duplicates view',
      'Ignore this duplicate with a comment',
      'Ignore this duplicate in the baseline',
      'Ignore duplicates in this file',
      'Change what counts as a duplicate',
    ]));

  it('tell the commands which copy and which twin is meant', () => {
    const [compare] = actions(pair);
    assert.equal(compare?.command?.command, Commands.compareDuplicates);
    assert.deepEqual(compare.command.arguments, [
      { group: 'g1', uri: uri('a.ts'), line: 1, twin: { uri: uri('b.ts'), line: 1 } },
    ]);
  });

  it('are plain edits for an editor without the commands', () => {
    const found = actions(pair, false);
    assert.deepEqual(titles(found), [
      'Ignore this duplicate with a comment',
      'Ignore duplicates in this file',
    ]);
    assert.ok(found.every(({ edit, command }) => edit !== undefined && command === undefined));
    assert.deepEqual(found[0]?.edit?.changes?.[uri('a.ts')]?.[0]?.newText, '// akin-ignore-duplicate\n');
  });

  it('count the other copies where there are several', () => {
    const three = group([member('a.ts', 1), member('b.ts', 1), member('c.ts', 1)]);
    assert.equal(actions(three)[1]?.title, 'Go to the 2 other copies');
  });

  it('ignore a whole file by the file alone', () => {
    const whole = group([member('a.ts', 1, { nameLine: 1 }), member('b.ts', 1, { nameLine: 1 })], {
      wholeFile: true,
    });
    const found = titles(actions(whole));
    assert.ok(found.includes('Compare with b.ts') && found.includes('Ignore duplicates in this file'));
    assert.ok(!found.includes('Ignore this duplicate with a comment'));
  });
});
