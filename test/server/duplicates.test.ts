import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import {
  type CodeAction,
  type Command,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { URI } from 'vscode-uri';
import { Commands } from '../../protocol/commands';
import {
  AcceptDuplicatesRequest,
  DuplicatesRequest,
  IgnoreDuplicateRequest,
  NextDuplicateRequest,
  RefreshDuplicatesRequest,
} from '../../protocol/duplicateMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { DuplicatesProject } from './duplicatesProject';

describe('server: duplicates, for an editor that asks', () => {
  const scratch = new ScratchFolder();
  let project: DuplicatesProject;

  before(async () => {
    project = await DuplicatesProject.open(scratch, { pulls: true, followsLinks: true, settings: {} });
  });
  after(async () => {
    await project.server.stop();
    scratch.remove();
  });

  const pull = async (path: string): Promise<Diagnostic[]> => {
    const report = await project.server.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: project.uri(path) },
    });
    assert.ok(report.kind === 'full');
    return report.items;
  };

  it('says that it can be asked', () => {
    const { diagnosticProvider, codeActionProvider, codeLensProvider } = project.initialized.capabilities;
    assert.deepEqual(diagnosticProvider, {
      identifier: 'akin',
      interFileDependencies: false,
      workspaceDiagnostics: true,
    });
    assert.deepEqual(codeActionProvider, { codeActionKinds: ['quickfix'] });
    assert.ok(codeLensProvider !== undefined);
  });

  it('tells of an exact and a renamed copy with the other as related information', async () => {
    await project.untilGroups(2);
    const [exact, ...others] = await pull('a/cart.ts');
    assert.deepEqual(others, []);
    assert.equal(exact?.source, 'akin');
    assert.equal(exact.code, 'duplicate');
    assert.equal(exact.message, 'A copy of totalPrice (b/order.ts:4), 100 % the same; 2 copies.');
    assert.deepEqual(
      exact.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]),
      [[project.uri('b/order.ts'), 3]],
    );
    const [renamed] = await pull('a/parcels.py');
    assert.ok(typeof renamed?.message === 'string');
    assert.match(renamed.message, /^A copy of sort_letters \(b\/letters\.py:1\) with other names, /);
    assert.deepEqual(await pull('a/alone.ts'), []);
  });

  it('leads from the code of a diagnostic to the page that explains it', async () => {
    const [exact] = await pull('a/cart.ts');
    const page = URI.parse(exact?.codeDescription?.href ?? '').fsPath;
    assert.match(readFileSync(page, 'utf8'), /^# .*uplicate/);
  });

  it('answers for the whole workspace and waits when the client has it all', async () => {
    const ask = (previousResultIds: object[]): Promise<WorkspaceDiagnosticReport> =>
      project.server.request('workspace/diagnostic', { previousResultIds });
    const { items } = await ask([]);
    assert.deepEqual(
      items.map(({ uri }) => uri).sort(),
      ['a/cart.ts', 'a/parcels.py', 'b/letters.py', 'b/order.ts'].map((path) => project.uri(path)),
    );
    const waiting = ask(items.map(({ uri, resultId }) => ({ uri, value: resultId })));
    project.write('b/order.ts', 'export const gone = 1;\n');
    const { items: changed } = await waiting;
    assert.deepEqual(changed.map((item) => [item.uri, item.kind === 'full' && item.items]).sort(), [
      [project.uri('a/cart.ts'), []],
      [project.uri('b/order.ts'), []],
    ]);
    assert.deepEqual(await pull('a/cart.ts'), [], 'the twin has gone');
    assert.ok(project.refreshes > 0, 'the client was told to ask again');
    project.restore('b/order.ts');
    await project.untilGroups(2);
  });

  it('follows the lines of unsaved text', async () => {
    const text = project.textOf('a/cart.ts');
    await project.open('a/cart.ts', text);
    await project.server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: project.uri('a/cart.ts'), version: 2 },
      contentChanges: [{ text: `\n\n${text}` }],
    });
    const [diagnostic] = await pull('a/cart.ts');
    assert.deepEqual(diagnostic?.range, {
      start: { line: 3, character: 16 },
      end: { line: 3, character: 26 },
    });
    await project.close('a/cart.ts');
  });

  it('offers a client without our commands the plain edits alone', async () => {
    const actions = await project.server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: project.uri('a/cart.ts') },
      range: { start: { line: 1, character: 20 }, end: { line: 1, character: 20 } },
      context: { diagnostics: await pull('a/cart.ts') },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Ignore this duplicate with a comment', 'Ignore duplicates in this file'],
    );
    assert.equal(actions[0]?.diagnostics?.length, 1);
    const [change] = actions[1]?.edit?.changes?.[project.uri('a/cart.ts')] ?? [];
    assert.deepEqual(change, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      newText: '// akin-ignore-duplicates-file\n',
    });
  });

  it('reports nothing of a file once the comment that ignores it is saved', async () => {
    project.write('a/cart.ts', `// akin-ignore-duplicates-file\n${project.textOf('a/cart.ts')}`);
    await project.untilGroups(1);
    assert.deepEqual([await pull('a/cart.ts'), await pull('b/order.ts')], [[], []]);
    project.restore('a/cart.ts');
    await project.untilGroups(2);
  });

  it('lists and narrows the groups, dearest first', async () => {
    const { groups, matching, total, state } = await project.server.send(DuplicatesRequest, {});
    assert.deepEqual([matching, total, state.stage], [2, 2, 'ready']);
    const [first, second] = groups;
    assert.ok(first !== undefined && second !== undefined && first.cost >= second.cost);
    const { groups: renamed } = await project.server.send(DuplicatesRequest, { kinds: ['renamed'] });
    assert.deepEqual(
      renamed.map(({ copies }) => copies.map(({ symbol }) => symbol)),
      [['sort_parcels', 'sort_letters']],
    );
  });

  it('goes from one copy to the next, and round', async () => {
    const next = await project.server.send(NextDuplicateRequest, {
      textDocument: { uri: project.uri('b/order.ts') },
      position: { line: 100, character: 0 },
    });
    assert.equal(next?.copy.uri, project.uri('a/cart.ts'));
  });

  it('reports a copy no longer once its comment is saved', async () => {
    const [group] = (await project.server.send(DuplicatesRequest, { kinds: ['renamed'] })).groups;
    const { edit } = await project.server.send(IgnoreDuplicateRequest, {
      id: group?.id ?? '',
      how: 'function',
      textDocument: { uri: project.uri('a/parcels.py') },
    });
    const [change] = edit?.changes?.[project.uri('a/parcels.py')] ?? [];
    assert.equal(change?.newText, '# akin-ignore-duplicate\n');
    const lines = project.textOf('a/parcels.py').split('\n');
    lines.splice(change.range.start.line, 0, change.newText.trimEnd());
    project.write('a/parcels.py', lines.join('\n'));
    await project.untilGroups(1);
    assert.deepEqual(await pull('b/letters.py'), []);
    project.restore('a/parcels.py');
    await project.untilGroups(2);
  });

  it('writes the baseline when asked, and reports all again when it is gone', async () => {
    const baseline = scratch.at('project/.akin/duplicates-baseline.json');
    const [group] = (await project.server.send(DuplicatesRequest, { kinds: ['exact'] })).groups;
    await project.server.send(IgnoreDuplicateRequest, { id: group?.id ?? '', how: 'baseline' });
    await project.untilGroups(1);
    assert.match(readFileSync(baseline, 'utf8'), /a\/cart\.ts/);
    const { accepted, files } = await project.server.send(AcceptDuplicatesRequest, {});
    assert.deepEqual([accepted, files], [1, [project.uri('.akin/duplicates-baseline.json')]]);
    await project.untilGroups(0);
    rmSync(baseline);
    await project.server.send(RefreshDuplicatesRequest, {});
    await project.untilGroups(2);
    assert.ok(!existsSync(baseline));
  });
});

