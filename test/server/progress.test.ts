import assert from 'node:assert/strict';
import {
  InitializedNotification,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver-protocol/node';
import { ResumeRequest } from '../../protocol/indexMessages';
import { INDEXING_PROGRESS_TOKEN } from '../../protocol/progress';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess, uriOf } from './languageServerProcess';

type Step = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** Enough to be indexed for longer than the moment that is not worth a word. */
const FILES = 800;

describe('server: progress', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess;
  let tokens: string[];
  let steps: Step[];
  let waiters: { test: () => boolean; resolve: () => void }[];

  beforeEach(() => {
    scratch = new ScratchFolder();
    [tokens, steps, waiters] = [[], [], []];
  });
  afterEach(async () => {
    await server.stop();
    scratch.remove();
  });

  /** A server of an editor that shows progress, or does not. */
  async function start(workDoneProgress: boolean, files = FILES): Promise<void> {
    for (let n = 0; n < files; n++)
      scratch.write(
        `project/part${n % 30}/file${n}.ts`,
        Array.from(
          { length: 12 },
          (_, f) => `export function f${f}of${n}(x: number) {\n  return x * ${n + f};\n}\n`,
        ).join('\n'),
      );
    server = new LanguageServerProcess();
    const { connection } = server;
    connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      tokens.push(String(token));
      connection.onProgress(WorkDoneProgress.type, token, (step) => {
        steps.push(step);
        for (const waiter of waiters.filter(({ test }) => test())) waiter.resolve();
      });
    });
    await server.initialize({
      capabilities: { window: { workDoneProgress }, workspace: { workspaceFolders: true } },
      workspaceFolders: [{ uri: uriOf(scratch.at('project')), name: 'project' }],
      initializationOptions: { storagePath: scratch.at('storage') },
    });
    await connection.sendNotification(InitializedNotification.type, {});
  }

  function until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => waiters.push({ test, resolve }));
  }

  it('begins, rises and ends with indexing', async () => {
    await start(true);
    await until(() => steps.at(-1)?.kind === 'end');
    assert.equal((await server.status()).state, 'ready');
    assert.equal(tokens.length, 1);
    assert.ok(tokens[0]?.startsWith(INDEXING_PROGRESS_TOKEN));
    const kinds = steps.map(({ kind }) => kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
    assert.ok(kinds.length > 2 && kinds.slice(1, -1).every((kind) => kind === 'report'), kinds.join());
    const percentages = steps.flatMap((step) => (step.kind === 'end' ? [] : (step.percentage ?? -1)));
    assert.deepEqual(
      percentages,
      [...percentages].sort((a, b) => a - b),
    );
    assert.ok((percentages.at(-1) ?? 0) > (percentages[0] ?? 0), percentages.join());
    const last = steps.at(-2);
    assert.match(last?.kind === 'report' ? (last.message ?? '') : '', /^\w[\w ]+: [\d,]+ of 800 files/);
  });

  it('pauses when it is cancelled, and begins anew', async () => {
    await start(true);
    await until(() => steps[0]?.kind === 'begin');
    await server.connection.sendNotification(WorkDoneProgressCancelNotification.type, {
      token: tokens[0] ?? '',
    });
    await until(() => steps.at(-1)?.kind === 'end');
    const { state, filesDone } = await server.status();
    assert.equal(state, 'paused');
    assert.ok(filesDone < FILES, `${filesDone}`);
    await server.send(ResumeRequest, {});
    await server.untilReady();
  });

  it('asks nothing of an editor that shows none', async () => {
    await start(false, 50);
    await server.untilReady();
    assert.deepEqual([tokens, steps], [[], []]);
  });
});
