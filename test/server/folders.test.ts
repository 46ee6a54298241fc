import assert from 'node:assert/strict';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import { ExplainFileRequest, FoldersRequest, SkippedFilesRequest } from '../../protocol/indexMessages';
import { OutlineRequest, SearchRequest } from '../../protocol/searchMessages';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeSampleProject } from './sampleProject';

describe('server: what is known of folders and files', () => {
  const scratch = new ScratchFolder();
  let project = '';
  let other = '';
  let server: LanguageServerProcess;

  before(async () => {
    project = writeSampleProject(scratch);
    other = scratch.at('other');
    scratch.write('other/mail.rb', 'def send_mail(address, text)\n  deliver(address, text)\nend\n');
    scratch.write('project/made.ts', '// @generated\nexport const x = 1;\n');
    scratch.write('project/.akinignore', 'drafts/\n');
    scratch.write('project/drafts/a.py', 'def a():\n    return 1\n');
    assert.equal(project, scratch.at('project'));
    server = await LanguageServerProcess.start({
      folders: [project, other],
      storagePath: scratch.at('storage'),
    });
    await server.untilReady();
  });
  after(async () => {
    await server.stop();
    scratch.remove();
  });

  it('tells of each folder', async () => {
    const folders = await server.send(FoldersRequest, {});
    assert.deepEqual(
      folders.map(({ uri }) => uri),
      [uriOf(project), uriOf(other)],
    );
    for (const { status, updatedMs, updated } of folders) {
      assert.equal(status.state, 'ready');
      assert.ok(status.chunks > 0 && status.storeBytes > 0);
      assert.ok(updatedMs !== undefined && Math.abs(Date.now() - updatedMs) < 600_000, String(updatedMs));
      assert.match(updated ?? '', /\d{1,2}:\d\d(:\d\d)?\s[AP]M$/);
    }
    assert.equal(folders[1]?.status.filesTotal, 1);
    assert.deepEqual(folders[0]?.status.skipped, { generated: 1 });
  });

  it('lists the files that were left out for a reason', async () => {
    const list = (folder: string, reason: string): Promise<{ uris: string[] }> =>
      server.send(SkippedFilesRequest, { folder: uriOf(folder), reason });
    assert.deepEqual(await list(project, 'generated'), { uris: [uriOf(`${project}/made.ts`)] });
    assert.deepEqual(await list(project, 'binary'), { uris: [] });
    assert.deepEqual(await list('/no/such/folder', 'binary'), { uris: [] });
  });

  for (const [path, verdict, message] of [
    ['geometry/shape.go', 'indexed', /in 2 chunks|in \d chunks?/],
    ['made.ts', 'skipped', /generated/],
    ['drafts/a.py', 'ignored', /“drafts\/” in \.akinignore, line 1/],
    ['no.ts', 'missing', /not on the disk/],
    ['geometry', 'folder', /1 file in geometry/],
  ] as const)
    it(`says that ${path} is ${verdict}`, async () => {
      const explained = await server.send(ExplainFileRequest, { uri: uriOf(`${project}/${path}`) });
      assert.equal(explained.verdict, verdict, explained.message);
      assert.match(explained.message, message);
      if (verdict === 'ignored')
        assert.deepEqual(explained.rule, { uri: uriOf(`${project}/.akinignore`), line: 1 });
    });

  it('says that a file lies outside of all folders', async () => {
    const explained = await server.send(ExplainFileRequest, { uri: 'file:///elsewhere/a.ts' });
    assert.equal(explained.verdict, 'outside');
  });

  it('lists the functions of a file', async () => {
    const uri = uriOf(`${project}/accounts/passwords.py`);
    assert.deepEqual(await server.send(OutlineRequest, { uri }), [
      { symbol: 'hash_password', kind: 'function', line: 3 },
      { symbol: 'verify_password', kind: 'function', line: 8 },
    ]);
    assert.deepEqual(await server.send(OutlineRequest, { uri: 'file:///elsewhere/a.ts' }), []);
  });

  for (const [method, params] of [
    [SkippedFilesRequest.method, { folder: 'file:///w' }],
    [SkippedFilesRequest.method, { folder: 1, reason: 'binary' }],
    [ExplainFileRequest.method, {}],
    [OutlineRequest.method, { uri: 'untitled:Untitled-1' }],
  ] as const)
    it(`refuses ${method} with ${JSON.stringify(params)}`, async () => {
      await assert.rejects(server.request(method, params), { code: ErrorCodes.InvalidParams });
    });

  it('asks git for nothing in a restricted window', async () => {
    const restricted = await LanguageServerProcess.start({
      folders: [other],
      storagePath: scratch.at('storage2'),
      restricted: true,
    });
    try {
      await restricted.untilReady();
      const { problems } = await restricted.send(SearchRequest, { query: 'changed: mail' });
      assert.match(problems?.[0]?.message ?? '', /trusted/);
    } finally {
      await restricted.stop();
    }
  });
});
