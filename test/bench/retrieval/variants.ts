import { type SignalGroup, signalGroups } from '../../../server/src/search/signalGroups';

/** A ranking that does without some of its signals. */
export interface Variant {
  name: string;
  without: readonly SignalGroup[];
}

/** The ranking that users have. */
export const fullRanking: Variant = { name: 'everything', without: [] };

/** Every signal group left out by itself, and the vectors with nothing beside them. */
export const ablations: readonly Variant[] = [
  ...signalGroups.map((group) => ({
    name: group === 'vectors' ? 'without vectors: keywords alone' : `without ${group}`,
    without: [group],
  })),
  { name: 'vectors alone', without: signalGroups.filter((group) => group !== 'vectors') },
];
