import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { SkippedFilesRequest } from '../../protocol/indexMessages';
import { SkipReasons } from '../../server/src/workspace/skipReason';
import { ScratchFolder } from '../unit/scratchFolder';
import { copyPackage, wrapThread } from './copiedPackage';
import { LanguageServerProcess, uriOf } from './languageServerProcess';
import { writeManyFiles, type WrittenFile } from './manyFiles';
import { shortenTimers } from './shortenedTimers';

/** How a thread ends, as the last statement that it comes to, by a name that a file can have. */
const faults = {
  throwing: "throw new Error('thrown by a test');",
  leaving: 'process.exit(0);',
  failing: 'process.exit(1);',
  hoarding: 'const hoard = []; for (;;) hoard.push(new Array(1_000_000).fill(hoard.length));',
  hanging: 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);',
} as const;

/** The functions, each in a file of its name, that end a thread once, and those that always do. */
const once = Object.keys(faults).map((fault) => `${fault}_wobbly_widget`);
const always = Object.keys(faults).map((fault) => `${fault}_poisoned_potion`);

/** The threads that a file passes through, each with what a task of it holds of files. */
const threads = {
  prepareWorker: 'task.files.map(({ path }) => path)',
  embeddingWorker: 'task.texts',
} as const;

/** A file that always ends its thread is tried twice alone, and before that up to twice with others. */
const TRIES = { least: 2, most: 4 };

const FILES = 30;

/** A thread's own bound is that of the process, or beyond what a test need fill. */
const HEAP_MB = 200;

/** A thread that does not answer is given up after a minute while it reads, after two while it embeds. */
const TASK_TIMEOUTS = { 60_000: 1_500, 120_000: 2_000 };

describe('server: threads that die', () => {
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;
  let files: WrittenFile[] = [];
  let akin = '';
  beforeEach(() => {
    scratch = new ScratchFolder();
    files = writeManyFiles(scratch, 'project', Array(FILES).keys());
    for (const name of [...once, ...always]) writeFunction(name);
    akin = copyPackage(scratch, 'akin', { natives: true });
    scratch.write('deaths.log', '');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    scratch.remove();
  });

  const fileOf = (name: string): string => scratch.at(`project/${name}.py`);

  function writeFunction(name: string, value = 1): string {
    return scratch.write(`project/${name}.py`, `def ${name}(value):\n    return value + ${value}\n`);
  }

  async function start(packageFolder?: string): Promise<LanguageServerProcess> {
    server = await LanguageServerProcess.start({
      folders: [scratch.at('project')],
      storagePath: scratch.at('storage'),
      nodeOptions: [`--max-old-space-size=${HEAP_MB}`, ...shortenTimers(scratch, TASK_TIMEOUTS)],
      ...(packageFolder !== undefined && { packageFolder }),
    });
    return server;
  }

  /** Has a thread end at tasks with certain files, each in the way that its name says. */
  function endThread(thread: keyof typeof threads): void {
    wrapThread(
      scratch,
      akin,
      thread,
      `const { appendFileSync, readFileSync } = require('node:fs');
       const [once, always] = ${JSON.stringify([once, always])};
       const log = ${JSON.stringify(scratch.at('deaths.log'))};
       require('node:worker_threads').parentPort.on('message', ({ task }) => {
         if (task === undefined) return;
         const texts = ${threads[thread]}.join();
         const deaths = readFileSync(log, 'utf8');
         const due = [...once.filter((name) => !deaths.includes(name)), ...always];
         const name = due.find((candidate) => texts.includes(candidate));
         if (name === undefined) return;
         appendFileSync(log, name + '\\n');
         switch (name.split('_')[0]) {
           ${Object.entries(faults)
             .map(([fault, end]) => `case '${fault}': { ${end} }`)
             .join('\n')}
         }
       });`,
    );
  }

  /** How many threads each file has ended. */
  function deaths(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const name of readFileSync(scratch.at('deaths.log'), 'utf8').trim().split('\n'))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  }

  async function leftOut(running: LanguageServerProcess): Promise<string[]> {
    const folder = uriOf(scratch.at('project'));
    const { uris } = await running.send(SkippedFilesRequest, { folder, reason: SkipReasons.failed });
    return uris;
  }

  async function isFound(running: LanguageServerProcess, name: string): Promise<boolean> {
    return (await running.search({ query: name, limit: 3 }))[0]?.symbol === name;
  }

  for (const thread of Object.keys(threads) as (keyof typeof threads)[])
    it(`${thread}: the files to blame alone are left out and told, however they end it`, async () => {
      endThread(thread);
      const running = await start(akin);
      const { filesDone, filesTotal, skipped } = await running.untilReady();
      const all = FILES + once.length + always.length;
      assert.deepEqual([filesDone, filesTotal], [all, all]);
      assert.deepEqual(skipped, { [SkipReasons.failed]: always.length });
      assert.deepEqual(await leftOut(running), always.map((name) => uriOf(fileOf(name))).sort());
      const counts = deaths();
      for (const name of once) assert.equal(counts.get(name), 1, name);
      for (const name of always) {
        const count = counts.get(name) ?? 0;
        assert.ok(count >= TRIES.least && count <= TRIES.most, `${count} threads were lost to ${name}`);
        assert.ok(!(await isFound(running, name)), name);
      }
      for (const name of [...once, ...files.map(({ symbol }) => symbol)])
        assert.ok(await isFound(running, name), name);
    });

  it('what was left out stays so until it changes', async () => {
    const [name = '', ...others] = always;
    for (const other of [...once, ...others]) rmSync(fileOf(other));
    endThread('prepareWorker');
    await (await start(akin)).untilReady();
    await server?.stop();
    const mended = await start();
    await mended.untilReady();
    assert.deepEqual(await leftOut(mended), [uriOf(fileOf(name))]);
    const indexed = mended.nextWork();
    await mended.changed(writeFunction(name, 22));
    await indexed;
    await mended.untilReady();
    assert.deepEqual(await leftOut(mended), []);
    assert.ok(await isFound(mended, name));
  });
});
