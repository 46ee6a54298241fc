import assert from 'node:assert/strict';
import { isAborted } from '../../../server/src/base/errors';
import { chunkOf, CodeFolder, parse, total } from './codeFolder';

const renamed = total
  .replaceAll('lines', 'entries')
  .replaceAll(/\bline\b/g, 'entry')
  .replaceAll('total', 'sum')
  .replace('cartTotal', 'orderSum');

describe('DuplicateFinder', () => {
  it('finds equal functions without reading a file', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', `// The same.\n${total.replaceAll('  ', '\t')}`);
    folder.write('c.ts', parse);
    await folder.work();
    assert.deepEqual(folder.found(), ['exact a.ts b.ts']);
    assert.equal(folder.reads, 0);
  });

  it('finds renamed functions', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', renamed);
    await folder.work();
    assert.deepEqual(folder.found(), ['renamed a.ts b.ts']);
  });

  it('finds functions that are renamed but for one place', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', renamed.replace('entry.country', 'entry.sum'));
    await folder.work();
    assert.deepEqual(folder.found(), ['renamed a.ts b.ts']);
  });

  const edits: [what: string, edit: (text: string) => string][] = [
    ['a statement more', (text) => text.replace('  rates.audit', '  log(total, rates);\n  rates.audit')],
    ['a statement less', (text) => text.replace('  rates.audit(total);\n', '')],
    ['a changed statement', (text) => text.replace('* 100) / 100', '+ rates.fee(lines.length))')],
    [
      'a moved statement',
      (text) =>
        text
          .replace('  rates.audit(total);\n', '')
          .replace('  let total', '  rates.audit(total);\n  let total'),
    ],
  ];
  for (const [what, edit] of edits)
    it(`finds functions with ${what}`, async () => {
      const folder = new CodeFolder();
      folder.write('a.ts', total);
      folder.write('b.ts', edit(total));
      folder.write('c.ts', parse);
      await folder.work();
      assert.notEqual(edit(total), total);
      assert.deepEqual(folder.found(), ['near a.ts b.ts']);
    });

  it('is not deceived by the names of one function on the body of another', async () => {
    const decoy = parse
      .replaceAll('readHeader', 'cartTotal')
      .replaceAll('header', 'total')
      .replaceAll('source', 'lines')
      .replaceAll('limit', 'rates')
      .replaceAll('name', 'price')
      .replaceAll('value', 'line');
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', decoy);
    await folder.work();
    assert.deepEqual(folder.found(['exact', 'renamed', 'near'], 0), []);
  });

  it('compares no two languages, but TypeScript with JavaScript', async () => {
    const folder = new CodeFolder();
    const noted = (path: string, language: string): void => {
      folder.write(path, total);
      folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks: [chunkOf(path, total, { language })] });
    };
    noted('a.ts', 'typescript');
    noted('b.js', 'javascript');
    noted('c.go', 'go');
    await folder.work();
    assert.equal(
      folder.found().some((line) => line.includes('c.go')),
      false,
    );
  });

  it('takes the warning of a twin away with the function', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', renamed);
    folder.write(
      'c.ts',
      total.replace('audit', 'check').replace('let total = 0', 'let total = rates.base()'),
    );
    await folder.work();
    assert.equal(folder.found().length, 2);
    folder.remove('a.ts');
    assert.deepEqual(
      folder.found().filter((line) => line.includes('a.ts')),
      [],
    );
    folder.write('b.ts', parse);
    await folder.work();
    assert.deepEqual(folder.found(), []);
  });

  it('checks a changed function by itself', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', parse);
    await folder.work();
    folder.write('b.ts', total.replace('rates.audit(total)', 'rates.audit(total, lines)'));
    assert.equal(folder.finder.waiting, 1);
    await folder.work();
    assert.deepEqual(folder.found(), ['near a.ts b.ts']);
  });

  it('leaves out a twin whose file has changed since it was indexed, or is gone', async () => {
    const near = total.replace('rates.audit(total)', 'rates.audit(total, lines)');
    for (const now of [`// unsaved\n${parse}`, undefined]) {
      const folder = new CodeFolder();
      folder.write('a.ts', total);
      folder.write('b.ts', near);
      if (now === undefined) folder.texts.delete('b.ts');
      else folder.texts.set('b.ts', now);
      await folder.work();
      assert.deepEqual(folder.found(), []);
      folder.write('b.ts', near);
      await folder.work();
      assert.deepEqual(folder.found(), ['near a.ts b.ts']);
    }
  });

  it('holds no function for a copy of what stands within it', async () => {
    const folder = new CodeFolder();
    const outer = `class Cart {\n${total}\n}`;
    folder.texts.set('a.ts', outer);
    const chunks = [
      chunkOf('a.ts', outer, { kind: 'class' }),
      chunkOf('a.ts', total, { startLine: 2, kind: 'method' }),
    ];
    folder.finder.note({ dropChunksOf: [], dropFiles: [], chunks });
    await folder.work();
    assert.deepEqual(folder.found(['exact', 'renamed', 'near'], 0.7), []);
  });

  it('makes one group of 5,000 equal functions, and compares them once', async () => {
    const folder = new CodeFolder();
    for (let i = 0; i < 5_000; i++) folder.write(`f${i}.ts`, total);
    folder.write('near.ts', total.replace('rates.audit(total)', 'rates.audit(total, lines)'));
    await folder.work();
    const made = folder.made();
    assert.deepEqual(
      made.map(({ group }) => [group.kind, group.members.length]),
      [
        ['exact', 5_000],
        ['near', 2],
      ],
    );
    assert.equal(folder.reads, 2);
  });

  it('compares functions of 20,000 lines', async () => {
    const steps = (name: string): string =>
      Array.from(
        { length: 20_000 },
        (_, i) => `  if (${name}.step(${i})) state${i % 97}.push(${name});`,
      ).join('\n');
    const folder = new CodeFolder();
    folder.write('a.ts', `function plan(job: Job) {\n${steps('job')}\n}`);
    folder.write('b.ts', `function plan(job: Job) {\n  job.begin();\n${steps('job')}\n  job.end();\n}`);
    folder.write('c.ts', `function run(task: Task) {\n${steps('task')}\n}`);
    await folder.work();
    const kinds = folder.made().map(({ group }) => group.kind);
    assert.deepEqual([...kinds].sort(), ['near', 'renamed']);
  });

  it('compares a megabyte of one line again and again', async () => {
    const folder = new CodeFolder();
    const line = '  if (a(b)) c.d(e);\n';
    const long = line.repeat(Math.ceil(2 ** 20 / line.length));
    folder.write('a.ts', `function x() {\n${long}}`);
    folder.write('b.ts', `function y() {\n  z.begin();\n${long}  z.end();\n}`);
    await folder.work();
    assert.deepEqual(folder.found(), ['near a.ts b.ts']);
  });

  it('stops on the signal and goes on later', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', renamed.replace('entry.country', 'entry.sum'));
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(
      folder.finder.work(() => undefined, stop.signal),
      isAborted,
    );
    assert.equal(folder.finder.waiting, 2);
    await folder.work();
    assert.deepEqual(folder.found(), ['renamed a.ts b.ts']);
  });

  it('tells how far it is', async () => {
    const folder = new CodeFolder();
    folder.write('a.ts', total);
    folder.write('b.ts', parse);
    const seen: [number, number][] = [];
    await folder.finder.work((done, all) => seen.push([done, all]), new AbortController().signal);
    assert.deepEqual(seen.at(-1), [2, 2]);
  });
});