describe('server: duplicates, for an editor that is told', () => {
  const scratch = new ScratchFolder();
  let project: DuplicatesProject;

  before(async () => {
    project = await DuplicatesProject.open(scratch, {
      pulls: false,
      hasCommands: true,
      settings: { duplicates: { severity: { exact: 'error', renamed: 'off' }, codeLens: true } },
    });
  });
  after(async () => {
    await project.server.stop();
    scratch.remove();
  });

  it('publishes diagnostics with the severity of the settings, and none of what is off', async () => {
    assert.equal(project.initialized.capabilities.diagnosticProvider, undefined);
    const [diagnostic] = await project.untilPublished('a/cart.ts', (found) => found.length === 1);
    assert.equal(diagnostic?.severity, 1);
    assert.equal(diagnostic.codeDescription, undefined, 'this editor follows no links');
    assert.deepEqual(project.published('a/parcels.py'), []);
  });

  it('offers a client with our commands to ignore the file and to change the threshold', async () => {
    const at = { line: 1, character: 20 };
    const actions = await project.server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: project.uri('a/cart.ts') },
      range: { start: at, end: at },
      context: { diagnostics: project.published('a/cart.ts') },
    });
    const named = (title: string): CodeAction | undefined => actions.find((action) => action.title === title);
    assert.ok(named('Ignore duplicates in this file')?.edit !== undefined);
    const change = named('Change what counts as a duplicate');
    assert.deepEqual([change?.command?.command, change?.kind], [Commands.openDuplicateSettings, 'quickfix']);
  });

  it('clears them when the twin has gone, and tells them again when it is back', async () => {
    project.write('b/order.ts', 'export const gone = 1;\n');
    await project.untilPublished('a/cart.ts', (found) => found.length === 0);
    project.restore('b/order.ts');
    await project.untilPublished('a/cart.ts', (found) => found.length === 1);
  });

  it('moves them with the lines of unsaved text', async () => {
    await project.open('a/cart.ts', `\n\n\n${project.textOf('a/cart.ts')}`);
    await project.untilPublished('a/cart.ts', ([found]) => found?.range.start.line === 4);
    await project.close('a/cart.ts');
    await project.untilPublished('a/cart.ts', ([found]) => found?.range.start.line === 1);
  });

  it('shows a code lens where the setting asks for it', async () => {
    const lenses = await project.server.request<{ command: Command; range: { start: object } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri: project.uri('a/cart.ts') } },
    );
    assert.deepEqual(
      lenses.map(({ command, range }) => [command.title, command.command, range.start]),
      [['1 similar', Commands.goToTwin, { line: 1, character: 0 }]],
    );
  });
});
