import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTable, packageTable } from '../../../scripts/packageTable.mjs';
import { targets } from '../../../scripts/targets.mjs';

const linux = {
  target: 'linux-x64',
  files: 111,
  bytes: 95_300_000,
  unpackedBytes: 262_100_000,
  natives: [{ name: 'lancedb.node', bytes: 161_540_000 }],
  started: true,
};

describe('the table of packages', () => {
  it('tells the sizes, the native files and what was checked', () => {
    const [head, rule, first, second] = packageTable([
      linux,
      { ...linux, target: 'universal', natives: [], started: false },
    ]).split('\n');
    assert.match(head ?? '', /^\| target +\| package +\| unpacked/);
    assert.match(rule ?? '', /^\| -+ \|/);
    assert.match(
      first ?? '',
      /linux-x64.+95\.3 MB.+262\.1 MB.+111.+lancedb\.node 161\.5 MB.+start and search/,
    );
    assert.match(second ?? '', /universal.+none.+content +\|$/);
  });

  it('has a row for every target in the page on publishing', () => {
    const page = readFileSync(join(__dirname, '../../../docs/publishing.md'), 'utf8');
    for (const target of targets) assert.ok(page.includes(`| \`${target}\``), target);
  });

  it('is put between its marks, and refused where there are none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'akin-table-'));
    try {
      const path = join(folder, 'page.md');
      const page = (table: string): string =>
        `before\n<!-- packages: written by \`npm run package -- --all\` -->${table}<!-- /packages -->\nafter\n`;
      writeFileSync(path, page('\n\nold\n\n'));
      keepTable(path, 'new');
      assert.equal(readFileSync(path, 'utf8'), page('\n\nnew\n\n'));
      writeFileSync(path, 'no marks');
      assert.throws(() => keepTable(path, 'new'), /no place/);
      assert.equal(readFileSync(path, 'utf8'), 'no marks');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
