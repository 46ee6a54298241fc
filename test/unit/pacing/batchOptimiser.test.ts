import assert from 'node:assert/strict';
import { BatchOptimiser, type BatchOptimiserOptions } from '../../../server/src/pacing/batchOptimiser';
import { seededRandom } from '../seededRandom';

const QUIET = { others: 0, memory: 0.1 };

/** How long a batch of this many chunks takes on a machine. */
type Machine = (chunks: number) => number;

const OPTIONS: BatchOptimiserOptions = {
  minimumChunks: 32,
  maximumChunks: 4096,
  latencyMs: 10_000,
  targets: { others: 0.6, memory: 0.8 },
  aggressiveness: 0.5,
};

/** Gives batches as recommended to a machine; answers the size of each. */
function drive(optimiser: BatchOptimiser, machine: Machine, batches: number): number[] {
  const sizes: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const { chunks } = optimiser.recommendation();
    sizes.push(chunks);
    optimiser.finished({ chunks, wallMs: machine(chunks), workedMs: machine(chunks) }, QUIET);
  }
  return sizes;
}

const rate = (machine: Machine, chunks: number): number => chunks / machine(chunks);

/** The size that is worked with most often. */
function usual(sizes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** Throughput over a run, as a share of what the best size would bring. */
function efficiency(sizes: readonly number[], machine: Machine): number {
  const best = Math.max(...[32, 64, 128, 256, 512, 1024, 2048, 4096].map((chunks) => rate(machine, chunks)));
  const done = sizes.reduce((sum, chunks) => sum + chunks, 0);
  return done / sizes.reduce((ms, chunks) => ms + machine(chunks), 0) / best;
}

describe('the batch optimiser', () => {
  const machines: [what: string, machine: Machine][] = [
    ['a small fixed cost', (chunks) => 10 + chunks * 0.5],
    ['a large fixed cost', (chunks) => 400 + chunks * 0.5],
    ['no fixed cost', (chunks) => chunks * 0.5],
    ['batches that grow out of memory', (chunks) => 40 + chunks * (chunks > 600 ? 2 : 0.4)],
    ['a cost that grows with the square', (chunks) => 40 + chunks * 0.2 + (chunks * chunks) / 2000],
  ];
  for (const [what, machine] of machines) {
    it(`settles on a machine with ${what}, near the best there is`, () => {
      const sizes = drive(new BatchOptimiser(OPTIONS), machine, 160);
      const settled = sizes.slice(80);
      assert.equal(new Set(settled).size, 1, settled.join(' '));
      assert.ok(efficiency(settled, machine) > 0.85, `${settled[0]}: ${efficiency(settled, machine)}`);
    });

    it(`stays settled with ${what} for as long as it runs, but for looks around`, () => {
      const sizes = drive(new BatchOptimiser(OPTIONS), machine, 2_000).slice(200);
      const size = usual(sizes);
      const away = sizes.filter((chunks) => chunks !== size).length / sizes.length;
      assert.ok(away < 0.12, `${away} of the batches were not of ${size}`);
    });
  }

  for (const seed of [1, 2, 3, 4, 5])
    it(`finds a good size through noise (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const machine: Machine = (chunks) => 100 + chunks * 0.5;
      const noisy: Machine = (chunks) => machine(chunks) * (0.5 + random(1000) / 1000);
      const sizes = drive(new BatchOptimiser(OPTIONS), noisy, 1_000).slice(100);
      assert.ok(efficiency(sizes, machine) > 0.75, String(efficiency(sizes, machine)));
      const moves = sizes.filter((size, index) => index > 0 && size !== sizes[index - 1]).length;
      assert.ok(moves < 60, `${moves} moves`);
    });

  it('finds the new best size when the machine changes', () => {
    const optimiser = new BatchOptimiser(OPTIONS);
    drive(optimiser, (chunks) => 2 + chunks * 0.5, 190);
    const small = optimiser.recommendation().chunks;
    const sizes = drive(optimiser, (chunks) => 400 + chunks * 0.5, 450);
    assert.ok((sizes.at(-1) ?? 0) > small * 2, `${small} → ${sizes.at(-1)}`);
  });

  it('takes smaller gains the more aggressive it is', () => {
    const machine: Machine = (chunks) => 60 + chunks * 0.5;
    const sizeFor = (aggressiveness: number): number =>
      drive(new BatchOptimiser({ ...OPTIONS, aggressiveness }), machine, 150).at(-1) ?? 0;
    assert.ok(sizeFor(0) < sizeFor(1), `${sizeFor(0)} < ${sizeFor(1)}`);
  });

  it('keeps batches within the latency asked for, whatever throughput says', () => {
    const machine: Machine = (chunks) => 100 + chunks * 0.5;
    const optimiser = new BatchOptimiser({ ...OPTIONS, latencyMs: 300 });
    const sizes = drive(optimiser, machine, 300).slice(100);
    assert.ok(Math.max(...sizes.map(machine)) <= 375, String(Math.max(...sizes)));
    assert.match(optimiser.recommendation().reason, /300 ms/);
  });

  it('goes by the time that batches take of all, where they overlap, and bounds the way of each', () => {
    const optimiser = new BatchOptimiser({ ...OPTIONS, latencyMs: 1_600 });
    for (let batch = 0; batch < 150; batch++) {
      const { chunks } = optimiser.recommendation();
      const workedMs = 400 + chunks * 0.1;
      optimiser.finished({ chunks, wallMs: workedMs * 3, workedMs }, QUIET);
    }
    assert.equal(optimiser.recommendation().chunks, 1024);
  });

  it('shrinks at once when memory or other programs ask for it, says why, and grows again later', () => {
    const machine: Machine = (chunks) => 400 + chunks * 0.5;
    const optimiser = new BatchOptimiser(OPTIONS);
    const before = drive(optimiser, machine, 100).at(-1) ?? 0;
    for (const [load, why] of [
      [{ others: 0, memory: 0.85 }, /85 % of the memory budget/],
      [{ others: 0.7, memory: 0.1 }, /other programs use 70 %/],
    ] as const) {
      for (let batch = 0; batch < 12; batch++)
        optimiser.finished({ chunks: before, wallMs: 100, workedMs: 100 }, load);
      assert.equal(optimiser.recommendation().chunks, OPTIONS.minimumChunks);
      assert.match(optimiser.recommendation().reason, why);
      assert.equal(drive(optimiser, machine, 100).at(-1), before);
    }
  });

  it('never leaves its bounds', () => {
    const sizes = drive(
      new BatchOptimiser({ ...OPTIONS, minimumChunks: 50, maximumChunks: 300 }),
      () => 100,
      300,
    );
    assert.ok(Math.min(...sizes) >= 50);
    assert.equal(Math.max(...sizes), 300);
  });

  it('keeps a size that is set', () => {
    const optimiser = new BatchOptimiser({ ...OPTIONS, minimumChunks: 100, maximumChunks: 100 });
    assert.deepEqual([...new Set(drive(optimiser, () => 100, 300))], [100]);
    optimiser.finished({ chunks: 100, wallMs: 100, workedMs: 100 }, { others: 1, memory: 1 });
    assert.equal(optimiser.recommendation().reason, 'a fixed size is set');
  });

  it('learns nothing from batches that say nothing', () => {
    const optimiser = new BatchOptimiser(OPTIONS);
    const before = optimiser.recommendation();
    for (const sample of [
      { chunks: 0, wallMs: 100, workedMs: 100 },
      { chunks: 3, wallMs: 100, workedMs: 100 },
      { chunks: 32, wallMs: 0, workedMs: 0 },
      { chunks: 32, wallMs: 100, workedMs: 0 },
      { chunks: 32, wallMs: Number.NaN, workedMs: Number.NaN },
    ])
      for (let batch = 0; batch < 50; batch++) optimiser.finished(sample, QUIET);
    assert.deepEqual(optimiser.recommendation(), before);
  });

  it('says what it recommends and why, in words', () => {
    const optimiser = new BatchOptimiser(OPTIONS);
    assert.match(optimiser.recommendation().reason, /until this one is measured/);
    drive(optimiser, (chunks) => 40 + chunks * 0.5, 100);
    assert.match(optimiser.recommendation().reason, /batches of \d+ were \d+ % faster/);
  });
});
