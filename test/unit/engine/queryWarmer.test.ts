import assert from 'node:assert/strict';
import { QueryWarmer, type WarmedFolder } from '../../../server/src/engine/queryWarmer';
import { RecordingLogger } from '../base/recordingLogger';

/** A folder that a test changes, and that tells what was answered in it. */
class FakeFolder implements WarmedFolder {
  version: string | undefined = '1';
  queries = ['a', 'b', 'c'];
  readonly answered: string[] = [];
  onAnswer: (query: string) => void = () => undefined;
  asked = 0;

  restingVersion = (): string | undefined => this.version;
  frequent = (atMost: number) => {
    this.asked++;
    return Promise.resolve(this.queries.slice(0, atMost).map((query) => ({ query, limit: 5, filter: {} })));
  };
  answer = ({ query }: { query: string }): Promise<void> => {
    this.answered.push(`${query}@${this.version ?? ''}`);
    this.onAnswer(query);
    return Promise.resolve();
  };

  /** Resolves when a query has been answered. */
  until(query: string): Promise<void> {
    return new Promise((resolve) => {
      this.onAnswer = (answered) => {
        if (answered === query) resolve();
      };
    });
  }
}

describe('QueryWarmer', () => {
  let logger: RecordingLogger;
  let warmer: QueryWarmer;
  let folder: FakeFolder;
  beforeEach(() => {
    logger = new RecordingLogger();
    warmer = new QueryWarmer({ logger, restMs: 1, pauseMs: 0 });
    folder = new FakeFolder();
  });
  afterEach(() => warmer.dispose());

  /** Resolves once the warmer has looked at what it was told. */
  async function settled(): Promise<void> {
    const last = new FakeFolder();
    const seen = last.until('c');
    warmer.changed('/last', last);
    await seen;
    warmer.closed('/last');
  }

  it('answers the frequent queries of a folder that has come to rest', async () => {
    for (let i = 0; i < 5; i++) warmer.changed('/one', folder);
    await folder.until('c');
    assert.deepEqual(folder.answered, ['a@1', 'b@1', 'c@1']);
  });

  it('answers them once for each version of the index', async () => {
    warmer.changed('/one', folder);
    await folder.until('c');
    await settled();
    warmer.changed('/one', folder);
    await settled();
    assert.equal(folder.answered.length, 3);
    folder.version = '2';
    warmer.changed('/one', folder);
    await folder.until('c');
    assert.deepEqual(folder.answered.slice(3), ['a@2', 'b@2', 'c@2']);
  });

  it('waits while the folder is not at rest', async () => {
    folder.version = undefined;
    warmer.changed('/one', folder);
    await settled();
    assert.equal(folder.asked, 0);
  });

  it('stops when the index changes, and begins again when told', async () => {
    folder.onAnswer = () => (folder.version = '2');
    warmer.changed('/one', folder);
    await settled();
    assert.deepEqual(folder.answered, ['a@1']);
    warmer.changed('/one', folder);
    await folder.until('c');
    assert.deepEqual(folder.answered, ['a@1', 'a@2', 'b@2', 'c@2']);
  });

  it('answers a few alone', async () => {
    folder.queries = Array.from({ length: 50 }, (_, i) => `query ${i}`);
    warmer.changed('/one', folder);
    await settled();
    assert.equal(folder.answered.length, 8);
  });

  it('goes on with other folders where one fails, and says so where it does no harm', async () => {
    folder.answer = () => Promise.reject(new Error('no index'));
    warmer.changed('/one', folder);
    await settled();
    assert.deepEqual(logger.lines, ['debug: A frequent query was not prepared: no index']);
  });

  it('does nothing for a folder that was closed, nor once it is ended', async () => {
    warmer.changed('/one', folder);
    warmer.closed('/one');
    await settled();
    assert.equal(folder.asked, 0);
    await warmer.dispose();
    warmer.changed('/one', folder);
    assert.equal(folder.asked, 0);
  });

  it('ends in the middle of its work', async () => {
    folder.onAnswer = () => void warmer.dispose();
    warmer.changed('/one', folder);
    await folder.until('a');
    await warmer.dispose();
    assert.ok(folder.answered.length <= 2);
  });
});
