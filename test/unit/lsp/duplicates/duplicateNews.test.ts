import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Diagnostic } from 'vscode-languageserver';
import {
  DuplicateNews,
  type NewsSource,
  type NewsTarget,
} from '../../../../server/src/lsp/duplicates/duplicateNews';
import { group, member, uri } from './sampleGroups';

const at = (line: number): Diagnostic => ({
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
  message: 'A copy.',
});

/** A source that a test changes, and a target that remembers what it was told. */
class Stage implements NewsSource, NewsTarget {
  readonly told: string[] = [];
  readonly published: [uri: string, lines: number[]][] = [];
  readonly events = new EventEmitter();
  all = [group([member('a.ts', 1), member('b.ts', 1)])];
  found = new Map<string, Diagnostic[]>();
  done = 0;

  state(): ReturnType<NewsSource['state']> {
    return { stage: 'looking', done: this.done, total: 9 };
  }
  groups(): NewsSource['groups'] extends () => infer Groups ? Groups : never {
    return this.all;
  }
  workspace(): Map<string, Diagnostic[]> {
    return this.found;
  }
  sendDuplicates({ done, groups }: { done: number; groups: number }): void {
    this.told.push(`state ${done} ${groups}`);
    this.events.emit('state');
  }
  publishDiagnostics(to: string, diagnostics: Diagnostic[]): void {
    this.published.push([to, diagnostics.map(({ range }) => range.start.line)]);
  }
  refreshDiagnostics(): void {
    this.told.push('diagnostics');
  }
  refreshCodeLenses(): void {
    this.told.push('lenses');
  }
}

describe('DuplicateNews', () => {
  let stage: Stage;
  let news: DuplicateNews;
  const start = (pulls: boolean): void => {
    stage = new Stage();
    news = new DuplicateNews(stage, stage, pulls, 1);
  };
  afterEach(() => news.dispose());

  /** Changes something and waits until the editor was told. */
  const round = async (change: () => void, tell = (): void => news.changed()): Promise<void> => {
    const told = once(stage.events, 'state');
    change();
    tell();
    tell();
    await told;
    // The rest of what is told follows in the same turn.
    await Promise.resolve();
  };

  it('has an editor that pulls ask again, once for many changes', async () => {
    start(true);
    await round(() => undefined);
    assert.deepEqual(stage.told, ['state 0 1', 'lenses', 'diagnostics']);
    assert.deepEqual(stage.published, []);
  });

  it('tells the progress without having anything asked again', async () => {
    start(true);
    await round(() => undefined);
    await round(() => {
      stage.done = 5;
      stage.all = [...stage.all];
    });
    assert.deepEqual(stage.told.slice(3), ['state 5 1']);
  });

  it('has an editor ask again when settings or places changed', async () => {
    start(true);
    await round(() => undefined);
    await round(
      () => undefined,
      () => news.placesChanged(),
    );
    assert.deepEqual(stage.told.slice(3), ['state 0 1', 'lenses', 'diagnostics']);
  });

  it('pushes what changed and clears what is gone', async () => {
    start(false);
    const change = (entries: [string, Diagnostic[]][]) => (): void => {
      stage.all = stage.all.map((each) => ({ ...each }));
      stage.found = new Map(entries);
    };
    await round(
      change([
        [uri('a.ts'), [at(1)]],
        [uri('b.ts'), [at(2)]],
      ]),
    );
    assert.deepEqual(stage.published.splice(0), [
      [uri('a.ts'), [1]],
      [uri('b.ts'), [2]],
    ]);
    await round(
      change([
        [uri('a.ts'), [at(1)]],
        [uri('b.ts'), [at(3)]],
      ]),
    );
    assert.deepEqual(stage.published.splice(0), [[uri('b.ts'), [3]]]);
    await round(change([[uri('a.ts'), [at(1)]]]));
    assert.deepEqual(stage.published.splice(0), [[uri('b.ts'), []]]);
  });

  it('lets who waits know, at once when there was news already', async () => {
    start(true);
    const seen = news.current;
    const waiting = news.next(seen, new AbortController().signal);
    await round(() => undefined);
    assert.equal(await waiting, true);
    assert.equal(await news.next(seen, new AbortController().signal), true);
  });

  it('stops waiting on the signal, also one that was given before', async () => {
    start(true);
    const controller = new AbortController();
    const waiting = news.next(news.current, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { code: 'aborted' });
    await assert.rejects(news.next(news.current, controller.signal), { code: 'aborted' });
  });

  it('tells who waits that nothing comes any more, and tells the editor nothing', async () => {
    start(true);
    const waiting = news.next(news.current, new AbortController().signal);
    news.changed();
    news.dispose();
    news.changed();
    assert.equal(await waiting, false);
    assert.equal(await news.next(news.current, new AbortController().signal), false);
    assert.deepEqual(stage.told, []);
  });
});
