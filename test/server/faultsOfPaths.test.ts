import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScratchFolder } from '../unit/scratchFolder';
import { LanguageServerProcess } from './languageServerProcess';

/** Names that have broken something somewhere. */
const names: Record<string, string> = {
  'a newline': 'two\nlines.py',
  quotes: `it's "quoted" \`so\`.py`,
  'a backslash': 'back\\slash.py',
  'percent signs': '100%25 %s %.py',
  'an emoji': 'rocket 🚀.py',
  'combining marks': 'cafe\u0301 n\u0303.py',
  'another script': 'файл-文件-ملف.py',
  'blanks at its ends': ' blank .py',
  'brackets and stars': '[a-z]*{b,c}?!(d).py',
  'a hash and a question mark': 'part#one?two=3&4.py',
  'a dollar and semicolons': '$HOME;rm -rf;.py',
  'a leading dash': '--flag.py',
  'control characters': 'bell\u0007tab\t.py',
  'the greatest length': `${'x'.repeat(252)}.py`,
  'many folders': `${Array.from({ length: 40 }, (_, at) => `d${at}`).join('/')}/deep.py`,
  dots: '...dots...py.py',
};

describe('server: odd paths', function () {
  this.timeout(120_000);
  let scratch: ScratchFolder;
  let server: LanguageServerProcess | undefined;

  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(async () => {
    await server?.kill();
    scratch.remove();
  });

  it('are indexed, found, changed and dropped like any other', async () => {
    const folder = scratch.at('od d%20"\'# folder');
    const files = Object.entries(names).map(([what, name], at) => ({
      what,
      file: join(folder, name),
      symbol: `zq${'abcdefghijklmnopqrst'[at] ?? ''}okilu`,
    }));
    for (const { file, symbol } of files) write(file, symbol);
    server = await LanguageServerProcess.start({
      folders: [folder],
      storagePath: scratch.at('storage'),
    });
    const ready = await server.untilReady();
    assert.deepEqual([ready.filesDone, ready.skipped], [files.length, {}]);
    for (const { what, file, symbol } of files) assert.equal(await firstFile(server, symbol), file, what);
    for (const { file, symbol } of files) write(file, `${symbol}changed`);
    const done = server.next(({ state }) => state === 'ready');
    await server.changed(...files.map(({ file }) => file));
    await done;
    for (const { what, file, symbol } of files) {
      assert.equal(await firstFile(server, `${symbol}changed`), file, what);
      const old = await server.search({ query: symbol });
      assert.ok(!old.some((hit) => hit.symbol === symbol), `${what}: the old function is still found`);
    }
    assert.equal((await server.untilReady()).filesDone, files.length);
  });

  it('that are no UTF-8 cost nothing else', async () => {
    const folder = scratch.at('project');
    write(join(folder, 'good.py'), 'zqgoodname');
    // A file name in Latin-1, as old archives hold it.
    const name = Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.from([0xe9]), Buffer.from('.py')]);
    writeFileSync(name, 'def zqlatinname():\n    return 1\n');
    server = await LanguageServerProcess.start({ folders: [folder], storagePath: scratch.at('storage') });
    const ready = await server.untilReady();
    const skipped = Object.values(ready.skipped).reduce((sum, count) => sum + count, 0);
    // Node cannot name it: it is passed over, or it is read by another way, and is told of in either case.
    assert.ok(ready.filesDone + skipped >= 1);
    assert.equal(await firstFile(server, 'zqgoodname'), join(folder, 'good.py'));
    await server.changed(join(folder, 'good.py'));
    assert.equal((await server.untilReady()).state, 'ready');
  });
});

/** The file of the first hit, which has to define what was asked for. Two clients may write one URI differently. */
async function firstFile(server: LanguageServerProcess, symbol: string): Promise<string | undefined> {
  const [hit] = await server.search({ query: symbol });
  return hit?.symbol === symbol ? fileURLToPath(hit.uri) : undefined;
}

function write(file: string, symbol: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `def ${symbol}(value):\n    return value\n`);
}
