import type { FeatureName, FileFeatures } from './fileFeatures';
import weights from './rankerWeights.json';
import type { SignalGroup } from './signalGroups';

/** Learned by `training/fit_ranker.py`; features that are not listed weigh nothing. */
const WEIGHTS = weights as Partial<Record<FeatureName, number>>;

/** Features by the group of signals that they come from, for a benchmark that does without a group. */
export const featureGroups: Record<SignalGroup, readonly FeatureName[]> = {
  words: [
    'fileBm25',
    'chunkBm25',
    'bm25Top3',
    'fileBm25Place',
    'chunkBm25Place',
    'cover',
    'chunkCover',
    'chunkAgreement',
    'fileAgreement',
    'fileChunkAgreement',
  ],
  vectors: [
    'cosine',
    'cosineZ',
    'cosineTop3Z',
    'meanCosineZ',
    'cosinePlace',
    'meanCosinePlace',
    'chunkAgreement',
    'fileAgreement',
    'fileChunkAgreement',
  ],
  definitions: ['definition'],
  names: ['nameCover', 'namesCover', 'nameWhole', 'typeWhole', 'containersCover'],
  docs: ['docCover', 'docsCover', 'signatureCover'],
  paths: [
    'stemCover',
    'stemShare',
    'stemWhole',
    'folderCover',
    'pathShare',
    'pathAbbreviated',
    'stemAbbreviated',
    'depth',
    'entry',
  ],
  files: [
    'fileBm25',
    'fileBm25Place',
    'bm25Top3',
    'cosineTop3Z',
    'meanCosineZ',
    'meanCosinePlace',
    'logChunks',
    'logTerms',
  ],
  fileKinds: ['test', 'example', 'vendored', 'generated', 'declaration', 'old', 'notCode'],
  spread: [],
};

/** How well a file answers: the logarithm of its odds against the other candidates, up to a constant. */
export function scoreFile(features: FileFeatures, without: ReadonlySet<FeatureName>): number {
  let score = 0;
  for (const [name, weight] of Object.entries(WEIGHTS) as [FeatureName, number][])
    if (!without.has(name)) score += weight * features[name];
  return score;
}

/** The features that groups of signals stand for. */
export function featuresOf(groups: readonly SignalGroup[]): ReadonlySet<FeatureName> {
  return new Set(groups.flatMap((group) => featureGroups[group]));
}
