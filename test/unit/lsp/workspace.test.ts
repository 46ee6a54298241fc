import assert from 'node:assert/strict';
import { AkinError } from '../../../server/src/base/errors';
import type { Engine } from '../../../server/src/engine/engine';
import type { EditorClient } from '../../../server/src/lsp/editorClient';
import { Workspace } from '../../../server/src/lsp/workspace';
import { RecordingLogger } from '../base/recordingLogger';

/** An editor that says whether it was asked to watch files, and answers no questions. */
class QuietEditor implements EditorClient {
  readonly progress = undefined;
  readonly warned: string[] = [];
  isWatching = false;

  log(): void {}
  sendStatus(): void {}
  sendDuplicates(): void {}
  publishDiagnostics(): void {}
  refreshDiagnostics(): void {}
  refreshCodeLenses(): void {}

  warn(message: string): void {
    this.warned.push(message);
  }

  watchFiles(isOn: boolean): Promise<void> {
    this.isWatching = isOn;
    return Promise.resolve();
  }

  configuration(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** What a workspace asks of an engine; folders fail to open for as long as there is a reason. */
class FakeEngine {
  readonly opened: string[] = [];
  readonly duplicates = { onChange: () => () => undefined, configure: () => undefined };

  constructor(private readonly bench: WorkspaceBench) {}

  addFolder(folder: string): Promise<undefined> {
    this.bench.attempts++;
    this.bench.onAttempt();
    const { failure } = this.bench;
    if (failure !== undefined) return Promise.reject(failure);
    this.opened.push(folder);
    return Promise.resolve(undefined);
  }

  removeFolder(): Promise<void> {
    return Promise.resolve();
  }

  status(): object {
    return { state: 'ready' };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** A workspace of one folder with fakes around it. */
class WorkspaceBench {
  readonly editor = new QuietEditor();
  readonly engines: FakeEngine[] = [];
  failure: AkinError | undefined;
  attempts = 0;
  onAttempt: () => void = () => undefined;
  readonly workspace: Workspace;

  constructor(initialSettings: object = {}) {
    const nothing = (): void => undefined;
    this.workspace = new Workspace({
      client: this.editor,
      logger: new RecordingLogger(),
      compose: () => this.compose(),
      storagePath: '/storage',
      initialSettings,
      folders: ['/folder'],
      onFolderOpened: nothing,
      clientWatches: true,
      clientPushesSettings: true,
      showsStatus: false,
      followsFolders: true,
      onEngine: nothing,
      openText: () => undefined,
      onChange: nothing,
      onDuplicates: nothing,
      retryAfterMs: 5,
    });
  }

  /** Resolves when a folder has been tried so often. */
  async untilAttempts(attempts: number): Promise<void> {
    while (this.attempts < attempts) await new Promise<void>((resolve) => (this.onAttempt = resolve));
  }

  private compose(): Engine {
    const engine = new FakeEngine(this);
    this.engines.push(engine);
    return engine as unknown as Engine;
  }
}

describe('Workspace', () => {
  let bench: WorkspaceBench;
  afterEach(() => bench.workspace.dispose());

  it('has the editor watch files while something is indexed, and not otherwise', async () => {
    bench = new WorkspaceBench({ enable: false });
    await bench.workspace.start();
    assert.deepEqual([bench.editor.isWatching, bench.engines.length], [false, 0]);
    await bench.workspace.configurationChanged({ akin: { enable: true } });
    assert.deepEqual([bench.editor.isWatching, bench.engines.length], [true, 1]);
    await bench.workspace.configurationChanged({ akin: { enable: false } });
    assert.equal(bench.editor.isWatching, false);
    await bench.workspace.configurationChanged({ akin: { enable: true } });
    await bench.workspace.foldersChanged([], ['/folder']);
    assert.equal(bench.editor.isWatching, false);
  });

  it('opens a folder that could not be opened once it can, and says once why it could not', async () => {
    bench = new WorkspaceBench();
    bench.failure = new AkinError('folder-missing', 'The folder /folder does not exist.');
    await bench.workspace.start();
    await bench.untilAttempts(3);
    bench.failure = undefined;
    await bench.untilAttempts(4);
    const [engine, ...more] = bench.engines;
    assert.deepEqual([engine?.opened, more], [['/folder'], []]);
    assert.deepEqual(bench.editor.warned, ['The folder /folder does not exist.']);
  });

  it('tries no folder again that is refused', async () => {
    bench = new WorkspaceBench();
    bench.failure = new AkinError('folder-refused', 'That is a home directory.');
    await bench.workspace.start();
    await bench.workspace.configurationChanged({ akin: {} });
    assert.equal(bench.attempts, 1);
  });
});
