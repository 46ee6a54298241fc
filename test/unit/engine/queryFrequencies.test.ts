import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import {
  type AskedQuery,
  QueryFrequencies,
  removeForgotten,
} from '../../../server/src/engine/queryFrequencies';
import { Clock } from '../caching/clock';
import { ScratchFolder } from '../scratchFolder';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('QueryFrequencies', () => {
  let scratch: ScratchFolder;
  let clock: Clock;
  let queries: QueryFrequencies;
  beforeEach(() => {
    scratch = new ScratchFolder();
    clock = new Clock();
    queries = open();
  });
  afterEach(() => scratch.remove());

  const file = (): string => scratch.at('queries/one.json');
  const open = (): QueryFrequencies => new QueryFrequencies(file(), clock.now);
  const asked = (query: string, more: Partial<AskedQuery> = {}): AskedQuery => ({
    query,
    limit: 20,
    filter: {},
    ...more,
  });

  /** Asks, with time between, as a person does who reads the answer. */
  function ask(...all: (string | AskedQuery)[]): void {
    for (const item of all) {
      queries.note(typeof item === 'string' ? asked(item) : item);
      clock.move(60_000);
    }
  }

  async function frequent(atMost = 10, from = queries): Promise<string[]> {
    await from.save();
    return (await from.frequent(atMost)).map(({ query }) => query);
  }

  it('name what is asked again and again, most frequent first', async () => {
    ask('twice', 'thrice', 'once', 'thrice', 'twice', 'thrice');
    assert.deepEqual(await frequent(), ['thrice', 'twice']);
    assert.deepEqual(await frequent(1), ['thrice']);
  });

  it('put the latest of equals first', async () => {
    ask('a', 'b', 'b', 'a');
    assert.deepEqual(await frequent(), ['a', 'b']);
  });

  it('last, and are added up by several windows', async () => {
    ask('shared');
    await queries.save();
    const other = open();
    other.note(asked('shared'));
    await other.save();
    assert.deepEqual(await frequent(10, open()), ['shared']);
    ask('shared');
    await queries.save();
    assert.match(readFileSync(file(), 'utf8'), /"uses":3/);
    assert.deepEqual(readdirSync(scratch.at('queries')), ['one.json'], 'no draft is left');
  });

  it('tell what was asked in full', async () => {
    const full = asked('load', { limit: 5, filter: { include: ['src/**'], languages: ['python'] } });
    ask(full, full, 'load');
    await queries.save();
    assert.deepEqual(await queries.frequent(5), [full]);
  });

  it('count a query that is being typed once, as what it has become', async () => {
    for (const text of ['h', 'ht', 'http', 'http cl', 'http client']) {
      queries.note(asked(text));
      clock.move(200);
    }
    clock.move(60_000);
    ask('http client');
    assert.deepEqual(await frequent(), ['http client']);
    assert.ok(!readFileSync(file(), 'utf8').includes('"http cl"'));
  });

  it('count a query that is typed on after a while as another', async () => {
    ask('http', 'http client', 'http', 'http client');
    assert.deepEqual(await frequent(), ['http client', 'http']);
  });

  it('do not mind a clock that is set back', async () => {
    ask('a', 'b');
    clock.move(-DAY_MS * 365);
    ask('a', 'b');
    assert.deepEqual((await frequent()).sort(), ['a', 'b']);
  });

  it('forget what was not asked for a month', async () => {
    ask('old', 'old');
    await queries.save();
    clock.move(29 * DAY_MS);
    ask('new', 'new');
    assert.deepEqual(await frequent(), ['new', 'old']);
    clock.move(2 * DAY_MS);
    ask('new');
    assert.deepEqual(await frequent(), ['new']);
    assert.ok(!readFileSync(file(), 'utf8').includes('old'));
  });

  it('keep a bounded number, those asked most often', async () => {
    ask('often', 'often');
    for (let i = 0; i < 200; i++) ask(`query number ${i}`);
    await queries.save();
    assert.equal((JSON.parse(readFileSync(file(), 'utf8')) as unknown[]).length, 100);
    assert.deepEqual(await frequent(), ['often']);
  });

  it('pass over what is empty or pasted', async () => {
    ask(' ', ' ', 'x'.repeat(301), 'x'.repeat(301));
    await queries.save();
    assert.ok(!existsSync(file()));
  });

  const damaged: [what: string, content: string][] = [
    ['no JSON', '{'],
    ['no list', '{"query":"a"}'],
    [
      'a list of other things',
      '[1,null,{"query":5},{"query":"a","limit":1,"uses":9,"lastUsedMs":1,"filter":{"include":7}}]',
    ],
  ];
  for (const [what, content] of damaged)
    it(`begin anew where the file is ${what}`, async () => {
      scratch.write('queries/one.json', content);
      assert.deepEqual(await frequent(10, open()), []);
      ask('a', 'a');
      assert.deepEqual(await frequent(), ['a']);
    });

  it('are lost where they cannot be written, and nothing else', async () => {
    scratch.write('queries', 'a file where the folder should be');
    ask('a', 'a');
    assert.deepEqual(await frequent(), ['a']);
  });

  it('are gone once they are cleared', async () => {
    ask('a', 'a');
    await queries.save();
    ask('a', 'a');
    await queries.clear();
    assert.ok(!existsSync(file()));
    assert.deepEqual(await frequent(), []);
  });

  it('go with their file when nobody asked in a folder for a month', async () => {
    for (const name of ['old', 'new']) scratch.write(`queries/${name}.json`, '[]');
    const seconds = (Date.now() - 31 * DAY_MS) / 1_000;
    utimesSync(scratch.at('queries/old.json'), seconds, seconds);
    await removeForgotten(scratch.at('queries'));
    assert.deepEqual(readdirSync(scratch.at('queries')), ['new.json']);
    await removeForgotten(scratch.at('missing'));
  });
});
