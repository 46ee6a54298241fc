import { type SignalGroup, signalGroups } from '../../../server/src/search/signalGroups';

/** A ranking that does without some of its signals. */
export interface Variant {
  name: string;
  without: readonly SignalGroup[];
}

/** The ranking that users have. */
export const fullRanking: Variant = { name: 'everything', without: [] };

/** Left out, a file's chunks would stand in each other's way, which says nothing of the vectors. */
const BESIDE_VECTORS: readonly SignalGroup[] = ['vectors', 'spread'];

/** Every signal group left out by itself, and the vectors alone: files in the order of their best chunk. */
export const ablations: readonly Variant[] = [
  ...signalGroups.map((group) => ({
    name: group === 'vectors' ? 'without vectors: keywords alone' : `without ${group}`,
    without: [group],
  })),
  { name: 'vectors alone', without: signalGroups.filter((group) => !BESIDE_VECTORS.includes(group)) },
];
