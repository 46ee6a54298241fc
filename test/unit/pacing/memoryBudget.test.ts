import assert from 'node:assert/strict';
import {
  availableBytes,
  containerLimitBytes,
  memoryBudget,
  realMemorySources,
} from '../../../server/src/pacing/memoryBudget';
import { FakeMemory } from './fakeMemory';

const MB = 1_000_000;

describe('the limit of the container', () => {
  const cases: [what: string, files: Record<string, string>, limit: number | undefined][] = [
    ['version 2', { '/proc/self/cgroup': '0::/a\n', '/sys/fs/cgroup/a/memory.max': '500000000\n' }, 500 * MB],
    [
      'version 2, smallest of the groups around',
      {
        '/proc/self/cgroup': '0::/a/b\n',
        '/sys/fs/cgroup/a/b/memory.max': 'max\n',
        '/sys/fs/cgroup/a/memory.max': '700000000\n',
        '/sys/fs/cgroup/memory.max': '900000000\n',
      },
      700 * MB,
    ],
    [
      'version 2 inside a container, where the path is the host’s',
      { '/proc/self/cgroup': '0::/host/path\n', '/sys/fs/cgroup/memory.max': '400000000\n' },
      400 * MB,
    ],
    [
      'version 2 with a path above the mount',
      { '/proc/self/cgroup': '0::/../..\n', '/sys/fs/cgroup/memory.max': '400000000\n' },
      400 * MB,
    ],
    [
      'version 2 without a limit',
      { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': 'max\n' },
      undefined,
    ],
    [
      'version 1',
      {
        '/proc/self/cgroup': '3:cpu,cpuacct:/x\n4:memory:/x:y\n0::/\n',
        '/sys/fs/cgroup/memory/x:y/memory.limit_in_bytes': '300000000\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      },
      300 * MB,
    ],
    [
      'version 1 without a limit, which is a number beyond any memory',
      {
        '/proc/self/cgroup': '4:memory:/\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      },
      undefined,
    ],
    ['groups that cannot be read', {}, undefined],
    ['a limit that cannot be read', { '/proc/self/cgroup': '0::/a\n' }, undefined],
    ['nonsense', { '/proc/self/cgroup': 'x\n:::\n0::/\n', '/sys/fs/cgroup/memory.max': '-1' }, undefined],
  ];
  for (const [what, files, limit] of cases)
    it(`is ${limit === undefined ? 'none' : limit / MB} for ${what}`, () => {
      const memory = new FakeMemory();
      memory.files = files;
      assert.equal(containerLimitBytes(memory), limit);
    });

  it('is not looked for elsewhere than on Linux', () => {
    const memory = new FakeMemory();
    memory.files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': '1000' };
    memory.platform = 'darwin';
    assert.equal(containerLimitBytes(memory), undefined);
  });
});

describe('the memory that is free', () => {
  it('is what Linux says can be had', () => {
    const memory = new FakeMemory();
    memory.files = { '/proc/meminfo': 'MemTotal:  100 kB\nMemFree:   10 kB\nMemAvailable:   50 kB\n' };
    assert.equal(availableBytes(memory), 50 * 1024);
  });

  it('is what the platform says where there is no more to know', () => {
    const memory = new FakeMemory();
    assert.equal(availableBytes(memory), memory.free);
    memory.platform = 'win32';
    memory.files = { '/proc/meminfo': 'MemAvailable: 1 kB' };
    assert.equal(availableBytes(memory), memory.free);
  });
});

describe('the memory budget', () => {
  const automatic = { limitMb: 0, automaticMaximumMb: 1500 };
  let memory: FakeMemory;
  beforeEach(() => {
    memory = new FakeMemory();
  });
  const inContainer = (bytes: number): void => {
    memory.files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': String(bytes) };
  };

  it('is the setting', () => {
    const budget = memoryBudget({ ...automatic, limitMb: 500 }, memory);
    assert.equal(budget.limitBytes, 500 * MB);
    assert.equal(budget.source, 'setting');
  });

  it('stays below the container’s limit, whatever the setting says', () => {
    inContainer(400 * MB);
    const budget = memoryBudget({ ...automatic, limitMb: 500 }, memory);
    assert.equal(budget.limitBytes, 360 * MB);
    assert.equal(budget.source, 'container');
    assert.match(budget.reason, /400 MB.*akin\.memory\.limitMb/);
  });

  it('is half of the container when nothing is set', () => {
    inContainer(2_000 * MB);
    const budget = memoryBudget(automatic, memory);
    assert.equal(budget.limitBytes, 1_000 * MB);
    assert.equal(budget.source, 'container');
  });

  it('is half of what is free and held already, up to the profile’s bound', () => {
    memory.free = 1_000 * MB;
    memory.rss = 200 * MB;
    assert.equal(memoryBudget(automatic, memory).limitBytes, 600 * MB);
    memory.free = 50_000 * MB;
    assert.equal(memoryBudget(automatic, memory).limitBytes, 1_500 * MB);
  });

  it('is never too small to work with, nor larger than a small container', () => {
    memory.free = 10 * MB;
    assert.equal(memoryBudget(automatic, memory).limitBytes, 300 * MB);
    inContainer(200 * MB);
    assert.equal(memoryBudget(automatic, memory).limitBytes, 180 * MB);
  });

  it('is found even when RSS cannot be read', () => {
    memory.failure = new Error('no /proc');
    memory.free = 1_000 * MB;
    assert.equal(memoryBudget(automatic, memory).limitBytes, 500 * MB);
  });

  it('is found on the machine that this runs on', () => {
    const { limitBytes, reason } = memoryBudget(automatic, realMemorySources);
    assert.ok(limitBytes > 100 * MB && limitBytes <= 1_500 * MB, String(limitBytes));
    assert.match(reason, /\d+ MB/);
  });
});
