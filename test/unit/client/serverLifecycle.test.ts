import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { IndexStatus } from '../../../protocol/indexMessages';
import { RestartBudget } from '../../../client/src/restartBudget';
import { ServerLifecycle, type LifecyclePort } from '../../../client/src/serverLifecycle';
import type { BuildClient } from '../../../client/src/serverRun';
import { deferred } from '../deferred';
import { FakeClients, type FakeClient } from './fakeServer';
import { running } from './statuses';

/** What is due in this turn of the event loop and the next is done. */
async function settled(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** Restarts without end, each after the shortest time that a timer knows. */
const atOnce = { spend: () => 0, reset: () => undefined };

/** A timer of this fires after one of {@link atOnce}. */
const LATER_MS = 2;

/** How many timers keep this process alive. */
const waitingTimers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('ServerLifecycle', () => {
  let clients: FakeClients;
  let givenUp: string[];
  let logged: string[];
  let tell: ((status: IndexStatus) => void)[];
  let load: () => Promise<BuildClient<FakeClient>>;
  let server: ServerLifecycle<FakeClient>;

  const statusOf = (filesDone: number): IndexStatus => {
    const state = running({ filesDone });
    assert.ok(state.kind === 'running');
    return state.status;
  };

  function make(budget?: Pick<RestartBudget, 'spend' | 'reset'>): void {
    const log = (text: string): unknown => logged.push(text);
    const port: LifecyclePort<FakeClient> = {
      load: () => load(),
      listen: (_, onStatus) => tell.push(onStatus),
      askStatus: () => Promise.resolve(statusOf(1)),
      onState: (state) => assert.deepEqual(state, server.state),
      onGivenUp: (message) => givenUp.push(message),
      log: { error: log, info: log, debug: log },
    };
    server = new ServerLifecycle(port, budget);
  }

  beforeEach(() => {
    clients = new FakeClients();
    [givenUp, logged, tell] = [[], [], []];
    load = () => Promise.resolve(clients.build);
    make();
  });
  afterEach(() => server.stop());

  const client = (index: number): FakeClient => {
    const found = clients.all[index];
    assert.ok(found !== undefined, `client ${index} was built`);
    return found;
  };

  /** Until the server answers. */
  async function start(index = 0): Promise<FakeClient> {
    server.start();
    await settled();
    const started = client(index);
    started.spawned();
    started.answers();
    await settled();
    assert.equal(server.state.kind, 'running');
    return started;
  }

  it('starts a server, asks its status, and tells what it tells', async () => {
    server.start();
    server.start();
    assert.deepEqual(server.state, { kind: 'starting', restarts: 0 });
    await settled();
    assert.equal(clients.all.length, 1);
    client(0).spawned();
    client(0).answers();
    await settled();
    assert.deepEqual(server.state, { kind: 'running', status: statusOf(1) });
    assert.equal(server.client, client(0));
    tell[0]?.(statusOf(7));
    assert.deepEqual(server.state, { kind: 'running', status: statusOf(7) });
  });

  it('ends a server that runs, and hears nothing of it any more', async () => {
    await start();
    server.turnOff('disabled');
    tell[0]?.(statusOf(7));
    assert.deepEqual(server.state, { kind: 'off', reason: 'disabled' });
    assert.equal(server.client, undefined);
    await server.stop();
    assert.equal(clients.alive, 0);
  });

  it('ends a process that is made after it was stopped', async () => {
    server.start();
    await settled();
    assert.ok(client(0).isStarted);
    server.turnOff('disabled');
    await server.stop();
    const process = client(0).spawned();
    assert.ok(!process.isAlive);
    client(0).answers();
    client(0).crashes();
    await settled();
    assert.deepEqual(server.state, { kind: 'off', reason: 'disabled' });
    assert.deepEqual(givenUp, []);
  });

  it('ends a process that has not answered when it is stopped', async () => {
    // By then the test itself has its timer.
    await settled();
    const before = waitingTimers();
    server.start();
    await settled();
    const process = client(0).spawned();
    await server.stop();
    assert.ok(!process.isAlive);
    await settled();
    assert.equal(waitingTimers(), before, 'no answer is waited for');
  });

  it('starts nothing when it is stopped while the code of the client is loaded', async () => {
    const loaded = deferred<BuildClient<FakeClient>>();
    load = () => loaded.promise;
    server.start();
    await settled();
    server.turnOff('noFolder');
    loaded.resolve(clients.build);
    await settled();
    assert.deepEqual(clients.all, []);
  });

  it('says so when the code of the client cannot be loaded, and tries when it is asked again', async () => {
    load = () => Promise.reject(new Error("Cannot find module './clientLibrary'\nRequire stack:\n- x"));
    server.start();
    await settled();
    const [message = ''] = givenUp;
    assert.match(message, /^Akin's code could not be loaded: Cannot find module '\.\/clientLibrary'\. /);
    assert.doesNotMatch(message, /stopped/);
    assert.deepEqual([server.state, givenUp.length], [{ kind: 'failed', message }, 1]);
    load = () => Promise.resolve(clients.build);
    await server.reset();
    await start();
  });

  it('says nothing of code that cannot be loaded once nobody wants it', async () => {
    const loaded = deferred<BuildClient<FakeClient>>();
    load = () => loaded.promise;
    server.start();
    await settled();
    server.turnOff('noFolder');
    loaded.reject(new Error('Cannot find module'));
    await settled();
    assert.deepEqual([server.state, givenUp], [{ kind: 'off', reason: 'noFolder' }, []]);
  });

  it('starts one server for two restarts at once', async () => {
    await start();
    await Promise.all(
      [1, 2].map(async () => {
        await server.reset();
        server.start();
      }),
    );
    await settled();
    assert.equal(clients.all.length, 2);
    client(1).spawned();
    assert.equal(clients.alive, 1);
  });

  it('leaves one server when it is started while a restart waits for the end of the one before', async () => {
    const gone = deferred();
    (await start()).disposed = gone.promise;
    server.turnOff('disabled');
    const reset = server.reset();
    server.start();
    await settled();
    gone.resolve();
    await reset;
    server.start();
    await settled();
    for (const index of [1, 2]) client(index).spawned();
    assert.equal(clients.alive, 1);
  });

  it('starts no server while one before it is not gone', async () => {
    const gone = deferred();
    (await start()).disposed = gone.promise;
    for (const kind of ['second', 'third']) {
      server.turnOff('disabled');
      server.start();
      await settled();
      assert.ok(!client(clients.all.length - 1).isStarted, kind);
    }
    gone.resolve();
    await settled();
    assert.deepEqual(
      clients.all.map(({ isStarted }) => isStarted),
      [true, false, true],
    );
  });

  it('starts again after a crash, and counts', async () => {
    make(atOnce);
    await start();
    client(0).crashes();
    await setTimeout(LATER_MS);
    await settled();
    assert.deepEqual(server.state, { kind: 'starting', restarts: 1 });
    assert.equal(clients.all.length, 2);
    assert.match(logged.join('\n'), /The server stopped: it received SIGTERM\./);
  });

  it('starts nothing when it is stopped before the time of a restart', async () => {
    make(atOnce);
    await start();
    client(0).crashes();
    while (server.state.kind !== 'starting') await Promise.resolve();
    await server.stop();
    await setTimeout(LATER_MS);
    await settled();
    assert.equal(clients.all.length, 1);
  });

  it('gives up when the server stops again and again, and says why', async () => {
    make(new RestartBudget(0));
    server.start();
    await settled();
    const process = client(0).spawned();
    client(0).fails('the connection broke\nat x');
    await settled();
    assert.ok(!process.isAlive);
    const message = "Akin's server stopped again and again; the last time the connection broke.";
    assert.deepEqual([server.state, givenUp], [{ kind: 'failed', message }, [message]]);
  });

  it('tells of one end once, however often it is noticed', async () => {
    make(new RestartBudget(0));
    await start();
    client(0).crashes();
    client(0).crashes();
    await settled();
    assert.equal(givenUp.length, 1);
  });
});
