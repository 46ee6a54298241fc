import assert from 'node:assert/strict';
import type { IndexStatus } from '../../../protocol/indexMessages';
import {
  type ProgressPort,
  type ProgressStep,
  progressText,
  WorkDoneProgress,
} from '../../../server/src/lsp/workDoneProgress';

function status(given: Partial<IndexStatus>): IndexStatus {
  const nothing = {
    filesDone: 0,
    filesTotal: 0,
    chunks: 0,
    updates: 0,
    skipped: {},
    storeBytes: 0,
    model: '',
  };
  return { ...nothing, state: 'indexing', stage: 'Indexing', ...given };
}

/** An editor that shows progress, or refuses to. */
class Editor implements ProgressPort {
  readonly created: string[] = [];
  readonly steps: (ProgressStep & { token: string })[] = [];
  /** Lets a test answer `create` itself. */
  answer: () => Promise<void> = () => Promise.resolve();
  private waiters: { test: () => boolean; resolve: () => void }[] = [];

  createProgress(token: string): Promise<void> {
    this.created.push(token);
    this.wake();
    return this.answer();
  }

  sendProgress(token: string, step: ProgressStep): void {
    this.steps.push({ token, ...step });
    this.wake();
  }

  get kinds(): string[] {
    return this.steps.map(({ kind }) => kind);
  }

  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ test, resolve }));
  }

  untilSteps = (count: number) => this.until(() => this.steps.length >= count);

  private wake(): void {
    for (const waiter of this.waiters.filter(({ test }) => test())) waiter.resolve();
  }
}

describe('WorkDoneProgress', () => {
  let editor: Editor;
  let progress: WorkDoneProgress;
  beforeEach(() => {
    editor = new Editor();
    progress = new WorkDoneProgress(editor, { beginAfterMs: 2, everyMs: 5 });
  });
  afterEach(() => progress.dispose());

  const indexing = (filesDone: number, filesTotal: number): void =>
    progress.update(status({ filesDone, filesTotal }));

  it('begins, reports and ends', async () => {
    indexing(1, 10);
    indexing(2, 10);
    await editor.untilSteps(1);
    indexing(5, 10);
    await editor.untilSteps(2);
    progress.update(status({ state: 'ready', stage: 'Up to date' }));
    const token = editor.created[0] ?? '';
    assert.match(token, /^akin\/indexing\//);
    assert.ok(!progress.owns('') && !progress.owns(token), 'it is over');
    assert.deepEqual(editor.steps, [
      {
        token,
        kind: 'begin',
        title: 'Akin: indexing',
        cancellable: true,
        percentage: 20,
        message: 'Indexing: 2 of 10 files',
      },
      { token, kind: 'report', percentage: 50, message: 'Indexing: 5 of 10 files' },
      { token, kind: 'end', message: 'Up to date' },
    ]);
  });

  it('says nothing of indexing that is over at once', async () => {
    const slow = new WorkDoneProgress(editor, { beginAfterMs: 60_000, everyMs: 1 });
    slow.update(status({}));
    slow.update(status({ state: 'ready' }));
    indexing(1, 2);
    await editor.untilSteps(1);
    assert.equal(editor.created.length, 1);
    slow.dispose();
  });

  it('never lets the percentage fall, and keeps 100 for the end', async () => {
    for (const [done, total] of [
      [5, 10],
      [6, 100],
      [10, 10],
    ] as const) {
      const steps = editor.steps.length;
      indexing(done, total);
      await editor.untilSteps(steps + 1);
    }
    const percentages = editor.steps.map((step) => (step.kind === 'end' ? undefined : step.percentage));
    assert.deepEqual(percentages, [50, 50, 99]);
  });

  it('reports a burst of changes once', async () => {
    indexing(0, 1000);
    await editor.untilSteps(1);
    for (let done = 1; done <= 900; done++) indexing(done, 1000);
    await editor.untilSteps(2);
    assert.deepEqual(editor.kinds, ['begin', 'report']);
    assert.ok(editor.steps[1]?.kind === 'report' && editor.steps[1].percentage === 90);
  });

  for (const state of ['ready', 'paused', 'error', 'degraded', 'starting'] as const)
    it(`ends on ${state}, and begins anew with another token`, async () => {
      indexing(1, 10);
      await editor.untilSteps(1);
      progress.update(status({ state, stage: 'x', message: 'why' }));
      progress.update(status({ state }));
      assert.deepEqual(editor.steps.at(-1), { token: editor.created[0], kind: 'end', message: 'why' });
      indexing(1, 10);
      await editor.untilSteps(3);
      assert.deepEqual(editor.kinds, ['begin', 'end', 'begin']);
      assert.notEqual(editor.created[0], editor.created[1]);
      assert.ok(progress.owns(editor.created[1]) && !progress.owns(editor.created[0]));
    });

  it('ends when disposed, once, and shows nothing after', async () => {
    indexing(1, 10);
    await editor.untilSteps(1);
    progress.dispose();
    progress.dispose();
    indexing(2, 10);
    assert.deepEqual(editor.kinds, ['begin', 'end']);
    assert.equal(editor.created.length, 1);
  });

  it('ends what the editor was still making when all was over', async () => {
    let made = (): void => undefined;
    editor.answer = () => new Promise((resolve) => (made = resolve));
    indexing(1, 10);
    await editor.until(() => editor.created.length === 1);
    progress.update(status({ state: 'ready' }));
    assert.deepEqual(editor.kinds, []);
    made();
    await editor.untilSteps(2);
    assert.deepEqual(editor.kinds, ['begin', 'end']);
    assert.equal(editor.steps[0]?.token, editor.steps[1]?.token);
  });

  it('does not ask an editor again that refuses', async () => {
    editor.answer = () => Promise.reject(new Error('no'));
    indexing(1, 10);
    await editor.until(() => editor.created.length === 1);
    await Promise.resolve();
    indexing(2, 10);
    const other = new Editor();
    const second = new WorkDoneProgress(other, { beginAfterMs: 10, everyMs: 5 });
    second.update(status({}));
    await other.untilSteps(1);
    second.dispose();
    assert.deepEqual([editor.created.length, editor.steps.length], [1, 0]);
  });
});

describe('progressText', () => {
  const cases: [Partial<IndexStatus>, string][] = [
    [{ stage: 'Finding files' }, 'Finding files'],
    [{ filesDone: 120, filesTotal: 4000 }, 'Indexing: 120 of 4,000 files'],
    [
      { filesDone: 1, filesTotal: 2, filesPerSecond: 84.6, secondsLeft: 46.4 },
      'Indexing: 1 of 2 files, 85 a second, 46 s left',
    ],
    [{ filesDone: 1, filesTotal: 2, secondsLeft: 0 }, 'Indexing: 1 of 2 files, 1 s left'],
    [{ filesDone: 1, filesTotal: 2, secondsLeft: 600 }, 'Indexing: 1 of 2 files, 10 min left'],
  ];
  for (const [given, text] of cases) it(text, () => assert.equal(progressText(status(given)), text));
});
