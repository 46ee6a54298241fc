import assert from 'node:assert/strict';
import {
  axisOf,
  type ChartPoint,
  lineChart,
  positionOn,
  rangeChart,
  shareChart,
} from '../../../../../client/src/views/report/charts';

const pointsIn = (svg: string): string[] =>
  [...svg.matchAll(/points="([^"]*)"/g)].map(([, points]) => points ?? '');

describe('the charts of the performance report', () => {
  const line = (...points: [at: number, value: number][]): ChartPoint[] =>
    points.map(([at, value]) => ({ at, value }));

  it('place values by their time, the highest with room above', () =>
    assert.deepEqual(
      pointsIn(
        lineChart('x', [{ points: line([10, 0], [11, 5], [14, 10]), look: 'first' }], { from: 10, to: 14 }),
      ),
      ['0,120 150,65.5 600,10.9'],
    ));

  it('draw every line to one scale', () => {
    const [low, high] = pointsIn(
      lineChart(
        'x',
        [
          { points: line([0, 50], [1, 50]), look: 'first' },
          { points: line([0, 100], [1, 100]), look: 'bound' },
        ],
        { from: 0, to: 1 },
      ),
    );
    assert.equal(low, '0,65.5 600,65.5');
    assert.equal(high, '0,10.9 600,10.9');
  });

  it('draw one value as a dot at its time, and nothing but zeros at the bottom', () => {
    const axis = { from: 0, to: 4 };
    const dot = lineChart('x', [{ points: line([1, 0]), look: 'first' }], axis);
    assert.deepEqual(pointsIn(dot), ['150,120 150,120']);
    assert.match(dot, /class="first alone"/, 'larger than a line');
    assert.doesNotMatch(lineChart('x', [{ points: line([1, 0], [2, 0]), look: 'first' }], axis), /alone/);
  });

  it('hold for a time without length', () => {
    const axis = { from: 7, to: 7 };
    assert.deepEqual(pointsIn(lineChart('x', [{ points: line([7, 0]), look: 'first' }], axis)), [
      '0,120 0,120',
    ]);
  });

  it('are named for who does not see them, whatever is in the name', () =>
    assert.match(
      lineChart('a "b" <c>', [], { from: 0, to: 1 }),
      /role="img" aria-label="a &quot;b&quot; &lt;c&gt;"/,
    ));

  it('begin and end an axis at powers of ten', () => {
    assert.deepEqual(axisOf([{ p50: 4, p95: 9, maximum: 32 }]), { from: 1, to: 100 });
    assert.deepEqual(axisOf([{ p50: 0, p95: 0, maximum: 0 }]), { from: 0.1, to: 1 });
  });

  it('place values on an axis by their size, and within it', () => {
    const axis = { from: 1, to: 100 };
    assert.deepEqual(
      [1, 10, 100, 0, 1e6].map((value) => positionOn(axis, value)),
      [0, 0.5, 1, 0, 1],
    );
  });

  it('draw a range from the median to the 95th percentile, and on to the longest', () => {
    const svg = rangeChart({ p50: 1, p95: 10, maximum: 100 }, { from: 1, to: 100 });
    assert.match(svg, /<line class="whisker" x1="0" x2="200"/);
    assert.match(svg, /<rect class="bar" x="0" y="6" width="100"/);
  });

  it('show a share, and none beyond its ends', () =>
    assert.deepEqual(
      [-1, 0.456, 3].map((share) => /class="bar" width="([^"]*)"/.exec(shareChart(share))?.[1]),
      ['0', '45.6', '100'],
    ));
});
