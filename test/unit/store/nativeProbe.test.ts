import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { type NativeProbeOptions, probeNative } from '../../../server/src/store/nativeProbe';
import { ScratchFolder } from '../scratchFolder';

describe('native probe', () => {
  let scratch: ScratchFolder;
  beforeEach(() => (scratch = new ScratchFolder()));
  afterEach(() => scratch.remove());

  function probe(source: string, more: Partial<NativeProbeOptions> = {}): Promise<string | undefined> {
    return probeNative('lancedb', {
      script: scratch.write('probe.cjs', source),
      cacheFile: scratch.at('storage/probe.json'),
      versions: '1.0.0',
      ...more,
    });
  }

  it('answers nothing when the child ends well', async () => {
    assert.equal(await probe('process.exit(process.argv[2] === "lancedb" ? 0 : 1)'), undefined);
  });

  it('answers what the child says when it fails', async () => {
    const reason = await probe('process.stderr.write("libstdc++ is too old"); process.exit(1)');
    assert.equal(reason, 'libstdc++ is too old');
  });

  it('answers the end of what a talkative child says', async () => {
    const reason = await probe('process.stderr.write("x".repeat(10000) + "the reason"); process.exit(1)');
    assert.ok(reason?.endsWith('the reason') === true && reason.length <= 300);
  });

  it('answers the exit code of a child that says nothing', async () => {
    assert.equal(await probe('process.exit(3)'), 'it ended with exit code 3');
  });

  it('answers the signal of a child that dies of an illegal instruction', async () => {
    assert.equal(await probe('process.kill(process.pid, "SIGILL")'), 'it ended with SIGILL');
  });

  it('ends a child that hangs', async () => {
    const reason = await probe('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', {
      timeoutMs: 500,
    });
    assert.equal(reason, 'it ended with SIGKILL');
  });

  it('answers why a child cannot be started', async () => {
    const reason = await probe('', { script: scratch.at('missing.cjs') });
    assert.match(reason ?? '', /missing\.cjs|MODULE_NOT_FOUND/);
  });

  it('remembers what worked, for the same versions alone', async () => {
    assert.equal(await probe(''), undefined);
    assert.equal(await probe('process.exit(1)'), undefined, 'not probed again');
    assert.ok((await probe('process.exit(1)', { versions: '1.0.1' })) !== undefined);
    assert.equal(await probe('process.exit(1)'), undefined);
  });

  it('does not remember what failed', async () => {
    await probe('process.exit(1)');
    assert.ok(!existsSync(scratch.at('storage/probe.json')));
    assert.equal(await probe(''), undefined);
  });

  it('probes again when its memory cannot be read, and does without one that cannot be written', async () => {
    scratch.write('storage/probe.json', '{"not": "a list"');
    assert.equal(await probe(''), undefined);
    rmSync(scratch.at('storage'), { recursive: true });
    scratch.write('storage', 'a file is in the way');
    assert.equal(await probe(''), undefined);
  });
});
