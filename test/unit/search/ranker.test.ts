import assert from 'node:assert/strict';
import { type FeatureName, type FileFeatures, fileFeatures } from '../../../server/src/search/fileFeatures';
import { analyseQuery } from '../../../server/src/search/queryAnalysis';
import { featureGroups, featuresOf, scoreFile } from '../../../server/src/search/ranker';
import weights from '../../../server/src/search/rankerWeights.json';
import { type SignalGroup, signalGroups } from '../../../server/src/search/signalGroups';
import { measure } from '../../../server/src/search/signals';
import { indexOf } from './indexedChunk';

function sampleFeatures(): FileFeatures {
  const index = indexOf({ path: 'a.ts', symbol: 'parse' });
  const query = analyseQuery('parse');
  const signals = measure(index, query, { vector: undefined, accepts: undefined, minimumSimilarity: 0 });
  return fileFeatures(index, query, signals)[0] as FileFeatures;
}

const NONE: ReadonlySet<FeatureName> = new Set();

/** Features that no group takes away; a new feature belongs in a group or here. */
const WITHOUT_GROUP: FeatureName[] = [];

describe('ranker', () => {
  const sample = sampleFeatures();
  const names = Object.keys(sample).sort() as FeatureName[];
  const withOnly = (name: FeatureName, value: number): FileFeatures => {
    const zeros = Object.fromEntries(names.map((other) => [other, 0])) as FileFeatures;
    return { ...zeros, [name]: value };
  };

  it('has a weight for every feature, and for nothing else', () => {
    assert.deepEqual(Object.keys(weights).sort(), names);
  });

  it('has weights that are numbers', () => {
    for (const [name, weight] of Object.entries(weights)) assert.ok(Number.isFinite(weight), name);
  });

  it('groups features that there are', () => {
    for (const [group, members] of Object.entries(featureGroups)) {
      for (const name of members) assert.ok(names.includes(name), `${name} of ${group}`);
      assert.equal(new Set(members).size, members.length, group);
    }
  });

  it('has every feature in a group, but for those named here', () => {
    const grouped = featuresOf(signalGroups);
    assert.deepEqual(
      names.filter((name) => !grouped.has(name)),
      WITHOUT_GROUP,
    );
  });

  it('has every group of signals', () => {
    assert.deepEqual(Object.keys(featureGroups).sort(), [...signalGroups].sort());
  });

  it('brings the features of some groups together', () => {
    assert.deepEqual([...featuresOf([])], []);
    assert.deepEqual([...featuresOf(['definitions'])], ['definition']);
    const both = featuresOf(['words', 'vectors']);
    for (const name of [...featureGroups.words, ...featureGroups.vectors]) assert.ok(both.has(name), name);
  });

  it('adds up weighted features', () => {
    for (const name of names) assert.equal(scoreFile(withOnly(name, 2), NONE), 2 * weights[name], name);
    const sum = names.reduce((total, name) => total + weights[name] * sample[name], 0);
    assert.ok(Math.abs(scoreFile(sample, NONE) - sum) < 1e-9);
  });

  for (const group of signalGroups)
    it(`gives no heed to features of ${group} when it is to do without`, () => {
      const left = featuresOf([group satisfies SignalGroup]);
      for (const name of left) assert.equal(scoreFile(withOnly(name, 5), left), 0, name);
    });

  it('was taught that a definition speaks for a file', () => {
    assert.ok(scoreFile(withOnly('definition', 1), NONE) > 0);
  });

  for (const name of ['test', 'example', 'vendored'] as const)
    it(`was taught that ${name} speaks against a file`, () => {
      assert.ok(scoreFile(withOnly(name, 1), NONE) < 0);
    });
});
