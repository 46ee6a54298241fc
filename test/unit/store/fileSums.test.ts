import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { FileSums } from '../../../server/src/store/fileSums';
import { ScratchFolder } from '../scratchFolder';

const BLOCK = 65_536;
const DATA = 'rows.lance/data/a.lance';

describe('sums of the files of a store', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  const read = (): Promise<FileSums> => FileSums.read({ folder: scratch.path, tables: ['rows.lance'] });
  const find = async (): Promise<string[]> => (await read()).findDamage();

  /** Three blocks and a half, no two alike, none of zeros. */
  const content = (): Buffer =>
    Buffer.from(
      Uint8Array.from({ length: 3.5 * BLOCK }, (_, at) => 1 + ((at + Math.floor(at / BLOCK)) % 200)),
    );

  async function sumUp(path = DATA, bytes: Uint8Array = content()): Promise<string> {
    const file = scratch.write(path, bytes);
    await (await read()).update();
    return file;
  }

  it('finds nothing in files that are what they were, empty ones too', async () => {
    await sumUp();
    await sumUp('rows.lance/data/empty.lance', new Uint8Array());
    assert.deepEqual(await find(), []);
  });

  it('fills a damaged block with zeros and leaves the others', async () => {
    const file = await sumUp();
    const bytes = content();
    bytes[BLOCK + 7] = 255;
    writeFileSync(file, bytes);
    assert.deepEqual(await find(), [DATA]);
    const left = readFileSync(file);
    assert.ok(left.subarray(BLOCK, 2 * BLOCK).every((byte) => byte === 0));
    assert.deepEqual(left.subarray(0, BLOCK), content().subarray(0, BLOCK));
    assert.deepEqual(left.subarray(2 * BLOCK), content().subarray(2 * BLOCK));
  });

  for (const [what, size] of [
    ['shorter by some blocks', BLOCK + 9],
    ['shorter by a byte', 3.5 * BLOCK - 1],
    ['empty', 0],
    ['longer', 5 * BLOCK],
  ] as const)
    it(`gives a file that is ${what} its size again, with a wrong end of zeros`, async () => {
      const file = await sumUp();
      truncateSync(file, size);
      assert.deepEqual(await find(), [DATA]);
      const left = readFileSync(file);
      assert.equal(left.length, 3.5 * BLOCK);
      assert.ok(left.subarray(3 * BLOCK).every((byte) => byte === 0));
    });

  it('takes a mended file as it is from then on', async () => {
    const file = await sumUp();
    writeFileSync(file, 'noise');
    const sums = await read();
    assert.deepEqual(await sums.findDamage(), [DATA]);
    await sums.update();
    assert.deepEqual(await find(), []);
  });

  it('removes a damaged version: the one before is taken then', async () => {
    const file = await sumUp('rows.lance/_versions/9.manifest');
    writeFileSync(file, 'noise');
    assert.deepEqual(await find(), ['rows.lance/_versions/9.manifest']);
    assert.ok(!existsSync(file));
  });

  it('finds the same again when the process died before the table was mended', async () => {
    const index = 'rows.lance/_indices/1f/words.lance';
    for (const file of [await sumUp(), await sumUp(index)]) writeFileSync(file, 'noise');
    for (let start = 0; start < 2; start++) assert.deepEqual((await find()).sort(), [index, DATA]);
  });

  it('passes over what is no file any more', async () => {
    const file = await sumUp();
    rmSync(file);
    scratch.write(`${DATA}/inside`, 'a folder stands there');
    assert.deepEqual(await find(), []);
  });

  it('has nothing to say of files that change, are new or are gone', async () => {
    await sumUp('rows.lance/_versions/latest_version_hint.json', Buffer.from('1'));
    scratch.write('rows.lance/_versions/latest_version_hint.json', '2');
    rmSync(await sumUp());
    scratch.write('rows.lance/data/new.lance', 'of a process that died before it wrote the sum');
    scratch.write('other/data/a.lance', 'of another table');
    assert.deepEqual(await find(), []);
  });

  it('sums up a version again that has the number of one before', async () => {
    const versions = Array.from({ length: 12 }, (_, at) => `rows.lance/_versions/${10 + at}.manifest`);
    for (const path of versions.reverse()) await sumUp(path, Buffer.from(`first ${path}`));
    for (const path of versions) rmSync(scratch.at(path));
    const sums = await read();
    for (const path of versions.slice(0, 3)) {
      scratch.write(path, `second ${path}`);
      utimesSync(scratch.at(path), 1_700_000_000, 1_700_000_000);
      await sums.update();
    }
    assert.deepEqual(await find(), []);
    for (const path of versions.slice(0, 3)) scratch.write(path, 'noise');
    assert.deepEqual((await find()).sort(), versions.slice(0, 3).sort());
  });

  it('goes by no line that is damaged or cut off', async () => {
    const file = await sumUp();
    const sums = scratch.at('sums');
    const line = readFileSync(sums, 'utf8');
    writeFileSync(file, 'noise');
    for (const damaged of ['', 'noise', line.slice(0, -9), line.replace(/[0-9a-f],/, '0,'), `${line[0]}\0`]) {
      writeFileSync(sums, damaged);
      assert.deepEqual(await find(), [], JSON.stringify(damaged));
    }
    writeFileSync(sums, `noise\n${line}`);
    assert.deepEqual(await find(), [DATA]);
  });

  it('writes a line after one that was cut off on a line of its own', async () => {
    const file = await sumUp();
    appendFileSync(scratch.at('sums'), 'deadbeef 12 ab');
    const more = await sumUp('rows.lance/data/b.lance');
    writeFileSync(file, 'noise');
    writeFileSync(more, 'noise');
    assert.deepEqual((await find()).sort(), [DATA, 'rows.lance/data/b.lance']);
  });

  it('sweeps the lines of files that are gone', async () => {
    const kept = await sumUp();
    const sums = await read();
    for (let round = 0; round < 60; round++) {
      const files = Array.from({ length: 10 }, (_, at) =>
        scratch.write(`rows.lance/data/${round}-${at}.lance`, `${round} ${at}`),
      );
      await sums.update();
      files.forEach((file) => rmSync(file));
    }
    const lines = readFileSync(scratch.at('sums'), 'utf8').split('\n').length;
    assert.ok(lines < 300, `${lines} lines`);
    writeFileSync(kept, 'noise');
    assert.deepEqual(await find(), [DATA]);
  });

  it('tells that sums cannot be written, and writes them with the next', async () => {
    const file = scratch.write(DATA, content());
    scratch.write('sums/in-the-way', '');
    const sums = await read();
    await assert.rejects(sums.update());
    rmSync(scratch.at('sums'), { recursive: true });
    await sums.update();
    writeFileSync(file, 'noise');
    assert.deepEqual(await find(), [DATA]);
  });
});
